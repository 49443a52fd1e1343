#pragma once

#include "engine/core/decimal.hpp"
#include "engine/core/money.hpp"
#include "engine/settlement/trade/trade_document.hpp"

#include <optional>
#include <vector>

/// How the amounts of an invoice follow from quantities, prices and rates. Each figure is rounded
/// once, half away from zero, to hundredths; what is summed are the rounded figures. So no result
/// leans on a tolerance of the official rules.
/// Source: EN 16931-1, 7.7 and BR-CO-10 to -17; Peppol BIS Billing 3, rules R040, R046, R120.
namespace mutua::settlement {

/// The largest amount that a document states; sums of a hundred thousand of them fit a Money.
inline constexpr std::int64_t amount_units_max = 1'000'000'000'000;
inline constexpr std::size_t lines_max = 100'000;

/// The exact value in hundredths, rounded half away from zero; nothing when beyond the largest.
[[nodiscard]] std::optional<Money> rounded_amount(const Decimal& exact, Currency currency);

/// The amount as an exact number of units: 12.34 of 1234 hundredths.
[[nodiscard]] Decimal exact_amount(Money amount);

/// Quantity × price ÷ base quantity, exact. Errors: a base quantity of 0 is a ContractViolation.
[[nodiscard]] Decimal exact_price(const Decimal& quantity, const TradePrice& price);

/// `base` × `percent` ÷ 100, rounded.
[[nodiscard]] std::optional<Money> share_of(Money base, const Decimal& percent);

/// The price without VAT that a price with VAT holds, with so many decimals that the amount of
/// `quantity` units is off by less than a hundredth of a cent.
[[nodiscard]] Decimal price_without_vat(const Decimal& price, const Decimal& rate,
                                        const Decimal& quantity);

/// The price of a service whose total was agreed: per unit where that divides within four
/// decimals, else the total for that many units, so that line and price agree to the cent.
/// Errors: a quantity of 0 or less is a ContractViolation.
[[nodiscard]] TradePrice price_of_total(Money total, const Decimal& quantity);

/// The same price with digits that end: 100/3 becomes 100 for 3. Nothing when the number of units
/// would be beyond a million.
[[nodiscard]] std::optional<TradePrice> with_ending_digits(const TradePrice& price);

/// The bases and VAT of lines and adjustments whose amounts are known, in the order of their first
/// appearance. What is not standard VAT has a single breakdown.
[[nodiscard]] std::vector<VatBreakdown> breakdowns_of(
    const std::vector<TradeLine>& lines, const std::vector<DocumentAdjustment>& adjustments,
    Currency currency);

/// Every sum but the rounding, which is 0, and the VAT in another currency, which is absent.
[[nodiscard]] TradeTotals totals_of(const TradeDocument& document, Money prepaid);

/// What is added to `amount` to make it a multiple of `step`; half a step goes away from zero.
[[nodiscard]] Money rounding_to(Money amount, Money step);

}  // namespace mutua::settlement
