#include "engine/ruleset/proof/verify.hpp"
#include "engine/ruleset/run/column_calculator.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const char* const moved_days =
    R"(input n : count per payslip  range -1 000 000 000 000 .. 1 000 000 000 000
input d : date per payslip
rule later : date per payslip
  output
  = add_days(d, n)
rule months_later : date per payslip
  output
  = add_months(d, n, up)
rule months_back : date per payslip
  output
  = add_months(d, n, down)
rule guarded : date per payslip
  output
  = if n < 1 000 and n > -1 000 then add_days(d, n) else d
rule guarded_months : count per payslip
  output
  = if n < 1 000 and n > -1 000 then year_of(add_months(d, n, up)) else 0
)";

Case moved(const char* day, std::int64_t count) {
    return case_on("2026-06-30", {{"d", *parse_date(day)}, {"n", count_of(count)}});
}

/// What verify finds different; empty when nothing.
std::string difference_of(const Ruleset& rules) {
    VerifyOptions options;
    options.rows = 300;
    const VerifyReport report = verify(rules, "xx.small", options);
    CHECK(report.figures > 0);
    return report.difference ? report.difference->text + "\n" + report.difference->test : "";
}

/// The figure of each row as columns give it; its fault, when it has one.
std::vector<std::string> by_columns(const Ruleset& rules, const char* figure,
                                    const std::vector<std::int64_t>& counts) {
    const Case row = moved("2026-01-31", 0);
    ColumnCalculator columns{rules};
    PreparedColumns question = columns.prepare("xx.small", {figure}, row.clocks, {"d", "n"});
    REQUIRE(question.faults().empty());
    ColumnRows rows{RowTree::of_rows(counts.size()), {}};
    for (const ColumnShape& shape : question.inputs()) {
        InputColumn column;
        column.values = counts;
        if (shape.name == "d") {
            const auto cell = columns.cell_of(shape, row.common.at("d"));
            REQUIRE(cell);
            column.values.assign(counts.size(), static_cast<std::int64_t>(cell->value));
        }
        rows.inputs.push_back(std::move(column));
    }
    const ColumnResult result = question.run(rows);
    std::vector<std::string> found;
    for (const std::int64_t value : result.outputs.front().values) {
        found.push_back(to_string(columns.value_of(question.outputs().front(), {value, 1})));
    }
    for (const RejectedRow& one : result.rejected) {
        found[one.row] = one.faults.front().code + " " + one.faults.front().message;
    }
    return found;
}

}  // namespace

TEST_CASE("a day outside the calendar is a fault that says so", "[ruleset][run]") {
    const Ruleset rules = small_rules(moved_days);
    Calculator calculator{rules};
    const auto later = [&](const char* figure, const char* day, std::int64_t count) {
        return figure_of(calculator, figure, moved(day, count));
    };
    CHECK(later("later", "9999-12-30", 1) == "9999-12-31");
    CHECK(later("later", "9999-12-31", 1) == "E901 later");
    CHECK(later("later", "2026-01-31", -1'000'000'000'000) == "E901 later");
    CHECK(later("months_later", "2026-01-31", 1) == "2026-03-01");
    CHECK(later("months_later", "9999-11-30", 1) == "9999-12-30");
    CHECK(later("months_later", "9999-12-01", 1) == "E901 months_later");
    CHECK(later("months_back", "2026-01-31", 1) == "2026-02-28");
    CHECK(later("months_back", "2026-01-31", -24'313) == "E901 months_back");
    CHECK(later("months_back", "2026-01-31", 1'000'000'000'000) == "E901 months_back");
    const Outcome outcome =
        calculator.evaluate("xx.small", {"later"}, moved("2026-01-31", 1'000'000'000'000));
    REQUIRE(outcome.faults.size() == 1);
    CHECK(outcome.faults[0].message == "`add_days(d, n)` in `later` is a day outside the calendar");
    CHECK(outcome.faults[0].help == "days lie in the years 1 to 9999");
    CHECK(by_columns(rules, "later", {1, 1'000'000'000'000, -1}) ==
          std::vector<std::string>{"2026-02-01",
                                   "E901 `add_days(d, n)` in `later` is a day outside the calendar",
                                   "2026-01-30"});
    CHECK(difference_of(rules).empty());
}

TEST_CASE("a side that is not chosen may leave the calendar", "[ruleset][run]") {
    const Ruleset rules = small_rules(moved_days);
    Calculator calculator{rules};
    const auto guarded = [&](std::int64_t count) {
        return figure_of(calculator, "guarded", moved("2026-01-31", count));
    };
    CHECK(guarded(1'000'000'000'000) == "2026-01-31");
    CHECK(guarded(1) == "2026-02-01");
    CHECK(figure_of(calculator, "guarded_months", moved("2026-01-31", 1'000'000'000'000)) == "0");
    CHECK(by_columns(rules, "guarded", {1'000'000'000'000, 999}) ==
          std::vector<std::string>{"2026-01-31", "2028-10-26"});
}

TEST_CASE("a side that is not chosen may leave 128 bits", "[ruleset][run]") {
    const Ruleset rules = small_rules(
        "input x : EUR per payslip  range 0.00 .. 9 000 000 000 000 000.00\n"
        "input y : EUR per contract  range 0.00 .. 9 000 000 000 000 000.00\n"
        "rule cube : ratio per payslip\n"
        "  = if x < 10.00 EUR\n"
        "    then round((x / 3) * (x / 7) * (x / 11) / (1.00 EUR * 1.00 EUR * 1.00 EUR))\n"
        "      half up to 0.000001\n"
        "    else 0\n"
        "rule small_cube : ratio per contract\n"
        "  = (y / 3) * (y / 7) * (y / 11) / (1.00 EUR * 1.00 EUR * 1.00 EUR)\n"
        "    round half up to 0.000001\n"
        "rule cubes : ratio per payslip\n"
        "  = sum of small_cube over contracts where (y < 10.00 EUR)\n"
        "rule is_much : bool per payslip\n"
        "  = x >= 10.00 EUR or cube > 0\n");
    Calculator calculator{rules};
    Case row = case_on("2026-06-30", {{"x", eur("9000000000000000.00")}});
    CHECK(figure_of(calculator, "cube", row) == "0.000000");
    CHECK(figure_of(calculator, "is_much", row) == "yes");
    row.common["x"] = eur("2.31");
    CHECK(figure_of(calculator, "cube", row) == "0.053361");  // 12.326391 / 231
    row.contracts = {{{"y", eur("9000000000000000.00")}}, {{"y", eur("2.31")}}};
    CHECK(figure_of(calculator, "cubes", row) == "0.053361");
    // The figure itself was asked for: here nothing excuses the first contract.
    CHECK(faults_of(calculator.evaluate("xx.small", {"small_cube"}, row)) ==
          std::vector<std::string>{"E901 small_cube @0"});
}

TEST_CASE("a figure beyond 64 bits is a result like any other", "[ruleset][run]") {
    Calculator calculator{
        small_rules("input x : EUR per payslip  range 0.00 .. 9 000 000 000 000 000.00\n"
                    "rule large : EUR per payslip\n  = x * 2 000\n"
                    "rule small : EUR per payslip\n  = large / 1 000\n")};
    const Case row = case_on("2026-06-30", {{"x", eur("9000000000000000.00")}});
    CHECK(figure_of(calculator, "small", row) == "18000000000000000.00");
    // 9 000 000 000 000 000.00 * 2 000
    CHECK(figure_of(calculator, "large", row) == "18000000000000000000.00");
}

TEST_CASE("min, max and clamp of days are the same in all machines", "[ruleset][run]") {
    const Ruleset rules = small_rules(
        "input a : date per payslip\ninput b : date per payslip\n"
        "rule first : date per payslip\n  output\n  = min(a, b, 2026-06-15)\n"
        "rule last : date per payslip\n  output\n  = max(a, b)\n"
        "rule kept : date per payslip\n  output\n  = clamp(a, 2026-01-01, 2026-12-31)\n");
    Calculator calculator{rules};
    const Case row =
        case_on("2026-06-30", {{"a", *parse_date("2025-12-31")}, {"b", *parse_date("2026-07-01")}});
    CHECK(figure_of(calculator, "first", row) == "2025-12-31");
    CHECK(figure_of(calculator, "last", row) == "2026-07-01");
    CHECK(figure_of(calculator, "kept", row) == "2026-01-01");
    CHECK(difference_of(rules).empty());
}

TEST_CASE("a test needs only what it looks at", "[ruleset][run]") {
    const Ruleset rules = small_rules(
        "enum household { single, couple }\n"
        "input home : household per payslip profile\n"
        "input pay : EUR per payslip  range 0.00 .. 1 000.00\n"
        "input children : count per payslip  range 0 .. 10\n"
        "rule kept : EUR per payslip\n  output\n  = pay\n"
        "  ensure home is single or children > 0\n"
        "rule checked : EUR per payslip\n  output\n  = pay\n"
        "  ensure if home is single then yes else children > 0\n"
        "rule tested : count per payslip\n  = 1\n  ensure children > 0\n"
        "rule chosen : count per payslip\n  output\n  = if home is single then 0 else tested\n"
        "rule circular : count per payslip\n  output\n  = 2\n  ensure reader > 2\n"
        "rule reader : count per payslip\n  output\n"
        "  = circular + (if home is single then 1 else children)\n");
    Calculator calculator{rules};
    const auto on = [](Values values) {
        values.emplace("pay", eur("10.00"));
        return case_on("2026-06-30", std::move(values));
    };
    const Case alone = on({{"home", word("single")}});
    CHECK(figure_of(calculator, "kept", alone) == "10.00");
    CHECK(figure_of(calculator, "checked", alone) == "10.00");
    CHECK(figure_of(calculator, "chosen", alone) == "0");
    CHECK(figure_of(calculator, "circular", alone) == "2");
    CHECK(figure_of(calculator, "reader", alone) == "3");
    const Case two = on({{"home", word("couple")}});
    for (const char* const figure : {"kept", "checked", "chosen", "circular", "reader"}) {
        CAPTURE(figure);
        CHECK(figure_of(calculator, figure, two) == "E102 children");
    }
    const Case none = on({{"home", word("couple")}, {"children", count_of(0)}});
    CHECK(figure_of(calculator, "kept", none) == "E401 kept");
    CHECK(figure_of(calculator, "chosen", none) == "E401 tested");
    CHECK(figure_of(calculator, "circular", none) == "E401 circular");
    CHECK(difference_of(rules).empty());
}
