#include "engine/ruleset/run/value.hpp"

#include "engine/core/contract.hpp"

#include <charconv>

namespace mutua::ruleset {

namespace {

std::string text_of(const Number& number) {
    const bool negative = number.raw < 0;
    std::string digits = std::to_string(number.raw);
    if (negative) { digits.erase(0, 1); }
    if (digits.size() <= number.decimals) {
        digits.insert(0, number.decimals + 1 - digits.size(), '0');
    }
    if (number.decimals > 0) { digits.insert(digits.size() - number.decimals, 1, '.'); }
    return negative ? "-" + digits : digits;
}

/// Digits only, without a leading zero that a number does not have (that would be a code).
std::optional<std::int64_t> whole_number(std::string_view digits) {
    const bool leading_zero = digits.size() > 1 && digits.front() == '0';
    if (digits.empty() || leading_zero) { return std::nullopt; }
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || value < 0) {
        return std::nullopt;
    }
    return value;
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
        for (const char c : digits) {
            if (c < '0' || c > '9') { return std::nullopt; }
            if (__builtin_mul_overflow(number.raw, 10, &number.raw)) { return std::nullopt; }
            if (__builtin_add_overflow(number.raw, c - '0', &number.raw)) { return std::nullopt; }
        }
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

std::string to_string(const Value& value) {
    if (const auto* number = std::get_if<Number>(&value)) { return text_of(*number); }
    if (const auto* pair = std::get_if<Fraction>(&value)) {
        return std::to_string(pair->numerator) + "/" + std::to_string(pair->denominator);
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
