#include "engine/ruleset/syntax/clause_parser.hpp"
#include "engine/ruleset/syntax/declaration_parser.hpp"
#include "engine/ruleset/syntax/expression_parser.hpp"

namespace mutua::ruleset::syntax {

namespace {

/// `reset each civil_year`
void parse_reset(TokenCursor& cursor, Carry& carry) {
    cursor.note_if_twice(carry.reset.has_value(), cursor.take());
    if (!cursor.accept_word("each")) {
        cursor.fail_expected("`each`", "write `reset each civil_year`");
    }
    carry.reset = cursor.expect_name("`civil_year`, `quarter`, `month` or `never`");
}

/// `starts at 100.00`
void parse_start(TokenCursor& cursor, Carry& carry) {
    cursor.note_if_twice(carry.starts_at.has_value(), cursor.take());
    cursor.expect_word("at");
    carry.starts_at = parse_expression(cursor);
}

bool parse_carry_clause(TokenCursor& cursor, Carry& carry) {
    if (cursor.at_word("range")) {
        parse_range(cursor, carry.range_low, carry.range_high);
    } else if (cursor.at_word("label")) {
        parse_labels(cursor, carry.labels);
    } else if (cursor.at_mark("=")) {
        cursor.note_if_twice(carry.definition.has_value(), cursor.peek());
        carry.definition = parse_definition(cursor);
    } else if (cursor.at_word("reset")) {
        parse_reset(cursor, carry);
    } else if (cursor.at_word("starts")) {
        parse_start(cursor, carry);
    } else {
        return false;
    }
    return true;
}

AmendVersion parse_amend_version(TokenCursor& cursor) {
    AmendVersion version;
    const Span begin = cursor.peek().span;
    if (cursor.accept_word("until")) {
        version.until = cursor.expect_date();
    } else {
        if (cursor.accept_word("from")) { version.from = cursor.expect_date(); }
        if (!cursor.at_word("exception")) {
            cursor.fail_expected("`exception LABEL when CONDITION = FORMULA`");
        }
        while (cursor.at_word("exception")) {
            version.exceptions.push_back(parse_exception(cursor));
        }
    }
    version.span = cursor.span_from(begin);
    return version;
}

}  // namespace

Carry parse_carry(TokenCursor& cursor) {
    Carry carry;
    const Span begin = cursor.peek().span;
    cursor.expect_word("carry");
    carry.name = cursor.expect_name("the name of a carry");
    cursor.expect_mark(":");
    carry.type = parse_type(cursor);
    carry.scope = parse_scope(cursor);
    if (!cursor.at_word("keyed")) {
        cursor.fail_expected("`keyed by`", "say whose chain it is: `keyed by member`");
    }
    cursor.expect_word("keyed");
    cursor.expect_word("by");
    carry.key = cursor.expect_name("`member`, `contract` or `client`");
    while (parse_carry_clause(cursor, carry)) {}
    if (!carry.definition) {
        cursor.fail_expected("`=` and a formula", "write `= prior " + carry.name.text + " + …`");
    }
    carry.span = cursor.span_from(begin);
    return carry;
}

Amend parse_amend(TokenCursor& cursor) {
    Amend amend;
    const Span begin = cursor.peek().span;
    cursor.expect_word("amend");
    amend.rule = cursor.expect_path("the rule that is amended");
    if (cursor.at_word("until")) { cursor.fail_expected("`from` and a day before `until`"); }
    amend.versions.push_back(parse_amend_version(cursor));
    while (amend.versions.front().from && at_version(cursor)) {
        amend.versions.push_back(parse_amend_version(cursor));
    }
    amend.span = cursor.span_from(begin);
    return amend;
}

}  // namespace mutua::ruleset::syntax
