#include "engine/ruleset/explain/explanation.hpp"
#include "engine/ruleset/proof/rule_tests.hpp"
#include "engine/ruleset/proof/verify.hpp"
#include "engine/ruleset/run/column_calculator.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;
using test::contains;

namespace {

/// Figures that leave 64 bits as results, in a chain, across rows and as a fraction.
const std::string stock_rules =
    "input stock : EUR per contract  range 0.00 .. 90 000 000 000 000 000.00\n"
    "input times : count per contract  range 0 .. 1 000 000\n"
    "rule product : EUR per contract\n  = stock * times\n"
    "rule total : EUR per payslip\n  = sum of product over contracts\n"
    "rule least : EUR per payslip\n  = min of product over contracts\n"
    "rule back : EUR per contract\n  = total - product\n"
    "rule fine : EUR(8) per contract\n  = stock\n"
    "carry kept : EUR(6) per payslip keyed by member\n"
    "  range 0.000000 .. 900 000 000 000 000 000.000000\n"
    "  = min(prior kept + 500 000 000 000 000 000.000000 EUR,\n"
    "        900 000 000 000 000 000.000000 EUR)\n"
    "  reset each never\n";

Case stock_case(const char* stock, std::int64_t times) {
    return case_on("2026-06-30", {{"stock", number(stock)}, {"times", count_of(times)}});
}

}  // namespace

TEST_CASE("numbers beyond 64 bits are read and written exactly", "[ruleset]") {
    // 2^64 = 18 446 744 073 709 551 616, and more decimals than 64 bits have room for.
    CHECK(to_string(number("18446744073709551616")) == "18446744073709551616");
    CHECK(to_string(number("-92233720368547758.08")) == "-92233720368547758.08");
    CHECK(to_string(number("900000000000000000.123456")) == "900000000000000000.123456");
    CHECK(to_string(number("18446744073709551616/3")) == "18446744073709551616/3");
    // 2^127 is what 128 bits just do not hold.
    CHECK(parse_number("170141183460469231731687303715884105727"));
    CHECK_FALSE(parse_number("170141183460469231731687303715884105728"));
}

TEST_CASE("a slot of the row machine holds more than 64 bits wherever it goes", "[ruleset][run]") {
    Calculator calculator{small_rules(stock_rules)};
    Case row = stock_case("90000000000000000.00", 1'000'000);
    // 9 * 10^16 * 10^6
    CHECK(figure_of(calculator, "product", row) == "90000000000000000000000.00");
    CHECK(figure_of(calculator, "fine", row) == "90000000000000000.00000000");
    row.contracts = {{{"times", count_of(1'000'000)}}, {{"times", count_of(1)}}};
    CHECK(figure_of(calculator, "total", row) == "90000090000000000000000.00");
    CHECK(figure_of(calculator, "least", row) == "90000000000000000.00");
    CHECK(figure_of(calculator, "back", row, 1) == "90000000000000000000000.00");
}

TEST_CASE("a chain carries more than 64 bits on", "[ruleset][run]") {
    const Ruleset rules =
        small_rules(stock_rules +
                    "test \"a chain of wide numbers\" on 2026-06-30\n"
                    "  expect kept = 500 000 000 000 000 000.000000\n"
                    "  then on 2026-07-31\n"
                    "  expect kept = 900 000 000 000 000 000.000000\n"
                    "test \"a wide number before the row\" on 2026-06-30\n"
                    "  given prior kept = 123 456 789 012 345 678.123456\n"
                    "  expect kept = 623 456 789 012 345 678.123456\n"
                    "test \"a wide product\" on 2026-06-30\n"
                    "  given stock = 90 000 000 000 000 000.00, times = 1 000 000\n"
                    "  expect product = 90 000 000 000 000 000 000 000.00\n");
    const TestReport report = run_tests(rules);
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(to_string(one)); }
    CHECK(report.passed == 3);
    CHECK(report.failed == 0);
}

TEST_CASE("columns hand what leaves their 64 bits to the row machine and back",
          "[ruleset][columns]") {
    ColumnCalculator columns{small_rules(stock_rules)};
    PreparedColumns prepared =
        columns.prepare("xx.small", {"product", "kept"}, Clocks::all(*parse_date("2026-06-30")),
                        {"stock", "times", "prior kept"});
    REQUIRE(prepared.faults().empty());
    ColumnRows rows;
    rows.tree = RowTree::of_rows(3);
    rows.inputs.resize(3);
    rows.inputs[0].values = {300, 9'000'000'000'000'000'000, 300};
    rows.inputs[1].values = {2, 1'000'000, 3};
    rows.inputs[2].values.resize(3);
    const char* const before[] = {"0.000000", "1.500000", "123456789012345678.123456"};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto cell = columns.cell_of(prepared.inputs()[2], number(before[i]));
        REQUIRE(cell);
        rows.inputs[2].put(i, *cell);
    }
    CHECK(rows.inputs[2].wide.size() == 1);
    const ColumnResult result = prepared.run(rows);
    CHECK(result.rejected.empty());
    const auto shown = [&](std::size_t figure, std::size_t row) {
        return to_string(
            columns.value_of(prepared.outputs()[figure], result.outputs[figure].at(row)));
    };
    CHECK(shown(0, 0) == "6.00");
    CHECK(shown(0, 1) == "90000000000000000000000.00");
    CHECK(shown(0, 2) == "9.00");
    CHECK(shown(1, 0) == "500000000000000000.000000");
    CHECK(shown(1, 1) == "500000000000000001.500000");
    CHECK(shown(1, 2) == "623456789012345678.123456");
    // Another run over narrow rows leaves nothing of it behind.
    rows.inputs[0].values[1] = 300;
    rows.inputs[2].values[2] = 0;
    rows.inputs[2].wide.clear();
    CHECK(prepared.run(rows).outputs[0].wide.empty());
}

TEST_CASE("a wide value outside its range is refused by columns and rows alike", "[ruleset]") {
    const Ruleset rules = small_rules(stock_rules);
    ColumnCalculator columns{rules};
    PreparedColumns prepared = columns.prepare(
        "xx.small", {"kept"}, Clocks::all(*parse_date("2026-06-30")), {"prior kept"});
    ColumnRows rows;
    rows.tree = RowTree::of_rows(1);
    rows.inputs.resize(1);
    rows.inputs[0].values.resize(1);
    rows.inputs[0].put(0, {power_of_ten(25), 1});
    const ColumnResult result = prepared.run(rows);
    REQUIRE(result.rejected.size() == 1);
    CHECK(result.rejected[0].faults[0].code == "E104");
    Calculator calculator{rules};
    CHECK(figure_of(calculator, "kept",
                    case_on("2026-06-30", {{"prior kept", number("9999999999999999999")}})) ==
          "E104 prior kept");
}

TEST_CASE("a range that lies beyond 64 bits takes no smaller value", "[ruleset][columns]") {
    const Ruleset rules = small_rules(
        "input far : EUR(6) per payslip\n"
        "  range 100 000 000 000 000 000.000000 .. 900 000 000 000 000 000.000000\n"
        "rule y : EUR(6) per payslip\n  = far\n");
    ColumnCalculator columns{rules};
    PreparedColumns prepared =
        columns.prepare("xx.small", {"y"}, Clocks::all(*parse_date("2026-06-30")), {"far"});
    ColumnRows rows;
    rows.tree = RowTree::of_rows(2);
    rows.inputs.resize(1);
    rows.inputs[0].values.resize(2);
    rows.inputs[0].put(0, {1'000'000, 1});
    rows.inputs[0].put(1, {200'000'000'000'000'000 * Int128{1'000'000}, 1});
    const ColumnResult result = prepared.run(rows);
    REQUIRE(result.rejected.size() == 1);
    CHECK(result.rejected[0].row == 0);
    CHECK(result.rejected[0].faults[0].code == "E101");
    CHECK(to_string(columns.value_of(prepared.outputs()[0], result.outputs[0].at(1))) ==
          "200000000000000000.000000");
}

TEST_CASE("rows, columns and the exact walk agree beyond 64 bits", "[ruleset][verify]") {
    VerifyOptions options;
    options.rows = 3'000;
    options.seed = 5;
    const VerifyReport report = verify(small_rules(stock_rules), "xx.small", options);
    if (report.difference) {
        UNSCOPED_INFO(report.difference->text + "\n" + report.difference->test);
    }
    CHECK_FALSE(report.difference.has_value());
    // A machine that keeps only 64 bits of a sum is found out.
    options.change_rows = [](Program& program) {
        for (Instruction& one : program.code) {
            if (one.op == Op::sum_rows) { one.op = Op::maximum_rows; }
        }
    };
    CHECK(verify(small_rules(stock_rules), "xx.small", options).difference.has_value());
}

TEST_CASE("wide values are told before they are met", "[ruleset][check]") {
    struct Row {
        const char* why;
        std::string text;
        std::vector<std::string> expected;
    };
    const std::string ground =
        "input big : EUR per payslip  range 0.00 .. 900 000 000 000 000.00\n"
        "input rate : percent per payslip  range 0.00 % .. 100.00 %\n";
    const auto row = GENERATE_COPY(values<Row>({
        {"a product that is rounded at once and then fits",
         "rule y : EUR per payslip\n  = big * rate round half up to 0.01",
         {}},
        {"a product that is rounded at once and still does not fit",
         "rule y : EUR per payslip\n  = big * 1 234.567 round half up to 0.01",
         {"4:5 R353"}},
        {"a value that is widened", "rule y : EUR(8) per payslip\n  = big", {"4:5 R353"}},
        {"a sum is a slot, whatever is done to it next",
         "rule y : EUR per payslip\n  = big * rate + big round half up to 0.01",
         {"4:5 R353"}},
        {"a product that leaves even 128 bits",
         "rule y : EUR per payslip\n"
         "  = big * big * big / 1.00 EUR / 1.00 EUR round half up to 0.01",
         {"4:5 R352"}},
    }));
    CAPTURE(row.why);
    CHECK(findings_of(ground + row.text + "\n") == row.expected);
}
