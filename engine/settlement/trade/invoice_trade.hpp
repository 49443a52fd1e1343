#pragma once

#include "engine/core/result.hpp"
#include "engine/settlement/credit_note.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/settlement/trade/trade_draft.hpp"

namespace mutua::settlement {

/// The invoice of services as the document that a receiver reads: each line one service of an
/// agreed price, with the days of its work. A reduced rate's legal reason goes to the note, since
/// its breakdown may not have one; outside VAT neither party shows a VAT number. A buyer without a
/// Peppol address has no electronic address on it.
/// Errors: a line without a day, or VAT without category and rate, is a ContractViolation.
[[nodiscard]] TradeDocument trade_document(const Invoice& invoice);

/// Likewise a credit note: it names its invoice and says why, and asks for no payment.
[[nodiscard]] TradeDocument trade_document(const CreditNote& note);

/// True where the buyer's reference is our own code of the work: the client gave none, and an
/// electronic invoice may not go without.
[[nodiscard]] bool has_own_reference(const Invoice& invoice);

/// The same invoice as what was agreed, for `settle` to compute and to judge.
[[nodiscard]] TradeDraft trade_draft(const Invoice& invoice);

/// What the standard, Peppol or a receiver would refuse of an invoice, each under its number: D120
/// to D135. An invoice on paper needs no electronic address.
/// Errors: amounts that are not those that `settle` computes are a ContractViolation.
[[nodiscard]] Diagnostics invoice_faults(const Invoice& invoice);

}  // namespace mutua::settlement
