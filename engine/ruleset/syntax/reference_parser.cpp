#include "engine/ruleset/syntax/reference_parser.hpp"

#include "engine/ruleset/syntax/clause_parser.hpp"
#include "engine/ruleset/syntax/expression_parser.hpp"

namespace mutua::ruleset::syntax {

namespace {

Expression leaf(ExpressionKind kind, const Span& span, std::string text = "") {
    Expression node;
    node.kind = kind;
    node.span = span;
    node.text = std::move(text);
    return node;
}

Expression parse_number(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    Expression node = leaf(ExpressionKind::number, begin);
    node.text = cursor.expect_number("a number");
    if (cursor.accept_mark("%")) {
        node.flag = true;
    } else if (at_unit_of_number(cursor)) {
        node.unit = parse_unit_of_number(cursor, begin);
    }
    node.span = cursor.span_from(begin);
    return node;
}

Expression parse_day(TokenCursor& cursor) {
    Expression node = leaf(ExpressionKind::date, cursor.peek().span);
    node.date = cursor.expect_date();
    return node;
}

/// `2026-03-01`, `payment_date`, `start of year of payment_date`
Expression parse_date_reference(TokenCursor& cursor) {
    if (cursor.at(TokenKind::date)) { return parse_day(cursor); }
    const Span begin = cursor.peek().span;
    if (!(cursor.at_word("start") && cursor.at_word("of", 1))) {
        Name clock = cursor.expect_name("a day, a clock or `start of …`");
        return leaf(ExpressionKind::name, begin, std::move(clock.text));
    }
    cursor.take();
    cursor.take();
    Expression node = leaf(ExpressionKind::start_of, begin);
    node.text = cursor.expect_name("`month`, `quarter` or `year`").text;
    cursor.expect_word("of");
    node.names.push_back(cursor.expect_name("the name of a clock"));
    node.span = cursor.span_from(begin);
    return node;
}

void parse_arguments(TokenCursor& cursor, Expression& call) {
    call.kind = ExpressionKind::call;
    do {
        count_operator(cursor, call.span);
        call.children.push_back(parse_expression(cursor));
    } while (cursor.accept_mark(","));
    cursor.expect_mark(")", cursor.at_mark(";") ? "write `,`" : "");
}

void parse_keys(TokenCursor& cursor, Expression& index) {
    index.kind = ExpressionKind::index;
    do {
        count_operator(cursor, index.span);
        index.flag = cursor.accept_word("else");
        index.children.push_back(parse_expression(cursor));
    } while (!index.flag && cursor.accept_mark(","));
    cursor.expect_mark("]");
}

/// `name`, `name at DAY`, `name(x)`, `name[k, else v]`
Expression parse_reference(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    Expression node = leaf(ExpressionKind::name, begin);
    node.text = cursor.expect_path("a value").text;
    std::optional<Expression> day;
    if (cursor.accept_word("at")) { day = parse_date_reference(cursor); }
    if (cursor.accept_mark("(")) {
        parse_arguments(cursor, node);
    } else if (cursor.accept_mark("[")) {
        parse_keys(cursor, node);
    }
    node.span = cursor.span_from(begin);
    if (!day) { return node; }
    Expression dated = leaf(ExpressionKind::at_date, node.span);
    dated.children.push_back(std::move(node));
    dated.children.push_back(std::move(*day));
    return dated;
}

MatchCase parse_case(TokenCursor& cursor) {
    MatchCase made;
    const Span begin = cursor.peek().span;
    if (!cursor.accept_word("otherwise")) {
        do {
            count_operator(cursor, begin);
            made.patterns.push_back(parse_postfix(cursor));
        } while (cursor.accept_word("or"));
    }
    cursor.expect_mark(":");
    made.value = parse_expression(cursor);
    made.span = cursor.span_from(begin);
    return made;
}

Expression parse_match(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    Expression node = leaf(ExpressionKind::match, begin);
    cursor.expect_word("match");
    node.children.push_back(parse_expression(cursor));
    cursor.expect_mark("{");
    do { node.cases.push_back(parse_case(cursor)); } while (cursor.accept_mark(","));
    cursor.expect_mark("}");
    node.span = cursor.span_from(begin);
    return node;
}

Expression parse_round(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    Expression node = leaf(ExpressionKind::round, begin);
    cursor.expect_word("round");
    cursor.expect_mark("(");
    node.children.push_back(parse_expression(cursor));
    cursor.expect_mark(
        ")", cursor.at_mark(",") ? "how to round stands behind: `round(…) half up to 0.01`" : "");
    node.rounding = parse_rounding(cursor);
    node.span = cursor.span_from(begin);
    return node;
}

void parse_where(TokenCursor& cursor, Expression& node) {
    if (cursor.accept_word("where")) { node.children.push_back(parse_postfix(cursor)); }
}

/// `sum of x over contracts where (c)`, `sum of tagged t`, `count of contracts`
Expression parse_aggregate(TokenCursor& cursor) {
    const Nesting level{cursor};
    const Token word = cursor.take();
    cursor.expect_word("of");
    Expression node = leaf(ExpressionKind::aggregate, word.span, std::string{cursor.text(word)});
    if (node.text == "count") {
        node.kind = ExpressionKind::count;
        node.names.push_back(cursor.expect_name("rows such as `contracts`"));
        parse_where(cursor, node);
    } else if (node.text == "sum" && cursor.at_word("tagged") && cursor.at_name(1)) {
        cursor.take();
        node.kind = ExpressionKind::tagged_sum;
        node.names.push_back(cursor.expect_name("a tag"));
    } else {
        node.children.push_back(parse_postfix(cursor));
        const bool goes_on = cursor.at_mark("*") || cursor.at_mark("/") || cursor.at_mark("+") ||
                             cursor.at_mark("-");
        cursor.expect_word("over", goes_on ? "what is taken together stands in parentheses: `" +
                                                 node.text + " of (…) over …`"
                                           : "");
        node.names.push_back(cursor.expect_name("rows such as `contracts`"));
        parse_where(cursor, node);
    }
    node.span = cursor.span_from(word.span);
    return node;
}

Expression parse_split(TokenCursor& cursor) {
    const Nesting level{cursor};
    const Token word = cursor.take();
    Expression node = leaf(ExpressionKind::split, word.span);
    node.children.push_back(parse_postfix(cursor));
    if (!cursor.accept_word("by")) { cursor.fail_expected("`by` and a weight", "write `by …`"); }
    node.children.push_back(parse_postfix(cursor));
    node.span = cursor.span_from(word.span);
    return node;
}

Expression parse_prior(TokenCursor& cursor) {
    const Token word = cursor.take();
    Expression node = leaf(ExpressionKind::prior, word.span);
    node.text = cursor.expect_path("the name of a carry").text;
    node.span = cursor.span_from(word.span);
    return node;
}

/// The parentheses belong to the place of what they hold, so that it is shown whole.
Expression parse_parentheses(TokenCursor& cursor) {
    const Token open = cursor.take();
    Expression node = parse_expression(cursor);
    if (cursor.at_mark("=")) { fail_comparison(cursor, cursor.peek().span); }
    cursor.expect_mark(")");
    node.span = cursor.span_from(open.span);
    return node;
}

bool at_aggregate(const TokenCursor& cursor) {
    if (!cursor.at_word("of", 1)) { return false; }
    return cursor.at_word("sum") || cursor.at_word("min") || cursor.at_word("max") ||
           cursor.at_word("any") || cursor.at_word("all") || cursor.at_word("count");
}

bool is_primary_word(std::string_view word) {
    return word == "yes" || word == "no" || word == "inherited" || word == "previous" ||
           word == "prior" || word == "match" || word == "round";
}

/// `split` is a free word: it means a split only before something that can be split.
bool at_split(const TokenCursor& cursor) {
    if (!cursor.at_word("split")) { return false; }
    const Token& next = cursor.peek(1);
    switch (next.kind) {
        case TokenKind::number:
        case TokenKind::date:
        case TokenKind::text:
        case TokenKind::path:
            return true;
        case TokenKind::word:
            return !next.reserved || is_primary_word(cursor.text(next));
        case TokenKind::mark:
            return cursor.text(next) == "(";
        default:
            return false;
    }
}

/// Says what is wrong where a value should begin.
Expression fail_value(TokenCursor& cursor) {
    const Token found = cursor.peek();
    if (found.kind == TokenKind::compound) {
        const std::string text{cursor.text(found)};
        const std::size_t slash = text.find('/');
        cursor.fail(found.span, "R004", "a division is written with a space on each side",
                    "write `" + text.substr(0, slash) + " / " + text.substr(slash + 1) + "`");
    } else if (cursor.at_word("if")) {
        cursor.fail_expected("a value", "put the whole `if … then … else …` in parentheses");
    } else if (found.kind == TokenKind::currency) {
        cursor.fail_expected("a value", "a unit follows its number, as in `10.00 EUR`");
    } else {
        cursor.fail_expected("a value");
    }
    return leaf(ExpressionKind::number, found.span, "0");
}

Expression parse_reserved(TokenCursor& cursor) {
    const Token word = cursor.peek();
    if (cursor.at_word("match")) { return parse_match(cursor); }
    if (cursor.at_word("round")) { return parse_round(cursor); }
    if (cursor.at_word("prior")) { return parse_prior(cursor); }
    if (!is_primary_word(cursor.text(word))) { return fail_value(cursor); }
    cursor.take();
    if (cursor.text(word) == "inherited") { return leaf(ExpressionKind::inherited, word.span); }
    if (cursor.text(word) == "previous") { return leaf(ExpressionKind::previous, word.span); }
    Expression node = leaf(ExpressionKind::yes_no, word.span);
    node.flag = cursor.text(word) == "yes";
    return node;
}

Expression parse_primary(TokenCursor& cursor) {
    if (cursor.at(TokenKind::number)) { return parse_number(cursor); }
    if (cursor.at(TokenKind::date)) { return parse_day(cursor); }
    if (cursor.at(TokenKind::text)) {
        Expression node = leaf(ExpressionKind::text, cursor.peek().span);
        node.text = cursor.expect_text("a text");
        return node;
    }
    if (cursor.at_mark("(")) { return parse_parentheses(cursor); }
    if (at_aggregate(cursor)) { return parse_aggregate(cursor); }
    if (at_split(cursor)) { return parse_split(cursor); }
    if (cursor.at(TokenKind::path) || cursor.at_name()) { return parse_reference(cursor); }
    if (cursor.at(TokenKind::word)) { return parse_reserved(cursor); }
    return fail_value(cursor);
}

}  // namespace

Expression parse_postfix(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    Expression node = parse_primary(cursor);
    while (cursor.accept_word("as")) {
        count_operator(cursor, begin);
        Expression changed = leaf(ExpressionKind::as_unit, begin);
        changed.unit = parse_unit(cursor);
        changed.span = cursor.span_from(begin);
        changed.children.push_back(std::move(node));
        node = std::move(changed);
    }
    return node;
}

}  // namespace mutua::ruleset::syntax
