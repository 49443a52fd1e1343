#include "engine/ruleset/check/constants.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// Evaluates what does not depend on a row.
class ConstantEvaluator {
public:
    ConstantEvaluator(const CheckedRuleset& rules, const Constant* previous, const ClockDays* days)
        : rules_{rules}, previous_{previous}, days_{days} {}

    std::optional<Constant> value(const TypedExpression& expression) const {
        if (expression.type.is_unknown()) { return std::nullopt; }
        switch (expression.kind) {
            case TypedKind::constant:
                return expression.constant;
            case TypedKind::previous:
                return previous_ != nullptr ? std::optional<Constant>{*previous_} : std::nullopt;
            case TypedKind::read:
                return read(expression);
            case TypedKind::negate:
            case TypedKind::absolute:
                return unary(expression);
            case TypedKind::as_unit:
                return value(expression.children.front());
            case TypedKind::round:
                return rounded(expression);
            case TypedKind::add:
            case TypedKind::subtract:
            case TypedKind::multiply:
            case TypedKind::divide:
                return arithmetic(expression);
            case TypedKind::minimum:
            case TypedKind::maximum:
                return extreme(expression);
            default:
                return std::nullopt;
        }
    }

private:
    std::optional<Decimal> number(const TypedExpression& expression) const {
        const auto found = value(expression);
        if (!found || !std::holds_alternative<Decimal>(*found)) { return std::nullopt; }
        return std::get<Decimal>(*found);
    }

    std::optional<Constant> read(const TypedExpression& expression) const {
        const Definition& definition = rules_.definitions[expression.definition];
        const ParamDefinition* param = definition.param();
        if (param == nullptr) { return std::nullopt; }
        std::optional<Date> day;
        if (expression.at && expression.at->day) {
            day = *expression.at->day;
        } else if (days_ != nullptr) {
            day = expression.at ? resolve_day(*expression.at, *days_)
                                : (*days_)[static_cast<std::size_t>(definition.clock)];
        }
        if (!day) { return std::nullopt; }
        const auto version = version_on(param->versions, *day);
        const std::size_t field = expression.field.value_or(0);
        if (!version || param->versions[*version].values.size() <= field) { return std::nullopt; }
        return param->versions[*version].values[field];
    }

    std::optional<Constant> unary(const TypedExpression& expression) const {
        const auto inner = number(expression.children.front());
        if (!inner) { return std::nullopt; }
        if (expression.kind == TypedKind::absolute && *inner >= 0) { return Constant{*inner}; }
        return Constant{Decimal{-*inner}};
    }

    std::optional<Constant> rounded(const TypedExpression& expression) const {
        const auto inner = number(expression.children.front());
        if (!inner) { return std::nullopt; }
        return Constant{mutua::round(*inner, expression.step, expression.mode)};
    }

    std::optional<Constant> arithmetic(const TypedExpression& expression) const {
        const auto left = number(expression.children[0]);
        const auto right = number(expression.children[1]);
        if (!left || !right) { return std::nullopt; }
        switch (expression.kind) {
            case TypedKind::add:
                return Constant{Decimal{*left + *right}};
            case TypedKind::subtract:
                return Constant{Decimal{*left - *right}};
            case TypedKind::multiply:
                return Constant{Decimal{*left * *right}};
            default:
                break;
        }
        if (*right == 0) { return std::nullopt; }
        return Constant{Decimal{*left / *right}};
    }

    std::optional<Constant> extreme(const TypedExpression& expression) const {
        std::optional<Decimal> best;
        for (const TypedExpression& child : expression.children) {
            const auto one = number(child);
            if (!one) { return std::nullopt; }
            const bool better =
                !best || (expression.kind == TypedKind::minimum ? *one < *best : *one > *best);
            if (better) { best = one; }
        }
        if (!best) { return std::nullopt; }
        return Constant{*best};
    }

    const CheckedRuleset& rules_;
    const Constant* previous_;
    const ClockDays* days_;
};

}  // namespace

std::optional<Constant> constant_value(const CheckedRuleset& rules,
                                       const TypedExpression& expression,
                                       const Constant* previous) {
    return ConstantEvaluator{rules, previous, nullptr}.value(expression);
}

std::optional<Constant> constant_on(const CheckedRuleset& rules, const TypedExpression& expression,
                                    const ClockDays& days) {
    return ConstantEvaluator{rules, nullptr, &days}.value(expression);
}

Date start_of(Date day, DateReference::Start start) {
    const unsigned month = static_cast<unsigned>(day.month());
    switch (start) {
        case DateReference::Start::none:
            return day;
        case DateReference::Start::month:
            return day.year() / day.month() / 1;
        case DateReference::Start::quarter:
            return day.year() / date::month{(month - 1) / 3 * 3 + 1} / 1;
        case DateReference::Start::year:
            return day.year() / 1 / 1;
    }
    return day;
}

Date carried_back(Date cut, DateReference::Start start) {
    const Date begin = start_of(cut, start);
    if (begin == cut) { return cut; }
    const int months = start == DateReference::Start::month     ? 1
                       : start == DateReference::Start::quarter ? 3
                                                                : 12;
    return begin + date::months{months};
}

Days common(const Days& one, const Days& other) {
    return {std::max(one.from, other.from), std::min(one.until, other.until)};
}

Date resolve_day(const DateReference& reference, const ClockDays& days) {
    if (reference.day) { return *reference.day; }
    return start_of(days[static_cast<std::size_t>(reference.clock)], reference.start);
}

}  // namespace mutua::ruleset
