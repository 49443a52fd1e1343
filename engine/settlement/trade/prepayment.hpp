#pragma once

#include "engine/settlement/trade/trade_draft.hpp"

#include <cstdint>
#include <string>

namespace mutua::settlement {

/// Where the VAT of an advance was charged.
enum class AdvanceVat : std::uint8_t {
    charged,         ///< on the prepayment invoice: the balance takes its base back, rate by rate
    due_on_balance,  ///< nowhere yet: the balance charges all of it and deducts what was paid
};

/// Deducts an advance from the balance: names the prepayment invoice, then adds a line of negative
/// quantity for each of its breakdowns, or raises the prepaid amount. `text` names such a line:
/// "Advance 2026-000004". Lines are numbered on from those that are there.
/// Errors: a document of another kind or currency is a ContractViolation.
void deduct_advance(TradeDraft& balance, const TradeDocument& prepayment, AdvanceVat vat,
                    const std::string& text);

/// The credit note that takes back a whole invoice: the same parties, lines and reasons, positive
/// amounts, a reference to the invoice; without notes, attachments, terms and advances. Number and
/// day of issue are the caller's.
/// Errors: a document that is no invoice is a ContractViolation.
[[nodiscard]] TradeDraft credit_of(const TradeDocument& invoice);

}  // namespace mutua::settlement
