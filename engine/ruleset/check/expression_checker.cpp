#include "engine/ruleset/check/expression_checker.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

using syntax::ExpressionKind;

bool is_lone_number(const syntax::Expression& expression) {
    if (expression.kind == ExpressionKind::negate) {
        return is_lone_number(expression.children.front());
    }
    return expression.kind == ExpressionKind::number && !expression.unit;
}

unsigned decimals_of(const syntax::Expression& number) {
    const std::size_t point = number.text.find('.');
    const std::size_t digits = point == std::string::npos ? 0 : number.text.size() - point - 1;
    return static_cast<unsigned>(digits) + (number.flag ? 2U : 0U);
}

}  // namespace

TypedExpression ExpressionChecker::make(TypedKind kind, const Syntax& expression) {
    TypedExpression made;
    made.kind = kind;
    made.id = context_.rules.expression_count++;
    made.span = expression.span;
    return made;
}

TypedExpression ExpressionChecker::failed(const Syntax& expression) {
    return make(TypedKind::constant, expression);
}

TypedExpression ExpressionChecker::check(const Syntax& expression, const Type* expected) {
    switch (expression.kind) {
        case ExpressionKind::number:
            return number_literal(expression);
        case ExpressionKind::date:
        case ExpressionKind::text:
        case ExpressionKind::yes_no:
            return constant_literal(expression);
        case ExpressionKind::name:
            return name(expression, expected, std::nullopt);
        case ExpressionKind::call:
            return call(expression, std::nullopt);
        case ExpressionKind::at_date:
            return at_date(expression);
        case ExpressionKind::negate:
            return negate(expression);
        case ExpressionKind::add:
            return sum(TypedKind::add, expression);
        case ExpressionKind::subtract:
            return sum(TypedKind::subtract, expression);
        case ExpressionKind::multiply:
            return multiply(expression);
        case ExpressionKind::divide:
            return divide(expression);
        case ExpressionKind::less:
            return compare(TypedKind::less, expression);
        case ExpressionKind::less_equal:
            return compare(TypedKind::less_equal, expression);
        case ExpressionKind::greater:
            return compare(TypedKind::greater, expression);
        case ExpressionKind::greater_equal:
            return compare(TypedKind::greater_equal, expression);
        case ExpressionKind::is:
            return compare(TypedKind::equal, expression);
        case ExpressionKind::is_not:
            return compare(TypedKind::not_equal, expression);
        case ExpressionKind::in_set:
            return in_set(expression);
        case ExpressionKind::applies:
            return applies(expression);
        case ExpressionKind::logical_and:
            return logic(TypedKind::logical_and, expression);
        case ExpressionKind::logical_or:
            return logic(TypedKind::logical_or, expression);
        case ExpressionKind::logical_not:
            return logic(TypedKind::logical_not, expression);
        case ExpressionKind::if_then_else:
            return if_then_else(expression, expected);
        case ExpressionKind::match:
            return match(expression, expected);
        case ExpressionKind::round:
            return round(expression);
        case ExpressionKind::aggregate:
            return aggregate(expression);
        case ExpressionKind::count:
            return count(expression);
        case ExpressionKind::tagged_sum:
            return tagged_sum(expression);
        case ExpressionKind::as_unit:
            return as_unit(expression);
        case ExpressionKind::previous:
            return previous(expression);
        case ExpressionKind::inherited:
            return inherited(expression);
        case ExpressionKind::index:
            return look_up(expression, std::nullopt);
        case ExpressionKind::split:
            return split(expression);
        case ExpressionKind::prior:
            return prior(expression);
        case ExpressionKind::start_of:
            break;
    }
    context_.findings.error(
        expression.span, "R010", "`start of` stands only after `at`",
        "write it behind what it chooses a version of: `… at start of year of work_end`");
    return failed(expression);
}

TypedExpression ExpressionChecker::check_condition(const Syntax& expression) {
    TypedExpression made = check(expression);
    if (!require_kind(made, ValueKind::boolean)) { made.type = unknown_type(); }
    return made;
}

TypedExpression ExpressionChecker::check_declared(const Syntax& expression, const Type& declared) {
    TypedExpression made = check(expression, &declared);
    if (is_lone_number(expression) && declared.is_number() && made.type.is_number()) {
        const bool wrong_percent = !declared.unit.is_pure() &&
                                   text_of(context_.rules.files, expression.span).ends_with('%');
        if (!wrong_percent) { made.type.unit = declared.unit; }
        if (declared.percent && !made.type.percent && !made.type.any_unit) {
            const std::string written{text_of(context_.rules.files, expression.span)};
            context_.findings.error(expression.span, "R004",
                                    "a percentage is written with its sign",
                                    "write `" + written + " %`");
            return failed(expression);
        }
    }
    return made;
}

TypedExpression ExpressionChecker::number_literal(const Syntax& expression) {
    TypedExpression made = make(TypedKind::constant, expression);
    const auto value = parse_decimal(expression.text);
    require(value.has_value(), "the parser hands over well-written numbers");
    made.constant = expression.flag ? Decimal{*value / 100} : *value;
    Unit unit;
    if (expression.unit) {
        const auto found = resolve_unit(context_, place_.package, *expression.unit);
        if (!found) { return failed(expression); }
        unit = *found;
    }
    made.type = number_type(unit, decimals_of(expression));
    made.type.percent = expression.flag;
    made.type.any_unit = expression.text == "0" && !expression.flag && !expression.unit;
    if (!check_magnitude(context_, *value, expression.span)) { return failed(expression); }
    if (made.type.decimals > decimals_max) {
        context_.findings.error(expression.span, "R305", "this number has more than 18 decimals",
                                "write fewer digits after the point");
        return failed(expression);
    }
    return made;
}

TypedExpression ExpressionChecker::constant_literal(const Syntax& expression) {
    TypedExpression made = make(TypedKind::constant, expression);
    if (expression.kind == ExpressionKind::date) {
        made.type = plain_type(ValueKind::date);
        made.constant = expression.date.value_or(first_of_days);
    } else if (expression.kind == ExpressionKind::text) {
        made.type = plain_type(ValueKind::code);
        made.constant = CodeText{expression.text};
    } else {
        made.type = plain_type(ValueKind::boolean);
        made.constant = expression.flag;
    }
    return made;
}

TypedExpression ExpressionChecker::logic(TypedKind kind, const Syntax& expression) {
    TypedExpression made = make(kind, expression);
    made.type = plain_type(ValueKind::boolean);
    for (const Syntax& child : expression.children) {
        made.children.push_back(check_condition(child));
    }
    return made;
}

void ExpressionChecker::join(Type& type, TypedExpression& branch, syntax::Span first) {
    if (branch.type.is_unknown()) { return; }
    if (branch.type.is_number() && !require_no_quotient(branch)) { return; }
    if (type.is_unknown() || (type.is_number() && branch.type.is_number() && type.any_unit)) {
        const unsigned decimals = std::max(type.decimals, branch.type.decimals);
        const bool was_number = type.is_number();
        type = branch.type;
        if (was_number) { type.decimals = decimals; }
        return;
    }
    const bool same_enum =
        type.kind != ValueKind::enumeration || type.enumeration == branch.type.enumeration;
    if (type.kind != branch.type.kind || !same_enum) {
        Diagnostic& found =
            context_.findings.error(branch.span, "R203",
                                    "one branch is " + describe(context_.rules, type) +
                                        ", this one " + describe(context_.rules, branch.type),
                                    "give every branch the same kind of value");
        context_.findings.relate(found, first, describe(context_.rules, type));
        return;
    }
    if (!type.is_number()) { return; }
    if (!branch.type.any_unit && branch.type.unit != type.unit) {
        Diagnostic& found = context_.findings.error(
            branch.span, "R201",
            branch.type.unit.text() + " and " + type.unit.text() + " do not mix",
            "give every branch the same unit");
        context_.findings.relate(found, first, type.unit.text());
        return;
    }
    type.decimals = std::max(type.decimals, branch.type.decimals);
}

TypedExpression ExpressionChecker::if_then_else(const Syntax& expression, const Type* expected) {
    TypedExpression made = make(TypedKind::if_then_else, expression);
    made.children.push_back(check_condition(expression.children[0]));
    for (std::size_t i = 1; i < 3; ++i) {
        made.children.push_back(check(expression.children[i], expected));
        join(made.type, made.children.back(), made.children[1].span);
    }
    return made;
}

TypedExpression ExpressionChecker::match(const Syntax& expression, const Type* expected) {
    TypedExpression made = make(TypedKind::match, expression);
    made.children.push_back(check(expression.children.front()));
    const Type subject = made.children.front().type;
    if (subject.is_number() && !require_no_quotient(made.children.front())) {
        return failed(expression);
    }
    for (const syntax::MatchCase& one : expression.cases) {
        TypedCase typed;
        for (const Syntax& pattern : one.patterns) {
            typed.patterns.push_back(check(pattern, &subject));
            if (!same_kind(made.children.front(), typed.patterns.back())) { continue; }
            if (subject.is_number()) { unify_units(made.children.front(), typed.patterns.back()); }
        }
        typed.value = check(one.value, expected);
        const syntax::Span first =
            made.cases.empty() ? typed.value.span : made.cases.front().value.span;
        join(made.type, typed.value, first);
        made.cases.push_back(std::move(typed));
    }
    require_each_once(made);
    require_complete(made, expression);
    return made;
}

/// The order of cases means nothing: no case may stand behind another that takes its values.
void ExpressionChecker::require_each_once(const TypedExpression& made) {
    std::vector<const TypedExpression*> patterns;
    for (const TypedCase& one : made.cases) {
        if (one.patterns.empty() && &one != &made.cases.back()) {
            context_.findings.error(one.value.span, "R010",
                                    "found `otherwise` before other cases, which it hides",
                                    "move it to the end");
        }
        for (const TypedExpression& pattern : one.patterns) { patterns.push_back(&pattern); }
    }
    require_different(patterns, "`match`");
}

/// Of what stands in a `match` or in a set, no constant is given twice.
void ExpressionChecker::require_different(const std::vector<const TypedExpression*>& values,
                                          const std::string& where) {
    std::vector<const TypedExpression*> known;
    for (const TypedExpression* one : values) {
        if (one->kind != TypedKind::constant || one->type.is_unknown()) { continue; }
        const auto before = std::find_if(
            known.begin(), known.end(),
            [&](const TypedExpression* other) { return other->constant == one->constant; });
        if (before == known.end()) {
            known.push_back(one);
            continue;
        }
        Diagnostic& found =
            context_.findings.error(one->span, "R013",
                                    "`" + std::string{text_of(context_.rules.files, one->span)} +
                                        "` is given twice in this " + where,
                                    "keep one of them");
        context_.findings.relate(found, (*before)->span, "here too");
    }
}

void ExpressionChecker::require_complete(const TypedExpression& made, const Syntax& expression) {
    const Type& subject = made.children.front().type;
    std::vector<std::string> missing;
    if (subject.kind == ValueKind::enumeration) {
        missing = context_.rules.enums[subject.enumeration].items;
    } else if (subject.kind == ValueKind::boolean) {
        missing = {"no", "yes"};
    } else {
        missing = {"otherwise"};
    }
    for (const TypedCase& one : made.cases) {
        if (one.patterns.empty()) { return; }
        for (const TypedExpression& pattern : one.patterns) {
            if (pattern.kind != TypedKind::constant || pattern.type.is_unknown()) { continue; }
            std::string item = "?";
            if (const auto* enum_item = std::get_if<EnumItem>(&pattern.constant)) {
                item = context_.rules.enums[pattern.type.enumeration].items[enum_item->position];
            }
            if (const auto* flag = std::get_if<bool>(&pattern.constant)) {
                item = *flag ? "yes" : "no";
            }
            missing.erase(std::remove(missing.begin(), missing.end(), item), missing.end());
        }
    }
    if (missing.empty() || subject.is_unknown()) { return; }
    const syntax::Span word{expression.span.file, expression.span.begin, expression.span.begin + 5};
    context_.findings.error(word, "R505", "this `match` has no case for " + listed_names(missing),
                            "add the missing cases, or end with `otherwise : …`");
}

}  // namespace mutua::ruleset
