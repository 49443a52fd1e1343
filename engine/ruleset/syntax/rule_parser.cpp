#include "engine/ruleset/syntax/clause_parser.hpp"
#include "engine/ruleset/syntax/declaration_parser.hpp"
#include "engine/ruleset/syntax/expression_parser.hpp"

namespace mutua::ruleset::syntax {

namespace {

/// `shown on payslip section pay order 10 as earning`
void parse_shown(TokenCursor& cursor, std::optional<Shown>& shown) {
    const Token word = cursor.take();
    cursor.note_if_twice(shown.has_value(), word);
    Shown made;
    cursor.expect_word("on");
    made.document = cursor.expect_name("a document such as `payslip`");
    if (cursor.accept_word("section")) {
        made.section = cursor.expect_name("the name of a section");
    }
    cursor.expect_word("order");
    made.order = cursor.expect_whole_number("the order of a line");
    if (!made.section && cursor.at_word("section")) {
        cursor.fail_expected(
            "`as` and a role, or the next clause",
            "the section stands before the order: `section … order " + made.order + "`");
    }
    if (cursor.accept_word("as")) { made.role = cursor.expect_name("a role such as `deduction`"); }
    made.span = cursor.span_from(word.span);
    shown = std::move(made);
}

/// `open to committee, cooperative at least`
void parse_open(TokenCursor& cursor, std::optional<Open>& open) {
    cursor.note_if_twice(open.has_value(), cursor.take());
    Open made;
    cursor.expect_word("to");
    made.layers = parse_names(cursor, "the name of a layer");
    if (cursor.accept_word("at")) {
        if (!cursor.at_word("least") && !cursor.at_word("most")) {
            cursor.fail_expected("`least` or `most`");
        }
        made.bound = cursor.expect_name("`least` or `most`");
    }
    open = std::move(made);
}

bool parse_head_clause(TokenCursor& cursor, Rule& rule) {
    if (cursor.at_word("dated")) {
        parse_clock(cursor, rule.clock);
    } else if (cursor.at_word("label")) {
        parse_labels(cursor, rule.labels);
    } else if (cursor.at_word("shown")) {
        parse_shown(cursor, rule.shown);
    } else if (cursor.at_word("open")) {
        parse_open(cursor, rule.open);
    } else if (cursor.at_word("tags")) {
        cursor.note_if_twice(!rule.tags.empty(), cursor.take());
        rule.tags = parse_names(cursor, "a tag");
    } else if (cursor.at_word("output")) {
        cursor.note_if_twice(rule.output, cursor.take());
        rule.output = true;
    } else {
        return false;
    }
    return true;
}

void append(std::vector<Name>& all, std::vector<Name> more) {
    for (Name& name : more) { all.push_back(std::move(name)); }
}

const std::vector<std::string>& words_of_a_rule() {
    static const std::vector<std::string> words{"applies", "dated",  "default", "from", "label",
                                                "open",    "output", "shown",   "tags"};
    return words;
}

/// `applies when …`, then `= …` or `default = …` with exceptions.
void parse_body(TokenCursor& cursor, RuleVersion& version) {
    if (cursor.accept_word("applies")) {
        cursor.expect_word("when");
        version.applies_when = parse_expression(cursor);
    }
    const Span equals = cursor.peek().span;
    version.is_default = cursor.accept_word("default");
    if (!version.is_default && !cursor.at_mark("=")) {
        cursor.fail_expected(
            "`=` and a formula, or `default`",
            cursor.at_word("when") ? "write `applies when`" : cursor.near(words_of_a_rule()));
        return;
    }
    version.definition = parse_definition(cursor);
    const bool begins_again = cursor.at_mark("=") || cursor.at_word("default");
    if (version.applies_when && !version.is_default && begins_again) {
        fail_comparison(cursor, equals);
    }
    if (!version.is_default && cursor.at_word("exception")) {
        cursor.fail_expected("the end of the rule",
                             "a rule with exceptions begins with `default = …`");
    }
    while (cursor.at_word("exception")) { version.exceptions.push_back(parse_exception(cursor)); }
}

RuleVersion parse_version(TokenCursor& cursor) {
    RuleVersion version;
    const Span begin = cursor.peek().span;
    if (cursor.accept_word("until")) {
        version.until = cursor.expect_date();
    } else {
        if (cursor.accept_word("from")) { version.from = cursor.expect_date(); }
        parse_body(cursor, version);
    }
    version.span = cursor.span_from(begin);
    return version;
}

Ensure parse_ensure(TokenCursor& cursor) {
    Ensure made;
    const Span begin = cursor.peek().span;
    cursor.expect_word("ensure");
    made.condition = parse_expression(cursor);
    if (cursor.at_mark("=")) { fail_comparison(cursor, cursor.peek().span); }
    if (cursor.accept_word("else")) { made.message = cursor.expect_text("a text in quotes"); }
    made.span = cursor.span_from(begin);
    return made;
}

void parse_versions(TokenCursor& cursor, Rule& rule) {
    if (cursor.at_word("until")) { cursor.fail_expected("`from` and a day before `until`"); }
    rule.versions.push_back(parse_version(cursor));
    if (!rule.versions.front().from) { return; }
    while (cursor.at_word("from") || cursor.at_word("until")) {
        rule.versions.push_back(parse_version(cursor));
    }
}

}  // namespace

Exception parse_exception(TokenCursor& cursor) {
    Exception made;
    const Span begin = cursor.peek().span;
    cursor.expect_word("exception");
    if (cursor.at_word("when")) {
        cursor.fail_expected("the label of the exception",
                             "give it a name of its own: `exception … when`");
    }
    made.label = cursor.expect_name("the label of the exception");
    while (cursor.at_word("over") || cursor.at_word("exclusive")) {
        if (cursor.accept_word("over")) {
            append(made.over, parse_names(cursor, "the label of an exception"));
        } else {
            cursor.expect_word("exclusive");
            cursor.expect_word("with");
            append(made.exclusive_with, parse_names(cursor, "the label of an exception"));
        }
    }
    cursor.expect_word("when", cursor.near({"exclusive", "over", "when"}));
    made.when = parse_expression(cursor);
    const Span equals = cursor.peek().span;
    made.definition = parse_definition(cursor);
    if (cursor.at_mark("=")) { fail_comparison(cursor, equals); }
    made.span = cursor.span_from(begin);
    return made;
}

Rule parse_rule(TokenCursor& cursor) {
    Rule rule;
    const Span begin = cursor.peek().span;
    cursor.expect_word("rule");
    rule.name = cursor.expect_name("the name of a rule");
    cursor.expect_mark(":");
    rule.type = parse_type(cursor);
    rule.scope = parse_scope(cursor);
    while (parse_head_clause(cursor, rule)) {}
    parse_versions(cursor, rule);
    while (cursor.at_word("ensure")) { rule.ensures.push_back(parse_ensure(cursor)); }
    rule.span = cursor.span_from(begin);
    return rule;
}

}  // namespace mutua::ruleset::syntax
