#include "engine/ruleset/oracle/value_text.hpp"

namespace mutua::ruleset {

namespace {

/// Digits after the point that `value` needs; nothing when it does not end within `limit`.
std::optional<unsigned> decimals_needed(const Decimal& value, unsigned limit) {
    Integer denominator = boost::multiprecision::denominator(value);
    unsigned twos = 0;
    unsigned fives = 0;
    for (; denominator % 2 == 0 && twos <= limit; ++twos) { denominator /= 2; }
    for (; denominator % 5 == 0 && fives <= limit; ++fives) { denominator /= 5; }
    const unsigned needed = std::max(twos, fives);
    if (denominator != 1 || needed > limit) { return std::nullopt; }
    return needed;
}

/// More digits than any value between two roundings has.
constexpr unsigned shown_decimals_max = 2 * decimals_max;

}  // namespace

std::string grouped(std::string_view digits) {
    const std::size_t begin = !digits.empty() && digits.front() == '-' ? 1 : 0;
    const std::size_t point = std::min(digits.find('.'), digits.size());
    std::string text{digits.substr(0, begin)};
    for (std::size_t i = begin; i < point; ++i) {
        if (i > begin && (point - i) % 3 == 0) { text += ' '; }
        text += digits[i];
    }
    return text + std::string{digits.substr(point)};
}

std::string ungrouped(std::string_view text) {
    const auto is_digit = [&](std::size_t at) {
        return at < text.size() && text[at] >= '0' && text[at] <= '9';
    };
    std::string made;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') { quoted = !quoted; }
        const bool three = is_digit(i + 1) && is_digit(i + 2) && is_digit(i + 3);
        const bool groups = text[i] == ' ' && i > 0 && is_digit(i - 1) && three && !is_digit(i + 4);
        if (quoted || !groups) { made += text[i]; }
    }
    return made;
}

std::string exact_text(const Decimal& value, unsigned decimals) {
    const auto needed = decimals_needed(value, shown_decimals_max);
    if (needed) { return grouped(mutua::to_string(value, std::max(*needed, decimals))); }
    return boost::multiprecision::numerator(value).str() + "/" +
           boost::multiprecision::denominator(value).str();
}

std::string shown(const Decimal& value, const Type& type) {
    if (type.percent) { return exact_text(value * 100, 2) + " %"; }
    return exact_text(value, type.quotient ? 0 : type.decimals);
}

std::string rate_text(const Decimal& rate, const Type& argument, const Type& result) {
    const Unit unit = result.unit / argument.unit;
    return unit.is_pure() ? exact_text(rate * 100, 2) + " %"
                          : exact_text(rate, 2) + " " + unit.text();
}

std::optional<Decimal> number_of(const Value& value) {
    if (const auto* number = std::get_if<Number>(&value)) {
        return Decimal{widen(number->raw), pow(Integer{10}, number->decimals)};
    }
    if (const auto* pair = std::get_if<Fraction>(&value)) {
        return Decimal{widen(pair->numerator), widen(pair->denominator)};
    }
    return std::nullopt;
}

std::string shown(const Value& value, const Type& type) {
    if (std::holds_alternative<Fraction>(value)) { return to_string(value); }
    const auto number = number_of(value);
    return number ? shown(*number, type) : to_string(value);
}

std::string shown(const CheckedRuleset& rules, const Constant& value, const Type& type) {
    if (const auto* number = std::get_if<Decimal>(&value)) { return shown(*number, type); }
    if (const auto* flag = std::get_if<bool>(&value)) { return *flag ? "yes" : "no"; }
    if (const auto* code = std::get_if<CodeText>(&value)) { return '"' + code->text + '"'; }
    if (const auto* day = std::get_if<Date>(&value)) { return mutua::to_string(*day); }
    return rules.enums.at(type.enumeration).items.at(std::get<EnumItem>(value).position);
}

std::string plain_text(const CheckedRuleset& rules, const Constant& value, const Type& type) {
    if (const auto* number = std::get_if<Decimal>(&value)) {
        return ungrouped(exact_text(*number, type.quotient ? 0 : type.decimals));
    }
    if (const auto* code = std::get_if<CodeText>(&value)) { return code->text; }
    return shown(rules, value, type);
}

std::string mode_text(Rounding mode) {
    switch (mode) {
        case Rounding::half_up:
            return "half up";
        case Rounding::half_down:
            return "half down";
        case Rounding::half_even:
            return "half even";
        case Rounding::up:
            return "up";
        case Rounding::down:
            return "down";
        case Rounding::floor:
            return "floor";
        case Rounding::ceiling:
            return "ceiling";
    }
    return "";
}

}  // namespace mutua::ruleset
