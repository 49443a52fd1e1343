#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/check/expression_checker.hpp"
#include "engine/ruleset/check/repairs.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// What to write instead when two units do not mix.
std::string mixing_help(const Unit& left, const Unit& right, const std::string& left_text,
                        const std::string& right_text, bool left_is_literal,
                        bool right_is_literal) {
    if (left.without_time() == right.without_time() && left.written() && right.written()) {
        const bool left_monthly = left.power("month") == -1 && right.power("year") == -1;
        const bool right_monthly = right.power("month") == -1 && left.power("year") == -1;
        if (left_monthly || right_monthly) {
            return "multiply the monthly value: `" +
                   as_operand(left_monthly ? left_text : right_text) + " * 12 month/year`";
        }
        return "when it is the same amount under another name: `" +
               (right_is_literal ? as_operand(left_text) + " as " + *right.written()
                                 : as_operand(right_text) + " as " + *left.written()) +
               "`";
    }
    if (right_is_literal && right.is_pure()) { return pure_number_repair(right_text, left); }
    if (left_is_literal && left.is_pure()) { return pure_number_repair(left_text, right); }
    return "only values of one unit are added, subtracted and compared";
}

/// What stands first and last of an expression as written.
const syntax::Expression& first_part(const syntax::Expression& one) {
    return one.children.empty() ? one : first_part(one.children.front());
}
const syntax::Expression& last_part(const syntax::Expression& one) {
    return one.children.empty() ? one : last_part(one.children.back());
}

}  // namespace

bool ExpressionChecker::require_number(const TypedExpression& value) {
    if (value.type.is_number()) { return true; }
    if (!value.type.is_unknown()) {
        const bool is_code = value.type.kind == ValueKind::code;
        context_.findings.error(
            value.span, is_code ? "R205" : "R203",
            is_code ? "a code is only compared with `is`, `is not` and `in`"
                    : "a number is expected here, this is " + describe(context_.rules, value.type),
            number_repair(context_.rules, value.type, text_of(context_.rules.files, value.span)));
    }
    return false;
}

bool ExpressionChecker::require_no_quotient(const TypedExpression& value) {
    if (!value.type.quotient) { return true; }
    context_.findings.error(value.span, "R302", "a quotient is used here without rounding",
                            "write `round(" +
                                std::string{text_of(context_.rules.files, value.span)} +
                                ") half up to 0.01`");
    return false;
}

bool ExpressionChecker::unify_units(TypedExpression& left, TypedExpression& right) {
    if (left.type.any_unit) {
        left.type.unit = right.type.unit;
        left.type.any_unit = right.type.any_unit;
        return true;
    }
    if (right.type.any_unit) {
        right.type.unit = left.type.unit;
        right.type.any_unit = false;
        return true;
    }
    if (left.type.unit == right.type.unit) { return true; }
    const std::string left_text{text_of(context_.rules.files, left.span)};
    const std::string right_text{text_of(context_.rules.files, right.span)};
    Diagnostic& found = context_.findings.error(
        left.span, "R201", left.type.unit.text() + " and " + right.type.unit.text() + " do not mix",
        mixing_help(left.type.unit, right.type.unit, left_text, right_text,
                    left.kind == TypedKind::constant, right.kind == TypedKind::constant));
    context_.findings.relate(found, right.span, right.type.unit.text());
    return false;
}

bool ExpressionChecker::same_kind(const TypedExpression& left, TypedExpression& right) {
    if (left.type.is_unknown() || right.type.is_unknown()) { return false; }
    const bool same =
        left.type.kind == right.type.kind && (left.type.kind != ValueKind::enumeration ||
                                              left.type.enumeration == right.type.enumeration);
    if (same) { return true; }
    Diagnostic& found =
        context_.findings.error(right.span, "R203",
                                describe(context_.rules, left.type) + " is compared with " +
                                    describe(context_.rules, right.type),
                                comparison_repair(context_.rules, left.type, right,
                                                  text_of(context_.rules.files, right.span)));
    context_.findings.relate(found, left.span, describe(context_.rules, left.type));
    right.type = unknown_type();  // Nothing is concluded from what is no comparison.
    return false;
}

TypedExpression ExpressionChecker::negate(const Syntax& expression) {
    TypedExpression made = make(TypedKind::negate, expression);
    made.children.push_back(check(expression.children.front()));
    if (!require_number(made.children.front())) { return failed(expression); }
    made.type = made.children.front().type;
    return made;
}

/// True, and R101, for `gross-pay` where only `gross_pay` is a name.
bool ExpressionChecker::is_name_with_hyphen(const Syntax& expression) {
    const Syntax& left = last_part(expression.children[0]);
    const Syntax& right = first_part(expression.children[1]);
    const bool names =
        left.kind == syntax::ExpressionKind::name && right.kind == syntax::ExpressionKind::name;
    const std::string meant = left.text + "_" + right.text;
    if (!names || right.span.end - left.span.begin != meant.size()) { return false; }
    const auto is_known = [this](const std::string& name) {
        return find_definition(context_.rules, place_.package, name).found.has_value();
    };
    if (is_known(left.text) || is_known(right.text) || !is_known(meant)) { return false; }
    context_.findings.error({left.span.file, left.span.begin, right.span.end}, "R101",
                            "nothing is called `" + left.text + "-" + right.text + "` here",
                            "did you mean `" + meant + "`?");
    return true;
}

/// True, and R203, for `day - day` and for a day with a number: both have functions.
bool ExpressionChecker::is_sum_of_days(const TypedExpression& sum, const TypedExpression& left,
                                       const TypedExpression& right) {
    const bool minus = sum.kind == TypedKind::subtract;
    const bool two_days = right.type.kind == ValueKind::date && minus;
    if (left.type.kind != ValueKind::date || !(two_days || right.type.is_number())) {
        return false;
    }
    const std::string first{text_of(context_.rules.files, left.span)};
    const std::string second{text_of(context_.rules.files, right.span)};
    context_.findings.error(
        sum.span, "R203",
        two_days ? "one day is not subtracted from another" : "a day and a number are not added",
        "write `" + (two_days ? "days_between(" + second + ", " + first + ")`"
                              : "add_days(" + first + ", " +
                                    (minus ? "-" + as_operand(second) : second) + ")`"));
    return true;
}

TypedExpression ExpressionChecker::sum(TypedKind kind, const Syntax& expression) {
    if (kind == TypedKind::subtract && is_name_with_hyphen(expression)) {
        return failed(expression);
    }
    TypedExpression made = make(kind, expression);
    made.children.push_back(check(expression.children[0]));
    made.children.push_back(check(expression.children[1]));
    TypedExpression& left = made.children[0];
    TypedExpression& right = made.children[1];
    if (is_sum_of_days(made, left, right)) { return failed(expression); }
    const bool numbers = require_number(left) & require_number(right);
    if (!numbers || !unify_units(left, right)) { return failed(expression); }
    made.type = number_type(left.type.unit, std::max(left.type.decimals, right.type.decimals));
    made.type.quotient = left.type.quotient || right.type.quotient;
    made.type.any_unit = left.type.any_unit;
    return made;
}

TypedExpression ExpressionChecker::multiply(const Syntax& expression) {
    TypedExpression made = make(TypedKind::multiply, expression);
    made.children.push_back(check(expression.children[0]));
    made.children.push_back(check(expression.children[1]));
    const Type& left = made.children[0].type;
    const Type& right = made.children[1].type;
    if (!(require_number(made.children[0]) & require_number(made.children[1]))) {
        return failed(expression);
    }
    made.type = number_type(left.unit * right.unit, left.decimals + right.decimals);
    made.type.quotient = left.quotient || right.quotient;
    if (!made.type.quotient && made.type.decimals > decimals_max) {
        const TypedExpression& longer = made.children[left.decimals < right.decimals ? 1 : 0];
        context_.findings.error(expression.span, "R305",
                                "this product has " + std::to_string(made.type.decimals) +
                                    " decimals, at most 18 are kept",
                                "round on the way: `round(" +
                                    std::string{text_of(context_.rules.files, longer.span)} +
                                    ") half up to 0.000001`");
        return failed(expression);
    }
    return made;
}

/// True, and R004, for `2.00 EUR / day`.
bool ExpressionChecker::is_unit_in_parts(const Syntax& expression) {
    const Syntax& below = expression.children[1];
    const Syntax& number = last_part(expression.children[0]);
    const bool parts = below.kind == syntax::ExpressionKind::name && is_time_unit(below.text) &&
                       number.kind == syntax::ExpressionKind::number && number.unit;
    if (!parts) { return false; }
    context_.findings.error({below.span.file, number.unit->span.begin, below.span.end}, "R004",
                            "a unit is written in one word",
                            "write `" + number.unit->text + "/" + below.text + "`");
    return true;
}

TypedExpression ExpressionChecker::divide(const Syntax& expression) {
    if (is_unit_in_parts(expression)) { return failed(expression); }
    TypedExpression made = make(TypedKind::divide, expression);
    made.children.push_back(check(expression.children[0]));
    made.children.push_back(check(expression.children[1]));
    if (!(require_number(made.children[0]) & require_number(made.children[1]))) {
        return failed(expression);
    }
    const auto divisor = constant_value(context_.rules, made.children[1]);
    if (divisor && std::get<Decimal>(*divisor) == 0) {
        context_.findings.error(made.children[1].span, "R354", "this divisor is zero",
                                "divide by something else");
        return failed(expression);
    }
    made.type = number_type(made.children[0].type.unit / made.children[1].type.unit, 0);
    made.type.quotient = true;
    return made;
}

TypedExpression ExpressionChecker::compare(TypedKind kind, const Syntax& expression) {
    TypedExpression made = make(kind, expression);
    made.children.push_back(check(expression.children[0]));
    const Type left_type = made.children[0].type;
    made.children.push_back(check(expression.children[1], &left_type));
    TypedExpression& left = made.children[0];
    TypedExpression& right = made.children[1];
    // Nothing more is said of a value of which something is wrong.
    made.type = left.type.is_unknown() || right.type.is_unknown() ? unknown_type()
                                                                  : plain_type(ValueKind::boolean);
    if (!same_kind(left, right)) { return made; }
    if (left.type.is_number()) {
        if (!unify_units(left, right)) { right.type = unknown_type(); }
        return made;
    }
    const bool order = kind != TypedKind::equal && kind != TypedKind::not_equal;
    if (order && left.type.kind != ValueKind::date) {
        const bool is_code = left.type.kind == ValueKind::code;
        context_.findings.error(expression.span, is_code ? "R205" : "R203",
                                is_code ? "a code is only compared with `is`, `is not` and `in`"
                                        : describe(context_.rules, left.type) + " has no order",
                                "compare with `is`, `is not` or `in { … }`");
    }
    return made;
}

TypedExpression ExpressionChecker::in_set(const Syntax& expression) {
    TypedExpression made = make(TypedKind::in_set, expression);
    made.type = plain_type(ValueKind::boolean);
    made.children.push_back(check(expression.children.front()));
    const Type subject = made.children.front().type;
    for (std::size_t i = 1; i < expression.children.size(); ++i) {
        made.children.push_back(check(expression.children[i], &subject));
        if (!same_kind(made.children.front(), made.children.back())) { continue; }
        if (subject.is_number() && !unify_units(made.children.front(), made.children.back())) {
            made.children.back().type = unknown_type();
        }
    }
    std::vector<const TypedExpression*> items;
    for (std::size_t i = 1; i < made.children.size(); ++i) { items.push_back(&made.children[i]); }
    require_different(items, "set");
    return made;
}

TypedExpression ExpressionChecker::round(const Syntax& expression) {
    TypedExpression made = make(TypedKind::round, expression);
    made.children.push_back(check(expression.children.front()));
    if (!require_number(made.children.front())) { return failed(expression); }
    const CheckedRounding rounding = checked_rounding(*expression.rounding);
    const Type& inner = made.children.front().type;
    made.mode = rounding.mode;
    made.step = rounding.step;
    made.step_decimals = rounding.decimals;
    if (!check_step(context_, rounding)) { return failed(expression); }
    made.type = number_type(inner.unit, rounding.decimals);
    made.type.any_unit = inner.any_unit;
    warn_if_idle(context_, inner, rounding);
    return made;
}

TypedExpression ExpressionChecker::as_unit(const Syntax& expression) {
    TypedExpression made = make(TypedKind::as_unit, expression);
    made.children.push_back(check(expression.children.front()));
    const auto unit = resolve_unit(context_, place_.package, *expression.unit);
    if (!unit || !require_number(made.children.front())) { return failed(expression); }
    made.type = made.children.front().type;
    made.type.any_unit = false;
    if (unit->without_time() != made.type.unit.without_time()) {
        context_.findings.error(expression.span, "R204",
                                "`as` changes only the time part: " + made.type.unit.text() +
                                    " does not become " + unit->text(),
                                "multiply or divide by a value that has the missing unit");
        return failed(expression);
    }
    made.type.unit = *unit;
    return made;
}

}  // namespace mutua::ruleset
