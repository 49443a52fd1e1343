#include "engine/core/decimal.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

namespace mutua {

namespace {

__extension__ using WordProduct = unsigned __int128;

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

/// `shortest_text` of a value whose digits fit a machine word, as those of invoices do: they are
/// written by the million, and arithmetic on large integers would be the largest part of it.
std::optional<std::string> small_text(const SmallRatio& value, unsigned decimals_min) {
    constexpr std::uint32_t scales[] = {1,       10,        100,        1'000,      10'000,
                                        100'000, 1'000'000, 10'000'000, 100'000'000};
    constexpr std::uint64_t most = std::uint64_t{1} << 36U;  // times a scale: below 2^63
    const bool is_negative = value.numerator < 0;
    const auto magnitude =
        static_cast<std::uint64_t>(is_negative ? -value.numerator : value.numerator);
    if (magnitude >= most || value.denominator > scales[8]) { return std::nullopt; }
    const auto denominator = static_cast<std::uint32_t>(value.denominator);
    unsigned decimals = decimals_min;
    while (decimals < std::size(scales) && scales[decimals] % denominator != 0) { ++decimals; }
    if (decimals >= std::size(scales)) { return std::nullopt; }
    // Sign, nineteen digits and the point, from the end.
    std::array<char, 24> text;
    std::size_t at = text.size();
    std::uint64_t rest = magnitude * (scales[decimals] / denominator);
    for (unsigned digit = 0; digit <= decimals || rest > 0; ++digit, rest /= 10) {
        if (digit == decimals && decimals > 0) { text[--at] = '.'; }
        text[--at] = static_cast<char>('0' + rest % 10);
    }
    if (is_negative) { text[--at] = '-'; }
    return std::string{text.data() + at, text.size() - at};
}

/// The decimal that digits and one point among them say, without sign.
template <typename Whole>
std::optional<Decimal> decimal_in(std::string_view text, bool negative) {
    Whole digits = 0;
    Whole scale = 1;
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
    if (negative) { digits = -digits; }
    return scale == 1 ? Decimal{digits} : Decimal{digits, scale};
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

std::optional<SmallRatio> small_ratio(const Decimal& value) {
    constexpr std::uint64_t most = std::uint64_t{1} << 62U;
    const auto& top = value.backend().data().numerator().backend();
    const auto& bottom = value.backend().data().denominator().backend();
    const bool is_small = top.size() == 1 && bottom.size() == 1;
    if (!is_small || *top.limbs() > most || *bottom.limbs() > most) { return std::nullopt; }
    const auto numerator = static_cast<std::int64_t>(*top.limbs());
    return SmallRatio{top.sign() ? -numerator : numerator,
                      static_cast<std::int64_t>(*bottom.limbs())};
}

std::strong_ordering order(const Decimal& left, const Decimal& right) {
    const int sign = left.sign();
    if (sign != right.sign() || sign == 0) { return sign <=> right.sign(); }
    const auto& one = left.backend().data();
    const auto& other = right.backend().data();
    const auto word = [](const Integer& part) { return part.backend().size() == 1; };
    if (word(one.numerator()) && word(one.denominator()) && word(other.numerator()) &&
        word(other.denominator())) {
        const auto product = [](const Integer& a, const Integer& b) {
            return WordProduct{*a.backend().limbs()} * *b.backend().limbs();
        };
        const auto magnitudes = product(one.numerator(), other.denominator()) <=>
                                product(other.numerator(), one.denominator());
        return sign > 0 ? magnitudes : 0 <=> magnitudes;
    }
    const int compared = Integer{one.numerator() * other.denominator()}.compare(
        Integer{other.numerator() * one.denominator()});
    return compared <=> 0;
}

std::optional<unsigned> decimals_of(const Decimal& value) {
    Integer rest = boost::multiprecision::denominator(value);
    unsigned twos = 0;
    unsigned fives = 0;
    for (; rest % 2 == 0; ++twos) { rest /= 2; }
    for (; rest % 5 == 0; ++fives) { rest /= 5; }
    if (rest != 1) { return std::nullopt; }
    return std::max(twos, fives);
}

std::string shortest_text(const Decimal& value, unsigned decimals_min) {
    if (const auto small = small_ratio(value)) {
        if (auto text = small_text(*small, decimals_min)) { return std::move(*text); }
    }
    const auto decimals = decimals_of(value);
    require(decimals.has_value(), "the digits of the value end");
    return to_string(value, std::max(*decimals, decimals_min));
}

std::optional<Decimal> parse_decimal(std::string_view text) {
    if (text.size() > decimal_text_max) { return std::nullopt; }
    const bool negative = text.starts_with('-');
    if (negative) { text.remove_prefix(1); }
    // Whole numbers to 10^18 are machine words: nearly all that people write.
    constexpr std::size_t word_digits = 18;
    return text.size() <= word_digits ? decimal_in<std::int64_t>(text, negative)
                                      : decimal_in<Integer>(text, negative);
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
