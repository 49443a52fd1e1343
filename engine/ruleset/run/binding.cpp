#include "engine/ruleset/run/binding.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/program/arithmetic.hpp"
#include "engine/ruleset/run/question.hpp"

#include <algorithm>
#include <limits>

namespace mutua::ruleset {

namespace {

constexpr std::size_t listed_max = 12;

std::string sort_of(const Value& value) {
    if (std::holds_alternative<Number>(value)) { return "a number"; }
    if (std::holds_alternative<Fraction>(value)) { return "a fraction"; }
    if (std::holds_alternative<bool>(value)) { return "yes or no"; }
    return std::holds_alternative<Word>(value) ? "a word" : "a date";
}

/// Without the zeros behind its last digit: "0.12".
std::string shortest(const Decimal& number, unsigned decimals) {
    std::string text = mutua::to_string(number, decimals);
    if (text.find('.') == std::string::npos) { return text; }
    while (text.back() == '0') { text.pop_back(); }
    if (text.back() == '.') { text.pop_back(); }
    return text;
}

/// A rate with its sign: "12 %" of 0.12.
std::string percentage(const Decimal& rate, unsigned decimals) {
    return shortest(Decimal{rate * 100}, decimals) + " %";
}

/// What a rate may be, written with its sign or without.
std::string allowed_rate(const Type& type, const std::optional<Decimal>& low,
                         const std::optional<Decimal>& high) {
    std::string text = "a rate with at most " + std::to_string(type.decimals) + " decimals";
    if (!low || !high) { return text + ", such as `12 %` or `0.12`"; }
    return text + " from " + percentage(*low, type.decimals) + " to " +
           percentage(*high, type.decimals) + "; without its sign, " +
           percentage(*high, type.decimals) + " is " + shortest(*high, type.decimals);
}

class Binder {
public:
    Binder(const CheckedRuleset& rules, RunCodes& codes, DefinitionId id)
        : rules_{rules}, codes_{codes}, id_{id}, definition_{rules.definitions[id]} {}

    Result<RawValue, Fault> bind(const Value& value) {
        switch (definition_.type.kind) {
            case ValueKind::number:
                return number(value);
            case ValueKind::boolean:
                return boolean(value);
            case ValueKind::date:
                return date(value);
            case ValueKind::code:
                return code(value);
            case ValueKind::enumeration:
                return item(value);
            case ValueKind::unknown:
            case ValueKind::record:
                break;
        }
        return wrong_kind(value);
    }

private:
    Fault fault(std::string code, std::string message, std::string help = "") const {
        return {std::move(code), definition_.name, std::move(message), std::move(help),
                std::nullopt};
    }

    Fault wrong_kind(const Value& value) const {
        return fault("E103", "`" + definition_.name + "` is " + sort_of(value) + " here",
                     "it must be " + what_is_allowed(rules_, id_));
    }

    Result<RawValue, Fault> number(const Value& value) {
        Decimal exact;
        unsigned decimals = 0;
        if (const auto* plain = std::get_if<Number>(&value)) {
            exact = Decimal{widen(plain->raw)} / Decimal{pow(Integer{10}, plain->decimals)};
            decimals = plain->decimals;
        } else if (const auto* pair = std::get_if<Fraction>(&value)) {
            if (pair->denominator <= 0) {
                return fault("E103", "`" + definition_.name + "` is divided by zero or less",
                             "write a fraction such as 15/38");
            }
            exact = Decimal{widen(pair->numerator), widen(pair->denominator)};
        } else {
            return wrong_kind(value);
        }
        const InputDefinition* input = definition_.input();
        const CarryDefinition* carry = definition_.carry();
        const auto inside_of = [&](const auto& range) {
            return (!range.low || *range.low <= exact) && (!range.high || exact <= *range.high);
        };
        const bool inside = input != nullptr   ? inside_of(*input)
                            : carry != nullptr ? inside_of(*carry)
                                               : true;
        if (!inside) {
            // A row gives a carry as it was before.
            const std::string given =
                std::string{carry != nullptr ? prior_mark : ""} + definition_.name;
            Fault found =
                fault(carry != nullptr ? "E104" : "E101", "`" + given + "` lies outside its range",
                      "it must be " + what_is_allowed(rules_, id_));
            found.name = given;
            return found;
        }
        return definition_.type.quotient ? pair_of(exact) : scaled_number(exact, decimals);
    }

    Result<RawValue, Fault> pair_of(const Decimal& exact) {
        const auto above = narrow(numerator(exact));
        const auto below = narrow(denominator(exact));
        return RawValue{above.value_or(0), below.value_or(1)};
    }

    Result<RawValue, Fault> scaled_number(const Decimal& exact, unsigned decimals) {
        const unsigned kept = definition_.type.decimals;
        const auto raw = scaled(exact, kept);
        if (raw && decimals <= kept) { return RawValue{*raw, 1}; }
        return fault("E103",
                     "`" + definition_.name + "` has " +
                         (decimals > kept ? std::to_string(decimals) +
                                                (decimals == 1 ? " decimal" : " decimals")
                                          : "more decimals than it keeps"),
                     "at most " + std::to_string(kept) + " are kept: round it first");
    }

    Result<RawValue, Fault> boolean(const Value& value) {
        if (const auto* flag = std::get_if<bool>(&value)) { return RawValue{*flag ? 1 : 0, 1}; }
        if (const auto* word = std::get_if<Word>(&value)) {
            if (word->text == "yes" || word->text == "true") { return RawValue{1, 1}; }
            if (word->text == "no" || word->text == "false") { return RawValue{0, 1}; }
        }
        return wrong_kind(value);
    }

    Result<RawValue, Fault> date(const Value& value) {
        std::optional<Date> day;
        if (const auto* one = std::get_if<Date>(&value)) { day = *one; }
        if (const auto* word = std::get_if<Word>(&value)) { day = parse_date(word->text); }
        if (!day || !day->ok()) { return wrong_kind(value); }
        return RawValue{Arithmetic<Int128>::number_of(*day), 1};
    }

    Result<RawValue, Fault> code(const Value& value) {
        if (const auto* word = std::get_if<Word>(&value)) {
            return RawValue{codes_.number(word->text), 1};
        }
        // A code of digits may have been read as a count.
        const auto* number = std::get_if<Number>(&value);
        if (number != nullptr && number->decimals == 0) {
            return RawValue{codes_.number(to_string(value)), 1};
        }
        return wrong_kind(value);
    }

    Result<RawValue, Fault> item(const Value& value) {
        const auto* word = std::get_if<Word>(&value);
        if (word == nullptr) { return wrong_kind(value); }
        const auto& items = rules_.enums[definition_.type.enumeration].items;
        const auto at = std::find(items.begin(), items.end(), word->text);
        if (at != items.end()) { return RawValue{at - items.begin(), 1}; }
        std::string help = did_you_mean(word->text, items);
        if (!help.empty()) { help += "; "; }
        return fault(
            "E103",
            "`" + word->text + "` is no item of " + rules_.enums[definition_.type.enumeration].name,
            help + "`" + definition_.name + "` is one of " + listed_names(items));
    }

    const CheckedRuleset& rules_;
    RunCodes& codes_;
    DefinitionId id_;
    const Definition& definition_;
};

}  // namespace

std::int64_t RunCodes::number(const std::string& text) {
    if (const auto known = known_->find(text)) { return *known; }
    const auto [at, is_new] =
        numbers_.emplace(text, static_cast<std::int64_t>(known_->size() + extra_.size()));
    if (is_new) { extra_.push_back(text); }
    return at->second;
}

const std::string& RunCodes::text(std::int64_t number) const {
    const auto size = static_cast<std::int64_t>(known_->size());
    return number < size ? known_->text(number) : extra_[static_cast<std::size_t>(number - size)];
}

Result<RawValue, Fault> bind_value(const CheckedRuleset& rules, RunCodes& codes,
                                   DefinitionId definition, const Value& value) {
    return Binder{rules, codes, definition}.bind(value);
}

Value value_from(const CheckedRuleset& rules, const RunCodes& codes, const Type& type,
                 const RawValue& raw) {
    switch (type.kind) {
        case ValueKind::boolean:
            return raw.value != 0;
        case ValueKind::date:
            return Arithmetic<Int128>::date_of(raw.value);
        case ValueKind::code:
            return Word{codes.text(static_cast<std::int64_t>(raw.value))};
        case ValueKind::enumeration:
            return Word{rules.enums[type.enumeration].items[static_cast<std::size_t>(raw.value)]};
        case ValueKind::number:
        case ValueKind::unknown:
        case ValueKind::record:
            break;
    }
    if (type.quotient) { return Fraction{raw.value, raw.denominator}; }
    return Number{raw.value, type.decimals};
}

std::string what_is_allowed(const CheckedRuleset& rules, DefinitionId id) {
    const Definition& definition = rules.definitions[id];
    const Type& type = definition.type;
    switch (type.kind) {
        case ValueKind::boolean:
            return "yes or no";
        case ValueKind::date:
            return "a day such as 2026-11-03";
        case ValueKind::code:
            return "a code, as text";
        case ValueKind::enumeration: {
            const auto& items = rules.enums[type.enumeration].items;
            if (items.size() <= listed_max) { return "one of " + listed_names(items); }
            return "an item of " + rules.enums[type.enumeration].name;
        }
        default:
            break;
    }
    const InputDefinition* input = definition.input();
    const CarryDefinition* carry = definition.carry();
    const auto low = input != nullptr ? input->low : (carry != nullptr ? carry->low : std::nullopt);
    const auto high =
        input != nullptr ? input->high : (carry != nullptr ? carry->high : std::nullopt);
    if (type.percent) { return allowed_rate(type, low, high); }
    std::string text = type.quotient         ? std::string{"a fraction such as 15/38"}
                       : type.unit.is_pure() ? (type.decimals == 0 ? std::string{"a whole number"}
                                                                   : std::string{"a number"})
                                             : type.unit.text();
    if (!type.quotient && type.decimals > 0) {
        text += " with at most " + std::to_string(type.decimals) +
                (type.decimals == 1 ? " decimal" : " decimals");
    }
    if (low && high) {
        const unsigned decimals = type.quotient ? 0 : type.decimals;
        const auto bound = [&](const Decimal& value) {
            return denominator(value) == 1 && decimals > 2
                       ? mutua::to_string(value, 0)
                       : (type.quotient ? value.str() : mutua::to_string(value, decimals));
        };
        text += " from " + bound(*low) + " to " + bound(*high);
    }
    return text;
}

}  // namespace mutua::ruleset
