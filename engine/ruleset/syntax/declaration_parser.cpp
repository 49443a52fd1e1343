#include "engine/ruleset/syntax/declaration_parser.hpp"

#include "engine/ruleset/syntax/clause_parser.hpp"
#include "engine/ruleset/syntax/expression_parser.hpp"

#include <algorithm>

namespace mutua::ruleset::syntax {

namespace {

void parse_covers(TokenCursor& cursor, File& file) {
    const Token word = cursor.take();
    cursor.note_if_twice(file.covers_from.has_value(), word);
    const std::size_t errors = cursor.errors();
    const Date from = cursor.expect_date();
    cursor.expect_mark("..");
    const Date to = cursor.expect_date();
    if (cursor.failed() || cursor.errors() != errors) { return; }
    file.covers_from = from;
    file.covers_to = to;
    file.covers_span = cursor.span_from(word.span);
}

void parse_layer(TokenCursor& cursor, File& file) {
    cursor.note_if_twice(file.layer.has_value(), cursor.take());
    file.layer = cursor.expect_name("the name of a layer");
    if (!cursor.accept_word("when")) { return; }
    file.layer_when = parse_expression(cursor);
    if (cursor.at_mark("=")) { fail_comparison(cursor, cursor.peek().span); }
}

void parse_package_rounding(TokenCursor& cursor, File& file) {
    cursor.note_if_twice(file.rounding.has_value(), cursor.take());
    Name unit = parse_unit(cursor);
    const RoundingClause rounding = parse_rounding(cursor);
    file.rounding_read = !cursor.failed();
    if (!file.rounding_read) { return; }
    file.rounding_unit = std::move(unit);
    file.rounding = rounding;
}

bool parse_input_clause(TokenCursor& cursor, Input& input) {
    if (cursor.at_word("range")) {
        parse_range(cursor, input.range_low, input.range_high);
    } else if (cursor.at_word("label")) {
        parse_labels(cursor, input.labels);
    } else if (cursor.at_word("default")) {
        cursor.note_if_twice(input.default_value.has_value(), cursor.take());
        input.default_value = parse_expression(cursor);
    } else if (cursor.at_word("profile")) {
        cursor.note_if_twice(input.profile, cursor.take());
        input.profile = true;
    } else {
        return false;
    }
    return true;
}

void parse_record_value(TokenCursor& cursor, ParamVersion& version) {
    cursor.expect_mark("{");
    do {
        const Token name = cursor.peek();
        Name field = cursor.expect_name("the name of a field");
        cursor.note_if_twice(
            std::any_of(version.fields.begin(), version.fields.end(),
                        [&](const auto& one) { return one.first.text == field.text; }),
            name);
        cursor.expect_mark(":");
        version.fields.emplace_back(std::move(field), parse_expression(cursor));
    } while (cursor.accept_mark(","));
    cursor.expect_mark("}");
}

ParamVersion parse_param_version(TokenCursor& cursor) {
    ParamVersion version;
    const Span begin = cursor.peek().span;
    if (cursor.accept_word("until")) {
        version.until = cursor.expect_date();
    } else {
        cursor.expect_word("from");
        version.from = cursor.expect_date();
        cursor.expect_mark("=");
        if (cursor.at_mark("{")) {
            parse_record_value(cursor, version);
        } else {
            version.value = parse_expression(cursor);
        }
        if (cursor.accept_word("round")) { version.rounding = parse_rounding(cursor); }
        version.evidence = parse_evidence(cursor);
    }
    version.span = cursor.span_from(begin);
    return version;
}

Bracket parse_bracket(TokenCursor& cursor) {
    Bracket bracket;
    const Span begin = cursor.peek().span;
    bracket.above = cursor.at_word("above");
    if (!bracket.above && !cursor.at_word("reaching")) {
        cursor.fail_expected("`above` or `reaching`");
    }
    cursor.take();
    bracket.threshold = parse_expression(cursor);
    cursor.expect_mark(":");
    bracket.value = parse_expression(cursor);
    if (cursor.accept_word("plus")) { bracket.plus = parse_expression(cursor); }
    bracket.span = cursor.span_from(begin);
    return bracket;
}

ScaleVersion parse_scale_version(TokenCursor& cursor) {
    ScaleVersion version;
    const Span begin = cursor.peek().span;
    if (cursor.accept_word("until")) {
        version.until = cursor.expect_date();
    } else {
        cursor.expect_word("from");
        version.from = cursor.expect_date();
        version.evidence = parse_evidence(cursor);
        do {
            version.brackets.push_back(parse_bracket(cursor));
        } while (cursor.at_word("above") || cursor.at_word("reaching"));
        if (cursor.accept_word("each")) {
            cursor.expect_word("bracket");
            cursor.expect_word("round");
            version.each_bracket = parse_rounding(cursor);
        }
    }
    version.span = cursor.span_from(begin);
    return version;
}

void parse_scale_kind(TokenCursor& cursor, Scale& scale) {
    const bool known =
        cursor.at_word("marginal") || cursor.at_word("stated") || cursor.at_word("step");
    if (!known) {
        cursor.fail_expected("`marginal`, `stated` or `step`");
        return;
    }
    scale.kind = cursor.expect_name("a kind");
}

}  // namespace

void parse_package(TokenCursor& cursor, File& file) {
    cursor.expect_word("package");
    file.package = cursor.expect_path("the name of the package");
    for (;;) {
        if (cursor.at_word("dated")) {
            parse_clock(cursor, file.clock);
        } else if (cursor.at_word("layer")) {
            parse_layer(cursor, file);
        } else if (cursor.at_word("covers")) {
            parse_covers(cursor, file);
        } else if (cursor.at_word("rounding")) {
            parse_package_rounding(cursor, file);
        } else {
            return;
        }
    }
}

Source parse_source(TokenCursor& cursor) {
    cursor.expect_word("source");
    Source source;
    source.name = cursor.expect_name("the name of a source");
    source.text = cursor.expect_text("the title of the source, in quotes");
    if (cursor.accept_word("url")) { source.url = cursor.expect_text("an address in quotes"); }
    return source;
}

UnitDeclaration parse_unit_declaration(TokenCursor& cursor) {
    cursor.expect_word("unit");
    UnitDeclaration unit;
    unit.name = cursor.expect_name("the name of a unit");
    if (cursor.accept_word("decimals")) {
        unit.decimals_span = cursor.peek().span;
        unit.decimals = cursor.expect_whole_number("a number of decimals");
    }
    return unit;
}

Enum parse_enum(TokenCursor& cursor) {
    cursor.expect_word("enum");
    Enum made;
    made.name = cursor.expect_name("the name of an enum");
    made.items = parse_items(cursor);
    return made;
}

Input parse_input(TokenCursor& cursor) {
    Input input;
    const Span begin = cursor.peek().span;
    cursor.expect_word("input");
    input.name = cursor.expect_name("the name of an input");
    cursor.expect_mark(":");
    input.type = parse_type(cursor);
    input.scope = parse_scope(cursor);
    while (parse_input_clause(cursor, input)) {}
    input.span = cursor.span_from(begin);
    return input;
}

Param parse_param(TokenCursor& cursor) {
    Param param;
    const Span begin = cursor.peek().span;
    cursor.expect_word("param");
    param.name = cursor.expect_name("the name of a param");
    cursor.expect_mark(":");
    param.type = parse_type(cursor);
    parse_dated_and_labels(cursor, param.clock, param.labels);
    if (!at_version(cursor)) { cursor.fail_expected("`from` and a day"); }
    while (at_version(cursor)) { param.versions.push_back(parse_param_version(cursor)); }
    param.span = cursor.span_from(begin);
    return param;
}

Scale parse_scale(TokenCursor& cursor) {
    Scale scale;
    const Span begin = cursor.peek().span;
    cursor.expect_word("scale");
    scale.name = cursor.expect_name("the name of a scale");
    cursor.expect_mark(":");
    scale.argument = parse_type(cursor);
    if (cursor.accept_mark("->")) { scale.result = parse_type(cursor); }
    parse_scale_kind(cursor, scale);
    parse_dated_and_labels(cursor, scale.clock, scale.labels);
    if (!at_version(cursor)) { cursor.fail_expected("`from` and a day"); }
    while (at_version(cursor)) { scale.versions.push_back(parse_scale_version(cursor)); }
    scale.span = cursor.span_from(begin);
    return scale;
}

}  // namespace mutua::ruleset::syntax
