#include "engine/settlement/question.hpp"

#include "tests/support/real_rules.hpp"
#include "tests/support/sample_payslips.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using ruleset::Number;
using settlement::hundredths;
using settlement::percent_text;

TEST_CASE("a percent is printed with two decimals, whatever its scale", "[settlement]") {
    struct Row {
        const char* why;
        Number ratio;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"zero", {0, 0}, "0.00"},
        {"all of it", {1, 0}, "100.00"},
        {"two decimals of a ratio", {21, 2}, "21.00"},
        {"three", {65, 3}, "6.50"},
        {"four", {1111, 4}, "11.11"},
        {"more, with zeros", {111'100, 6}, "11.11"},
        {"a hundredth of a percent", {1, 4}, "0.01"},
        {"below zero", {-600, 4}, "-6.00"},
    }));
    CAPTURE(row.why);
    CHECK(percent_text(row.ratio) == row.expected);
}

TEST_CASE("what is no percent of two decimals is a broken promise", "[settlement]") {
    CHECK_THROWS_AS(percent_text(Number{11'111, 5}), ContractViolation);
    CHECK_THROWS_AS(percent_text(ruleset::word("standard")), ContractViolation);
    CHECK_THROWS_AS(percent_text(true), ContractViolation);
}

TEST_CASE("hours are read in hundredths", "[settlement]") {
    CHECK(hundredths(Number{760, 2}) == 760);
    CHECK(hundredths(Number{76, 1}) == 760);
    CHECK(hundredths(Number{8, 0}) == 800);
    CHECK_THROWS_AS(hundredths(Number{7601, 3}), ContractViolation);
    CHECK_THROWS_AS(hundredths(ruleset::Fraction{1, 3}), ContractViolation);
}

TEST_CASE("a declaration is asked about by its characters, days and dates", "[settlement]") {
    cooperative::Declaration one;
    one.description = "Café – été";  // ten characters in fourteen bytes
    one.work_dates = {samples::day(2026, 11, 3), samples::day(2026, 11, 5)};
    one.hours_hundredths = 15'20;
    one.price = euro_cents(450'00);
    const auto values =
        settlement::declaration_values(one, samples::belgian_client(), samples::day(2026, 11, 2));
    CHECK(values.at("description_length") == ruleset::count_of(10));
    CHECK(values.at("work_days") == ruleset::count_of(2));
    CHECK(values.at("first_work_date") == ruleset::Value{samples::day(2026, 11, 3)});
    CHECK(values.at("last_work_date") == ruleset::Value{samples::day(2026, 11, 5)});
    CHECK(values.at("price") == ruleset::value_of(euro_cents(450'00)));
    CHECK(values.at("requested_vat_treatment") == ruleset::word("by_rules"));
    CHECK(values.at("client_has_vat_number") == ruleset::Value{true});
    one.work_dates.clear();
    CHECK_THROWS_AS(
        settlement::declaration_values(one, samples::belgian_client(), samples::day(2026, 11, 2)),
        ContractViolation);
}

TEST_CASE("a member's chosen rate is asked about only when there is one", "[settlement]") {
    cooperative::Member member = samples::member();
    const Month month = date::year{2026} / 11;
    CHECK(settlement::member_values(member, month).count("chosen_withholding_rate") == 0);
    CHECK(settlement::member_values(member, month).at("weekdays_in_month") ==
          ruleset::count_of(21));
    member.withholding_rate = "18.00";
    const auto rate = settlement::member_values(member, month).at("chosen_withholding_rate");
    CHECK(percent_text(rate) == "18.00");
}

TEST_CASE("a joint committee is asked about where the declaration or the member names one",
          "[settlement]") {
    cooperative::Member member = samples::member();
    member.joint_committee = "";
    const Month month = date::year{2026} / 2;
    CHECK(settlement::member_values(member, month).count("joint_committee") == 0);
    CHECK(settlement::member_values(member, month).at("days_in_month") == ruleset::count_of(28));
    member.joint_committee = "227";
    CHECK(settlement::member_values(member, month).at("joint_committee") == ruleset::word("227"));
    cooperative::Declaration one;
    one.work_dates = {samples::day(2026, 2, 3)};
    const auto values = [&] {
        return settlement::declaration_values(one, samples::belgian_client(),
                                              samples::day(2026, 2, 2));
    };
    CHECK(values().count("joint_committee") == 0);
    one.joint_committee = "304";
    CHECK(values().at("joint_committee") == ruleset::word("304"));
    CHECK(settlement::other_hours_values(test::real_rules(), {}, {10'05, 99'00, 100'00, 7'60})
              .at("other_hours_of_month") == ruleset::Value{Number{10'05, 2}});
}
