#include "engine/core/contract.hpp"
#include "engine/ruleset/oracle/exact_calendar.hpp"
#include "engine/ruleset/oracle/exact_rules.hpp"
#include "engine/ruleset/oracle/exact_scale.hpp"

#include <algorithm>
#include <numeric>

namespace mutua::ruleset {

namespace {

/// Order of two numbers or two days; nothing else is ordered.
bool is_less(const Constant& left, const Constant& right) {
    if (const auto* day = std::get_if<Date>(&left)) { return *day < std::get<Date>(right); }
    return std::get<Decimal>(left) < std::get<Decimal>(right);
}

Decimal unit_of(unsigned decimals) {
    Integer power = 1;
    for (unsigned i = 0; i < decimals; ++i) { power *= 10; }
    return Decimal{1, power};
}

}  // namespace

std::vector<Decimal> exact_shares(const Decimal& whole, const std::vector<Decimal>& weights,
                                  const Decimal& unit) {
    const Decimal all = std::accumulate(weights.begin(), weights.end(), Decimal{0});
    std::vector<Decimal> parts;
    std::vector<Decimal> remainders;
    Decimal left = whole;
    for (const Decimal& weight : weights) {
        const Decimal share =
            all == 0 ? Decimal{whole / Decimal{weights.size()}} : Decimal{whole * weight / all};
        parts.push_back(round(share, unit, Rounding::floor));
        remainders.push_back(share - parts.back());
        left -= parts.back();
    }
    while (left > 0) {
        // max_element gives the first of equal remainders.
        const auto largest = std::max_element(remainders.begin(), remainders.end());
        parts[static_cast<std::size_t>(largest - remainders.begin())] += unit;
        *largest = -1;
        left -= unit;
    }
    return parts;
}

template <typename Version>
std::size_t ExactRules::version_at(const Definition& definition,
                                   const std::vector<Version>& versions,
                                   const TypedExpression& read, const ExactPlace& place) const {
    if (!read.at) { require_covered(definition.package, definition.clock, place); }
    const Date day =
        read.at ? day_of(*read.at, case_.clocks) : day_on(case_.clocks, definition.clock);
    const auto found = version_on(versions, day);
    if (!found) { fail("E201", place); }
    return *found;
}

bool ExactRules::holds(const TypedExpression& condition, const ExactPlace& place) {
    return std::get<bool>(value(condition, place));
}

Decimal ExactRules::number(const TypedExpression& expression, const ExactPlace& place) {
    return std::get<Decimal>(value(expression, place));
}

Constant ExactRules::value(const TypedExpression& expression, const ExactPlace& place) {
    if (watcher_ != nullptr) { watcher_->visited(expression); }
    switch (expression.kind) {
        case TypedKind::constant:
            return expression.constant;
        case TypedKind::read:
        case TypedKind::prior:
        case TypedKind::inherited:
            return read(expression, place);
        case TypedKind::scale_call:
            return scale(expression, place);
        case TypedKind::look_up:
            return look_up(expression, place);
        case TypedKind::split:
            return split(expression, place);
        case TypedKind::applies: {
            const Definition& rule = rules_.definitions[expression.definition];
            const Constant found{
                known(expression.definition, row_of(place, *rule.scope)).applicable};
            if (watcher_ != nullptr) { watcher_->read(expression, found, std::nullopt); }
            return found;
        }
        case TypedKind::as_unit:
            return value(expression.children.at(0), place);
        case TypedKind::round:
            return rounded(number(expression.children.at(0), place), expression.step,
                           expression.mode, expression.span);
        case TypedKind::negate:
        case TypedKind::add:
        case TypedKind::subtract:
        case TypedKind::multiply:
        case TypedKind::divide:
        case TypedKind::absolute:
            return arithmetic(expression, place);
        case TypedKind::clamp:
            return clamped(expression, place);
        case TypedKind::minimum:
        case TypedKind::maximum:
            return extreme(expression, place);
        case TypedKind::less:
        case TypedKind::less_equal:
        case TypedKind::greater:
        case TypedKind::greater_equal:
        case TypedKind::equal:
        case TypedKind::not_equal:
        case TypedKind::in_set:
            return comparison(expression, place);
        case TypedKind::logical_and:
        case TypedKind::logical_or:
        case TypedKind::logical_not:
            return logic(expression, place);
        case TypedKind::if_then_else:
        case TypedKind::match:
            return choice(expression, place);
        case TypedKind::sum_rows:
        case TypedKind::minimum_rows:
        case TypedKind::maximum_rows:
        case TypedKind::any_row:
        case TypedKind::all_rows:
        case TypedKind::count_rows:
            return over_rows(expression, place);
        default:
            break;
    }
    require(expression.kind != TypedKind::previous, "a formula holds no `previous`");
    std::vector<Constant> arguments;
    for (const TypedExpression& child : expression.children) {
        arguments.push_back(value(child, place));
    }
    auto found = calendar_value(expression.kind, arguments);
    if (!found) { fail("E901", place); }
    return std::move(*found);
}

Decimal ExactRules::rounded(const Decimal& before, const Decimal& step, Rounding mode,
                            syntax::Span site) {
    Decimal after = round(before, step, mode);
    if (watcher_ != nullptr) { watcher_->rounded({site, before, after}); }
    return after;
}

Constant ExactRules::clamped(const TypedExpression& expression, const ExactPlace& place) {
    const Constant first = value(expression.children.at(0), place);
    const Constant low = value(expression.children.at(1), place);
    const Constant high = value(expression.children.at(2), place);
    Constant kept = is_less(first, low) ? low : first;
    if (is_less(high, kept)) { kept = high; }
    if (watcher_ != nullptr) {
        watcher_->branch(expression, kept == first ? 0 : kept == low ? 1 : 2);
    }
    return kept;
}

Constant ExactRules::arithmetic(const TypedExpression& expression, const ExactPlace& place) {
    Decimal first = number(expression.children.at(0), place);
    if (expression.kind == TypedKind::negate) { return Decimal{-first}; }
    if (expression.kind == TypedKind::absolute) { return first < 0 ? Decimal{-first} : first; }
    const Decimal second = number(expression.children.at(1), place);
    switch (expression.kind) {
        case TypedKind::add:
            first += second;
            return first;
        case TypedKind::subtract:
            first -= second;
            return first;
        case TypedKind::multiply:
            first *= second;
            return first;
        default:
            break;
    }
    if (second == 0) { fail("E303", place); }
    first /= second;
    return first;
}

Constant ExactRules::extreme(const TypedExpression& expression, const ExactPlace& place) {
    const bool least = expression.kind == TypedKind::minimum;
    std::vector<Constant> values;
    for (std::size_t i = 0; i < expression.children.size(); ++i) {
        if (watcher_ != nullptr) { watcher_->side(expression, i); }
        values.push_back(value(expression.children[i], place));
    }
    const auto best = least ? std::min_element(values.begin(), values.end(), is_less)
                            : std::max_element(values.begin(), values.end(), is_less);
    if (watcher_ != nullptr) {
        std::vector<Decimal> numbers;
        for (const Constant& one : values) {
            if (const auto* number = std::get_if<Decimal>(&one)) { numbers.push_back(*number); }
        }
        watcher_->decided(expression, {numbers, static_cast<std::size_t>(best - values.begin())});
    }
    return std::move(*best);
}

Constant ExactRules::comparison(const TypedExpression& expression, const ExactPlace& place) {
    const Constant first = value(expression.children.at(0), place);
    if (expression.kind == TypedKind::in_set) {
        return std::any_of(
            expression.children.begin() + 1, expression.children.end(),
            [&](const TypedExpression& item) { return value(item, place) == first; });
    }
    const Constant second = value(expression.children.at(1), place);
    if (watcher_ != nullptr) { watcher_->compared(expression, first, second); }
    switch (expression.kind) {
        case TypedKind::less:
            return is_less(first, second);
        case TypedKind::less_equal:
            return !is_less(second, first);
        case TypedKind::greater:
            return is_less(second, first);
        case TypedKind::greater_equal:
            return !is_less(first, second);
        case TypedKind::equal:
            return first == second;
        default:
            return !(first == second);
    }
}

Constant ExactRules::logic(const TypedExpression& expression, const ExactPlace& place) {
    const bool first = holds(expression.children.at(0), place);
    if (expression.kind == TypedKind::logical_not) { return !first; }
    const bool decided = first == (expression.kind == TypedKind::logical_or);
    return decided ? first : holds(expression.children.at(1), place);
}

Constant ExactRules::choice(const TypedExpression& expression, const ExactPlace& place) {
    if (expression.kind == TypedKind::if_then_else) {
        const std::size_t taken = holds(expression.children.at(0), place) ? 0 : 1;
        if (watcher_ != nullptr) { watcher_->branch(expression, taken); }
        return value(expression.children.at(taken + 1), place);
    }
    const Constant subject = value(expression.children.at(0), place);
    for (std::size_t i = 0; i < expression.cases.size(); ++i) {
        const auto& patterns = expression.cases[i].patterns;
        const bool here =
            patterns.empty() || std::any_of(patterns.begin(), patterns.end(), [&](const auto& one) {
                return value(one, place) == subject;
            });
        if (!here) { continue; }
        if (watcher_ != nullptr) { watcher_->branch(expression, i); }
        return value(expression.cases[i].value, place);
    }
    require(false, "a match has a case for every value");
    return false;
}

Constant ExactRules::read(const TypedExpression& expression, const ExactPlace& place) {
    const auto seen = [&](const Constant& found, std::optional<std::size_t> version) {
        if (watcher_ != nullptr) { watcher_->read(expression, found, version); }
        return found;
    };
    if (expression.kind == TypedKind::inherited) {
        require(place.inherited != nullptr, "`inherited` stands in an amendment");
        return seen(*place.inherited, std::nullopt);
    }
    const Definition& definition = rules_.definitions[expression.definition];
    if (const ParamDefinition* param = definition.param()) {
        const std::size_t version = version_at(definition, param->versions, expression, place);
        return seen(param->versions[version].values.at(expression.field.value_or(0)), version);
    }
    const std::size_t row = row_of(place, *definition.scope);
    if (expression.kind == TypedKind::prior) {
        return seen(prior(expression.definition, row), std::nullopt);
    }
    return seen(known(expression.definition, row).value, std::nullopt);
}

Constant ExactRules::scale(const TypedExpression& expression, const ExactPlace& place) {
    const Definition& definition = rules_.definitions[expression.definition];
    const ScaleDefinition& scale = *definition.scale();
    const Decimal argument = number(expression.children.at(0), place);
    const std::size_t index = version_at(definition, scale.versions, expression, place);
    const ScaleVersion& version = scale.versions[index];
    if (watcher_ != nullptr) { watcher_->asked(expression, index); }
    const auto bracket = bracket_that_holds(version, argument);
    if (!bracket && scale.kind != ScaleKind::marginal) { fail("E203", place); }
    Constant found = scale_value(scale, version, argument);
    if (watcher_ != nullptr) { watcher_->scale(expression, {index, bracket, argument, found}); }
    return found;
}

Constant ExactRules::look_up(const TypedExpression& expression, const ExactPlace& place) {
    const Definition& definition = rules_.definitions[expression.definition];
    const TableDefinition& table = *definition.table();
    const std::size_t index = version_at(definition, table.versions, expression, place);
    const TableVersion& version = table.versions[index];
    if (watcher_ != nullptr) { watcher_->asked(expression, index); }
    std::vector<Constant> keys;
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
        keys.push_back(value(expression.children.at(i), place));
    }
    const auto row = std::find_if(version.rows.begin(), version.rows.end(),
                                  [&](const TableRow& one) { return one.keys == keys; });
    const auto seen = [&](std::optional<std::size_t> position, const Constant& found) {
        if (watcher_ != nullptr) { watcher_->table(expression, {index, position, found}); }
        return found;
    };
    if (row != version.rows.end()) {
        return seen(static_cast<std::size_t>(row - version.rows.begin()), row->value);
    }
    if (version.otherwise) { return seen(std::nullopt, *version.otherwise); }
    if (!expression.has_else) { fail("E202", place); }
    return seen(std::nullopt, value(expression.children.back(), place));
}

Constant ExactRules::split(const TypedExpression& expression, const ExactPlace& place) {
    ExactPlace above = place;
    above.scope = expression.rows;
    above.row = row_of(place, expression.rows);
    const Decimal whole = number(expression.children.at(0), above);
    std::vector<Decimal> weights;
    std::vector<std::pair<std::size_t, Constant>> seen;
    std::size_t own = 0;
    for (const std::size_t row : rows_below(above, place.scope)) {
        ExactPlace sibling = place;
        sibling.row = row;
        if (watcher_ != nullptr) { watcher_->enter_row(expression, row); }
        Decimal weight = number(expression.children.at(1), sibling);
        if (watcher_ != nullptr) { watcher_->leave_row(); }
        if (watcher_ != nullptr) { seen.emplace_back(row, weight); }
        if (row == place.row) {
            own = weights.size();
            if (weight < 0) { fail("E304", place); }
        }
        // A negative weight of another row is the fault of that row.
        weights.push_back(std::max(weight, Decimal{0}));
    }
    Constant part = exact_shares(whole, weights, unit_of(expression.type.decimals)).at(own);
    if (watcher_ != nullptr) { watcher_->rows(expression, part, seen); }
    return part;
}

Constant ExactRules::over_rows(const TypedExpression& expression, const ExactPlace& place) {
    const bool counts = expression.kind == TypedKind::count_rows;
    const std::size_t condition = counts ? 0 : 1;
    std::vector<std::pair<std::size_t, Constant>> found;
    for (const std::size_t row : rows_below(place, expression.rows)) {
        ExactPlace below = place;
        below.scope = expression.rows;
        below.row = row;
        if (watcher_ != nullptr) { watcher_->enter_row(expression, row); }
        const bool counted =
            expression.children.size() <= condition || holds(expression.children[condition], below);
        if (counted) {
            found.emplace_back(
                row, counts ? Constant{Decimal{1}} : value(expression.children[0], below));
        }
        if (watcher_ != nullptr) { watcher_->leave_row(); }
    }
    Constant result = row_result(expression.kind, found);
    if (watcher_ != nullptr) { watcher_->rows(expression, result, found); }
    return result;
}

}  // namespace mutua::ruleset
