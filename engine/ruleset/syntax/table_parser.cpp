#include "engine/ruleset/syntax/clause_parser.hpp"
#include "engine/ruleset/syntax/declaration_parser.hpp"
#include "engine/ruleset/syntax/expression_parser.hpp"
#include "engine/ruleset/syntax/reference_parser.hpp"

namespace mutua::ruleset::syntax {

namespace {

/// `(town : code, kind : stop_kind)`
std::vector<Field> parse_key_types(TokenCursor& cursor) {
    std::vector<Field> keys;
    cursor.expect_mark("(");
    do {
        Field key;
        key.name = cursor.expect_name("the name of a key");
        cursor.expect_mark(":");
        key.type = parse_type(cursor);
        keys.push_back(std::move(key));
    } while (cursor.accept_mark(","));
    cursor.expect_mark(")");
    return keys;
}

/// `row depot, yes : 2.00`
TableRow parse_row(TokenCursor& cursor) {
    TableRow row;
    const Span begin = cursor.peek().span;
    cursor.operators = 0;
    cursor.expect_word("row");
    do { row.keys.push_back(parse_postfix(cursor)); } while (cursor.accept_mark(","));
    cursor.expect_mark(":");
    row.value = parse_expression(cursor);
    row.span = cursor.span_from(begin);
    return row;
}

void parse_file_name(TokenCursor& cursor, TableVersion& version) {
    QuotedText file;
    const Span begin = cursor.peek().span;
    file.text = cursor.expect_text("the name of a CSV file, in quotes");
    file.span = cursor.span_from(begin);
    version.file = std::move(file);
}

/// `from DATE [file "towns.csv"] evidence rows [otherwise : value]`
TableVersion parse_table_version(TokenCursor& cursor) {
    TableVersion version;
    const Span begin = cursor.peek().span;
    if (cursor.accept_word("until")) {
        version.until = cursor.expect_date();
    } else {
        cursor.expect_word("from");
        version.from = cursor.expect_date();
        if (cursor.accept_word("file")) { parse_file_name(cursor, version); }
        version.evidence = parse_evidence(cursor);
        while (cursor.at_word("row")) { version.rows.push_back(parse_row(cursor)); }
        if (cursor.accept_word("otherwise")) {
            cursor.expect_mark(":");
            version.otherwise = parse_expression(cursor);
        }
        if (!version.file && version.rows.empty() && !version.otherwise) {
            cursor.fail_expected("`row`, or `file` and the name of a CSV file after the day");
        }
    }
    version.span = cursor.span_from(begin);
    return version;
}

}  // namespace

Table parse_table(TokenCursor& cursor) {
    Table table;
    const Span begin = cursor.peek().span;
    cursor.expect_word("table");
    table.name = cursor.expect_name("the name of a table");
    table.keys = parse_key_types(cursor);
    cursor.expect_mark(":");
    table.result = parse_type(cursor);
    parse_dated_and_labels(cursor, table.clock, table.labels);
    if (!at_version(cursor)) { cursor.fail_expected("`from` and a day"); }
    while (at_version(cursor)) { table.versions.push_back(parse_table_version(cursor)); }
    table.span = cursor.span_from(begin);
    return table;
}

}  // namespace mutua::ruleset::syntax
