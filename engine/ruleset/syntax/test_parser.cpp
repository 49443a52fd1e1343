#include "engine/ruleset/syntax/clause_parser.hpp"
#include "engine/ruleset/syntax/declaration_parser.hpp"

namespace mutua::ruleset::syntax {

namespace {

/// Digits with the point two places further left: `12.34` of `12.34 %` is `0.1234`.
std::string hundredth(const std::string& digits) {
    const std::size_t point = digits.find('.');
    std::string whole = digits.substr(0, point);
    const std::string part = point == std::string::npos ? "" : digits.substr(point + 1);
    if (whole.size() < 3) { whole.insert(0, 3 - whole.size(), '0'); }
    const std::size_t cut = whole.size() - 2;
    return whole.substr(0, cut) + "." + whole.substr(cut) + part;
}

void parse_number_value(TokenCursor& cursor, TestValue& value) {
    value.kind = TestValue::Kind::number;
    const bool negative = cursor.accept_mark("-");
    const Span number = cursor.peek().span;
    std::string digits = cursor.expect_number("a value");
    if (cursor.accept_mark("%")) {
        value.percent = true;
        digits = hundredth(digits);
    } else if (cursor.accept_mark("/")) {
        value.denominator = cursor.expect_number("a number under the `/`");
    } else if (at_unit_of_number(cursor)) {
        value.unit = parse_unit_of_number(cursor, number);
    }
    value.text = (negative ? "-" : "") + digits;
}

TestValue parse_value(TokenCursor& cursor) {
    TestValue value;
    const Span begin = cursor.peek().span;
    if (cursor.at(TokenKind::date)) {
        value.kind = TestValue::Kind::date;
        value.date = cursor.expect_date();
    } else if (cursor.at(TokenKind::text)) {
        value.kind = TestValue::Kind::text;
        value.text = cursor.expect_text("a text");
    } else if (cursor.at_word("yes") || cursor.at_word("no")) {
        value.kind = TestValue::Kind::yes_no;
        value.flag = cursor.accept_word("yes");
        if (!value.flag) { cursor.take(); }
    } else if (cursor.at_name()) {
        value.kind = TestValue::Kind::name;
        value.text = cursor.expect_name("a value").text;
    } else if (cursor.at(TokenKind::number) || cursor.at_mark("-")) {
        parse_number_value(cursor, value);
    } else {
        cursor.fail_expected("a value");
    }
    value.span = cursor.span_from(begin);
    return value;
}

/// `contract a :`, `contract b of client shop :`; what follows belongs to that row.
TestStep parse_row_name(TokenCursor& cursor) {
    TestStep row;
    if (!cursor.at_name() || !cursor.at_name(1)) { return row; }
    row.row_scope = cursor.expect_name("a scope");
    row.row_name = cursor.expect_name("the name of a row");
    while (cursor.accept_word("of")) {
        Name scope = cursor.expect_name("a scope");
        row.owners.emplace_back(std::move(scope), cursor.expect_name("the name of a row"));
    }
    const bool is_fault = row.row_name->text == "fault" && cursor.at(TokenKind::code);
    cursor.expect_mark(":", is_fault ? "a fault is one of the whole row: write `expect fault " +
                                           std::string{cursor.text(cursor.peek())} + "`"
                                     : "");
    return row;
}

TestStep parse_given(TokenCursor& cursor, const TestStep& row) {
    TestStep step = row;
    const Span begin = cursor.peek().span;
    step.kind = cursor.accept_word("prior") ? TestStep::Kind::given_prior : TestStep::Kind::given;
    step.name = cursor.expect_path("the name of an input or rule");
    cursor.expect_mark("=", "write `given " + step.name.text + " = …`");
    step.value = parse_value(cursor);
    step.span = cursor.span_from(begin);
    return step;
}

TestStep parse_expected(TokenCursor& cursor, const TestStep& row) {
    TestStep step = row;
    const Span begin = cursor.peek().span;
    if (cursor.at_word("fault") && cursor.peek(1).kind == TokenKind::code) {
        step.kind = TestStep::Kind::expect_fault;
        cursor.take();
        step.fault = cursor.text(cursor.take());
    } else {
        step.kind = TestStep::Kind::expect;
        step.name = cursor.expect_path("the name of a figure");
        if (cursor.accept_word("not")) {
            cursor.expect_word("applicable");
            step.kind = TestStep::Kind::expect_not_applicable;
        } else if (cursor.accept_mark("=")) {
            step.value = parse_value(cursor);
        } else {
            cursor.fail_expected("`=` and a value, or `not applicable`");
        }
    }
    step.span = cursor.span_from(begin);
    return step;
}

bool parse_step(TokenCursor& cursor, std::vector<TestStep>& steps) {
    const bool given = cursor.at_word("given");
    if (!given && !cursor.at_word("expect")) { return false; }
    cursor.take();
    const TestStep row = parse_row_name(cursor);
    do {
        steps.push_back(given ? parse_given(cursor, row) : parse_expected(cursor, row));
    } while (cursor.accept_mark(","));
    return true;
}

std::vector<ClockSetting> parse_clocks(TokenCursor& cursor) {
    cursor.expect_word("on");
    std::vector<ClockSetting> clocks;
    if (cursor.at(TokenKind::date)) {
        const Span day = cursor.peek().span;
        clocks.push_back({std::nullopt, cursor.expect_date(), day});
        return clocks;
    }
    do {
        const Span begin = cursor.peek().span;
        Name clock = cursor.expect_name("a day or the name of a clock");
        const Date day = cursor.expect_date();
        clocks.push_back({std::move(clock), day, cursor.span_from(begin)});
    } while (cursor.accept_mark(","));
    return clocks;
}

}  // namespace

Test parse_test(TokenCursor& cursor) {
    Test test;
    const Span begin = cursor.peek().span;
    cursor.expect_word("test");
    test.title = cursor.expect_text("the title of the test, in quotes");
    test.cases.emplace_back();
    test.cases.back().clocks = parse_clocks(cursor);
    test.evidence = parse_evidence(cursor);
    while (parse_step(cursor, test.cases.back().steps)) {}
    while (cursor.accept_word("then")) {
        test.cases.emplace_back();
        test.cases.back().clocks = parse_clocks(cursor);
        while (parse_step(cursor, test.cases.back().steps)) {}
    }
    test.span = cursor.span_from(begin);
    return test;
}

}  // namespace mutua::ruleset::syntax
