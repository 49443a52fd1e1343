#include "engine/ruleset/syntax/clause_parser.hpp"

#include "engine/ruleset/syntax/expression_parser.hpp"

#include <algorithm>

namespace mutua::ruleset::syntax {

namespace {

/// More items than this in an enum are refused.
constexpr std::size_t items_max = 1'000;

/// More fields than this in a record, or items in an enum of a field, are refused.
constexpr std::size_t fields_max = 200;

std::vector<Field> parse_field_group(TokenCursor& cursor) {
    std::vector<Name> names = parse_names(cursor, "the name of a field");
    cursor.expect_mark(":");
    const Span begin = cursor.peek().span;
    if (cursor.at_mark("{")) {
        cursor.fail(begin, "R010", "a record inside a record",
                    "name its figures one by one, or declare a param of its own");
    }
    const Type type = parse_type(cursor);
    if (names.size() > fields_max || type.items.size() > fields_max) {
        cursor.fail(begin, "R010",
                    "more than " + std::to_string(fields_max) + " names in one field",
                    "declare the enum by name, or divide the record");
        return {};
    }
    std::vector<Field> fields;
    for (Name& name : names) { fields.push_back({std::move(name), type}); }
    return fields;
}

Type parse_record(TokenCursor& cursor) {
    Type type;
    type.kind = TypeKind::record;
    cursor.expect_mark("{");
    do {
        const Span begin = cursor.peek().span;
        for (Field& field : parse_field_group(cursor)) { type.fields.push_back(std::move(field)); }
        if (type.fields.size() > fields_max) {
            cursor.fail(begin, "R010",
                        "a record of more than " + std::to_string(fields_max) + " fields",
                        "divide it, or write a table");
        }
    } while (cursor.accept_mark(";"));
    cursor.expect_mark("}");
    return type;
}

Type parse_number_type(TokenCursor& cursor) {
    Type type;
    type.unit = parse_unit(cursor);
    if (cursor.at_mark("/")) {
        cursor.fail(cursor.peek().span, "R004", "a unit is written in one word",
                    "write it like `EUR/month`, with one `/` and no spaces");
    }
    if (cursor.accept_mark("(")) {
        type.decimals = cursor.expect_whole_number("a number of decimals");
        cursor.expect_mark(")");
    }
    return type;
}

Type parse_bare_type(TokenCursor& cursor) {
    Type type;
    if (cursor.at_mark("{")) { return parse_record(cursor); }
    if (cursor.accept_word("bool")) {
        type.kind = TypeKind::boolean;
    } else if (cursor.accept_word("date")) {
        type.kind = TypeKind::date;
    } else if (cursor.accept_word("code")) {
        type.kind = TypeKind::code;
    } else if (cursor.accept_word("enum")) {
        type.kind = TypeKind::inline_enum;
        type.items = parse_items(cursor);
    } else {
        return parse_number_type(cursor);
    }
    return type;
}

std::optional<Rounding> rounding_word(TokenCursor& cursor) {
    if (cursor.accept_word("up")) { return Rounding::up; }
    if (cursor.accept_word("down")) { return Rounding::down; }
    if (cursor.accept_word("floor")) { return Rounding::floor; }
    if (cursor.accept_word("ceiling")) { return Rounding::ceiling; }
    return std::nullopt;
}

std::optional<Rounding> half_word(TokenCursor& cursor) {
    if (cursor.accept_word("up")) { return Rounding::half_up; }
    if (cursor.accept_word("down")) { return Rounding::half_down; }
    if (cursor.accept_word("even")) { return Rounding::half_even; }
    return std::nullopt;
}

}  // namespace

Nesting::Nesting(TokenCursor& cursor) : cursor_{&cursor} {
    if (++cursor.depth <= depth_max) { return; }
    cursor.fail(cursor.peek().span, "R010",
                "nested more than " + std::to_string(depth_max) + " levels deep",
                "give parts of it names of their own, as rules");
}

bool at_unit(const TokenCursor& cursor) {
    return cursor.at(TokenKind::currency) || cursor.at(TokenKind::compound) || cursor.at_name();
}

Name parse_unit(TokenCursor& cursor) {
    if (!at_unit(cursor)) {
        if (cursor.at(TokenKind::word)) { return cursor.expect_name("a unit or type"); }
        cursor.fail_expected("a unit or type such as `EUR` or `EUR/month`");
        return {};
    }
    const Token taken = cursor.take();
    Name unit{std::string{cursor.text(taken)}, taken.span};
    if (cursor.at_mark("/") && !cursor.is_spaced(cursor.peek())) {
        cursor.fail(cursor.peek().span, "R004", "a unit is written in one word",
                    "write it like `EUR/month`, with one `/` and no spaces");
    }
    return unit;
}

bool at_unit_of_number(const TokenCursor& cursor) {
    const bool before_word = cursor.at_name(1) || cursor.peek(1).kind == TokenKind::text;
    return at_unit(cursor) && !(cursor.at_name() && before_word);
}

Name parse_unit_of_number(TokenCursor& cursor, const Span& number) {
    Name unit = parse_unit(cursor);
    const std::string digits{cursor.text({TokenKind::number, false, number})};
    if (unit.text == "percent") {
        cursor.note(cursor.span_from(number), "R004", "a percentage is written with its sign",
                    "write `" + digits + " %`");
    }
    if (cursor.at_word("per") && cursor.at_name(1)) {
        const std::string below{cursor.text(cursor.peek(1))};
        cursor.take();
        cursor.take();
        cursor.note(cursor.span_from(unit.span), "R004", "a unit is written in one word",
                    "write `" + unit.text + "/" + below + "`");
    }
    return unit;
}

Type parse_type(TokenCursor& cursor) {
    const Nesting level{cursor};
    const Span begin = cursor.peek().span;
    Type type = parse_bare_type(cursor);
    type.span = cursor.span_from(begin);
    return type;
}

std::vector<Name> parse_names(TokenCursor& cursor, const char* what) {
    std::vector<Name> names;
    do { names.push_back(cursor.expect_name(what)); } while (cursor.accept_mark(","));
    return names;
}

std::vector<Name> parse_items(TokenCursor& cursor) {
    const Span begin = cursor.peek().span;
    cursor.expect_mark("{");
    std::vector<Name> items = parse_names(cursor, "an item");
    if (items.size() > items_max) {
        cursor.fail(begin, "R010", "an enum of more than " + std::to_string(items_max) + " items",
                    "declare it as `code`, and write a table");
    }
    cursor.expect_mark("}");
    return items;
}

RoundingClause parse_rounding(TokenCursor& cursor) {
    RoundingClause clause;
    const Span begin = cursor.peek().span;
    const bool half = cursor.accept_word("half");
    const auto mode = half ? half_word(cursor) : rounding_word(cursor);
    if (!mode && half) { cursor.fail_expected("`up`, `down` or `even`"); }
    if (!mode) {
        cursor.fail_expected(
            "`half up`, `half down`, `half even`, `up`, `down`, `floor` or `ceiling`");
    }
    clause.mode = mode.value_or(Rounding::half_up);
    cursor.expect_word("to");
    clause.step = cursor.expect_number("a step such as `0.01`");
    clause.span = cursor.span_from(begin);
    return clause;
}

Evidence parse_evidence(TokenCursor& cursor) {
    Evidence evidence;
    for (;;) {
        const Token clause = cursor.peek();
        if (cursor.accept_word("source")) {
            Evidence::Citation citation{cursor.expect_name("the name of a source"), ""};
            if (cursor.at(TokenKind::text)) { citation.place = cursor.expect_text("a place"); }
            evidence.citations.push_back(std::move(citation));
        } else if (cursor.accept_word("review")) {
            cursor.note_if_twice(evidence.review_by.has_value(), clause);
            cursor.expect_word("by");
            evidence.review_by = cursor.expect_date();
            evidence.review_span = cursor.span_from(clause.span);
        } else if (cursor.accept_word("provisional")) {
            cursor.note_if_twice(evidence.provisional, clause);
            evidence.provisional = true;
            evidence.provisional_span = clause.span;
        } else {
            return evidence;
        }
    }
}

void parse_clock(TokenCursor& cursor, std::optional<Name>& clock) {
    cursor.note_if_twice(clock.has_value(), cursor.take());
    cursor.expect_word("by");
    clock = cursor.expect_name("the name of a clock");
}

void parse_labels(TokenCursor& cursor, std::vector<Label>& labels) {
    cursor.note_if_twice(!labels.empty(), cursor.take());
    do {
        Label label;
        const Token language = cursor.peek();
        label.language = cursor.expect_name("a language such as `fr`");
        cursor.note_if_twice(
            std::any_of(labels.begin(), labels.end(),
                        [&](const Label& one) { return one.language.text == label.language.text; }),
            language);
        label.text = cursor.expect_text("a text in quotes");
        labels.push_back(std::move(label));
    } while (cursor.at_name());
}

void parse_dated_and_labels(TokenCursor& cursor, std::optional<Name>& clock,
                            std::vector<Label>& labels) {
    for (;;) {
        if (cursor.at_word("dated")) {
            parse_clock(cursor, clock);
        } else if (cursor.at_word("label")) {
            parse_labels(cursor, labels);
        } else {
            return;
        }
    }
}

void parse_range(TokenCursor& cursor, std::optional<Expression>& low,
                 std::optional<Expression>& high) {
    cursor.note_if_twice(low.has_value(), cursor.take());
    low = parse_expression(cursor);
    cursor.expect_mark("..");
    high = parse_expression(cursor);
}

bool at_version(const TokenCursor& cursor) {
    return cursor.at_word("from") || cursor.at_word("until");
}

Name parse_scope(TokenCursor& cursor) {
    cursor.expect_word("per");
    return cursor.expect_name("a scope such as `contract` or `payslip`");
}

Definition parse_definition(TokenCursor& cursor) {
    Definition definition;
    const Span begin = cursor.peek().span;
    cursor.expect_mark("=");
    definition.value = parse_expression(cursor);
    if (cursor.accept_word("round")) { definition.rounding = parse_rounding(cursor); }
    definition.evidence = parse_evidence(cursor);
    definition.span = cursor.span_from(begin);
    return definition;
}

}  // namespace mutua::ruleset::syntax
