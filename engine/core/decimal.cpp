#include "engine/core/decimal.hpp"

#include "engine/core/contract.hpp"

namespace mutua {

namespace {

/// The whole number that the magnitude `numerator / denominator` becomes.
Integer rounded_magnitude(const Integer& numerator, const Integer& denominator, bool negative,
                          Rounding rounding) {
    Integer quotient;
    Integer remainder;
    boost::multiprecision::divide_qr(numerator, denominator, quotient, remainder);
    if (remainder == 0) { return quotient; }
    const Integer twice = remainder * 2;
    const auto away = [&] {
        switch (rounding) {
            case Rounding::half_up:
                return twice >= denominator;
            case Rounding::half_down:
                return twice > denominator;
            case Rounding::half_even:
                return twice > denominator || (twice == denominator && quotient % 2 == 1);
            case Rounding::up:
                return true;
            case Rounding::down:
                return false;
            case Rounding::floor:
                return negative;
            case Rounding::ceiling:
                return !negative;
        }
        return false;
    };
    return away() ? Integer{quotient + 1} : quotient;
}

}  // namespace

Decimal round(const Decimal& value, const Decimal& step, Rounding rounding) {
    require(step > 0, "a rounding step is positive");
    const Decimal ratio = value / step;
    const bool negative = ratio < 0;
    const Integer numerator = boost::multiprecision::numerator(ratio);
    const Integer magnitude =
        rounded_magnitude(negative ? Integer{-numerator} : numerator,
                          boost::multiprecision::denominator(ratio), negative, rounding);
    const Decimal result = step * Decimal{magnitude};
    return negative ? Decimal{-result} : result;
}

std::optional<Decimal> parse_decimal(std::string_view text) {
    if (text.size() > decimal_text_max) { return std::nullopt; }
    const bool negative = text.starts_with('-');
    if (negative) { text.remove_prefix(1); }
    Integer digits = 0;
    Integer scale = 1;
    bool after_point = false;
    bool digit_last = false;
    for (const char c : text) {
        if (c == '.') {
            if (after_point || !digit_last) { return std::nullopt; }
            after_point = true;
            digit_last = false;
            continue;
        }
        if (c < '0' || c > '9') { return std::nullopt; }
        digits = digits * 10 + (c - '0');
        if (after_point) { scale *= 10; }
        digit_last = true;
    }
    if (!digit_last) { return std::nullopt; }
    return Decimal{negative ? Integer{-digits} : digits, scale};
}

std::string to_string(const Decimal& value, unsigned decimals) {
    const Integer scale = boost::multiprecision::pow(Integer{10}, decimals);
    const Decimal scaled = value * Decimal{scale};
    require(boost::multiprecision::denominator(scaled) == 1,
            "the value has no more decimals than are printed");
    const Integer raw = boost::multiprecision::numerator(scaled);
    std::string digits = Integer{raw < 0 ? Integer{-raw} : raw}.str();
    if (digits.size() <= decimals) { digits.insert(0, decimals + 1 - digits.size(), '0'); }
    if (decimals > 0) { digits.insert(digits.size() - decimals, 1, '.'); }
    return raw < 0 ? "-" + digits : digits;
}

}  // namespace mutua
