#include "engine/ruleset/proof/verify.hpp"

#include "engine/ruleset/program/program.hpp"
#include "engine/ruleset/proof/rule_tests.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace mutua;
using namespace mutua::ruleset;
using test::contains;

namespace {

/// Contracts of several clients, a share of a whole, a carry, an item, a code and two versions.
const std::string market =
    "package xx.market\n"
    "  dated by work_end\n"
    "  covers 2026-01-01 .. 2026-12-31\n"
    "  rounding EUR half up to 0.01\n"
    "source act \"Invented act\" url \"https://example.org\"\n"
    "enum stall { corner, middle }\n"
    "input place : stall per contract\n"
    "input guild : code per payslip profile\n"
    "input price : EUR per contract  range 0.00 .. 1 000.00\n"
    "input rebate : percent per contract  range 0.00 % .. 50.00 %\n"
    "  default 0.00 %\n"
    "input fixed_cost : EUR per payslip  range 0.00 .. 500.00\n"
    "param fee_rate : percent\n"
    "  from 2026-01-01 = 5.00 %  source act\n"
    "  from 2026-07-01 = 6.00 %  source act\n"
    "rule net_price : EUR per contract\n"
    "  output\n"
    "  default = price - price * rebate  source act\n"
    "  exception bakers when guild is \"bakers 7\" = price  source act\n"
    "rule fee : EUR per contract\n"
    "  output\n"
    "  applies when place is corner\n"
    "  = net_price * fee_rate  source act\n"
    "rule cost_share : EUR per contract\n"
    "  = split fixed_cost by price\n"
    "rule invoice : EUR per client\n"
    "  output\n"
    "  = sum of net_price over contracts\n"
    "rule turnover : EUR per payslip\n"
    "  = sum of net_price over contracts\n"
    "  ensure turnover <= 1 500.00 EUR else \"too much for a market\"\n"
    "carry year_turnover : EUR per payslip keyed by member  range 0.00 .. 90 000.00\n"
    "  = prior year_turnover + turnover\n"
    "  reset each civil_year\n";

Ruleset market_rules(const std::string& more = "") {
    const CheckReport report =
        check({{"xx/market.rules", market + more}}, *parse_date("2026-06-30"));
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    return report.ruleset;
}

VerifyReport verified(const ProgramChange& rows, const ProgramChange& columns,
                      std::size_t threads = 1) {
    VerifyOptions options;
    options.rows = 400;
    options.seed = 7;
    options.threads = threads;
    options.change_rows = rows;
    options.change_columns = columns;
    return verify(market_rules(), "xx.market", options);
}

std::size_t lines_in(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// The printed case stands in the file of the package and passes there: the rules are right, only
/// the machine that was spoiled is not.
void passes_when_pasted(const std::string& test) {
    INFO(test);
    const Ruleset rules = market_rules(test);
    const TestReport run = run_tests(rules);
    for (const Diagnostic& one : run.findings) { UNSCOPED_INFO(to_string(one)); }
    CHECK(run.passed == 1);
    CHECK(run.failed == 0);
}

/// Every instruction `from` becomes `to`.
ProgramChange turned(Op from, Op to) {
    return [from, to](Program& program) {
        for (Instruction& one : program.code) {
            if (one.op == from) { one.op = to; }
        }
    };
}

}  // namespace

TEST_CASE("rows, columns and the exact walk agree on random cases", "[ruleset][verify]") {
    const VerifyReport report = verified({}, {});
    if (report.difference) {
        UNSCOPED_INFO(report.difference->text + "\n" + report.difference->test);
    }
    CHECK_FALSE(report.difference.has_value());
    CHECK(report.rows == 400);
    CHECK(report.segments == 2);
    CHECK(report.figures >= report.rows * 4);
    // `turnover` rejects some rows: up to three contracts of up to 1 000.00 each.
    CHECK(report.rejected > 0);
    CHECK(report.faults >= report.rejected);
    CHECK(report.rejected * 5 <= report.rows);
}

TEST_CASE("any number of threads draws and compares the same", "[ruleset][verify]") {
    const VerifyReport one = verified({}, {}, 1);
    const VerifyReport three = verified({}, {}, 3);
    CHECK(one.figures == three.figures);
    CHECK(one.faults == three.faults);
    const auto wrong = turned(Op::subtract, Op::add);
    CHECK(verified(wrong, wrong, 1).difference->test == verified(wrong, wrong, 3).difference->test);
}

TEST_CASE("an add turned into a subtraction is found", "[ruleset][verify]") {
    // net_price = price - price * rebate: with `+` it differs as soon as both are above zero.
    const VerifyReport in_rows = verified(turned(Op::subtract, Op::add), {});
    REQUIRE(in_rows.difference.has_value());
    CHECK(contains(in_rows.difference->text, "xx.market."));
    CHECK(contains(in_rows.difference->test, "given"));
    // One contract of one client is enough: no row has a name.
    CHECK_FALSE(contains(in_rows.difference->test, "contract c2"));
    CHECK(lines_in(in_rows.difference->test) <= 8);
    passes_when_pasted(in_rows.difference->test);
    const VerifyReport in_columns = verified({}, turned(Op::subtract, Op::add));
    REQUIRE(in_columns.difference.has_value());
    passes_when_pasted(in_columns.difference->test);
    // Wrong in both machines: only the exact walk knows.
    const VerifyReport in_both =
        verified(turned(Op::subtract, Op::add), turned(Op::subtract, Op::add));
    REQUIRE(in_both.difference.has_value());
    passes_when_pasted(in_both.difference->test);
}

TEST_CASE("another rounding mode is found", "[ruleset][verify]") {
    const auto down = [](Program& program) {
        for (Instruction& one : program.code) { one.mode = Rounding::half_down; }
    };
    const VerifyReport report = verified(down, down);
    REQUIRE(report.difference.has_value());
    CHECK(contains(report.difference->text, "exactly"));
    passes_when_pasted(report.difference->test);
}

TEST_CASE("a constant that is off by one is found", "[ruleset][verify]") {
    // A rate of 5 % is a division by 20, a product of cents and a percent one by 1 000 000.
    const auto off = [](Program& program) {
        for (Scaling& one : program.pool.scalings) { one.divisor += 1; }
    };
    const VerifyReport report = verified(off, off);
    REQUIRE(report.difference.has_value());
    passes_when_pasted(report.difference->test);
}

TEST_CASE("a fault of the wrong code is found", "[ruleset][verify]") {
    const auto wrong = [](Program& program) {
        for (FaultSite& one : program.sites) {
            if (one.code == "E401") { one.code = "E303"; }
        }
    };
    const VerifyReport report = verified(wrong, wrong);
    REQUIRE(report.difference.has_value());
    CHECK(contains(report.difference->text, "E401 turnover"));
    CHECK(contains(report.difference->test, "expect fault E401"));
    // More than 1 500.00 needs two contracts, so their rows have names.
    CHECK(contains(report.difference->test, "given contract c2 : price = "));
    passes_when_pasted(report.difference->test);
}

TEST_CASE("a difference between clients is printed with their rows", "[ruleset][verify]") {
    // Every contract is counted for every client.
    const auto mixed = [](Program& program) {
        for (Instruction& one : program.code) {
            const bool sums = one.op == Op::sum_rows;
            if (sums) { one.op = Op::maximum_rows; }
        }
    };
    const VerifyReport report = verified(mixed, mixed);
    REQUIRE(report.difference.has_value());
    CHECK(contains(report.difference->test, "contract c2"));
    passes_when_pasted(report.difference->test);
}
