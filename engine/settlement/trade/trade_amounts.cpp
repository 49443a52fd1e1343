#include "engine/settlement/trade/trade_amounts.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::settlement {

namespace {

/// Digits before the point of a magnitude; 1 for anything below ten.
unsigned whole_digits(const Decimal& value) {
    unsigned digits = 1;
    for (Decimal rest = abs(value); rest >= 10; rest /= 10) { ++digits; }
    return digits;
}

Decimal rounded_to(const Decimal& value, unsigned decimals) {
    const Decimal step{1, pow(Integer{10}, decimals)};
    return round(value, step, Rounding::half_up);
}

__extension__ using Wide = __int128;

/// Half goes away from zero. `bottom` is positive.
Wide rounded_quotient(Wide top, Wide bottom) {
    const Wide magnitude = top < 0 ? -top : top;
    const Wide quotient = magnitude / bottom + (magnitude % bottom * 2 >= bottom ? 1 : 0);
    return top < 0 ? -quotient : quotient;
}

std::optional<Money> within_range(Wide units, Currency currency) {
    if (units > amount_units_max || units < -amount_units_max) { return std::nullopt; }
    return Money{static_cast<std::int64_t>(units), currency};
}

bool has_rate_of_its_own(VatCategory category) {
    return category == VatCategory::standard || category == VatCategory::canary_islands ||
           category == VatCategory::ceuta_melilla || category == VatCategory::split_payment;
}

void add_base(std::vector<VatBreakdown>& breakdowns, const VatClass& vat, Money amount) {
    const auto found =
        std::find_if(breakdowns.begin(), breakdowns.end(), [&vat](const VatBreakdown& each) {
            return each.vat.category == vat.category &&
                   (!has_rate_of_its_own(vat.category) || each.vat.rate == vat.rate);
        });
    if (found != breakdowns.end()) {
        found->base += amount;
    } else {
        breakdowns.push_back({vat, amount, Money{0, amount.currency()}, {}, {}});
    }
}

}  // namespace

std::optional<Money> rounded_amount(const Decimal& exact, Currency currency) {
    if (const auto small = small_ratio(exact)) {
        return within_range(rounded_quotient(Wide{small->numerator} * 100, small->denominator),
                            currency);
    }
    const Decimal units = round(exact * 100, 1, Rounding::half_up);
    if (abs(units) > amount_units_max) { return std::nullopt; }
    return Money{static_cast<std::int64_t>(numerator(units)), currency};
}

Decimal exact_amount(Money amount) { return Decimal{amount.minor_units(), 100}; }

Decimal exact_price(const Decimal& quantity, const TradePrice& price) {
    require(!price.base_quantity || *price.base_quantity != 0, "a base quantity is not zero");
    const Decimal product = quantity * price.net;
    return price.base_quantity ? Decimal{product / *price.base_quantity} : product;
}

std::optional<Money> share_of(Money base, const Decimal& percent) {
    if (const auto small = small_ratio(percent)) {
        return within_range(rounded_quotient(Wide{base.minor_units()} * small->numerator,
                                             Wide{small->denominator} * 100),
                            base.currency());
    }
    return rounded_amount(exact_amount(base) * percent / 100, base.currency());
}

Decimal price_without_vat(const Decimal& price, const Decimal& rate, const Decimal& quantity) {
    constexpr unsigned decimals_min = 4;
    require(rate >= 0, "a rate of VAT is not negative");
    return rounded_to(price * 100 / (100 + rate), decimals_min + whole_digits(quantity));
}

TradePrice price_of_total(Money total, const Decimal& quantity) {
    constexpr unsigned decimals_shown = 4;
    require(quantity > 0, "a total is agreed for some quantity");
    const Decimal per_unit = exact_amount(total) / quantity;
    const auto decimals = decimals_of(per_unit);
    if (decimals && *decimals <= decimals_shown) { return {per_unit, {}, {}}; }
    return {exact_amount(total), quantity, {}};
}

std::optional<TradePrice> with_ending_digits(const TradePrice& price) {
    const Integer units_max = 1'000'000;
    Integer units = 1;
    const auto take = [&units](const Decimal& value) {
        Integer rest = denominator(value) / gcd(units, denominator(value));
        for (; rest % 2 == 0;) { rest /= 2; }
        for (; rest % 5 == 0;) { rest /= 5; }
        units *= rest;
    };
    take(price.net);
    if (price.discount) { take(*price.discount); }
    if (price.base_quantity) { take(*price.base_quantity); }
    if (units > units_max) { return std::nullopt; }
    if (units == 1) { return price; }
    TradePrice scaled{price.net * Decimal{units}, price.base_quantity.value_or(1) * Decimal{units},
                      price.discount};
    if (scaled.discount) { *scaled.discount *= Decimal{units}; }
    return scaled;
}

std::vector<VatBreakdown> breakdowns_of(const std::vector<TradeLine>& lines,
                                        const std::vector<DocumentAdjustment>& adjustments,
                                        Currency currency) {
    std::vector<VatBreakdown> breakdowns;
    for (const TradeLine& line : lines) { add_base(breakdowns, line.vat, line.net); }
    for (const DocumentAdjustment& each : adjustments) {
        const bool is_charge = each.kind == AdjustmentKind::charge;
        add_base(breakdowns, each.vat, is_charge ? each.amount : -each.amount);
    }
    for (VatBreakdown& each : breakdowns) {
        const auto tax = share_of(each.base, each.vat.rate);
        require(tax.has_value(), "the VAT of a document's base is an amount of a document");
        require(tax->currency() == currency, "a document has one currency");
        each.tax = *tax;
    }
    return breakdowns;
}

TradeTotals totals_of(const TradeDocument& document, Money prepaid) {
    const Money zero{0, document.currency};
    TradeTotals sums{zero, zero, zero, zero, zero, zero, prepaid, zero, zero, {}};
    for (const TradeLine& line : document.lines) { sums.lines += line.net; }
    for (const DocumentAdjustment& each : document.adjustments) {
        (each.kind == AdjustmentKind::charge ? sums.charges : sums.allowances) += each.amount;
    }
    for (const VatBreakdown& each : document.breakdowns) { sums.vat += each.tax; }
    sums.without_vat = sums.lines - sums.allowances + sums.charges;
    sums.with_vat = sums.without_vat + sums.vat;
    sums.payable = sums.with_vat - sums.prepaid;
    return sums;
}

Money rounding_to(Money amount, Money step) {
    require(step.minor_units() > 0, "a step of rounding is positive");
    const Decimal rounded =
        round(Decimal{amount.minor_units()}, Decimal{step.minor_units()}, Rounding::half_up);
    const auto units = static_cast<std::int64_t>(numerator(rounded));
    return Money{units, amount.currency()} - amount;
}

}  // namespace mutua::settlement
