// Twelve equal months and a year agree, and so do the months of a quarter: on members made by
// chance, the same ones on every run.
#include "tests/support/random_members.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

using namespace mutua;
using test::Cents;
using test::euros;
using test::figures_of;
using test::for_all_members;
using test::Members;
using test::number_between;

namespace {

/// Each of twelve half-up roundings moves at most half a cent, and so does that of the year.
constexpr std::int64_t cents_of_twelve = 6;

/// The last days of the months of a year, from one of them on.
std::vector<Date> month_ends(int year, unsigned first, unsigned last) {
    std::vector<Date> days;
    for (unsigned month = first; month <= last; ++month) {
        days.push_back(last_day(date::year{year} / date::month{month}));
    }
    return days;
}

/// What a quarter takes as special contribution, month by month, for the gross pays of its months.
struct Quarter {
    std::int64_t base = 0;      ///< of the three months
    std::int64_t advances = 0;  ///< on the payslips
    Cents last;                 ///< figures of the last month
};

Quarter quarter_of(const ruleset::Case& member, const std::vector<Date>& ends,
                   const std::vector<std::int64_t>& gross) {
    const std::vector<std::string> names{
        "contribution_base",    "special_contribution",  "special_contribution_settlement",
        "special_base_quarter", "special_taken_quarter", "special_contribution_quarter"};
    Quarter quarter;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        ruleset::Case row{ruleset::Clocks::all(ends[i]), {}, {}};
        for (const char* known : {"worker_category", "household", "work_fraction"}) {
            row.common[known] = member.common.at(known);
        }
        Members::set_gross(row, gross[i]);
        row.common["last_of_quarter"] = i + 1 == ends.size();
        if (i > 0) {
            for (const char* carry : {"special_base_quarter", "special_taken_quarter"}) {
                row.common[std::string{"prior "} + carry] = euros(quarter.last.at(carry));
            }
        }
        quarter.last = figures_of(row, names, "be.special_contribution");
        quarter.base += quarter.last.at("contribution_base");
        quarter.advances += quarter.last.at("special_contribution");
    }
    return quarter;
}

}  // namespace

TEST_CASE("twelve equal months are a year, but for the cents that twelve roundings move",
          "[scenario][pay-properties]") {
    const std::vector<std::string> rounded_names{"employee_contribution",
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
                                                 "later_holiday_pay",
                                                 "insurance_and_premiums",
                                                 "margin"};
    std::vector<std::string> month_names{
        "gross_pay",  "contribution_base", "formula_pay", "annual_taxable_pay",
        "annual_tax", "family_reduction",  "month_tax",   "month_family_reduction"};
    month_names.insert(month_names.end(), rounded_names.begin(), rounded_names.end());
    for_all_members(12, [&](Members&, ruleset::Case& row) {
        const Cents month = figures_of(row, month_names);
        ruleset::Case whole_year = row;
        Members::set_gross(whole_year, 12 * month.at("gross_pay"));
        whole_year.common["contribution_base"] = euros(12 * month.at("contribution_base"));
        const Cents year = figures_of(whole_year, rounded_names);
        for (const std::string& name : rounded_names) {
            CAPTURE(name);
            CHECK(std::abs(12 * month.at(name) - year.at(name)) <= cents_of_twelve);
        }
        CHECK(month.at("annual_taxable_pay") == 12 * month.at("formula_pay"));
        CHECK(month.at("family_reduction") == 12 * month.at("month_family_reduction"));
        if (row.clocks.payment_date >= *parse_date("2023-01-01")) {
            const std::int64_t due =
                std::max<std::int64_t>(month.at("annual_tax") - month.at("family_reduction"), 0);
            CHECK(std::abs(12 * month.at("month_tax") - due) <= cents_of_twelve);
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

TEST_CASE("advances and settlement are the special contribution of the quarter",
          "[scenario][pay-properties]") {
    std::mt19937_64 random{20'261'129};
    for (const int year : {2022, 2023, 2024, 2025, 2026}) {
        for (const char* category : {"white_collar", "blue_collar", "artist", "student"}) {
            for (const char* household :
                 {"single", "spouse_with_income", "spouse_without_income"}) {
                Members members{std::to_string(year) + "-12-31", category, household, random};
                for (int round = 0; round < 12; ++round) {
                    const ruleset::Case member = members.next();
                    // The table of quarters is known since April 2022.
                    const unsigned first =
                        static_cast<unsigned>(3 * members.between(year == 2022 ? 1 : 0, 3) + 1);
                    std::vector<std::int64_t> gross;
                    for (int i = 0; i < 3; ++i) { gross.push_back(members.between(1, 700'000)); }
                    CAPTURE(year, category, household, first, gross);
                    const Quarter quarter =
                        quarter_of(member, month_ends(year, first, first + 2), gross);
                    const std::int64_t due = quarter.last.at("special_contribution_quarter");
                    CHECK(quarter.advances + quarter.last.at("special_contribution_settlement") ==
                          due);
                    CHECK(quarter.last.at("special_taken_quarter") == due);
                    const bool owes = std::string{category} != "student";
                    CHECK(quarter.last.at("special_base_quarter") == (owes ? quarter.base : 0));
                }
            }
        }
    }
}

TEST_CASE("four quarters of twelve equal months take the same special contribution",
          "[scenario][pay-properties]") {
    std::mt19937_64 random{20'261'129};
    for (const int year : {2023, 2024, 2025, 2026}) {
        for (const char* household : {"single", "spouse_with_income", "spouse_without_income"}) {
            Members members{std::to_string(year) + "-12-31", "blue_collar", household, random};
            for (int round = 0; round < 12; ++round) {
                const ruleset::Case member = members.next();
                const std::vector<std::int64_t> gross(3, members.between(1, 700'000));
                CAPTURE(year, household, gross.front());
                std::vector<std::int64_t> due;
                for (const unsigned first : {1U, 4U, 7U, 10U}) {
                    const Quarter quarter =
                        quarter_of(member, month_ends(year, first, first + 2), gross);
                    due.push_back(quarter.last.at("special_contribution_quarter"));
                    // Three roundings of half a cent, and that of the quarter.
                    CHECK(std::abs(quarter.last.at("special_contribution_settlement")) <= 2);
                }
                CHECK(due == std::vector<std::int64_t>(4, due.front()));
            }
        }
    }
}

TEST_CASE("figures of the year to date: twelve equal months are one row of the year",
          "[scenario][pay-properties]") {
    struct Yearly {
        const char* package;
        int first_year;
        int last_year;
        const char* input;
        const char* carry;
        const char* figure;
        std::int64_t most;  ///< in a month
        ruleset::Values given;
    };
    const ruleset::Values no_art{{"artistic_function", false}};
    const std::vector<Yearly> all{
        {"be.allowances",
         2024,
         2026,
         "eco_voucher_paid",
         "eco_voucher_year",
         "eco_voucher_excess",
         40'00,
         {}},
        {"be.allowances",
         2024,
         2026,
         "commuting_paid",
         "commuting_year",
         "commuting_excess",
         80'00,
         {}},
        {"be.flexi_job", 2024, 2026, "flexi_pay", "flexi_year_pay", "flexi_tax_free", 3'000'00,
         no_art},
        {"be.flexi_job", 2024, 2026, "flexi_pay", "flexi_year_pay", "flexi_taxable", 3'000'00,
         no_art},
        {"be.student",
         2023,
         2026,
         "student_hours",
         "student_year_hours",
         "hours_within_quota",
         83'00,
         {}},
        {"be.student",
         2023,
         2026,
         "student_hours",
         "student_year_hours",
         "hours_beyond_quota",
         83'00,
         {}},
        {"be.author_rights",
         2022,
         2022,
         "author_rights",
         "author_rights_year",
         "lump_sum_costs",
         5'000'00,
         {}},
        {"be.author_rights",
         2026,
         2026,
         "author_rights",
         "author_rights_year",
         "author_income",
         5'000'00,
         {}},
    };
    std::mt19937_64 random{20'261'129};
    for (const Yearly& one : all) {
        for (int round = 0; round < 30; ++round) {
            const auto year =
                static_cast<int>(number_between(one.first_year, one.last_year, random));
            const std::int64_t monthly = number_between(1, one.most, random);
            CAPTURE(one.package, one.figure, year, monthly);
            std::int64_t sum = 0;
            std::int64_t so_far = 0;
            for (const Date end : month_ends(year, 1, 12)) {
                ruleset::Case row{ruleset::Clocks::all(end), one.given, {}};
                row.common[one.input] = ruleset::Number{monthly, 2};
                row.common[std::string{"prior "} + one.carry] = ruleset::Number{so_far, 2};
                const Cents of = figures_of(row, {one.carry, one.figure}, one.package);
                so_far = of.at(one.carry);
                sum += of.at(one.figure);
            }
            CHECK(so_far == 12 * monthly);
            ruleset::Case whole{
                ruleset::Clocks::all(month_ends(year, 12, 12).front()), one.given, {}};
            whole.common[one.input] = ruleset::Number{12 * monthly, 2};
            CHECK(figures_of(whole, {one.figure}, one.package).at(one.figure) == sum);
        }
    }
}

TEST_CASE("holiday pay provided for in twelve months is that of the year",
          "[scenario][pay-properties]") {
    for_all_members(3, [](Members&, ruleset::Case& row) {
        const auto& category = row.common.at("worker_category");
        if (category == ruleset::word("student")) { return; }
        const bool by_fund = category != ruleset::word("white_collar");
        const Cents month =
            figures_of(row, {"gross_pay", "holiday_pay_provision", "holiday_fund_year_contribution",
                             "later_holiday_pay"});
        ruleset::Case year{row.clocks, {}, {}};
        year.common["regime"] = ruleset::word(by_fund ? "fund" : "employer");
        year.common["worked_pay"] = euros(12 * month.at("gross_pay"));
        const Cents of = figures_of(year, {"holiday_provision", "fund_gross"}, "be.holiday_pay");
        const std::int64_t provided =
            month.at("holiday_pay_provision") + month.at("holiday_fund_year_contribution");
        // The base of a fund is rounded too, in each month and in the year: six cents of it move
        // the holiday pay by one at most.
        const std::int64_t most = cents_of_twelve + (by_fund ? 1 : 0);
        CHECK(std::abs(12 * provided - of.at("holiday_provision")) <= most);
        CHECK(std::abs(12 * month.at("later_holiday_pay") - of.at("fund_gross")) <= most);
    });
}
