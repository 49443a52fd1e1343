#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const char* const handling = R"(enum stop_kind { depot, shop, home }
input weight : EUR per payslip  range 0.00 .. 5 000.00
input stop : stop_kind per payslip
input wanted : bool per payslip  default yes

rule handling : EUR per payslip
  applies when wanted
  default                                                  = 10.00 EUR
  exception heavy when weight > 100.00 EUR                 = 20.00 EUR
  exception cold over heavy when stop is depot             = 30.00 EUR
  exception home over heavy when stop is home              = weight / 3
  ensure handling <= 500.00 EUR else "handling is dear"

rule doubled : EUR per payslip
  = if handling applies then handling * 2 else 1.00 EUR
)";

Case parcel(const char* weight, const char* stop, bool wanted = true) {
    return case_on("2026-06-30",
                   {{"weight", eur(weight)}, {"stop", word(stop)}, {"wanted", wanted}});
}

}  // namespace

TEST_CASE("a rule takes its default or the one exception that stands on top", "[ruleset]") {
    Calculator calculator{small_rules(handling)};
    CHECK(figure_of(calculator, "handling", parcel("100.00", "shop")) == "10.00");
    CHECK(figure_of(calculator, "handling", parcel("100.01", "shop")) == "20.00");
    CHECK(figure_of(calculator, "handling", parcel("1.00", "depot")) == "30.00");
    CHECK(figure_of(calculator, "handling", parcel("400.00", "depot")) == "30.00");
    CHECK(figure_of(calculator, "handling", parcel("400.00", "home")) == "133.33");
}

TEST_CASE("not applicable is zero with a flag, and its ensure is not asked", "[ruleset]") {
    Calculator calculator{small_rules(handling)};
    const Outcome outcome =
        calculator.evaluate("xx.small", {"handling", "doubled"}, parcel("5000.00", "home", false));
    REQUIRE(outcome.ok());
    CHECK(to_string(outcome.at("handling").value) == "0.00");
    CHECK_FALSE(outcome.at("handling").applicable);
    CHECK(to_string(outcome.at("doubled").value) == "1.00");
    CHECK(outcome.at("doubled").applicable);
}

TEST_CASE("an ensure that fails rejects the row with its text", "[ruleset]") {
    Calculator calculator{small_rules(handling)};
    const Outcome outcome = calculator.evaluate("xx.small", {"doubled"}, parcel("1500.02", "home"));
    REQUIRE(outcome.faults.size() == 1);
    CHECK(outcome.faults[0].code == "E401");
    CHECK(outcome.faults[0].name == "handling");
    CHECK(outcome.faults[0].message == "handling is dear");
    // 1 500.01 / 3 = 500.00333… -> 500.00 holds.
    CHECK(figure_of(calculator, "handling", parcel("1500.01", "home")) == "500.00");
}

TEST_CASE("two exceptions declared exclusive that hold together are a fault", "[ruleset]") {
    Calculator calculator{
        small_rules("input a : EUR per payslip  range 0.00 .. 9.00\n"
                    "input b : EUR per payslip  range 0.00 .. 9.00\n"
                    "rule y : EUR per payslip\n"
                    "  default = 1.00 EUR\n"
                    "  exception more when a > b = 2.00 EUR\n"
                    "  exception both exclusive with more when a + b > 10.00 EUR = 3.00 EUR\n")};
    const auto y = [&](const char* a, const char* b) {
        return figure_of(calculator, "y", case_on("2026-06-30", {{"a", eur(a)}, {"b", eur(b)}}));
    };
    CHECK(y("1.00", "1.00") == "1.00");
    CHECK(y("2.00", "1.00") == "2.00");
    CHECK(y("5.00", "6.00") == "3.00");
    CHECK(y("6.00", "5.00") == "E301 y");
}

TEST_CASE("a figure that is given is not computed, and neither is its test", "[ruleset]") {
    Calculator calculator{small_rules(handling)};
    Case row = parcel("100.00", "shop");
    row.common["handling"] = eur("999.99");
    const Outcome outcome = calculator.evaluate("xx.small", {"handling", "doubled"}, row);
    REQUIRE(outcome.ok());
    CHECK(outcome.at("handling").given);
    CHECK_FALSE(outcome.at("doubled").given);
    CHECK(to_string(outcome.at("doubled").value) == "1999.98");
    // What only the given figure needed need not be there.
    CHECK(figure_of(calculator, "doubled", case_on("2026-06-30", {{"handling", eur("2.00")}})) ==
          "4.00");
}

TEST_CASE("match, in, clamp and dates give what they say", "[ruleset]") {
    Calculator calculator{small_rules(R"(enum size { small, large, huge }
input how_big : size per payslip
input born : date per payslip
input today : date per payslip
input amount : EUR per payslip  range -100.00 .. 100.00

rule price : EUR per payslip
  = match how_big { small : 1.00 EUR, large or huge : amount * 2 }
rule is_big : bool per payslip
  = how_big in { large, huge } and how_big is not huge
rule cut : EUR per payslip
  = clamp(amount, 0, 50.00 EUR)
rule size_of : EUR per payslip
  = abs(amount)
rule age : year(0) per payslip
  = years_between(born, today)
rule days : day(0) per payslip
  = days_between(born, today)
rule after_up : date per payslip
  = add_months(born, 1, up)
rule after_down : date per payslip
  = add_months(born, 1, down)
rule month_number : count per payslip
  = month_of(today)
rule vat : code per payslip
  = if amount > 0 then "S" else ""
)")};
    const Case row = case_on("2026-06-30", {{"how_big", word("large")},
                                            {"born", *parse_date("2000-01-31")},
                                            {"today", *parse_date("2026-01-30")},
                                            {"amount", eur("-7.50")}});
    CHECK(figure_of(calculator, "price", row) == "-15.00");
    CHECK(figure_of(calculator, "is_big", row) == "yes");
    CHECK(figure_of(calculator, "cut", row) == "0.00");
    CHECK(figure_of(calculator, "size_of", row) == "7.50");
    CHECK(figure_of(calculator, "age", row) == "25");
    CHECK(figure_of(calculator, "days", row) == "9496");  // 26 * 365 + 7 leap days - 1
    CHECK(figure_of(calculator, "after_up", row) == "2000-03-01");
    CHECK(figure_of(calculator, "after_down", row) == "2000-02-29");
    CHECK(figure_of(calculator, "month_number", row) == "1");
    CHECK(figure_of(calculator, "vat", row) == "");
}
