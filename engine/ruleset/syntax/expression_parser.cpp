#include "engine/ruleset/syntax/expression_parser.hpp"

#include "engine/ruleset/syntax/clause_parser.hpp"
#include "engine/ruleset/syntax/reference_parser.hpp"

namespace mutua::ruleset::syntax {

namespace {

Expression parse_or(TokenCursor& cursor);

/// A node over one or two operands, from the first byte of the first to the last token taken.
Expression joined(TokenCursor& cursor, ExpressionKind kind, const Span& begin, Expression left,
                  std::optional<Expression> right = std::nullopt) {
    count_operator(cursor, begin);
    Expression node;
    node.kind = kind;
    node.span = cursor.span_from(begin);
    node.children.push_back(std::move(left));
    if (right) { node.children.push_back(std::move(*right)); }
    return node;
}

Expression parse_unary(TokenCursor& cursor) {
    const Token sign = cursor.peek();
    if (!cursor.accept_mark("-")) { return parse_postfix(cursor); }
    const Nesting level{cursor};
    return joined(cursor, ExpressionKind::negate, sign.span, parse_unary(cursor));
}

void note_division_without_spaces(TokenCursor& cursor, const Token& slash) {
    if (cursor.is_spaced(slash)) { return; }
    cursor.note(slash.span, "R004", "a division is written with a space on each side",
                "write ` / `; a unit such as `EUR/month` has no space at all");
}

Expression parse_product(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    Expression left = parse_unary(cursor);
    while (cursor.at_mark("*") || cursor.at_mark("/")) {
        const Token sign = cursor.take();
        const bool divides = cursor.text(sign) == "/";
        if (divides) { note_division_without_spaces(cursor, sign); }
        const auto kind = divides ? ExpressionKind::divide : ExpressionKind::multiply;
        Expression right = parse_unary(cursor);
        left = joined(cursor, kind, begin, std::move(left), std::move(right));
    }
    return left;
}

Expression parse_sum(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    Expression left = parse_product(cursor);
    while (cursor.at_mark("+") || cursor.at_mark("-")) {
        const auto kind = cursor.at_mark("+") ? ExpressionKind::add : ExpressionKind::subtract;
        cursor.take();
        Expression right = parse_product(cursor);
        left = joined(cursor, kind, begin, std::move(left), std::move(right));
    }
    return left;
}

bool at_comparison(const TokenCursor& cursor) {
    return cursor.at_mark("<") || cursor.at_mark("<=") || cursor.at_mark(">") ||
           cursor.at_mark(">=") || cursor.at_word("is") || cursor.at_word("in");
}

ExpressionKind take_comparison(TokenCursor& cursor) {
    if (cursor.accept_word("is")) {
        return cursor.accept_word("not") ? ExpressionKind::is_not : ExpressionKind::is;
    }
    if (cursor.accept_mark("<")) { return ExpressionKind::less; }
    if (cursor.accept_mark("<=")) { return ExpressionKind::less_equal; }
    if (cursor.accept_mark(">")) { return ExpressionKind::greater; }
    cursor.expect_mark(">=");
    return ExpressionKind::greater_equal;
}

Expression parse_set(TokenCursor& cursor, const Span& begin, Expression value) {
    cursor.expect_mark("{");
    Expression node = joined(cursor, ExpressionKind::in_set, begin, std::move(value));
    do {
        count_operator(cursor, begin);
        node.children.push_back(parse_sum(cursor));
    } while (cursor.accept_mark(","));
    cursor.expect_mark("}");
    node.span = cursor.span_from(begin);
    return node;
}

/// `RULE applies`
Expression parse_applies(TokenCursor& cursor, const Span& begin, Expression rule) {
    if (rule.kind != ExpressionKind::name) {
        cursor.fail(rule.span, "R010",
                    "expected the name of a rule before `applies`, found a value",
                    "only a rule can apply: name it");
    }
    cursor.expect_word("applies");
    return joined(cursor, ExpressionKind::applies, begin, std::move(rule));
}

Expression parse_comparison(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    Expression left = parse_sum(cursor);
    if (cursor.at_word("applies")) { return parse_applies(cursor, begin, std::move(left)); }
    if (!at_comparison(cursor)) { return left; }
    if (cursor.accept_word("in")) {
        left = parse_set(cursor, begin, std::move(left));
    } else {
        const ExpressionKind kind = take_comparison(cursor);
        Expression right = parse_sum(cursor);
        left = joined(cursor, kind, begin, std::move(left), std::move(right));
    }
    if (at_comparison(cursor)) {
        cursor.fail_expected("the end of the comparison",
                             "comparisons do not chain: join two with `and`");
    }
    return left;
}

Expression parse_not(TokenCursor& cursor) {
    const Token word = cursor.peek();
    if (!cursor.accept_word("not")) { return parse_comparison(cursor); }
    const Nesting level{cursor};
    return joined(cursor, ExpressionKind::logical_not, word.span, parse_not(cursor));
}

Expression parse_and(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    Expression left = parse_not(cursor);
    while (cursor.accept_word("and")) {
        Expression right = parse_not(cursor);
        left =
            joined(cursor, ExpressionKind::logical_and, begin, std::move(left), std::move(right));
    }
    return left;
}

Expression parse_or(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    Expression left = parse_and(cursor);
    while (cursor.accept_word("or")) {
        Expression right = parse_and(cursor);
        left = joined(cursor, ExpressionKind::logical_or, begin, std::move(left), std::move(right));
    }
    return left;
}

Expression parse_if(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    cursor.expect_word("if");
    Expression node = joined(cursor, ExpressionKind::if_then_else, begin, parse_or(cursor));
    if (cursor.at_mark("=")) { fail_comparison(cursor, cursor.peek().span); }
    const std::string form = "write `if … then … else …`";
    cursor.expect_word("then", form);
    node.children.push_back(parse_expression(cursor));
    const bool one_word =
        cursor.at_word("elseif") || cursor.at_word("elsif") || cursor.at_word("elif");
    cursor.expect_word("else", one_word ? "write `else if`" : form);
    node.children.push_back(parse_expression(cursor));
    node.span = cursor.span_from(begin);
    return node;
}

}  // namespace

void count_operator(TokenCursor& cursor, const Span& place) {
    if (++cursor.operators <= operators_max) { return; }
    cursor.fail(place, "R010",
                "one expression of more than " + std::to_string(operators_max) + " parts",
                "give parts of it names of their own, as rules, or write a table");
}

void fail_comparison(TokenCursor& cursor, const Span& equals) {
    cursor.fail(equals, "R010", "expected `is` or another comparison, found `=`",
                "write `is`, or `>=` for at least");
}

Expression parse_expression(TokenCursor& cursor) {
    if (cursor.depth == 0) { cursor.operators = 0; }
    const Nesting level{cursor};
    return cursor.at_word("if") ? parse_if(cursor) : parse_or(cursor);
}

}  // namespace mutua::ruleset::syntax
