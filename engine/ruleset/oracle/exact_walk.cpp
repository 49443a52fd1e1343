#include "engine/ruleset/oracle/exact_walk.hpp"

#include "engine/ruleset/oracle/exact_calendar.hpp"
#include "engine/ruleset/oracle/exact_scale.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>
#include <utility>

namespace mutua::ruleset {

namespace {

/// Order of two numbers or two days; nothing else is ordered.
bool constant_is_less(const Constant& left, const Constant& right) {
    if (const auto* day = std::get_if<Date>(&left)) { return *day < std::get<Date>(right); }
    return std::get<Decimal>(left) < std::get<Decimal>(right);
}

}  // namespace

Constant constant_of(const CheckedRuleset& rules, const Value& value, const Type& type) {
    if (const auto number = number_of(value)) { return *number; }
    if (const auto* flag = std::get_if<bool>(&value)) { return *flag; }
    if (const auto* day = std::get_if<Date>(&value)) { return *day; }
    const std::string& text = std::get<Word>(value).text;
    if (type.kind != ValueKind::enumeration) { return CodeText{text}; }
    const auto& items = rules.enums.at(type.enumeration).items;
    const auto item = std::find(items.begin(), items.end(), text);
    require(item != items.end(), "a figure of an enum is one of its items");
    return EnumItem{static_cast<std::uint32_t>(item - items.begin())};
}

Date ExactWalk::day_of(const TypedExpression& read) const {
    if (!read.at) { return day_on(clocks_, rules_.definitions.at(read.definition).clock); }
    return mutua::ruleset::day_of(*read.at, clocks_);
}

const Figure& ExactWalk::figure(DefinitionId definition) const {
    const auto found = figures_.find(definition);
    require(found != figures_.end(), "a walk has the figures of all that it reads");
    const auto& rows = found->second;
    return rows.size() == 1 ? rows.front() : rows.at(contract_);
}

Constant ExactWalk::value(const TypedExpression& expression) {
    switch (expression.kind) {
        case TypedKind::constant:
            return expression.constant;
        case TypedKind::read:
            return read(expression);
        case TypedKind::scale_call:
            return scale(expression);
        case TypedKind::look_up:
            return look_up(expression);
        case TypedKind::applies:
            return figure(expression.definition).applicable;
        case TypedKind::as_unit:
            return value(expression.children.at(0));
        case TypedKind::round:
            return round(number(expression.children.at(0)), expression.step, expression.mode);
        case TypedKind::negate:
        case TypedKind::add:
        case TypedKind::subtract:
        case TypedKind::multiply:
        case TypedKind::divide:
        case TypedKind::clamp:
        case TypedKind::absolute:
            return arithmetic(expression);
        case TypedKind::minimum:
        case TypedKind::maximum:
            return extreme(expression);
        case TypedKind::less:
        case TypedKind::less_equal:
        case TypedKind::greater:
        case TypedKind::greater_equal:
        case TypedKind::equal:
        case TypedKind::not_equal:
        case TypedKind::in_set:
            return comparison(expression);
        case TypedKind::logical_and:
        case TypedKind::logical_or:
        case TypedKind::logical_not:
            return logic(expression);
        case TypedKind::if_then_else:
        case TypedKind::match:
            return choice(expression);
        case TypedKind::sum_rows:
        case TypedKind::minimum_rows:
        case TypedKind::maximum_rows:
        case TypedKind::any_row:
        case TypedKind::all_rows:
        case TypedKind::count_rows:
            return over_rows(expression);
        case TypedKind::previous:
            break;  // only inside a param, whose value is known already
        default:
            return calendar(expression);
    }
    require(false, "a formula holds no `previous`");
    return false;
}

Constant ExactWalk::arithmetic(const TypedExpression& expression) {
    const Decimal first = number(expression.children.at(0));
    if (expression.kind == TypedKind::negate) { return Decimal{-first}; }
    if (expression.kind == TypedKind::absolute) { return first < 0 ? Decimal{-first} : first; }
    const Decimal second = number(expression.children.at(1));
    switch (expression.kind) {
        case TypedKind::add:
            return Decimal{first + second};
        case TypedKind::subtract:
            return Decimal{first - second};
        case TypedKind::multiply:
            return Decimal{first * second};
        case TypedKind::divide:
            require(second != 0, "a figure without fault divides by nothing but numbers");
            return Decimal{first / second};
        default:
            break;
    }
    const Decimal high = number(expression.children.at(2));
    return std::min(std::max(first, second), high);
}

Constant ExactWalk::extreme(const TypedExpression& expression) {
    const bool least = expression.kind == TypedKind::minimum;
    // Each side is looked at alone; only what the winner looked at is kept.
    std::vector<Decimal> values;
    std::vector<std::vector<LookedAt>> seen;
    std::vector<std::vector<Loser>> beaten;
    std::vector<LookedAt> before = std::exchange(looked_at_, {});
    std::vector<Loser> losers = std::exchange(losers_, {});
    for (const TypedExpression& child : expression.children) {
        values.push_back(number(child));
        seen.push_back(std::exchange(looked_at_, {}));
        beaten.push_back(std::exchange(losers_, {}));
    }
    const auto best = least ? std::min_element(values.begin(), values.end())
                            : std::max_element(values.begin(), values.end());
    const auto winner = static_cast<std::size_t>(best - values.begin());
    before.insert(before.end(), seen[winner].begin(), seen[winner].end());
    losers.insert(losers.end(), beaten[winner].begin(), beaten[winner].end());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i == winner) { continue; }
        losers.push_back(
            {&expression.children[i], values[i], values[winner], &expression.type, least});
    }
    looked_at_ = std::move(before);
    losers_ = std::move(losers);
    return values[winner];
}

Constant ExactWalk::comparison(const TypedExpression& expression) {
    const Constant first = value(expression.children.at(0));
    if (expression.kind == TypedKind::in_set) {
        return std::any_of(expression.children.begin() + 1, expression.children.end(),
                           [&](const TypedExpression& item) { return value(item) == first; });
    }
    const Constant second = value(expression.children.at(1));
    switch (expression.kind) {
        case TypedKind::less:
            return constant_is_less(first, second);
        case TypedKind::less_equal:
            return !constant_is_less(second, first);
        case TypedKind::greater:
            return constant_is_less(second, first);
        case TypedKind::greater_equal:
            return !constant_is_less(first, second);
        case TypedKind::equal:
            return first == second;
        default:
            return !(first == second);
    }
}

Constant ExactWalk::logic(const TypedExpression& expression) {
    const bool first = holds(expression.children.at(0));
    if (expression.kind == TypedKind::logical_not) { return !first; }
    const bool decided = first == (expression.kind == TypedKind::logical_or);
    return decided ? first : holds(expression.children.at(1));
}

std::size_t ExactWalk::chosen(const TypedExpression& expression) {
    if (expression.kind == TypedKind::if_then_else) {
        return holds(expression.children.at(0)) ? 0 : 1;
    }
    const Constant subject = value(expression.children.at(0));
    for (std::size_t i = 0; i < expression.cases.size(); ++i) {
        const auto& patterns = expression.cases[i].patterns;
        const bool here =
            patterns.empty() || std::any_of(patterns.begin(), patterns.end(),
                                            [&](const auto& one) { return value(one) == subject; });
        if (here) { return i; }
    }
    require(false, "a match has a case for every value");
    return 0;
}

Constant ExactWalk::choice(const TypedExpression& expression) {
    const std::size_t taken = chosen(expression);
    if (expression.kind == TypedKind::match) { return value(expression.cases[taken].value); }
    return value(expression.children.at(taken + 1));
}

Constant ExactWalk::read(const TypedExpression& expression) {
    const Definition& definition = rules_.definitions.at(expression.definition);
    Constant found;
    if (const ParamDefinition* param = definition.param()) {
        const auto version = version_on(param->versions, day_of(expression));
        require(version.has_value(), "a param has a version on every day it is read");
        found = param->versions[*version].values.at(expression.field.value_or(0));
    } else {
        const Figure& figure_read = figure(expression.definition);
        found = constant_of(rules_, figure_read.value, definition.type);
    }
    looked_at_.push_back({&expression, found, {}, std::nullopt, {}});
    return found;
}

Constant ExactWalk::scale(const TypedExpression& expression) {
    const Definition& definition = rules_.definitions.at(expression.definition);
    const Decimal argument = number(expression.children.at(0));
    const auto version = version_on(definition.scale()->versions, day_of(expression));
    require(version.has_value(), "a scale has a version on every day it is read");
    const ScaleVersion& brackets = definition.scale()->versions[*version];
    const Decimal result = scale_value(*definition.scale(), brackets, argument);
    looked_at_.push_back(
        {&expression, result, {}, bracket_that_holds(brackets, argument), argument});
    return result;
}

Constant ExactWalk::look_up(const TypedExpression& expression) {
    const TableDefinition& table = *rules_.definitions.at(expression.definition).table();
    const auto found = version_on(table.versions, day_of(expression));
    require(found.has_value(), "a table has a version on every day it is read");
    const TableVersion& version = table.versions[*found];
    std::vector<Constant> keys;
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
        keys.push_back(value(expression.children.at(i)));
    }
    for (const TableRow& row : version.rows) {
        if (row.keys == keys) { return row.value; }
    }
    if (version.otherwise) { return *version.otherwise; }
    require(expression.has_else, "a figure without fault has a row of its table");
    return value(expression.children.back());
}

/// A sum over the rows below: each row is a walk of its own, of which only the operand is kept.
Constant ExactWalk::over_rows(const TypedExpression& expression) {
    std::size_t count = 1;
    for (const auto& [id, rows] : figures_) { count = std::max(count, rows.size()); }
    const bool counts = expression.kind == TypedKind::count_rows;
    const std::size_t condition = counts ? 0 : 1;
    std::vector<std::pair<std::size_t, Constant>> rows;
    for (std::size_t row = 0; row < count; ++row) {
        ExactWalk inner{rules_, figures_, clocks_, row};
        const bool has_condition = expression.children.size() > condition;
        if (has_condition && !inner.holds(expression.children[condition])) { continue; }
        rows.emplace_back(row, counts ? Constant{Decimal{1}} : inner.value(expression.children[0]));
    }
    Constant result = row_result(expression.kind, rows);
    looked_at_.push_back({&expression, result, std::move(rows), std::nullopt, {}});
    return result;
}

Constant ExactWalk::calendar(const TypedExpression& expression) {
    std::vector<Constant> arguments;
    for (const TypedExpression& child : expression.children) { arguments.push_back(value(child)); }
    return calendar_value(expression.kind, arguments);
}

}  // namespace mutua::ruleset
