#include "formats/tabular/json_difference.hpp"
#include "formats/tabular/json_individual_account.hpp"
#include "formats/tabular/json_payslip.hpp"
#include "formats/tabular/table.hpp"
#include "formats/tabular/text_individual_account.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/sample_payslips.hpp"

#include <nlohmann/json.hpp>

#include <sstream>

using namespace mutua;

TEST_CASE("individual accounts as text are as they were read and judged", "[tabular]") {
    const std::string language = GENERATE(values<std::string>({"fr", "nl", "de", "en"}));
    auto account = settlement::individual_accounts(samples::issued_slips()).at(0);
    account.worker.language = cooperative::parse_language(language).value();
    const std::string page = tabular::individual_account_text(account);
    std::istringstream lines{page};
    for (std::string line; std::getline(lines, line);) {
        INFO(line);
        CHECK(tabular::display_width(line) <= 80);
        CHECK_FALSE(line.ends_with(' '));
    }
    golden::check("tabular/individual_account_" + language + ".txt", page);
}

TEST_CASE("columns of an individual account hold seven digits before the comma", "[tabular]") {
    settlement::IndividualAccount account =
        settlement::individual_accounts(samples::issued_slips()).at(0);
    account.worker.language = cooperative::Language::en;
    account.total.days = 365;
    account.total.hours_hundredths = 12'345'67;
    std::int64_t cents = 1'234'567'01;
    for (const auto& one : settlement::account_amounts) {
        account.total.*one.amount = euro_cents(cents++);
    }
    account.total.special_contribution = euro_cents(-1'234'567'06);
    const std::string page = tabular::individual_account_text(account);
    for (const char* lines :
         {"\nYear 2026    365 12,345.67              1,234,567.01  1,234,567.02  1,234,567.03\n"
          "                                                      1,234,567.04  1,234,567.05\n",
          "\nYear 2026                -1,234,567.06  1,234,567.07  1,234,567.08\n"
          "                          1,234,567.09  1,234,567.10  1,234,567.11\n"}) {
        INFO(page);
        CHECK(page.find(lines) != std::string::npos);
    }
}

TEST_CASE("individual accounts as JSON have rows, quarters and years", "[tabular]") {
    const auto document = nlohmann::json::parse(
        tabular::to_json(settlement::individual_accounts(samples::issued_slips())));
    CHECK(document.at("document") == "mutua-individual-account");
    REQUIRE(document.at("accounts").size() == 2);
    const auto& year = document["accounts"][0];
    CHECK(year.at("year") == 2026);
    CHECK(year.at("employer").at("employer_number") == "1234567887");
    CHECK(year.at("worker").at("national_number") == "85021400318");
    CHECK(year.at("birth_date") == "1985-02-14");
    CHECK(year.at("sex") == "male");
    CHECK(year.at("joint_committees") == nlohmann::json{"227", "304"});
    CHECK(year.at("first_work_day") == "2026-09-01");
    CHECK(year.at("last_work_day") == "2026-11-24");
    CHECK(year.at("provisional").size() == 2);
    CHECK(year["provisional"][1].at("figure") == "be.employer_cost.training_rate");
    CHECK(year.at("total").at("net_pay") == "1591.55");
    const auto& fourth = year.at("quarters").at(1);
    CHECK(fourth.at("quarter") == 4);
    CHECK(fourth.at("total").at("hours_hundredths") == 4560);
    const auto& difference = fourth.at("slips").at(1);
    CHECK(difference.at("slip") == "PAY-31");
    CHECK(difference.at("corrects") == "PAY-17");
    CHECK(difference.at("month") == "2026-11");
    CHECK(difference.at("withholding_tax") == "-54.00");
    CHECK(difference.at("paid_on") == "2027-01-21");
    CHECK(fourth.at("slips").at(0).at("corrects").is_null());
}

TEST_CASE("the archived bytes of both kinds of slips are read for an account", "[tabular]") {
    const auto slip = tabular::issued_slip_from_json(tabular::to_json(samples::payslip()));
    CHECK(slip.gross_pay == euro_cents(1200'00));
    const auto changed =
        tabular::issued_slip_from_json(tabular::to_json(samples::difference_slip()));
    CHECK(changed.gross_pay == euro_cents(100'00));
    CHECK(changed.id == PayslipId{31});
}
