#include "engine/ruleset/explain/explanation.hpp"

#include "tests/support/files.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

Ruleset orchard() {
    std::vector<SourceFile> files;
    for (const char* path : {"xx/orchard.rules", "xx/harvest_tax.rules"}) {
        files.push_back({path, test::file_bytes(std::string{MUTUA_SOURCE_DIR} +
                                                "/fixtures/rules/good/" + path)});
    }
    const CheckReport report = check(std::move(files), *parse_date("2026-11-23"));
    REQUIRE(report.ruleset != nullptr);
    return report.ruleset;
}

/// 900.00 of apples: relief in the sloping part.
Case harvest(const char* pay) {
    Case row{Clocks::all(*parse_date("2026-06-30")), {}, {}};
    row.common["picked"] = word("apple");
    row.common["basket_pay"] = value_of(*parse_money(pay));
    row.common["hours"] = *parse_number("20.00");
    return row;
}

Explanation explained(const char* package, const char* figure, const Case& row,
                      std::size_t depth = 1) {
    Calculator calculator{orchard()};
    auto made = explain(calculator, package, figure, row, {depth, 0, "en"});
    REQUIRE(made);
    return std::move(*made);
}

}  // namespace

TEST_CASE("an explanation shows formula, values, rounding and what decided", "[ruleset][explain]") {
    // 60.00 - 0.15 * (900.00 - 800.00) = 45.00, below the share of 900.00 * 8 % = 72.00.
    CHECK(to_text(explained("xx.orchard", "low_pay_relief", harvest("900.00"))) ==
          R"(low_pay_relief = 45.00 EUR                Relief
  xx.orchard, xx/orchard.rules:70, layer law
  source   Picking act (invented), chapter 2, par. 6
               https://example.org/picking
  applies  month_pay < low_pay.ceiling               900.00 < 1 200.00
  formula  min(low_pay.most - low_pay.slope * (month_pay - low_pay.floor),
             fund_share)
           min(60.00 - 0.150000 * (900.00 - 800.00), 72.00)
           45.00000000 -> half up to 0.01 -> 45.00   rounding of the package
  from     low_pay.most = 60.00                      since 2025-01-01
           low_pay.slope = 0.150000                  since 2025-01-01
           month_pay = 900.00
           low_pay.floor = 800.00                    since 2025-01-01
  idle     fund_share = 72.00: would decide below 45.00
  idle     exception whole: month_pay <= low_pay.floor is false by 100.00
)");
}

TEST_CASE("the exception that held is named, and the formula is its own", "[ruleset][explain]") {
    const Explanation made = explained("xx.orchard", "low_pay_relief", harvest("700.00"));
    // 700.00 * 8 % = 56.00 is the share, below the most of 60.00.
    CHECK(made.value == "56.00 EUR");
    REQUIRE(made.exceptions.size() == 1);
    CHECK(made.exceptions[0].holds);
    CHECK(made.exceptions[0].values == "700.00 <= 800.00");
    CHECK(made.formula == "min(low_pay.most, fund_share)");
    CHECK(made.formula_values == "min(60.00, 56.00)");
}

TEST_CASE("a figure that does not apply says why", "[ruleset][explain]") {
    const Explanation made = explained("xx.orchard", "low_pay_relief", harvest("1500.00"));
    CHECK_FALSE(made.applicable);
    REQUIRE(made.applies.size() == 1);
    CHECK_FALSE(made.applies[0].holds);
    CHECK(made.applies[0].values == "1 500.00 < 1 200.00");
    CHECK(made.applies[0].distance == "300.00");
    CHECK(made.formula.empty());
}

TEST_CASE("a sum shows the contracts that it was made of", "[ruleset][explain]") {
    Case row = harvest("500.00");
    row.contracts = {{}, {{"basket_pay", value_of(euro_cents(40'050))}}};
    const Explanation made = explained("xx.orchard", "month_pay", row);
    CHECK(made.value == "900.50 EUR");
    CHECK(made.formula_values == "900.50");
    REQUIRE(made.from.size() == 1);
    CHECK(made.from[0].detail == "over 2 contracts: 500.00, 400.50");
}

TEST_CASE("a scale shows the bracket that was hit", "[ruleset][explain]") {
    // 1 000.00 * 1 % + 500.55 * 2.5 %, each rounded: 10.00 + 12.51.
    const Explanation made = explained("xx.orchard", "solidarity_share", harvest("3500.55"));
    CHECK(made.value == "22.51 EUR");
    const auto scale = std::find_if(made.from.begin(), made.from.end(), [](const auto& one) {
        return one.name == "solidarity(3 500.55)";
    });
    REQUIRE(scale != made.from.end());
    CHECK(scale->detail == "since 2025-01-01, bracket 3: above 3 000.00 : 2.50 %");
}

TEST_CASE("depth shows the rules below, as far as they decided", "[ruleset][explain]") {
    const Explanation one = explained("xx.orchard", "fund_share", harvest("900.00"));
    CHECK(one.children.empty());
    const Explanation three = explained("xx.orchard", "fund_share", harvest("900.00"), 3);
    REQUIRE(three.children.size() == 1);
    CHECK(three.children[0].name == "month_fund_base");
    // The ceiling lost the `min`: it is idle, not a child.
    CHECK(three.children[0].idle ==
          std::vector<std::string>{"fund_ceiling = 4 000.00: would decide below 900.00"});
}

TEST_CASE("a given figure is shown as given", "[ruleset][explain]") {
    Case row{Clocks::all(*parse_date("2026-06-30")), {}, {}};
    row.common["taxable_harvest"] = value_of(euro_cents(100'000));
    const Explanation made = explained("xx.harvest_tax", "taxable_harvest", row);
    CHECK(made.given);
    CHECK(made.formula.empty());
    const Explanation tax = explained("xx.harvest_tax", "harvest_tax", row, 2);
    CHECK(tax.value == "120.00 EUR/month");
    CHECK(tax.from.at(0).detail == "given");
}

TEST_CASE("faults and unknown figures are told instead of an explanation", "[ruleset][explain]") {
    Calculator calculator{orchard()};
    Case row{Clocks::all(*parse_date("2026-06-30")), {}, {}};
    const auto lacking = explain(calculator, "xx.orchard", "month_pay", row);
    REQUIRE_FALSE(lacking);
    CHECK(lacking.error().at(0).code == "E102");
    const auto unknown = explain(calculator, "xx.orchard", "month_pai", row);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().at(0).code == "R101");
    CHECK(unknown.error().at(0).help == "did you mean `month_pay`?");
}

TEST_CASE("programs read the same explanation as JSON", "[ruleset][explain]") {
    const auto json =
        nlohmann::json::parse(to_json(explained("xx.orchard", "fund_share", harvest("900.00"))));
    CHECK(json.at("value") == "72.00 EUR");
    CHECK(json.at("plain") == "72.00");
    CHECK(json.at("unit") == "EUR");
    CHECK(json.at("rounding") == "half up to 0.01");
    CHECK(json.at("from").at(1).at("name") == "fund_rate");
    CHECK(json.at("children").empty());
}

TEST_CASE("a provisional figure that only a condition reads is marked", "[ruleset][explain]") {
    Calculator calculator{
        small_rules("input weight : EUR per payslip  range 0.00 .. 1 000.00\n"
                    "param heavy_from : EUR\n"
                    "  from 2025-01-01 = 100.00  source act \"par. 9\"  provisional\n"
                    "param plain : EUR\n"
                    "  from 2025-01-01 = 7.00  source act\n"
                    "rule handling : EUR per payslip\n"
                    "  default = 10.00 EUR  source act\n"
                    "  exception heavy when weight > heavy_from and weight > plain = 20.00 EUR"
                    "  source act\n"
                    "rule plain_fee : EUR per payslip\n"
                    "  = plain\n")};
    const Case row = case_on("2026-06-30", {{"weight", eur("50.00")}});
    const auto made = explain(calculator, "xx.small", "handling", row);
    REQUIRE(made);
    CHECK(made->provisional);
    REQUIRE(made->from.size() == 1);
    CHECK(made->from[0].name == "heavy_from");
    CHECK(made->from[0].detail == "since 2025-01-01, provisional");
    const std::string text = to_text(*made);
    CHECK(text.find("layer law, provisional\n") != std::string::npos);
    CHECK(text.find("  from     heavy_from = 100.00   since 2025-01-01, provisional\n"
                    "             An act (invented), par. 9") != std::string::npos);
    CHECK(nlohmann::json::parse(to_json(*made)).at("provisional") == true);
    const auto other = explain(calculator, "xx.small", "plain_fee", row);
    REQUIRE(other);
    CHECK_FALSE(other->provisional);
}
