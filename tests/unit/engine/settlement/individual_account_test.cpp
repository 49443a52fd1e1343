#include "engine/settlement/individual_account.hpp"

#include "tests/support/sample_payslips.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using settlement::AccountFigures;
using settlement::IndividualAccount;

namespace {

/// In the order of the account.
std::vector<std::string> amounts_of(const AccountFigures& figures) {
    std::vector<std::string> amounts;
    for (const auto& one : settlement::account_amounts) {
        amounts.push_back(to_string(figures.*one.amount));
    }
    return amounts;
}

}  // namespace

// September, a student: 500.00 − 13.55 = 486.45. November, an artist: 1 200.00 − 156.84 + 60.00 =
// 1 103.16, − 5.06 − 134.00 = 964.10, + 25.00 = 989.10; its difference: gross 100.00, base 108.00,
// contribution 13.00, taxable 87.00, tax − 54.00, net 141.00. The year: 500.00 + 1 200.00 + 100.00.
TEST_CASE("an account adds up the slips of a year by quarter, in two categories", "[settlement]") {
    const auto accounts = settlement::individual_accounts(samples::issued_slips());
    REQUIRE(accounts.size() == 2);
    const IndividualAccount& year = accounts[0];
    CHECK(year.year == 2026);
    REQUIRE(year.quarters.size() == 2);
    const auto& third = year.quarters[0];
    CHECK(third.number == 3);
    REQUIRE(third.rows.size() == 1);
    CHECK(third.rows[0].slip == PayslipId{9});
    CHECK(third.rows[0].worker_category == "student");
    CHECK(amounts_of(third.total) == std::vector<std::string>{"500.00", "500.00", "13.55", "0.00",
                                                              "486.45", "0.00", "0.00", "486.45",
                                                              "0.00", "0.00", "486.45"});
    const auto& fourth = year.quarters[1];
    CHECK(fourth.number == 4);
    REQUIRE(fourth.rows.size() == 2);
    CHECK(fourth.rows[0].slip == PayslipId{17});
    CHECK_FALSE(fourth.rows[0].corrects);
    CHECK(amounts_of(fourth.total) ==
          std::vector<std::string>{"1300.00", "1404.00", "169.84", "60.00", "1190.16", "5.06",
                                   "80.00", "1105.10", "25.00", "0.00", "1130.10"});
    CHECK(year.total.days == 9);
    CHECK(year.total.hours_hundredths == 68'40);
    CHECK(amounts_of(year.total) ==
          std::vector<std::string>{"1800.00", "1904.00", "183.39", "60.00", "1676.61", "5.06",
                                   "80.00", "1591.55", "25.00", "0.00", "1616.55"});
}

TEST_CASE("a difference slip stands at the month of its origin, under its own number",
          "[settlement]") {
    const auto accounts = settlement::individual_accounts(samples::issued_slips());
    const auto& row = accounts.at(0).quarters.at(1).rows.at(1);
    CHECK(row.slip == PayslipId{31});
    CHECK(row.corrects == PayslipId{17});
    CHECK(row.month == date::year{2026} / 11);
    CHECK(to_string(row.paid_on) == "2027-01-21");
    CHECK(row.figures.days == 1);
    CHECK(row.figures.hours_hundredths == 7'60);
    CHECK(amounts_of(row.figures) == std::vector<std::string>{"100.00", "108.00", "13.00", "0.00",
                                                              "87.00", "0.00", "-54.00", "141.00",
                                                              "0.00", "0.00", "141.00"});
    // The household is that of the last slip of the year.
    CHECK(accounts[0].worker.children == 2);
    CHECK(accounts[1].worker.children == 1);
}

// D0001 and D0002 are of 3 to 20 November, D0007 of the 24th, the student's work of September.
TEST_CASE("an account says which committees and from which day to which", "[settlement]") {
    const auto accounts = settlement::individual_accounts(samples::issued_slips());
    CHECK(accounts.at(0).joint_committees == std::vector<std::string>{"227", "304"});
    CHECK(to_string(accounts[0].first_work_day.value()) == "2026-09-01");
    CHECK(to_string(accounts[0].last_work_day.value()) == "2026-11-24");
    // Taken back, the work of the 24th is none.
    settlement::DifferenceSlip back = samples::difference_slip();
    std::swap(back.before, back.now);
    back.now.id = PayslipId{32};
    auto slips = samples::issued_slips();
    slips.push_back({settlement::difference(back), PayslipId{31}});
    const auto after = settlement::individual_accounts(slips);
    CHECK(to_string(after.at(0).last_work_day.value()) == "2026-11-20");
}

TEST_CASE("an account counts every hour worked, those above full time too", "[settlement]") {
    settlement::Payslip slip = samples::payslip();
    slip.hours_hundredths = slip.full_time_hundredths = 30'00;  // 38.00 were worked
    const auto accounts = settlement::individual_accounts({{slip, {}}});
    CHECK(accounts.at(0).total.hours_hundredths == 38'00);
    CHECK(slip.hours_above_full_time() == 8'00);
}

TEST_CASE("what is taken from the pay for others is what is missing in what is paid",
          "[settlement]") {
    const auto accounts = settlement::individual_accounts(samples::issued_slips());
    const IndividualAccount& year = accounts.at(1);
    CHECK(year.year == 2027);
    REQUIRE(year.quarters.size() == 1);
    CHECK(year.quarters[0].number == 1);
    CHECK(to_string(year.total.further_deductions) == "100.00");
    CHECK(to_string(year.total.to_pay) == "889.10");
    CHECK(year.total == year.quarters[0].total);
}

TEST_CASE("no slip, no account; slips of two workers are no account", "[settlement]") {
    CHECK(settlement::individual_accounts({}).empty());
    auto slips = samples::issued_slips();
    slips.back().slip.member.code = MemberCode{"M002"};
    CHECK_THROWS_AS(settlement::individual_accounts(slips), ContractViolation);
}
