// What holds for every payslip, on members made by chance: the same ones on every run.
#include "engine/ruleset/run/calculator.hpp"
#include "tests/support/cooperative_rules.hpp"

#include <catch2/catch.hpp>
#include <date/date.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace mutua;
namespace rs = mutua::ruleset;

namespace {

/// A day of each version of the years 2019 to 2026 in which any figure of ordinary pay changed.
const std::vector<std::string>& version_days() {
    static const std::vector<std::string> days{
        "2019-01-31", "2020-01-31", "2020-03-31", "2021-01-31", "2021-09-30", "2022-01-31",
        "2022-04-30", "2022-05-31", "2022-08-31", "2022-11-30", "2022-12-31", "2023-01-31",
        "2023-07-31", "2023-11-30", "2024-01-31", "2024-04-30", "2024-05-31", "2025-01-31",
        "2025-02-28", "2026-01-31", "2026-03-31", "2026-04-30", "2026-07-31", "2026-09-30"};
    return days;
}

const std::vector<std::string> categories{"white_collar", "blue_collar", "artist", "student"};
const std::vector<std::string> households{"single", "spouse_with_income", "spouse_without_income"};

rs::Calculator& calculator_of(const std::string& package) {
    static std::map<std::string, rs::Calculator> made;
    const auto known = made.find(package);
    if (known != made.end()) { return known->second; }
    const auto report = rs::check(test::rules_used_by(package), date::year{2026} / 11 / 30);
    require(report.ruleset != nullptr, "the rules of the product check");
    return made.emplace(package, rs::Calculator{report.ruleset}).first->second;
}

/// Cents of each figure that was asked for.
using Cents = std::map<std::string, std::int64_t>;

Cents figures_of(const rs::Case& row, const std::vector<std::string>& names,
                 const std::string& package = "be.payslip") {
    const rs::Outcome outcome = calculator_of(package).evaluate(package, names, row);
    for (const rs::Fault& fault : outcome.faults) { FAIL(fault.name << ": " << fault.message); }
    Cents cents;
    for (const std::string& name : names) { cents[name] = outcome.money(name).minor_units(); }
    return cents;
}

rs::Value euros(std::int64_t cents) { return rs::value_of(euro_cents(cents)); }

std::int64_t number_between(std::int64_t low, std::int64_t high, std::mt19937_64& random) {
    return std::uniform_int_distribution<std::int64_t>{low, high}(random);
}

/// Members of one category and household on one day, without end.
class Members {
public:
    Members(std::string day, std::string category, std::string household, std::mt19937_64& random)
        : day_{std::move(day)},
          category_{std::move(category)},
          household_{std::move(household)},
          random_{random} {}

    [[nodiscard]] rs::Case next() {
        rs::Case row{rs::Clocks::all(*parse_date(day_)), {}, {}};
        row.common["worker_category"] = rs::word(category_);
        row.common["household"] = rs::word(household_);
        // Reductions for children of 2019 and 2020 are not known.
        if (day_ >= "2021") { row.common["children"] = rs::count_of(between(0, 4)); }
        row.common["single_parent"] =
            household_ == "single" && day_ >= "2020" && between(0, 3) == 0;
        row.common["disabled"] = day_ >= "2020" && between(0, 9) == 0;
        if (category_ == "artist" && between(0, 1) == 0) {
            row.common["flat_withholding_rate"] = rs::Number{1111, 4};
        }
        if (between(0, 2) == 0) { row.common["taxable_benefits"] = euros(between(1, 40'000)); }
        set_gross(row, between(30'000, 900'000));
        return row;
    }

    /// Of a full-timer: the reference pay is the gross pay.
    static void set_gross(rs::Case& row, std::int64_t cents) {
        row.common["gross_pay"] = euros(cents);
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
        for (const std::string& category : categories) {
            for (const std::string& household : households) {
                Members members{day, category, household, random};
                for (int round = 0; round < of_each; ++round) {
                    rs::Case row = members.next();
                    CAPTURE(day, category, household, round,
                            rs::to_string(row.common.at("gross_pay")));
                    check(members, row);
                }
            }
        }
    }
}

/// A drop of net pay that the law itself makes when gross pay rises past a threshold.
struct Threshold {
    const char* where;
    const char* source;  ///< in the reference of Belgian payroll
    std::int64_t (*fall)(const rs::Case& member, const Cents& before, const Cents& after);
};

const std::vector<Threshold>& thresholds() {
    static const std::vector<Threshold> all{
        {"several roundings fall together", "section 3, gross from another figure, first row",
         [](const rs::Case&, const Cents&, const Cents&) -> std::int64_t { return 4; }},
        {"the special contribution of two incomes starts",
         "section 3, gross from another figure, second row; section 5.3",
         [](const rs::Case& member, const Cents& before, const Cents& after) -> std::int64_t {
             const std::int64_t start = before.at("special_two_incomes.start");
             const bool starts = member.common.at("household") == rs::word("spouse_with_income") &&
                                 member.common.at("worker_category") != rs::word("student") &&
                                 before.at("contribution_base") < start &&
                                 after.at("contribution_base") >= start;
             return starts ? before.at("special_two_incomes.flat") : 0;
         }},
        {"until 2022 taxable pay reaches a multiple of 15",
         "section 3, gross from another figure, third row; section 4.2",
         [](const rs::Case&, const Cents& before, const Cents& after) -> std::int64_t {
             const std::int64_t low = before.at("formula_pay");
             const std::int64_t high = after.at("formula_pay");
             return low % 1500 == 0 && high % 1500 == 0 && high > low ? 803 : 0;
         }},
    };
    return all;
}

}  // namespace

TEST_CASE("net pay and all that is taken from it are the gross pay", "[scenario][pay-properties]") {
    for_all_members(12, [](Members& members, rs::Case& row) {
        row.common["untaxed_additions"] = euros(members.between(0, 10'000));
        row.common["net_deductions"] = euros(members.between(0, 5'000));
        const Cents of = figures_of(
            row, {"gross_pay", "employee_contribution", "work_bonus", "withholding_tax",
                  "special_contribution", "net_pay", "untaxed_additions", "net_deductions"});
        CHECK(of.at("net_pay") + of.at("net_deductions") + of.at("special_contribution") +
                  of.at("withholding_tax") + of.at("employee_contribution") - of.at("work_bonus") -
                  of.at("untaxed_additions") ==
              of.at("gross_pay"));
        CHECK(of.at("work_bonus") <= of.at("employee_contribution"));
        CHECK(of.at("withholding_tax") >= 0);
    });
}

TEST_CASE("the employer's cost is gross pay and contributions less reductions",
          "[scenario][pay-properties]") {
    const std::vector<std::string> added{"gross_pay",
                                         "employer_contribution",
                                         "size_contribution",
                                         "temporary_unemployment_contribution",
                                         "closure_fund_contribution",
                                         "closure_fund_special_contribution",
                                         "asbestos_fund_contribution",
                                         "work_accident_contribution",
                                         "childcare_contribution",
                                         "training_contribution",
                                         "holiday_fund_quarter_contribution",
                                         "holiday_fund_year_contribution",
                                         "holiday_pay_provision",
                                         "insurance_and_premiums",
                                         "margin"};
    const std::vector<std::string> taken{"structural_reduction", "other_employer_reductions"};
    std::vector<std::string> names{added};
    names.insert(names.end(), taken.begin(), taken.end());
    names.emplace_back("employer_cost");
    for_all_members(12, [&](Members& members, rs::Case& row) {
        row.common["other_employer_reductions"] = euros(members.between(0, 1'000));
        const std::int64_t gross = rs::Figure{row.common.at("gross_pay")}.money().minor_units();
        // The reduction of the quarter is known in 2026; it takes less than a month's contribution.
        if (row.clocks.payment_date >= *parse_date("2026-01-01") && gross > 320'000) {
            row.common["quarter_pay"] = euros(3 * gross);
        }
        const Cents of = figures_of(row, names);
        std::int64_t cost = 0;
        for (const std::string& name : added) { cost += of.at(name); }
        for (const std::string& name : taken) { cost -= of.at(name); }
        CHECK(of.at("employer_cost") == cost);
    });
}

TEST_CASE("more gross pay is never less net pay but at the thresholds of the law",
          "[scenario][pay-properties]") {
    const std::vector<std::string> names{"net_pay", "contribution_base", "formula_pay",
                                         "special_two_incomes.start", "special_two_incomes.flat"};
    std::set<std::string> met;
    for_all_members(12, [&](Members& members, rs::Case& row) {
        std::int64_t gross = rs::Figure{row.common.at("gross_pay")}.money().minor_units();
        Cents before = figures_of(row, names);
        // One cent more, then a step that may pass several thresholds, then one cent more.
        for (const std::int64_t step :
             {std::int64_t{1}, members.between(2, 50'000), std::int64_t{1}}) {
            gross += step;
            Members::set_gross(row, gross);
            const Cents after = figures_of(row, names);
            std::int64_t allowed = 0;
            std::string passed;
            for (const Threshold& one : thresholds()) {
                const std::int64_t fall = one.fall(row, before, after);
                allowed += fall;
                if (fall == 0) { continue; }
                met.insert(one.where);
                passed += std::string{one.where} + " (" + one.source + "); ";
            }
            CAPTURE(gross, step, passed);
            CHECK(after.at("net_pay") >= before.at("net_pay") - allowed);
            before = after;
        }
    });
    CHECK(met.size() == thresholds().size());
}

TEST_CASE("one cent more brings two incomes into the special contribution",
          "[scenario][pay-properties]") {
    struct Row {
        const char* day;
        std::int64_t fall;
    };
    // Section 3 of the reference, gross from another figure: 5.14, and 9.29 before April 2022.
    const auto row = GENERATE(values<Row>(
        {{"2021-01-31", 929}, {"2022-03-31", 929}, {"2022-04-30", 514}, {"2026-09-30", 514}}));
    CAPTURE(row.day);
    rs::Case member{rs::Clocks::all(*parse_date(row.day)), {}, {}};
    member.common["household"] = rs::word("spouse_with_income");
    Members::set_gross(member, 109'509);
    const std::int64_t before = figures_of(member, {"net_pay"}).at("net_pay");
    Members::set_gross(member, 109'510);
    CHECK(before - figures_of(member, {"net_pay"}).at("net_pay") == row.fall);
}

TEST_CASE("twelve equal months are a year, but for the cents that twelve roundings move",
          "[scenario][pay-properties]") {
    const std::vector<std::string> month_names{"contribution_base",     "employee_contribution",
                                               "employer_contribution", "formula_pay",
                                               "annual_taxable_pay",    "annual_tax",
                                               "family_reduction",      "month_tax",
                                               "month_family_reduction"};
    for_all_members(12, [&](Members&, rs::Case& row) {
        const Cents month = figures_of(row, month_names);
        rs::Case whole_year = row;
        whole_year.common["contribution_base"] = euros(12 * month.at("contribution_base"));
        const Cents year =
            figures_of(whole_year, {"employee_contribution", "employer_contribution"});
        // Each of twelve half-up roundings moves at most half a cent, that of the year as well.
        for (const char* name : {"employee_contribution", "employer_contribution"}) {
            CAPTURE(name);
            CHECK(std::abs(12 * month.at(name) - year.at(name)) <= 6);
        }
        CHECK(month.at("annual_taxable_pay") == 12 * month.at("formula_pay"));
        CHECK(month.at("family_reduction") == 12 * month.at("month_family_reduction"));
        if (row.clocks.payment_date >= *parse_date("2023-01-01")) {
            const std::int64_t due =
                std::max<std::int64_t>(month.at("annual_tax") - month.at("family_reduction"), 0);
            CHECK(std::abs(12 * month.at("month_tax") - due) <= 6);
        } else if (month.at("month_tax") > 0) {
            // Cut off: a month never takes more than its part, and leaves less than a cent.
            const std::int64_t left =
                month.at("annual_tax") -
                12 * (month.at("month_tax") + month.at("month_family_reduction"));
            CHECK(left >= 0);
            CHECK(left < 12);
        } else {
            CHECK(month.at("annual_tax") < month.at("family_reduction") + 12);
        }
    });
}

TEST_CASE("students, flexi-jobbers and occasional workers: net pay, what is taken, and the cost",
          "[scenario][pay-properties]") {
    struct Kind {
        const char* package;
        const char* since;
        const char* gross;
        const char* net;
        std::vector<std::string> taken;  ///< or paid apart, as ordinary pay
        rs::Values given;
        const char* cost;
        const char* contribution;
    };
    // The lump sum and the employer's contribution of occasional workers are made up.
    const std::vector<Kind> kinds{
        {"be.student",
         "2023-01-01",
         "student_gross_pay",
         "student_net_pay",
         {"student_contribution", "ordinary_gross_pay"},
         {{"student_hours", rs::Number{12'345, 2}},
          {"student_hours_elsewhere", rs::Number{60'000, 2}}},
         nullptr,
         nullptr},
        {"be.flexi_job",
         "2024-01-01",
         "flexi_pay",
         "flexi_net_pay",
         {"flexi_taxable"},
         {{"artistic_function", false}},
         "flexi_cost",
         "flexi_employer_contribution"},
        {"be.occasional",
         "2024-01-01",
         "occasional_gross_pay",
         "occasional_net_pay",
         {"occasional_contribution", "occasional_withholding_tax",
          "occasional_special_contribution"},
         {{"sector", rs::word("hotels_and_catering")},
          {"occasional_days", rs::count_of(5)},
          {"lump_sum_per_day", euros(4'567)},
          {"occasional_employer_contribution", euros(5'432)}},
         "occasional_cost",
         "occasional_employer_contribution"},
    };
    std::mt19937_64 random{20'261'129};
    for (const Kind& kind : kinds) {
        std::vector<std::string> names{kind.taken};
        names.insert(names.end(), {kind.gross, kind.net});
        if (kind.cost != nullptr) { names.insert(names.end(), {kind.cost, kind.contribution}); }
        for (const std::string& day : version_days()) {
            if (day < kind.since) { continue; }
            for (int round = 0; round < 20; ++round) {
                const std::int64_t gross = number_between(10'000, 900'000, random);
                CAPTURE(kind.package, day, gross);
                rs::Case row{rs::Clocks::all(*parse_date(day)), kind.given, {}};
                row.common[kind.gross] = euros(gross);
                const Cents of = figures_of(row, names, kind.package);
                std::int64_t sum = of.at(kind.net);
                for (const std::string& name : kind.taken) { sum += of.at(name); }
                CHECK(sum == gross);
                if (kind.cost != nullptr) {
                    CHECK(of.at(kind.cost) == gross + of.at(kind.contribution));
                }
                row.common[kind.gross] = euros(gross + 1);
                CHECK(figures_of(row, {kind.net}, kind.package).at(kind.net) >= of.at(kind.net));
            }
        }
    }
}
