#pragma once

#include "engine/ruleset/run/calculator.hpp"
#include "tests/support/cooperative_rules.hpp"

#include <catch2/catch.hpp>
#include <date/date.h>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

/// Payslips of members made by chance, the same ones on every run, and their figures in cents.
namespace mutua::test {

/// A day of each version of the years 2019 to 2026 in which any figure of ordinary pay changed.
inline const std::vector<std::string>& version_days() {
    static const std::vector<std::string> days{
        "2019-01-31", "2020-01-31", "2020-03-31", "2021-01-31", "2021-09-30", "2022-01-31",
        "2022-04-30", "2022-05-31", "2022-08-31", "2022-11-30", "2022-12-31", "2023-01-31",
        "2023-07-31", "2023-11-30", "2024-01-31", "2024-04-30", "2024-05-31", "2025-01-31",
        "2025-02-28", "2026-01-31", "2026-03-31", "2026-04-30", "2026-07-31", "2026-09-30"};
    return days;
}

inline ruleset::Calculator& calculator_of(const std::string& package) {
    static std::map<std::string, ruleset::Calculator> made;
    const auto known = made.find(package);
    if (known != made.end()) { return known->second; }
    const auto report = ruleset::check(rules_used_by(package), date::year{2026} / 11 / 30);
    require(report.ruleset != nullptr, "the rules of the product check");
    return made.emplace(package, ruleset::Calculator{report.ruleset}).first->second;
}

/// Cents (or hundredths) of each figure that was asked for.
using Cents = std::map<std::string, std::int64_t>;

inline Cents figures_of(const ruleset::Case& row, const std::vector<std::string>& names,
                        const std::string& package = "be.payslip") {
    const ruleset::Outcome outcome = calculator_of(package).evaluate(package, names, row);
    for (const ruleset::Fault& fault : outcome.faults) {
        FAIL(fault.name << ": " << fault.message);
    }
    Cents cents;
    for (const std::string& name : names) { cents[name] = outcome.money(name).minor_units(); }
    return cents;
}

inline ruleset::Value euros(std::int64_t cents) { return ruleset::value_of(euro_cents(cents)); }

inline std::int64_t number_between(std::int64_t low, std::int64_t high, std::mt19937_64& random) {
    return std::uniform_int_distribution<std::int64_t>{low, high}(random);
}

/// Members of one category and household on one day, without end; every second one works part time.
class Members {
public:
    Members(std::string day, std::string category, std::string household, std::mt19937_64& random)
        : day_{std::move(day)},
          category_{std::move(category)},
          household_{std::move(household)},
          random_{random} {}

    [[nodiscard]] ruleset::Case next() {
        ruleset::Case row{ruleset::Clocks::all(*parse_date(day_)), {}, {}};
        row.common["worker_category"] = ruleset::word(category_);
        row.common["household"] = ruleset::word(household_);
        // Reductions for children of 2019 and 2020 are not known.
        if (day_ >= "2021") { row.common["children"] = ruleset::count_of(between(0, 4)); }
        row.common["single_parent"] =
            household_ == "single" && day_ >= "2020" && between(0, 3) == 0;
        row.common["disabled"] = day_ >= "2020" && between(0, 9) == 0;
        if (category_ == "artist" && between(0, 1) == 0) {
            row.common["flat_withholding_rate"] = ruleset::Number{1111, 4};
        }
        if (between(0, 2) == 0) { row.common["taxable_benefits"] = euros(between(1, 40'000)); }
        const std::int64_t full_time_pay = between(100'000, 900'000);
        const std::int64_t full_time = between(20, 23) * 760;
        const std::int64_t hours =
            between(0, 1) == 0 ? full_time : between(full_time / 8, full_time);
        row.common["work_fraction"] = ruleset::Fraction{hours, full_time};
        set_gross(row, full_time_pay * hours / full_time);
        return row;
    }

    /// Gross pay, and what it would be for a full-timer, to the cent, half up.
    static void set_gross(ruleset::Case& row, std::int64_t cents) {
        row.common["gross_pay"] = euros(cents);
        const auto given = row.common.find("work_fraction");
        if (given == row.common.end()) { return; }
        const auto& share = std::get<ruleset::Fraction>(given->second);
        const auto hours = static_cast<std::int64_t>(share.numerator);
        const auto full_time = static_cast<std::int64_t>(share.denominator);
        row.common["reference_pay"] = euros((2 * cents * full_time + hours) / (2 * hours));
    }

    std::int64_t between(std::int64_t low, std::int64_t high) {
        return number_between(low, high, random_);
    }

private:
    std::string day_, category_, household_;
    std::mt19937_64& random_;
};

/// Calls `check(members, row)` for some members of every version, category and household.
template <typename Check>
void for_all_members(int of_each, const Check& check) {
    std::mt19937_64 random{20'261'129};
    for (const std::string& day : version_days()) {
        for (const char* category : {"white_collar", "blue_collar", "artist", "student"}) {
            for (const char* household :
                 {"single", "spouse_with_income", "spouse_without_income"}) {
                Members members{day, category, household, random};
                for (int round = 0; round < of_each; ++round) {
                    ruleset::Case row = members.next();
                    CAPTURE(day, category, household, round,
                            ruleset::to_string(row.common.at("gross_pay")),
                            ruleset::to_string(row.common.at("work_fraction")));
                    check(members, row);
                }
            }
        }
    }
}

}  // namespace mutua::test
