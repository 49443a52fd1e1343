#include "engine/ruleset/check/expression_checker.hpp"
#include "engine/ruleset/check/repairs.hpp"

#include <algorithm>

namespace mutua::ruleset {

bool ExpressionChecker::require_kind(const TypedExpression& value, ValueKind kind) {
    if (value.type.kind == kind) { return true; }
    if (!value.type.is_unknown()) {
        Type wanted = plain_type(kind);
        const std::string expected =
            kind == ValueKind::number ? "a number" : describe(context_.rules, wanted);
        context_.findings.error(
            value.span, "R203",
            expected + " is expected here, this is " + describe(context_.rules, value.type),
            kind_repair(context_.rules, kind, value.type,
                        text_of(context_.rules.files, value.span)));
    }
    return false;
}

bool ExpressionChecker::require_arguments(const Syntax& expression, std::size_t count) {
    if (expression.children.size() == count) { return true; }
    context_.findings.error(expression.span, "R602",
                            "`" + expression.text + "` has " + std::to_string(count) +
                                (count == 1 ? " argument" : " arguments") + ", not " +
                                std::to_string(expression.children.size()),
                            arguments_repair(expression.text));
    return false;
}

TypedExpression ExpressionChecker::function(const Syntax& expression) {
    const std::string& name = expression.text;
    if (name == "min") { return extreme(TypedKind::minimum, expression, 0); }
    if (name == "max") { return extreme(TypedKind::maximum, expression, 0); }
    if (name == "clamp") { return extreme(TypedKind::clamp, expression, 3); }
    if (name == "abs") { return absolute(expression); }
    if (name == "days_between") {
        return date_distance(TypedKind::days_between, expression, "day");
    }
    if (name == "months_between") {
        return date_distance(TypedKind::months_between, expression, "month");
    }
    if (name == "years_between") {
        return date_distance(TypedKind::years_between, expression, "year");
    }
    if (name == "add_days") { return date_shift(expression, false); }
    if (name == "add_months") { return date_shift(expression, true); }
    if (name == "year_of") { return date_part(TypedKind::year_of, expression); }
    if (name == "month_of") { return date_part(TypedKind::month_of, expression); }
    if (name == "day_of") { return date_part(TypedKind::day_of, expression); }
    context_.findings.error(expression.span, "R602", "`" + name + "` is no scale and no function",
                            name_repair(context_, place_.package, name));
    return failed(expression);
}

TypedExpression ExpressionChecker::extreme(TypedKind kind, const Syntax& expression,
                                           std::size_t count) {
    if (count != 0 && !require_arguments(expression, count)) { return failed(expression); }
    if (expression.children.size() < 2) {
        context_.findings.error(expression.span, "R602",
                                "`" + expression.text + "` compares two values or more",
                                arguments_repair(expression.text));
        return failed(expression);
    }
    TypedExpression made = make(kind, expression);
    for (const Syntax& child : expression.children) {
        made.children.push_back(check(child));
        TypedExpression& last = made.children.back();
        if (last.type.kind != ValueKind::date && !require_number(last)) {
            return failed(expression);
        }
        if (!require_no_quotient(last)) { return failed(expression); }
    }
    // The first value with a unit gives the unit; 0 takes it.
    std::size_t first = 0;
    while (first + 1 < made.children.size() && made.children[first].type.any_unit) { ++first; }
    made.type = made.children[first].type;
    for (TypedExpression& child : made.children) {
        if (!same_kind(made.children[first], child)) { return failed(expression); }
        if (!made.type.is_number()) { continue; }
        if (&child != &made.children[first] && !unify_units(made.children[first], child)) {
            return failed(expression);
        }
        made.type.decimals = std::max(made.type.decimals, child.type.decimals);
    }
    return made;
}

TypedExpression ExpressionChecker::absolute(const Syntax& expression) {
    if (!require_arguments(expression, 1)) { return failed(expression); }
    TypedExpression made = make(TypedKind::absolute, expression);
    made.children.push_back(check(expression.children.front()));
    if (!require_number(made.children.front()) || !require_no_quotient(made.children.front())) {
        return failed(expression);
    }
    made.type = made.children.front().type;
    return made;
}

TypedExpression ExpressionChecker::date_distance(TypedKind kind, const Syntax& expression,
                                                 const char* unit) {
    if (!require_arguments(expression, 2)) { return failed(expression); }
    TypedExpression made = make(kind, expression);
    made.type = number_type(Unit::of(unit), 0);
    for (const Syntax& child : expression.children) {
        made.children.push_back(check(child));
        if (!require_kind(made.children.back(), ValueKind::date)) { return failed(expression); }
    }
    return made;
}

TypedExpression ExpressionChecker::date_shift(const Syntax& expression, bool by_months) {
    if (!require_arguments(expression, by_months ? 3 : 2)) { return failed(expression); }
    TypedKind kind = TypedKind::add_days;
    if (by_months) {
        const std::string& direction = expression.children[2].text;
        kind = direction == "up" ? TypedKind::add_months_up : TypedKind::add_months_down;
        if (direction != "up" && direction != "down") {
            context_.findings.error(expression.children[2].span, "R203",
                                    "`add_months` says where a day that does not exist goes",
                                    "end with `up` (1 March) or `down` (28 February)");
            return failed(expression);
        }
    }
    TypedExpression made = make(kind, expression);
    made.type = plain_type(ValueKind::date);
    made.children.push_back(check(expression.children[0]));
    made.children.push_back(check(expression.children[1]));
    TypedExpression& count = made.children[1];
    const bool ready = require_kind(made.children[0], ValueKind::date) & require_number(count);
    if (!ready || !require_no_quotient(count)) { return failed(expression); }
    const Unit unit = Unit::of(by_months ? "month" : "day");
    const bool fits = count.type.any_unit || count.type.unit.is_pure() || count.type.unit == unit;
    if (!fits || count.type.decimals != 0) {
        context_.findings.error(count.span, "R203",
                                "a whole number of " + unit.text() + "s is expected here",
                                "round it: `round(…) down to 1`");
        return failed(expression);
    }
    return made;
}

TypedExpression ExpressionChecker::date_part(TypedKind kind, const Syntax& expression) {
    if (!require_arguments(expression, 1)) { return failed(expression); }
    TypedExpression made = make(kind, expression);
    made.type = number_type(Unit{}, 0);
    made.children.push_back(check(expression.children.front()));
    if (!require_kind(made.children.front(), ValueKind::date)) { return failed(expression); }
    return made;
}

std::optional<Scope> ExpressionChecker::rows_of(const Syntax& expression) {
    const syntax::Name& rows = expression.names.front();
    const bool contracts = rows.text == "contracts";
    if (!contracts && rows.text != "payslips") {
        context_.findings.error(rows.span, "R106", "there are no rows `" + rows.text + "`",
                                "write `contracts` or `payslips`");
        return std::nullopt;
    }
    const Scope scope = contracts ? Scope::contract : Scope::payslip;
    const bool below = place_.scope && *place_.scope != scope && belongs_to(scope, *place_.scope);
    if (below || !place_.scope_known) { return scope; }
    context_.findings.error(
        expression.span, "R701",
        place_.scope ? "a " + std::string{to_string(*place_.scope)} + " has no " + rows.text
                     : "a constant has no " + rows.text,
        "sums over contracts stand in rules per payslip, member or client");
    return std::nullopt;
}

TypedExpression ExpressionChecker::aggregate(const Syntax& expression) {
    const auto rows = rows_of(expression);
    if (!rows) { return failed(expression); }
    const std::string& which = expression.text;
    const bool logical = which == "any" || which == "all";
    const TypedKind kind = which == "sum"   ? TypedKind::sum_rows
                           : which == "min" ? TypedKind::minimum_rows
                           : which == "max" ? TypedKind::maximum_rows
                           : which == "any" ? TypedKind::any_row
                                            : TypedKind::all_rows;
    ExpressionPlace below = place_;
    below.scope = rows;
    below.inherited = nullptr;
    ExpressionChecker inner{context_, below};
    TypedExpression made = make(kind, expression);
    made.rows = *rows;
    made.children.push_back(inner.check(expression.children.front()));
    const TypedExpression& operand = made.children.front();
    if (logical ? !require_kind(operand, ValueKind::boolean)
                : !require_number(operand) || !require_no_quotient(operand)) {
        return failed(expression);
    }
    made.type = operand.type;
    made.type.any_unit = false;
    if (expression.children.size() > 1) {
        made.children.push_back(inner.check_where(expression.children[1]));
        if (made.children.back().type.is_unknown()) { return failed(expression); }
    }
    return made;
}

/// `where` reaches as far as one value, or parentheses.
TypedExpression ExpressionChecker::check_where(const Syntax& expression) {
    TypedExpression made = check(expression);
    const std::string text{text_of(context_.rules.files, expression.span)};
    if (made.type.kind == ValueKind::boolean || made.type.is_unknown()) { return made; }
    const std::string repair = condition_repair(context_.rules, made.type, text);
    const std::size_t quote = repair.find('`');
    context_.findings.error(
        expression.span, "R203",
        "a condition is expected here, this is " + describe(context_.rules, made.type),
        text.front() == '(' || quote == std::string::npos
            ? repair
            : "a comparison behind `where` stands in parentheses: `where (" +
                  repair.substr(quote + 1, repair.size() - quote - 2) + ")`");
    return failed(expression);
}

TypedExpression ExpressionChecker::count(const Syntax& expression) {
    const auto rows = rows_of(expression);
    if (!rows) { return failed(expression); }
    TypedExpression made = make(TypedKind::count_rows, expression);
    made.rows = *rows;
    made.type = number_type(Unit{}, 0);
    if (!expression.children.empty()) {
        ExpressionPlace below = place_;
        below.scope = rows;
        below.inherited = nullptr;
        made.children.push_back(
            ExpressionChecker{context_, below}.check_where(expression.children.front()));
        if (made.children.back().type.is_unknown()) { return failed(expression); }
    }
    return made;
}

}  // namespace mutua::ruleset
