#include "engine/ruleset/explain/fault_values.hpp"
#include "engine/ruleset/proof/rule_tests.hpp"
#include "engine/ruleset/run/column_calculator.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const std::string savings =
    "input pay : EUR per contract  range 0.00 .. 100.00\n"
    "carry saved : EUR per contract keyed by contract  range 0.00 .. 10.00\n"
    "  = prior saved + pay\n"
    "  reset each civil_year\n"
    "rule all_saved : EUR per payslip\n"
    "  = sum of saved over contracts\n";

Values contract(const char* pay, const char* before) {
    return {{"pay", eur(pay)}, {"prior saved", eur(before)}};
}

}  // namespace

TEST_CASE("a carry that is given out of its range is named as the row gives it", "[ruleset][run]") {
    Calculator calculator{small_rules(savings)};
    Case row = case_on("2026-06-30");
    row.contracts = {contract("4.00", "10.01")};
    const Outcome outcome = calculator.evaluate("xx.small", {"saved"}, row);
    REQUIRE(faults_of(outcome) == std::vector<std::string>{"E104 prior saved @0"});
    CHECK(outcome.faults[0].message == "`prior saved` lies outside its range");
}

TEST_CASE("a sum names the contract whose carry leaves its range", "[ruleset][run]") {
    const Ruleset rules = small_rules(savings);
    Calculator calculator{rules};
    Case row = case_on("2026-06-30");
    row.contracts = {contract("4.00", "6.00"), contract("4.01", "5.99"), contract("0.00", "1.00")};
    CHECK(figure_of(calculator, "all_saved", row) == "21.00");
    row.contracts[1] = contract("4.01", "6.00");
    Outcome outcome = calculator.evaluate("xx.small", {"all_saved"}, row);
    REQUIRE(faults_of(outcome) == std::vector<std::string>{"E104 saved @1"});
    CHECK(outcome.faults[0].message == "`saved` leaves its range 0.00 .. 10.00");
    CHECK(fault_values(*rules, "xx.small", row, outcome.faults[0]).values == "10.01");
    row.contracts[2] = contract("100.00", "1.00");
    outcome = calculator.evaluate("xx.small", {"all_saved"}, row);
    REQUIRE(faults_of(outcome) == std::vector<std::string>{"E104 saved @1", "E104 saved @2"});
    CHECK(fault_values(*rules, "xx.small", row, outcome.faults[1]).values == "101.00");
}

TEST_CASE("columns reject the contract whose carry leaves its range, and who sums it",
          "[ruleset][columns]") {
    ColumnCalculator columns{small_rules(savings)};
    PreparedColumns prepared = columns.prepare(
        "xx.small", {"all_saved"}, Clocks::all(*parse_date("2026-06-30")), {"pay", "prior saved"});
    REQUIRE(prepared.faults().empty());
    ColumnRows rows;
    rows.tree.count = {5, 3, 3, 1};
    rows.tree.payslip_of = {0, 0, 1, 1, 2};
    rows.tree.member_of = {0, 1, 2};
    rows.inputs.resize(2);
    const std::size_t pay = prepared.inputs()[0].prior ? 1 : 0;
    rows.inputs[pay].values = {400, 0, 100, 401, 200};
    rows.inputs[1 - pay].values = {600, 100, 0, 600, 0};
    const ColumnResult result = prepared.run(rows);
    REQUIRE(result.rejected.size() == 2);
    CHECK(result.rejected[0].scope == Scope::contract);
    CHECK(result.rejected[0].row == 3);
    CHECK(result.rejected[0].faults.at(0).code == "E104");
    CHECK(result.rejected[0].faults.at(0).name == "saved");
    CHECK(result.rejected[1].scope == Scope::payslip);
    CHECK(result.rejected[1].row == 1);
    CHECK(result.rejected[1].faults.at(0).code == "E801");
    CHECK(result.outputs[0].values == std::vector<std::int64_t>{1100, 0, 200});
}

TEST_CASE("a test of rules expects a carry out of its range below a sum", "[ruleset]") {
    const auto tested = [](const std::string& expected) {
        return run_tests(small_rules(savings +
                                     "test \"too much\" on 2026-06-30\n"
                                     "  given contract a : pay = 4.00, prior saved = 6.00\n"
                                     "  given contract b : pay = 4.01, prior saved = 6.00\n"
                                     "  expect " +
                                     expected + "\n"));
    };
    CHECK(tested("fault E104").passed == 1);
    const TestReport report = tested("all_saved = 20.01");
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].message ==
          "expected a value, computed the fault E104: `saved` leaves its range 0.00 .. 10.00 "
          "(contract b)");
}
