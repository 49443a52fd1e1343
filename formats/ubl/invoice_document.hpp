#pragma once

#include "engine/settlement/credit_note.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/settlement/trade/trade_document.hpp"

namespace mutua::ubl {

/// The invoice as the document that settlement makes of it, which is fit to be written.
/// Errors: an invoice that the network would refuse is a ContractViolation; see `write_invoice`.
[[nodiscard]] settlement::TradeDocument invoice_document(const settlement::Invoice& invoice);

/// Likewise a credit note.
[[nodiscard]] settlement::TradeDocument credit_note_document(const settlement::CreditNote& note);

}  // namespace mutua::ubl
