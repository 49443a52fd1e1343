#include "engine/ruleset/run/solver.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const char* const pay_and_cost = R"(input gross : EUR per payslip  range 0.00 .. 100 000.00
param rate : percent
  from 2025-01-01 = 25.00 %  source act
rule cost : EUR per payslip
  = gross + round(gross * rate) half up to 0.01
rule net : EUR per payslip
  = gross - round(gross * 13 %) half up to 0.01
rule strict_cost : EUR per payslip
  = cost
  ensure gross >= 10.00 EUR
)";

std::optional<Money> solved(const char* figure, std::int64_t target, Goal goal, int scan = 0) {
    Calculator calculator{small_rules(pay_and_cost)};
    return calculator.solve("xx.small", "gross", figure, euro_cents(target), goal,
                            case_on("2026-06-30"), scan);
}

}  // namespace

TEST_CASE("the largest gross whose cost fits a budget is found to the cent", "[ruleset]") {
    // 145.60 + 36.40 = 182.00; one cent of gross more costs 182.01.
    CHECK(solved("cost", 18'200, Goal::largest_not_above) == euro_cents(14'560));
    CHECK(solved("cost", 18'201, Goal::largest_not_above) == euro_cents(14'561));
    // 145.62 + 36.405 -> 36.41 is 182.03: with 182.02 the answer stays at 145.61 (182.01).
    CHECK(solved("cost", 18'202, Goal::largest_not_above) == euro_cents(14'561));
    CHECK(solved("cost", 0, Goal::largest_not_above) == euro_cents(0));
    CHECK(solved("cost", -1, Goal::largest_not_above) == std::nullopt);
    CHECK(solved("cost", 99'999'999'999, Goal::largest_not_above) == euro_cents(10'000'000));
}

TEST_CASE("the smallest gross that reaches a net is found to the cent", "[ruleset]") {
    // 100.00 - 13.00 = 87.00, and 99.99 - 13.00 (12.9987) = 86.99.
    CHECK(solved("net", 8'700, Goal::smallest_reaching) == euro_cents(10'000));
    // 99.98 - 13.00 (12.9974) = 86.98, 99.96 - 12.99 (12.9948) = 86.97, 99.97 - 13.00 = 86.97:
    // several roundings give 86.97, the smallest input wins with a scan.
    CHECK(solved("net", 8'697, Goal::smallest_reaching, 3) == euro_cents(9'996));
    CHECK(solved("net", 99'999'999, Goal::smallest_reaching) == std::nullopt);
}

TEST_CASE("rejected trials do not satisfy the goal", "[ruleset]") {
    CHECK(solved("strict_cost", 18'200, Goal::largest_not_above) == euro_cents(14'560));
    CHECK(solved("strict_cost", 1'000, Goal::largest_not_above) == std::nullopt);
    CHECK(solved("strict_cost", 1'000, Goal::smallest_reaching) == euro_cents(1'000));
}

TEST_CASE("a search keeps within its range and tries what lies near", "[ruleset]") {
    const auto stairs = [](std::int64_t x) -> std::optional<std::int64_t> { return x / 10 * 10; };
    CHECK(solve_backwards({0, 99}, 50, Goal::largest_not_above, 0, stairs) == 59);
    CHECK(solve_backwards({0, 99}, 50, Goal::smallest_reaching, 0, stairs) == 50);
    CHECK(solve_backwards({0, 99}, 95, Goal::smallest_reaching, 0, stairs) == std::nullopt);
    CHECK(solve_backwards({5, 4}, 95, Goal::smallest_reaching, 0, stairs) == std::nullopt);
    // A dip that bisection does not see.
    const auto dips = [](std::int64_t x) -> std::optional<std::int64_t> {
        return x == 53 ? 50 : x;
    };
    CHECK(solve_backwards({0, 99}, 50, Goal::largest_not_above, 0, dips) == 50);
    CHECK(solve_backwards({0, 99}, 50, Goal::largest_not_above, 5, dips) == 53);
}

TEST_CASE("an empty list of figures is everything that can be computed", "[ruleset]") {
    const std::string one = package_head("xx.one") +
                            "input pay : EUR per payslip  range 0.00 .. 9.00\n"
                            "input other : EUR per payslip  range 0.00 .. 9.00\n"
                            "rule twice : EUR per payslip\n  = pay * 2\n"
                            "rule needs_other : EUR per payslip\n  = pay + other\n";
    const std::string two = package_head("xx.small") + "use xx.one\n" +
                            "rule twice : EUR per payslip\n  = xx.one.twice * 2\n";
    const CheckReport report = checked({{"xx/one.rules", one}, {"xx/small.rules", two}});
    REQUIRE(report.ruleset != nullptr);
    Calculator calculator{report.ruleset};
    const Case row = case_on("2026-06-30", {{"pay", eur("1.50")}});
    for (int run = 0; run < 2; ++run) {
        const Outcome outcome = calculator.evaluate("xx.small", {}, row);
        REQUIRE(faults_of(outcome) == std::vector<std::string>{});
        CHECK(outcome.figures.size() == 2);
        CHECK(to_string(outcome.at("twice").value) == "6.00");
        CHECK(to_string(outcome.at("xx.one.twice").value) == "3.00");
    }
    // Of the package itself nothing is left out in silence.
    const Outcome missing = calculator.evaluate("xx.small", {}, case_on("2026-06-30"));
    CHECK(faults_of(missing) == std::vector<std::string>{"E102 pay"});
}
