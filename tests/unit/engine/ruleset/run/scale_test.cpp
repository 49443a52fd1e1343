#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const char* const scales = R"(input x : EUR per payslip  range -1 000.00 .. 100 000.00
input children : count per payslip  range 0 .. 20  default 0

scale tax : EUR marginal
  from 2025-01-01  source act
    above     0.00 : 10.00 %
    above 1 000.00 : 20.00 %
    above 2 000.00 :  0.00 %

scale tax_by_bracket : EUR marginal
  from 2025-01-01  source act
    above  0.00 : 10.00 %
    above 10.05 : 10.00 %
    above 20.15 : 10.00 %
    each bracket round half up to 0.01

scale special : EUR -> EUR stated
  from 2025-01-01  source act
    reaching     0.00 :  0.00
    above    1 000.00 :  0.00 plus 4.00 %
    above    2 000.00 : 40.00 plus 1.00 %

scale credit : count -> EUR step
  from 2025-01-01  source act
    reaching 0 :  0.00
    reaching 1 : 10.00
    reaching 3 : 50.00

rule y_tax : EUR per payslip
  = tax(x)
rule y_by_bracket : EUR per payslip
  = tax_by_bracket(x)
rule y : EUR per payslip
  = x
  ensure y >= 0
rule y_special : EUR per payslip
  = special(y)
rule y_credit : EUR per payslip
  = credit(children)
)";

}  // namespace

TEST_CASE("a marginal scale taxes each part at its rate and rounds once", "[ruleset]") {
    Calculator calculator{small_rules(scales)};
    struct Row {
        const char* x;
        const char* tax;
    };
    const auto row = GENERATE(values<Row>({
        {"-5.00", "0.00"},
        {"0.00", "0.00"},
        {"1000.00", "100.00"},
        {"1500.03", "200.01"},  // 100.00 + 100.006
        {"1500.02", "200.00"},  // 100.00 + 100.004
        {"2000.00", "300.00"},
        {"99999.99", "300.00"},
    }));
    CHECK(figure_of(calculator, "y_tax", case_on("2026-06-30", {{"x", eur(row.x)}})) == row.tax);
}

TEST_CASE("each bracket is rounded before the sum where the law says so", "[ruleset]") {
    Calculator calculator{small_rules(scales)};
    // 1.005 -> 1.01, 1.010 -> 1.01, 0.985 -> 0.99: 3.01, where one rounding of 3.000 gives 3.00.
    CHECK(figure_of(calculator, "y_by_bracket", case_on("2026-06-30", {{"x", eur("30.00")}})) ==
          "3.01");
    // 1.005 -> 1.01 and 0.495 -> 0.50.
    CHECK(figure_of(calculator, "y_by_bracket", case_on("2026-06-30", {{"x", eur("15.00")}})) ==
          "1.51");
}

TEST_CASE("a stated scale gives the amount of its bracket plus a rate of the rest", "[ruleset]") {
    Calculator calculator{small_rules(scales)};
    struct Row {
        const char* x;
        const char* expected;
    };
    // Given, `y` may lie below the first bracket: its `ensure` is not run.
    const auto row = GENERATE(values<Row>({
        {"0.00", "0.00"},
        {"1000.00", "0.00"},
        {"1000.12", "0.00"},   // 0.0048
        {"1000.13", "0.01"},   // 0.0052
        {"2000.00", "40.00"},  // still the second bracket: above is strict
        {"2100.50", "41.01"},  // 40.00 + 1.005, a tie
        {"-0.01", "E203 y_special"},
    }));
    CHECK(figure_of(calculator, "y_special", case_on("2026-06-30", {{"y", eur(row.x)}})) ==
          row.expected);
}

TEST_CASE("a step scale gives the value of the bracket that holds", "[ruleset]") {
    Calculator calculator{small_rules(scales)};
    const auto credit = [&](std::int64_t children) {
        return figure_of(calculator, "y_credit",
                         case_on("2026-06-30", {{"children", count_of(children)}}));
    };
    CHECK(credit(0) == "0.00");
    CHECK(credit(1) == "10.00");
    CHECK(credit(2) == "10.00");
    CHECK(credit(3) == "50.00");
    CHECK(credit(20) == "50.00");
}
