// What holds for every payslip, on members made by chance: the same ones on every run.
#include "tests/support/many_rows.hpp"
#include "tests/support/random_members.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace mutua;
using test::Cents;
using test::euros;
using test::figures_of;
using test::for_all_members;
using test::Members;
using test::number_between;
using test::version_days;

namespace {

/// What the rules of a day cut taxable pay to a multiple of; a cent where they cut nothing.
std::int64_t cut_of_taxable_pay(const ruleset::Clocks& clocks) {
    static std::map<Date, std::int64_t> known;
    const auto [at, is_new] = known.try_emplace(clocks.payment_date, 0);
    std::int64_t& cut = at->second;
    for (std::int64_t kept = 0; is_new && kept == 0;) {
        const ruleset::Values pay{{"gross_pay", euros(0)}, {"taxable_pay", euros(++cut)}};
        kept = figures_of({clocks, pay, {}}, {"formula_pay"}).at("formula_pay");
    }
    return cut;
}

/// The most that a cut of taxable pay holds back of the tax: at the top of the scale.
std::int64_t tax_on_cut(const ruleset::Clocks& clocks) {
    static std::map<Date, std::int64_t> known;
    const auto [at, is_new] = known.try_emplace(clocks.payment_date, 0);
    std::int64_t& most = at->second;
    if (!is_new) { return most; }
    const std::int64_t cut = cut_of_taxable_pay(clocks);
    for (std::int64_t pay = 1'000 * cut, before = 0; cut > 1 && pay < 1'012 * cut; pay += cut) {
        ruleset::Case row{clocks, {{"gross_pay", euros(0)}, {"formula_pay", euros(pay)}}, {}};
        const std::int64_t tax = figures_of(row, {"month_tax"}).at("month_tax");
        if (before > 0) { most = std::max(most, tax - before); }
        before = tax;
    }
    return most;
}

/// What is left of the work bonus of a full-timer at the pay from which nothing is due: its slope
/// has few decimals, so the line does not end at nothing.
std::int64_t bonus_at_ceiling(const ruleset::Case& member, std::int64_t ceiling) {
    static std::map<std::pair<Date, std::string>, std::int64_t> known;
    const ruleset::Value& category = member.common.at("worker_category");
    const auto [at, is_new] =
        known.try_emplace({member.clocks.work_end, ruleset::to_string(category)}, 0);
    if (is_new) {
        const ruleset::Values pay{{"gross_pay", euros(ceiling)},
                                  {"reference_pay", euros(ceiling)},
                                  {"worker_category", category}};
        at->second =
            figures_of({member.clocks, pay, {}}, {"full_time_bonus_a"}).at("full_time_bonus_a");
    }
    return at->second;
}

/// Several roundings that fall together take no more cents than these from net pay.
constexpr std::int64_t fall_by_roundings = 4;

/// A drop of net pay that the law itself makes when gross pay rises past a threshold.
struct Threshold {
    const char* where;
    const char* source;  ///< in the reference of Belgian payroll
    std::int64_t (*fall)(const ruleset::Case& member, const Cents& before, const Cents& after);
};

const std::vector<Threshold>& thresholds() {
    static const std::vector<Threshold> all{
        {"several roundings fall together", "section 3, gross from another figure, first row",
         [](const ruleset::Case&, const Cents&, const Cents&) -> std::int64_t {
             return fall_by_roundings;
         }},
        {"the special contribution of two incomes starts",
         "section 3, gross from another figure, second row; section 5.3",
         [](const ruleset::Case& member, const Cents& before, const Cents& after) -> std::int64_t {
             const std::int64_t start = before.at("special_two_incomes.start");
             const bool starts =
                 member.common.at("household") == ruleset::word("spouse_with_income") &&
                 member.common.at("worker_category") != ruleset::word("student") &&
                 before.at("contribution_base") < start && after.at("contribution_base") >= start;
             return starts ? before.at("special_two_incomes.flat") : 0;
         }},
        {"the work bonus ends at its ceiling", "section 5.2",
         [](const ruleset::Case& member, const Cents& before, const Cents& after) -> std::int64_t {
             const std::int64_t ceiling = before.at("bonus_a.ceiling");
             const bool ends =
                 before.at("reference_pay") <= ceiling && after.at("reference_pay") > ceiling;
             return ends ? bonus_at_ceiling(member, ceiling) : 0;
         }},
        {"until 2022 taxable pay reaches a multiple of 15",
         "section 3, gross from another figure, third row; section 4.2",
         [](const ruleset::Case& member, const Cents& before, const Cents& after) -> std::int64_t {
             const std::int64_t cut = cut_of_taxable_pay(member.clocks);
             const bool steps = after.at("formula_pay") > before.at("formula_pay");
             return cut > 1 && steps ? tax_on_cut(member.clocks) : 0;
         }},
    };
    return all;
}

/// What the thresholds look at.
const std::vector<std::string> threshold_names{"net_pay",
                                               "contribution_base",
                                               "formula_pay",
                                               "reference_pay",
                                               "bonus_a.ceiling",
                                               "special_two_incomes.start",
                                               "special_two_incomes.flat"};

/// The figures of one gross pay after the other, from one cent on.
class EveryPay {
public:
    explicit EveryPay(const ruleset::Case& member) : member_{member} {
        const auto& share = std::get<ruleset::Fraction>(member.common.at("work_fraction"));
        const auto hours = static_cast<std::int64_t>(share.numerator);
        const auto full_time = static_cast<std::int64_t>(share.denominator);
        const auto gross = test::counted_from(1, most);
        std::vector<std::int64_t> reference;
        for (const std::int64_t cents : gross) {
            reference.push_back((2 * cents * full_time + hours) / (2 * hours));
        }
        static ruleset::ColumnCalculator calculator{test::calculator_of("be.payslip").ruleset()};
        of_ = test::many_rows(calculator, "be.payslip", threshold_names, member,
                              {{"gross_pay", gross}, {"reference_pay", reference}});
        net_ = &of_.at("net_pay");
    }
    EveryPay(const EveryPay&) = delete;
    EveryPay& operator=(const EveryPay&) = delete;

    static constexpr std::int64_t most = 8'000'00;

    /// Of the gross pay `cents`.
    [[nodiscard]] std::int64_t net(std::int64_t cents) const {
        return (*net_)[static_cast<std::size_t>(cents - 1)];
    }
    [[nodiscard]] Cents all(std::int64_t cents) const {
        Cents found;
        for (const auto& [name, column] : of_) {
            found[name] = column[static_cast<std::size_t>(cents - 1)];
        }
        return found;
    }
    [[nodiscard]] const ruleset::Case& member() const { return member_; }

private:
    const ruleset::Case& member_;
    test::AmountColumns of_;
    const std::vector<std::int64_t>* net_ = nullptr;
};

/// The largest fall of net pay by one cent of gross pay, by threshold, and how many there are.
struct Falls {
    std::int64_t largest = 0;
    std::int64_t allowed = 0;
    std::int64_t count = 0;
};

/// Looks at every cent of gross pay; adds what a cent more takes to the threshold that it passes.
void add_falls(const EveryPay& pay, std::map<std::string, Falls>& falls) {
    const auto add = [](Falls& of, std::int64_t fall, std::int64_t allowed) {
        of.largest = std::max(of.largest, fall);
        of.allowed = std::max(of.allowed, allowed);
        ++of.count;
    };
    Falls& by_roundings = falls[thresholds().front().where];
    for (std::int64_t gross = 2; gross <= EveryPay::most; ++gross) {
        const std::int64_t fall = pay.net(gross - 1) - pay.net(gross);
        if (fall <= 0) { continue; }
        if (fall <= fall_by_roundings) {
            add(by_roundings, fall, fall_by_roundings);
            continue;
        }
        const Cents before = pay.all(gross - 1);
        const Cents after = pay.all(gross);
        std::int64_t allowed = 0;
        std::string passed;
        for (const Threshold& one : thresholds()) {
            const std::int64_t most = one.fall(pay.member(), before, after);
            allowed += most;
            if (most > 0) { passed = one.where; }
        }
        add(falls[passed], fall, allowed);
        if (fall <= allowed) { continue; }
        INFO("gross pay " << gross << ", net pay falls by " << fall);
        CHECK(fall <= allowed);
    }
}

}  // namespace

TEST_CASE("net pay and all that is taken from it are the gross pay", "[scenario][pay-properties]") {
    for_all_members(12, [](Members& members, ruleset::Case& row) {
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
    const std::vector<std::string> taken{"ceiling_exemption", "month_structural_reduction",
                                         "month_target_group_reduction",
                                         "other_employer_reductions"};
    std::vector<std::string> names{added};
    names.insert(names.end(), taken.begin(), taken.end());
    names.emplace_back("employer_cost");
    for_all_members(12, [&](Members& members, ruleset::Case& row) {
        row.common["other_employer_reductions"] = euros(members.between(0, 1'000));
        const std::int64_t gross =
            ruleset::Figure{row.common.at("gross_pay")}.money().minor_units();
        // The reduction of the quarter is known in 2026, and the month takes its part of it.
        if (row.clocks.payment_date >= *parse_date("2026-01-01")) {
            row.common["quarter_pay"] = euros(3 * gross);
        }
        const Cents of = figures_of(row, names);
        std::int64_t cost = 0;
        for (const std::string& name : added) { cost += of.at(name); }
        for (const std::string& name : taken) { cost -= of.at(name); }
        CHECK(of.at("employer_cost") == cost);
    });
}

TEST_CASE("the gross pay of a salary budget is the one whose cost it holds",
          "[scenario][pay-properties]") {
    struct Kind {
        const char* package;
        const char* gross;
        const char* cost;
    };
    const auto check = [](const Kind& kind, ruleset::Case row, std::int64_t gross,
                          std::mt19937_64& random) {
        const auto cost_of = [&](std::int64_t cents) {
            row.common[kind.gross] = euros(cents);
            return figures_of(row, {kind.cost}, kind.package).at(kind.cost);
        };
        const std::int64_t cost = cost_of(gross);
        const std::int64_t above = cost_of(gross + 1);
        REQUIRE(cost < above);
        for (const std::int64_t budget : {cost, number_between(cost, above - 1, random)}) {
            CAPTURE(kind.cost, gross, budget);
            CHECK(test::calculator_of(kind.package)
                      .solve(kind.package, kind.gross, kind.cost, euro_cents(budget),
                             ruleset::Goal::largest_not_above, row) == euro_cents(gross));
        }
    };
    std::mt19937_64 random{20'261'129};
    for_all_members(3, [&](Members&, ruleset::Case& row) {
        check({"be.payslip", "gross_pay", "employer_cost"}, row,
              number_between(0, 2'000'000, random), random);
    });
    for (const std::string& day : version_days()) {
        if (day < "2024") { continue; }
        ruleset::Case row{ruleset::Clocks::all(*parse_date(day)), {}, {}};
        row.common["artistic_function"] = false;
        check({"be.flexi_job", "flexi_pay", "flexi_cost"}, row, number_between(0, 900'000, random),
              random);
        // The employer's contribution of an occasional worker is a sum that is given.
        row.common = {{"occasional_employer_contribution", euros(5'432)}};
        check({"be.occasional", "occasional_gross_pay", "occasional_cost"}, row,
              number_between(0, 900'000, random), random);
    }
}

TEST_CASE("more gross pay is never less net pay but at the thresholds of the law",
          "[scenario][pay-properties]") {
    std::set<std::string> met;
    for_all_members(12, [&](Members& members, ruleset::Case& row) {
        std::int64_t gross = ruleset::Figure{row.common.at("gross_pay")}.money().minor_units();
        Cents before = figures_of(row, threshold_names);
        // One cent more, then a step that may pass several thresholds, then one cent more.
        for (const std::int64_t step :
             {std::int64_t{1}, members.between(2, 50'000), std::int64_t{1}}) {
            gross += step;
            Members::set_gross(row, gross);
            const Cents after = figures_of(row, threshold_names);
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

// In an optimised build: test_scenarios "[all][pay-properties]"
TEST_CASE("on every cent of pay net pay falls at the thresholds of the law only",
          "[.all][pay-properties]") {
    std::map<std::string, Falls> falls;
    std::map<std::pair<std::string, std::string>, std::int64_t> counts;
    for_all_members(2, [&](Members&, ruleset::Case& row) {
        // A benefit in kind is taxed, and the smallest pays cannot bear that.
        row.common.erase("taxable_benefits");
        add_falls(EveryPay{row}, falls);
        counts[{to_string(row.clocks.payment_date).substr(0, 4),
                ruleset::to_string(row.common.at("worker_category"))}] += EveryPay::most;
    });
    std::string table = "| year | category | payslips |\n|---|---|---|\n";
    for (const auto& [key, count] : counts) {
        table += "| " + key.first + " | " + key.second + " | " + std::to_string(count) + " |\n";
    }
    table += "\n| threshold | largest fall | allowed | times |\n|---|---|---|---|\n";
    for (const auto& [where, of] : falls) {
        table += "| " + where + " | " + to_string(euro_cents(of.largest)) + " | " +
                 to_string(euro_cents(of.allowed)) + " | " + std::to_string(of.count) + " |\n";
    }
    WARN(table);
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
    ruleset::Case member{ruleset::Clocks::all(*parse_date(row.day)), {}, {}};
    member.common["household"] = ruleset::word("spouse_with_income");
    Members::set_gross(member, 109'509);
    const std::int64_t before = figures_of(member, {"net_pay"}).at("net_pay");
    Members::set_gross(member, 109'510);
    CHECK(before - figures_of(member, {"net_pay"}).at("net_pay") == row.fall);
}

TEST_CASE("students, flexi-jobbers and occasional workers: net pay, what is taken, and the cost",
          "[scenario][pay-properties]") {
    struct Kind {
        const char* package;
        const char* since;
        const char* gross;
        const char* net;
        std::vector<std::string> taken;  ///< or paid apart, as ordinary pay
        ruleset::Values given;
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
         {{"student_hours", ruleset::Number{12'345, 2}},
          {"student_hours_elsewhere", ruleset::Number{60'000, 2}}},
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
         {{"sector", ruleset::word("hotels_and_catering")},
          {"occasional_days", ruleset::count_of(5)},
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
                ruleset::Case row{ruleset::Clocks::all(*parse_date(day)), kind.given, {}};
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
