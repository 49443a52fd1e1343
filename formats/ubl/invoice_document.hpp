#pragma once

#include "engine/settlement/credit_note.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/settlement/trade/trade_document.hpp"

namespace mutua::ubl {

/// The invoice as the document that settlement makes of it. A client on paper has no electronic
/// address: such a document can be printed, but not written as XML.
/// Errors: an invoice that the network would refuse for anything else is a ContractViolation; see
///         `write_invoice`.
[[nodiscard]] settlement::TradeDocument invoice_document(const settlement::Invoice& invoice);

/// Likewise a credit note.
[[nodiscard]] settlement::TradeDocument credit_note_document(const settlement::CreditNote& note);

}  // namespace mutua::ubl
