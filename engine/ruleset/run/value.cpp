#include "engine/ruleset/run/value.hpp"

#include "engine/core/contract.hpp"

namespace mutua::ruleset {

namespace {

std::string text_of(const Number& number) {
    const bool negative = number.raw < 0;
    std::string digits = widen(number.raw).str();
    if (negative) { digits.erase(0, 1); }
    if (digits.size() <= number.decimals) {
        digits.insert(0, number.decimals + 1 - digits.size(), '0');
    }
    if (number.decimals > 0) { digits.insert(digits.size() - number.decimals, 1, '.'); }
    return negative ? "-" + digits : digits;
}

/// Writes digits behind a number; false for anything else, and for a number that gets too large.
bool add_digits(std::string_view digits, Int128& value) {
    for (const char c : digits) {
        if (c < '0' || c > '9') { return false; }
        if (__builtin_mul_overflow(value, 10, &value)) { return false; }
        if (__builtin_add_overflow(value, c - '0', &value)) { return false; }
    }
    return true;
}

/// Digits only, without a leading zero that a number does not have (that would be a code).
std::optional<Int128> whole_number(std::string_view digits) {
    const bool leading_zero = digits.size() > 1 && digits.front() == '0';
    if (digits.empty() || leading_zero) { return std::nullopt; }
    Int128 value = 0;
    return add_digits(digits, value) ? std::optional{value} : std::nullopt;
}

std::optional<Number> decimal_number(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) { text.remove_prefix(1); }
    const std::size_t point = text.find('.');
    const auto whole = whole_number(text.substr(0, point));
    if (!whole) { return std::nullopt; }
    Number number{*whole, 0};
    if (point != std::string_view::npos) {
        const std::string_view digits = text.substr(point + 1);
        if (digits.empty() || digits.size() > 18) { return std::nullopt; }
        if (!add_digits(digits, number.raw)) { return std::nullopt; }
        number.decimals = static_cast<unsigned>(digits.size());
    }
    if (negative) { number.raw = -number.raw; }
    return number;
}

std::optional<Value> fraction(std::string_view text, std::size_t slash) {
    const bool negative = text.starts_with('-');
    const auto above = whole_number(text.substr(negative ? 1 : 0, slash - (negative ? 1 : 0)));
    const auto below = whole_number(text.substr(slash + 1));
    if (!above || !below || *below == 0) { return std::nullopt; }
    return Value{Fraction{negative ? -*above : *above, *below}};
}

}  // namespace

std::int64_t Number::raw_64_bits() const {
    require(fits_64_bits(), "a number that is kept fits 64 bits");
    return static_cast<std::int64_t>(raw);
}

std::string to_string(const Value& value) {
    if (const auto* number = std::get_if<Number>(&value)) { return text_of(*number); }
    if (const auto* pair = std::get_if<Fraction>(&value)) {
        return widen(pair->numerator).str() + "/" + widen(pair->denominator).str();
    }
    if (const auto* flag = std::get_if<bool>(&value)) { return *flag ? "yes" : "no"; }
    if (const auto* one = std::get_if<Word>(&value)) { return one->text; }
    return mutua::to_string(std::get<Date>(value));
}

Value value_of(Money amount) {
    require(amount.currency() == Currency::eur, "amounts in rules are euro");
    return Number{amount.minor_units(), 2};
}

Value count_of(std::int64_t count) { return Number{count, 0}; }

std::optional<Value> parse_number(std::string_view text) {
    if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
        return fraction(text, slash);
    }
    const bool percent = text.ends_with('%');
    if (percent) {
        text.remove_suffix(1);
        if (text.ends_with(' ')) { text.remove_suffix(1); }
    }
    auto number = decimal_number(text);
    if (!number) { return std::nullopt; }
    if (percent) { number->decimals += 2; }
    return Value{*number};
}

}  // namespace mutua::ruleset
