#include "engine/ruleset/explain/explanation.hpp"
#include "engine/ruleset/explain/pages.hpp"
#include "engine/ruleset/proof/test_case.hpp"
#include "tests/support/rule_files.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

Explanation explained_in(const Ruleset& rules, const char* figure, const Case& row,
                         const ExplainOptions& options = {}) {
    Calculator calculator{rules};
    auto made = explain(calculator, "xx.small", figure, row, options);
    if (!made) { UNSCOPED_INFO(mutua::to_string(made.error().at(0))); }
    REQUIRE(made);
    return std::move(*made);
}

const ExplainedOperand& operand(const ExplainedFormula& made, const std::string& name) {
    const auto found = std::find_if(made.from.begin(), made.from.end(),
                                    [&](const auto& one) { return one.name == name; });
    for (const auto& one : made.from) { UNSCOPED_INFO(one.name); }
    REQUIRE(found != made.from.end());
    return *found;
}

const char* const carried = R"(input pay : EUR per payslip  range 0.00 .. 100 000.00
param year_cap : EUR
  from 2025-01-01 = 20 000.00  source act "art. 1"
  from 2026-01-01 = previous * 1.03 round half up to 100  source act "art. 2"
carry pay_year : EUR per payslip keyed by member  range 0.00 .. 1 000 000.00
  = prior pay_year + pay
  reset each civil_year
rule pension_base : EUR per payslip
  output
  = min(pay_year, year_cap) - min(prior pay_year, year_cap)  source act "art. 3"
)";

Case in_march() {
    return case_on("2026-03-31", {{"pay", eur("9000.00")}, {"prior pay_year", eur("18000.00")}});
}

const char* const shared = R"(enum buyer { member, client_order }
input sale : buyer per contract
input price : EUR per contract  range 0.00 .. 10 000.00
input cost : EUR per client  range 0.00 .. 10 000.00
rule net : EUR per client
  output
  = sum of price over contracts where (sale is client_order)
rule share : EUR per contract
  output
  = split cost by price
)";

/// Two clients; the first has two contracts, the second one.
Case three_sales() {
    Case row = case_on("2026-06-30");
    row.contracts = {{{"sale", word("client_order")}, {"price", eur("300.00")}},
                     {{"sale", word("member")}, {"price", eur("50.00")}},
                     {{"sale", word("client_order")}, {"price", eur("600.05")}}};
    row.clients = {{{"cost", eur("75.01")}}, {{"cost", eur("10.00")}}};
    row.client_of = {0, 0, 1};
    return row;
}

const char* const amended_law = R"(input days : day per contract  range 0.00 .. 31.00
input committee : code per contract  profile
param meal_day : EUR/day
  from 2025-01-01 = 6.00  source act
rule meal : EUR per contract
  open to committee, client at least
  output
  = days * meal_day  source act
)";

Ruleset amended_rules() {
    const std::string cla = package_head("xx.cla") +
                            "use xx.small\n"
                            "amend meal\n"
                            "  from 2025-01-01\n"
                            "    exception long_stay when days >= 10.00 day\n"
                            "      = inherited + 0.50 EUR/day * days  source act \"art. 7\"\n";
    const std::string layered = std::string{cla}.replace(
        cla.find("  covers"), 2, "  layer committee when committee is \"901\"\n  ");
    CheckReport report = checked(
        {{"xx/cla.rules", layered}, {"xx/small.rules", package_head("xx.small") + amended_law}});
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(mutua::to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    return report.ruleset;
}

Case stay(const char* days, const char* committee) {
    return case_on("2026-06-30", {{"days", number(days)}, {"committee", word(committee)}});
}

}  // namespace

TEST_CASE("a carry shows what came before the row", "[ruleset][explain]") {
    // 20 000.00 * 1.03 = 20 600.00; min(27 000, 20 600) - min(18 000, 20 600) = 2 600.00.
    const Explanation made = explained_in(small_rules(carried), "pension_base", in_march());
    CHECK(made.value == "2 600.00 EUR");
    CHECK(made.formula_values == "min(27 000.00, 20 600.00) - min(18 000.00, 20 600.00)");
    CHECK(operand(made, "prior pay_year").detail == "given");
    CHECK(operand(made, "year_cap").detail == "since 2026-01-01");
    CHECK(operand(made, "year_cap").sources.at(0).place == "art. 2");
    const Explanation carry = explained_in(small_rules(carried), "pay_year", in_march());
    CHECK(carry.kind == "carry");
    CHECK(carry.formula_values == "18 000.00 + 9 000.00");
    CHECK(carry.value == "27 000.00 EUR");
}

TEST_CASE("a chain that begins says that nothing came before", "[ruleset][explain]") {
    const Explanation made = explained_in(small_rules(carried), "pay_year",
                                          case_on("2026-01-31", {{"pay", eur("9000.00")}}));
    CHECK(made.value == "9 000.00 EUR");
    CHECK(operand(made, "prior pay_year").value == "0.00");
    CHECK(operand(made, "prior pay_year").detail == "nothing before this row");
}

TEST_CASE("an indexed figure shows the one before and its rounding", "[ruleset][explain]") {
    const Explanation made = explained_in(small_rules(carried), "year_cap", in_march());
    CHECK(made.kind == "param");
    CHECK(made.value == "20 600.00 EUR");
    CHECK(made.version == "2026-01-01");
    CHECK(made.formula_values == "20 000.00 * 1.03");
    CHECK(made.rounding == "half up to 100");
    CHECK(operand(made, "previous").detail == "2025-01-01 .. 2025-12-31");
}

TEST_CASE("a split shows the weights, and the row that is meant", "[ruleset][explain]") {
    // 75.01 by 300 and 50: floors 64.29 and 10.71, remainders 0.4285… and 0.5714…: the cent goes to
    // the second, 64.29 and 10.72.
    const Ruleset rules = small_rules(shared);
    const Explanation first = explained_in(rules, "share", three_sales());
    CHECK(first.value == "64.29 EUR");
    CHECK(first.row == "contract 1 of 3");
    CHECK(operand(first, "split cost by price").detail ==
          "shared by weight over 2 contracts: 300.00, 50.00");
    CHECK(operand(first, "cost").value == "75.01");
    const Explanation second = explained_in(rules, "share", three_sales(), {1, 1});
    CHECK(second.value == "10.72 EUR");
    CHECK(second.row == "contract 2 of 3");
    CHECK(explained_in(rules, "share", three_sales(), {1, 2}).value == "10.00 EUR");
}

TEST_CASE("a figure of a client sums the contracts of that client", "[ruleset][explain]") {
    const Ruleset rules = small_rules(shared);
    const Explanation first = explained_in(rules, "net", three_sales());
    CHECK(first.value == "300.00 EUR");
    REQUIRE(first.from.size() == 1);
    CHECK(first.from[0].detail == "over 1 of 2 contracts: 300.00");
    const Explanation second = explained_in(rules, "net", three_sales(), {1, 1});
    CHECK(second.value == "600.05 EUR");
    CHECK(second.row == "client 2 of 2");
    CHECK(second.from.at(0).detail == "over 1 contract: 600.05");
}

TEST_CASE("the layer that gave the value is named, with the value below it", "[ruleset][explain]") {
    // 12 days at 6.00 are 72.00; 0.50 a day more are 6.00.
    const Ruleset rules = amended_rules();
    const Explanation made = explained_in(rules, "meal", stay("12.00", "901"));
    CHECK(made.value == "78.00 EUR");
    CHECK(made.layer == "law");
    CHECK(made.decided_by == "committee");
    CHECK(made.rounded == "72.00");
    REQUIRE(made.layers.size() == 1);
    const ExplainedLayer& layer = made.layers[0];
    CHECK(layer.package == "xx.cla");
    CHECK(layer.where.file == "xx/cla.rules");
    CHECK(layer.version == "2025-01-01");
    CHECK(layer.sources.at(0).place == "art. 7");
    CHECK(layer.exceptions.at(0).values == "12.00 >= 10.00 day");
    CHECK(layer.formula_values == "72.00 + 0.50 EUR/day * 12.00");
    CHECK(layer.value == "78.00");
    CHECK(operand(layer, "inherited").detail == "of the layers below");
}

TEST_CASE("a layer that does not hold, or does not speak, says why", "[ruleset][explain]") {
    const Ruleset rules = amended_rules();
    const Explanation other = explained_in(rules, "meal", stay("12.00", "902"));
    CHECK(other.value == "72.00 EUR");
    CHECK(other.decided_by == "law");
    CHECK(other.layers.empty());
    CHECK(other.idle ==
          std::vector<std::string>{"layer committee, xx.cla: committee is \"901\" is false"});
    const Explanation brief = explained_in(rules, "meal", stay("7.50", "901"));
    CHECK(brief.value == "45.00 EUR");
    CHECK(brief.decided_by == "law");
    REQUIRE(brief.layers.size() == 1);
    CHECK(brief.layers[0].formula.empty());
    CHECK(brief.layers[0].idle ==
          std::vector<std::string>{"exception long_stay: days >= 10.00 day is false by 2.50"});
}

TEST_CASE("a rule that is dated by day shows the days of each version", "[ruleset][explain]") {
    // 100.00 * 14/30 + 121.00 * 16/30 = 46.666… + 64.533… = 111.20
    const Explanation made = explained_in(small_rules(R"(rule allowance : EUR per payslip
  dated by day
  output
  from 2025-01-01 = 100.00 EUR  source act "old"
  from 2026-06-15 = 121.00 EUR  source act "new"
)"),
                                          "allowance", case_on("2026-06-30"));
    CHECK(to_text(made) == R"(allowance = 111.20 EUR
  xx.small, xx/small.rules:8, dated by day, layer law
  days     2026-06-01 .. 2026-06-14, 14 days: 100.00
               version 2025-01-01 .. 2026-06-14
  source   An act (invented), old                    https://example.org/act
  formula  100.00 EUR
  days     2026-06-15 .. 2026-06-30, 16 days: 121.00   version of 2026-06-15
  source   An act (invented), new                    https://example.org/act
  formula  121.00 EUR
  formula  mean over the days of the period
           (100.00 * 14 + 121.00 * 16) / 30
           111.20 -> half up to 0.01 -> 111.20       rounding of the package
)");
}

TEST_CASE("a table shows the row that was taken", "[ruleset][explain]") {
    const Ruleset rules = small_rules(R"(input town : code per payslip
table rate (town : code) : percent
  from 2025-01-01  source act
    row "1001" : 5.00 %
    otherwise  : 6.00 %
rule tax : EUR per payslip
  output
  = 200.00 EUR * rate[town]
rule tax_or_none : EUR per payslip
  output
  = 200.00 EUR * (if town is "1001" then rate[town] else 0.00 %)
)");
    const Explanation row =
        explained_in(rules, "tax", case_on("2026-06-30", {{"town", word("1001")}}));
    CHECK(row.value == "10.00 EUR");
    CHECK(row.formula_values == "200.00 EUR * 5.00 %");
    CHECK(operand(row, "rate[\"1001\"]").detail == "since 2025-01-01");
    const Case elsewhere = case_on("2026-06-30", {{"town", word("7")}});
    CHECK(operand(explained_in(rules, "tax", elsewhere), "rate[\"7\"]").detail ==
          "since 2025-01-01, `otherwise`");
    // Only the side that was chosen is shown.
    const Explanation none = explained_in(rules, "tax_or_none", elsewhere);
    CHECK(none.formula_values == "200.00 EUR * (0.00 %)");
    CHECK(none.from.size() == 1);
}

TEST_CASE("a marginal scale shows what each bracket gave", "[ruleset][explain]") {
    // 1 000.00 at 10 % = 100.00; 500.03 at 20 % = 100.006, rounded 100.01.
    const Explanation made =
        explained_in(small_rules(R"(input pay : EUR per payslip  range 0.00 .. 9 000.00
scale tax : EUR marginal
  from 2025-01-01  source act
    above     0.00 : 10.00 %
    above 1 000.00 : 20.00 %
    above 2 000.00 : 30.00 %
    each bracket round half up to 0.01
rule due : EUR per payslip
  output
  = tax(pay)
)"),
                     "due", case_on("2026-06-30", {{"pay", eur("1500.03")}}));
    CHECK(made.value == "200.01 EUR");
    CHECK(operand(made, "tax(1 500.03)").parts ==
          std::vector<std::string>{"1 000.00 at 10.00 % = 100.00 -> half up to 0.01 -> 100.00",
                                   "500.03 at 20.00 % = 100.006 -> half up to 0.01 -> 100.01"});
}

TEST_CASE("a stated scale shows its amount and what lies over the threshold",
          "[ruleset][explain]") {
    // 40.00 + 500.03 * 1.10 % = 40.00 + 5.50 (5.50033).
    const Explanation made =
        explained_in(small_rules(R"(input pay : EUR per payslip  range 0.00 .. 9 000.00
scale due_of : EUR -> EUR stated
  from 2025-01-01  source act
    reaching     0.00 :  0.00
    above    1 000.00 : 40.00 plus 1.10 %
    each bracket round half up to 0.01
rule due : EUR per payslip
  output
  = due_of(pay)
)"),
                     "due", case_on("2026-06-30", {{"pay", eur("1500.03")}}));
    CHECK(made.value == "45.50 EUR");
    CHECK(operand(made, "due_of(1 500.03)").parts ==
          std::vector<std::string>{
              "40.00, and 500.03 at 1.10 % = 5.50033 -> half up to 0.01 -> 5.50"});
}

TEST_CASE("the rate of a stated scale is an amount where the units differ", "[ruleset][explain]") {
    // 11.00 EUR, and 1.25 EUR for each of the 16 above 4: 11.00 + 20.00.
    const Ruleset rules = small_rules(R"(input kids : count per payslip  range -3 .. 20
scale credit : count -> EUR stated
  from 2025-01-01  source act
    reaching -3 : 1.00
    reaching 0 : 1.00 plus 2.50 EUR
    above 4 : 11.00 plus 1.25 EUR
rule due : EUR per payslip
  output
  = credit(kids)
)");
    const Explanation made =
        explained_in(rules, "due", case_on("2026-06-30", {{"kids", count_of(20)}}));
    CHECK(made.value == "31.00 EUR");
    CHECK(operand(made, "credit(20)").parts ==
          std::vector<std::string>{"11.00, and 16 at 1.25 EUR = 20.00"});
    CHECK(test::contains(rules_pages(rules).at(1).text, "11.00 plus 1.25 EUR of the rest"));
}

TEST_CASE("every rounding is shown with the exact value before it", "[ruleset][explain]") {
    // 99.99 * 13 % = 12.9987, to 12.99 down; 12.99 / 3 = 4.33.
    const Explanation made =
        explained_in(small_rules(R"(input pay : EUR per payslip  range 0.00 .. 9 000.00
rule third : EUR per payslip
  output
  = round(pay * 13 %) down to 0.01 / 3 round half even to 0.01
rule odd : EUR per payslip
  output
  = pay / 7 round ceiling to 0.05
)"),
                     "third", case_on("2026-06-30", {{"pay", eur("99.99")}}));
    CHECK(made.value == "4.33 EUR");
    REQUIRE(made.roundings.size() == 1);
    CHECK(made.roundings[0].before == "12.9987");
    CHECK(made.roundings[0].how == "down to 0.01");
    CHECK(made.roundings[0].after == "12.99");
    CHECK(made.exact == "4.33");
    CHECK(made.rounding == "half even to 0.01");
    CHECK(made.rounded == "4.33");
    CHECK_FALSE(made.rounding_of_package);
}

TEST_CASE("an exception that holds and is beaten is told so", "[ruleset][explain]") {
    const Ruleset rules = small_rules(R"(input weight : EUR per payslip  range 0.00 .. 1 000.00
input cold : bool per payslip
rule fee : EUR per payslip
  output
  default                                   = 10.00 EUR
  exception heavy when weight > 100.00 EUR  = 20.00 EUR
  exception cool over heavy when cold and not (weight < 50.00 EUR) = 30.00 EUR
)");
    const auto fee = [&](const char* weight, bool cold) {
        return explained_in(rules, "fee",
                            case_on("2026-06-30", {{"weight", eur(weight)}, {"cold", cold}}));
    };
    const Explanation both = fee("150.00", true);
    CHECK(both.value == "30.00 EUR");
    CHECK(both.idle ==
          std::vector<std::string>{"exception heavy: it holds, and `cool` is declared over it"});
    // Of the two tests of `cool` one fails at 150.00, the other at 40.00.
    CHECK(fee("150.00", false).idle == std::vector<std::string>{"exception cool: cold is false"});
    CHECK(fee("40.00", true).idle ==
          std::vector<std::string>{"exception heavy: weight > 100.00 EUR is false by 60.00",
                                   "exception cool: weight < 50.00 EUR is true by 10.00"});
}

TEST_CASE("what is given is not explained, and a default is", "[ruleset][explain]") {
    const Ruleset rules = small_rules(R"(input pay : EUR per payslip  range 0.00 .. 9 000.00
input basis : EUR per payslip  range 0.00 .. 20 000.00
  default pay * 2
rule due : EUR per payslip
  output
  = basis * 10 %
)");
    const Case row = case_on("2026-06-30", {{"pay", eur("100.00")}});
    CHECK(operand(explained_in(rules, "due", row), "basis").detail == "default");
    const Explanation basis = explained_in(rules, "basis", row);
    CHECK_FALSE(basis.given);
    CHECK(basis.value == "200.00 EUR");
    CHECK(basis.formula_values == "100.00 * 2");
    CHECK(explained_in(rules, "pay", row).given);
    Case told = row;
    told.common["due"] = eur("7.00");
    const Explanation due = explained_in(rules, "due", told);
    CHECK(due.given);
    CHECK(due.value == "7.00 EUR");
    CHECK(due.formula.empty());
}

TEST_CASE("the rows of a sum are explained below it", "[ruleset][explain]") {
    const Ruleset rules = small_rules(R"(input pay : EUR per contract  range 0.00 .. 9 000.00
rule base : EUR per contract
  tags costs
  = pay * 110 %
rule extra : EUR per contract
  tags costs
  = pay * 1 %
rule costs : EUR per contract
  output
  = sum of tagged costs
rule all : EUR per payslip
  output
  = sum of base over contracts
)");
    Case row = case_on("2026-06-30");
    row.contracts = {{{"pay", eur("600.00")}}, {{"pay", eur("500.00")}}};
    const Explanation all = explained_in(rules, "all", row, {2});
    CHECK(all.value == "1 210.00 EUR");
    REQUIRE(all.children.size() == 2);
    CHECK(all.children[0].value == "660.00 EUR");
    CHECK(all.children[1].value == "550.00 EUR");
    CHECK(all.children[1].row == "contract 2 of 2");
    CHECK(all.children[1].formula_values == "500.00 * 110 %");
    // A sum of tagged rules is written out.
    const Explanation costs = explained_in(rules, "costs", row);
    CHECK(costs.formula_values == "660.00 + 6.00");
    CHECK(operand(costs, "extra").value == "6.00");
}

TEST_CASE("a scale or a table has no value of its own to explain", "[ruleset][explain]") {
    Calculator calculator{
        small_rules("scale tax : EUR marginal\n  from 2025-01-01  source act\n"
                    "    above 0.00 : 10.00 %\nrule due : EUR per payslip\n"
                    "  output\n  = tax(5.00 EUR)\n")};
    const auto made = explain(calculator, "xx.small", "tax", case_on("2026-06-30"));
    REQUIRE_FALSE(made);
    CHECK(made.error().at(0).code == "R203");
    CHECK(made.error().at(0).help == "explain a rule that reads `tax`");
}

TEST_CASE("no line of an explanation is wider than a terminal", "[ruleset][explain]") {
    const Ruleset rules = small_rules(
        R"(input first_amount_that_somebody_pays : EUR per payslip  range 0.00 .. 9 000.00
input second_amount_that_somebody_pays : EUR per payslip  range 0.00 .. 9 000.00
rule a_rule_with_quite_a_long_name : EUR per payslip
  output
  default = min(first_amount_that_somebody_pays * 2 + second_amount_that_somebody_pays, 12 345.67 EUR)
            source act "chapter 12, section 3, paragraph 4, second sentence"
  exception rather_seldom when first_amount_that_somebody_pays > second_amount_that_somebody_pays
    = 1.00 EUR
)");
    const Explanation made =
        explained_in(rules, "a_rule_with_quite_a_long_name",
                     case_on("2026-06-30", {{"first_amount_that_somebody_pays", eur("10.00")},
                                            {"second_amount_that_somebody_pays", eur("20.00")}}));
    CHECK(made.value == "40.00 EUR");
    std::istringstream lines{to_text(made)};
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        CAPTURE(line);
        CHECK(line.size() <= 80);
        CHECK(line.find("12\n") == std::string::npos);
    }
    CHECK(count > 8);
}

TEST_CASE("JSON holds the members of days, layers and roundings", "[ruleset][explain]") {
    const auto json =
        nlohmann::json::parse(to_json(explained_in(amended_rules(), "meal", stay("12.00", "901"))));
    CHECK(json.at("decided_by") == "committee");
    CHECK(json.at("layers").at(0).at("value") == "78.00");
    CHECK(json.at("layers").at(0).at("exceptions").at(0).at("parts").at(0).at("decides") == true);
    CHECK(json.at("rounded") == "72.00");
    CHECK(json.at("roundings").empty());
    CHECK(json.at("days").empty());
    CHECK(json.at("until") == "");
}

TEST_CASE("every figure of the tests in the good rules can be explained", "[ruleset][explain]") {
    const CheckReport report =
        checked(test::rule_files(std::filesystem::path{MUTUA_SOURCE_DIR} / "fixtures/rules/good"));
    REQUIRE(report.ruleset != nullptr);
    const CheckedRuleset& rules = *report.ruleset;
    Calculator calculator{report.ruleset};
    std::size_t explained_figures = 0;
    for (PackageId id = 0; id < rules.packages.size(); ++id) {
        for (const syntax::Test& test : rules.packages[id].tests) {
            const Case row = case_of(rules, id, test.cases.front());
            const std::string& package = rules.packages[id].name;
            const Outcome outcome = calculator.evaluate(package, {}, row);
            if (!outcome.ok()) { continue; }
            for (const auto& [name, rows] : outcome.figures) {
                for (std::size_t i = 0; i < rows.size(); ++i) {
                    CAPTURE(package, test.title, name, i);
                    const auto made = explain(calculator, package, name, row, {3, i});
                    REQUIRE(made);
                    CHECK_FALSE(to_text(*made).empty());
                    ++explained_figures;
                }
            }
        }
    }
    CHECK(explained_figures > 100);
}
