#include "engine/ruleset/explain/next_thresholds.hpp"

#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

TEST_CASE("next: days, carries and tests have thresholds too", "[ruleset][explain]") {
    Calculator calculator{
        small_rules("input started : date per payslip\n"
                    "input pay : EUR per payslip  range 0.00 .. 100 000.00\n"
                    "rule fee : EUR per payslip\n  output\n"
                    "  = if started < 2026-01-01 then 10.00 EUR else 20.00 EUR\n"
                    "carry base : EUR per payslip keyed by member  range 0.00 .. 1 000 000.00\n"
                    "  = prior base + pay\n  reset each civil_year\n"
                    "rule capped : EUR per payslip\n  output\n"
                    "  = min(base, 20 600.00 EUR) - min(prior base, 20 600.00 EUR)\n"
                    "rule bounded : EUR per payslip\n  output\n  = pay\n"
                    "  ensure bounded < 500.00 EUR\n")};
    const Case row = case_on("2026-06-30", {{"started", Value{*parse_date("2025-12-01")}},
                                            {"pay", eur("50.00")},
                                            {"prior base", eur("20500.00")}});
    const auto told = [&](const char* figure) {
        const auto made = next_thresholds(calculator, "xx.small", figure, row);
        REQUIRE(made);
        std::vector<std::string> all;
        for (const NextThreshold& one : made->next) {
            all.push_back(one.quantity + (one.upwards ? " up to " : " down to ") + one.at + " by " +
                          one.distance + ": " + one.asked.becomes + one.asked.rejected);
        }
        return all;
    };
    using Told = std::vector<std::string>;
    CHECK(told("fee") == Told{"started up to 2026-01-01 by 31 day: 20.00 EUR"});
    // With 20 600.01 the cap decides: 20 600.00 - 20 500.00. With 20 550.01 before, and 50.00 more,
    // too: 20 600.00 - 20 550.01.
    CHECK(told("capped") == Told{"base up to 20 600.01 by 50.01: 100.00 EUR",
                                 "prior base up to 20 550.01 by 50.01: 49.99 EUR"});
    CHECK(told("bounded") == Told{"pay up to 500.00 by 450.00: E401"});
}
