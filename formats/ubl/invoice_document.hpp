#pragma once

#include "engine/settlement/credit_note.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/settlement/trade/trade_document.hpp"

namespace mutua::ubl {

/// The invoice of a service as the document that a receiver reads: each line one service of an
/// agreed price, with the days of its work. A reduced rate's legal reason goes to the note, since
/// its breakdown may not have one; outside VAT neither party shows a VAT number.
/// A client on paper has no electronic address: such a document can be printed, but not written as
/// XML.
/// Errors: an invoice that the network would refuse for anything else is a ContractViolation; see
///         `write_invoice`.
[[nodiscard]] settlement::TradeDocument invoice_document(const settlement::Invoice& invoice);

/// Likewise a credit note: it names its invoice and says why, and asks for no payment.
[[nodiscard]] settlement::TradeDocument credit_note_document(const settlement::CreditNote& note);

}  // namespace mutua::ubl
