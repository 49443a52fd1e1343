#include "engine/ruleset/explain/why_not.hpp"

#include "engine/ruleset/explain/next_thresholds.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <nlohmann/json.hpp>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const char* const relief_rules = R"(enum fruit { apple, pear }
input picked : fruit per payslip
input pay : EUR per payslip  range 0.00 .. 100 000.00
input children : count per payslip  range 0 .. 20
param ceiling : EUR
  from 2025-01-01 = 1 500.00  source act
scale tax : EUR marginal
  from 2025-01-01  source act
    above     0.00 : 10.00 %
    above 1 000.00 : 20.00 %
    above 2 000.00 : 30.00 %
rule relief : EUR per payslip
  output
  from 2025-01-01
    applies when pay < ceiling
    default = min(100.00 EUR - (pay - 1 000.00 EUR) * 20 %, 75.00 EUR)
    exception full when pay <= 1 000.00 EUR and picked is pear and children >= 2 = 100.00 EUR
    exception pear_only over full when picked is pear and not (pay < 300.00 EUR) = 7.00 EUR
  from 2027-01-01
    default = 1.00 EUR
    exception later when pay < 5.00 EUR = 2.00 EUR
rule due : EUR per payslip
  output
  = tax(pay)
rule bounded : EUR per payslip
  output
  = clamp(pay, 100.00 EUR, 900.00 EUR)
rule copied : EUR per payslip
  output
  = due
rule doubled : EUR per payslip
  output
  = pay * 2
)";

Case fruit_row(const char* picked, const char* pay, int children) {
    return case_on("2026-06-30",
                   {{"picked", word(picked)}, {"pay", eur(pay)}, {"children", count_of(children)}});
}

WhyNot asked(const Case& row, const char* name, const char* figure = "relief") {
    Calculator calculator{small_rules(relief_rules)};
    auto made = why_not(calculator, "xx.small", figure, name, row);
    if (!made) { UNSCOPED_INFO(mutua::to_string(made.error().at(0))); }
    REQUIRE(made);
    return std::move(*made);
}

std::vector<NextThreshold> nearest_of(const char* figure, const Case& row,
                                      const std::string& quantity) {
    Calculator calculator{small_rules(relief_rules)};
    auto made = next_thresholds(calculator, "xx.small", figure, row);
    REQUIRE(made);
    std::vector<NextThreshold> found;
    for (const NextThreshold& one : made->next) {
        if (one.quantity == quantity) { found.push_back(one); }
    }
    return found;
}

Diagnostic refused(const char* figure, const char* name) {
    Calculator calculator{small_rules(relief_rules)};
    auto made = why_not(calculator, "xx.small", figure, name, fruit_row("apple", "1200.00", 0));
    REQUIRE_FALSE(made);
    return made.error().at(0);
}

}  // namespace

TEST_CASE("why not: each test of a condition says whether it is met", "[ruleset][explain]") {
    const WhyNot made = asked(fruit_row("pear", "1210.00", 1), "full");
    // 100.00 - 210.00 * 20 % = 58.00, and `pear_only` holds: 7.00.
    CHECK(made.value == "7.00 EUR");
    CHECK(made.instead == "exception pear_only");
    REQUIRE(made.answers.size() == 1);
    const WhyNotAnswer& one = made.answers[0];
    CHECK(one.kind == "exception");
    CHECK(one.state == "fails");
    CHECK(one.version == "2025-01-01");
    CHECK(one.until == "2026-12-31");
    REQUIRE(one.conditions.size() == 2);
    CHECK(one.conditions[0].values == "1 210.00 < 1 500.00");
    const auto& parts = one.conditions[1].parts;
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].decides);
    CHECK(parts[0].distance == "210.00");
    CHECK_FALSE(parts[1].decides);
    CHECK(parts[1].values == "pear is pear");
    CHECK(parts[2].decides);
    CHECK(parts[2].values == "1 >= 2");
    CHECK(parts[2].distance == "1");
}

TEST_CASE("why not: the text names what fails and by how much", "[ruleset][explain]") {
    CHECK(to_text(asked(fruit_row("pear", "200.00", 1), "pear_only")) ==
          R"(relief = 75.00 EUR
  why not  exception pear_only gives no value
           xx.small, xx/small.rules:25, version 2025-01-01 .. 2026-12-31, layer
             law
  applies  pay < ceiling                             200.00 < 1 500.00
  when     picked is pear and not (pay < 300.00 EUR)   is false
    meets  picked is pear                            pear is pear
    fails  pay < 300.00 EUR
               200.00 < 300.00 EUR: true, and must not be, by 100.00
  decides  the default
)");
}

TEST_CASE("why not: beaten, decided, not in force, given", "[ruleset][explain]") {
    const WhyNot beaten = asked(fruit_row("pear", "900.00", 2), "full");
    CHECK(beaten.answers.at(0).state == "beaten");
    CHECK(beaten.answers.at(0).reason == "exception pear_only holds too, and is declared over it");
    CHECK(asked(fruit_row("pear", "900.00", 2), "pear_only").answers.at(0).state == "decides");
    const WhyNot later = asked(fruit_row("pear", "900.00", 2), "later");
    CHECK(later.answers.at(0).state == "not in force");
    CHECK(later.answers.at(0).reason == "it holds since 2027-01-01");
    Case given = fruit_row("pear", "900.00", 2);
    given.common["relief"] = eur("1.00");
    CHECK(asked(given, "full").answers.at(0).state == "not looked at");
    CHECK(asked(given, "full").instead == "the row gives it");
}

TEST_CASE("why not: a rule that does not apply", "[ruleset][explain]") {
    const WhyNot made = asked(fruit_row("pear", "1800.00", 2), "relief");
    CHECK(made.value == "0.00 EUR, not applicable");
    CHECK(made.answers.at(0).kind == "rule");
    CHECK(made.answers.at(0).state == "fails");
    CHECK(made.answers.at(0).conditions.at(0).distance == "300.00");
    CHECK(asked(fruit_row("pear", "1800.00", 2), "full").answers.at(0).reason ==
          "the rule does not apply");
    CHECK(asked(fruit_row("pear", "1800.00", 2), "due", "due").answers.at(0).reason ==
          "it has no `applies when`: it always applies");
}

TEST_CASE("why not: an amendment names the condition of its layer", "[ruleset][explain]") {
    const std::string law = package_head("xx.small") +
                            "input days : day per contract  range 0.00 .. 31.00\n"
                            "input committee : code per contract  profile\n"
                            "rule meal : EUR per contract\n  open to committee\n  output\n"
                            "  = days * 6.00 EUR/day  source act\n";
    std::string cla = package_head("xx.cla") +
                      "use xx.small\namend meal\n  exception long_stay when days >= 10.00 day "
                      "and inherited > 70.00 EUR = inherited + 1.00 EUR  source act\n";
    cla.insert(cla.find("  covers"), "  layer committee when committee is \"901\"\n");
    const CheckReport report = checked({{"xx/cla.rules", cla}, {"xx/small.rules", law}});
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(mutua::to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    Calculator calculator{report.ruleset};
    const auto meal = [&](const char* days, const char* committee, const char* name) {
        return why_not(
                   calculator, "xx.small", "meal", name,
                   case_on("2026-06-30", {{"days", number(days)}, {"committee", word(committee)}}))
            .value();
    };
    const WhyNot other = meal("12.00", "902", "long_stay");
    CHECK(other.answers.at(0).kind == "amendment");
    CHECK(other.answers.at(0).state == "fails");
    CHECK(other.answers.at(0).conditions.at(0).values == "\"902\" is \"901\"");
    CHECK(other.answers.at(0).layer == "committee");
    // 11 days at 6.00 are 66.00: 4.00 short of what the amendment asks of the layers below.
    const WhyNot low = meal("11.00", "901", "xx.cla.long_stay");
    CHECK(low.answers.at(0).conditions.at(1).parts.at(1).values == "66.00 > 70.00 EUR");
    CHECK(low.answers.at(0).conditions.at(1).parts.at(1).distance == "4.00");
    CHECK(meal("12.00", "901", "long_stay").answers.at(0).state == "decides");
    CHECK(meal("12.00", "901", "long_stay").instead == "amendment long_stay");
}

TEST_CASE("why not: what a higher layer overrules is told so", "[ruleset][explain]") {
    const std::string law = package_head("xx.small") +
                            "input days : day per contract  range 0.00 .. 31.00\n"
                            "input committee : code per contract  profile\n"
                            "rule meal : EUR per contract\n  open to committee, cooperative\n"
                            "  output\n"
                            "  default = days * 6.00 EUR/day  source act\n"
                            "  exception short when days < 5.00 day = 20.00 EUR  source act\n";
    std::string cla = package_head("xx.cla") +
                      "use xx.small\namend meal\n  exception long_stay when days >= 10.00 day = "
                      "inherited + 1.00 EUR  source act\n";
    cla.insert(cla.find("  covers"), "  layer committee when committee is \"901\"\n");
    std::string house = package_head("xx.house") +
                        "use xx.small\namend meal\n  exception nice when days <= 12.00 day = "
                        "inherited + 2.00 EUR  source act\n";
    house.insert(house.find("  covers"), "  layer cooperative\n");
    const CheckReport report =
        checked({{"xx/cla.rules", cla}, {"xx/house.rules", house}, {"xx/small.rules", law}});
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(mutua::to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    Calculator calculator{report.ruleset};
    const auto meal = [&](const char* days, const char* name) {
        return why_not(calculator, "xx.small", "meal", name,
                       case_on("2026-06-30", {{"days", number(days)}, {"committee", word("901")}}))
            .value();
    };
    // 12 days: 72.00, then 73.00, then 75.00.
    const WhyNot twelve = meal("12.00", "long_stay");
    CHECK(twelve.value == "75.00 EUR");
    CHECK(twelve.answers.at(0).state == "overruled");
    CHECK(twelve.answers.at(0).reason == "amendment nice of layer cooperative decides over it");
    CHECK(twelve.instead == "amendment nice");
    CHECK(to_text(twelve).find("amendment long_stay holds, and is overruled\n") !=
          std::string::npos);
    CHECK(meal("12.00", "nice").answers.at(0).state == "decides");
    CHECK(meal("13.00", "long_stay").answers.at(0).state == "decides");
    CHECK(meal("4.00", "short").answers.at(0).state == "overruled");
}

TEST_CASE("why not: names that mean nothing are refused with the nearest", "[ruleset][explain]") {
    CHECK(refused("relief", "ful").code == "R101");
    CHECK(refused("relief", "ful").help == "did you mean `full`?");
    CHECK(refused("relief", "something").help == "it has `full`, `later` and `pear_only`");
    CHECK(refused("due", "full").help == "`--why-not due` asks whether the rule applies at all");
    CHECK(refused("pay", "full").code == "R203");
    CHECK(refused("none", "full").code == "R101");
}

TEST_CASE("why not reads as JSON", "[ruleset][explain]") {
    const auto json =
        nlohmann::json::parse(to_json(asked(fruit_row("pear", "1210.00", 1), "full")));
    CHECK(json.at("instead") == "exception pear_only");
    CHECK(json.at("answers").at(0).at("state") == "fails");
    CHECK(json.at("answers").at(0).at("conditions").at(1).at("parts").at(2).at("distance") == "1");
}

TEST_CASE("next: the nearest threshold on either side, and the figure there",
          "[ruleset][explain]") {
    // At 1 210.00: 100.00 - 42.00 = 58.00. From 1 500.00 it does not apply. Down, the slope meets
    // 75.00 at 1 125.00, where both sides are equal; the first side still decides there, and one
    // cent below 75.002 loses to 75.00.
    const auto pay = nearest_of("relief", fruit_row("apple", "1210.00", 0), "pay");
    REQUIRE(pay.size() == 2);
    CHECK_FALSE(pay[0].upwards);
    CHECK(pay[0].at == "1 124.99");
    CHECK(pay[0].distance == "85.01");
    CHECK(pay[0].becomes == "75.00 EUR");
    CHECK(pay[0].asked.becomes == "75.00 EUR");
    CHECK(pay[0].because == std::vector<std::string>{"`75.00 EUR` decides the min"});
    CHECK(pay[1].upwards);
    CHECK(pay[1].at == "1 500.00");
    CHECK(pay[1].distance == "290.00");
    CHECK_FALSE(pay[1].applicable);
    CHECK_FALSE(pay[1].asked.applicable);
    CHECK(pay[1].because == std::vector<std::string>{"applies when pay < ceiling is false"});
}

TEST_CASE("next: counts, and exceptions that come and go", "[ruleset][explain]") {
    // `full` asks for two children; `pear_only` is over it from 300.00 on, so at 200.00 only.
    const Case row = fruit_row("pear", "200.00", 1);
    const auto children = nearest_of("relief", row, "children");
    REQUIRE(children.size() == 1);
    CHECK(children[0].at == "2");
    CHECK(children[0].distance == "1");
    CHECK(children[0].becomes == "100.00 EUR");
    const auto pay = nearest_of("relief", row, "pay");
    REQUIRE(pay.size() == 1);
    CHECK(pay[0].at == "300.00");
    CHECK(pay[0].becomes == "7.00 EUR");
    CHECK(pay[0].because == std::vector<std::string>{"exception pear_only decides: picked is pear "
                                                     "and not (pay < 300.00 EUR)"});
}

TEST_CASE("next: the brackets of a scale", "[ruleset][explain]") {
    // tax(1 500.00) = 100.00 + 100.00; tax(2 000.01) = 100.00 + 200.00 + 0.003; tax(1 000.00) =
    // 100.00: bracket 2 is left at its threshold, which it does not reach.
    const auto pay = nearest_of("due", fruit_row("apple", "1500.00", 0), "pay");
    REQUIRE(pay.size() == 2);
    CHECK(pay[0].at == "2 000.01");
    CHECK(pay[0].becomes == "300.00 EUR");
    CHECK(pay[0].because == std::vector<std::string>{"bracket 3 of tax: above 2 000.00 : 30.00 %"});
    CHECK(pay[1].at == "1 000.00");
    CHECK(pay[1].becomes == "100.00 EUR");
    CHECK(pay[1].because == std::vector<std::string>{"bracket 1 of tax: above 0.00 : 10.00 %"});
}

TEST_CASE("next: the bounds of a clamp", "[ruleset][explain]") {
    const auto pay = nearest_of("bounded", fruit_row("apple", "500.00", 0), "pay");
    REQUIRE(pay.size() == 2);
    CHECK(pay[0].at == "900.01");
    CHECK(pay[0].becomes == "900.00 EUR");
    CHECK(pay[0].because == std::vector<std::string>{"the upper bound of the clamp decides"});
    CHECK(pay[1].at == "99.99");
    CHECK(pay[1].because == std::vector<std::string>{"the lower bound of the clamp decides"});
}

TEST_CASE("next: the thresholds of what stands below", "[ruleset][explain]") {
    // `copied` reads `due` alone, which reads the scale: tax(2 000.01) = 300.00.
    const auto pay = nearest_of("copied", fruit_row("apple", "1500.00", 0), "pay");
    REQUIRE(pay.size() == 2);
    CHECK(pay[0].figure == "due");
    CHECK(pay[0].now == "200.00 EUR");
    CHECK(pay[0].at == "2 000.01");
    CHECK(pay[0].becomes == "300.00 EUR");
    CHECK(pay[0].asked.becomes == "300.00 EUR");
    CHECK(pay[1].figure == "due");
    CHECK(pay[1].at == "1 000.00");
}

TEST_CASE("next: what has no threshold says so", "[ruleset][explain]") {
    Calculator calculator{small_rules(relief_rules)};
    const auto made =
        next_thresholds(calculator, "xx.small", "doubled", fruit_row("apple", "1500.00", 0));
    REQUIRE(made);
    CHECK(made->next.empty());
    CHECK(to_text(*made) ==
          "doubled = 3 000.00 EUR\n  next     nothing that it reads changes its way\n");
    CHECK(nlohmann::json::parse(to_json(*made)).at("next").empty());
    const auto given =
        next_thresholds(calculator, "xx.small", "pay", fruit_row("apple", "1500.00", 0));
    REQUIRE(given);
    CHECK(given->next.empty());
}

TEST_CASE("a row that only an ensure rejects can be explained all the same", "[ruleset][explain]") {
    Calculator calculator{
        small_rules("input pay : EUR per payslip  range 0.00 .. 1 000.00\n"
                    "rule twice : EUR per payslip\n"
                    "  output\n"
                    "  = pay * 2\n"
                    "  ensure twice <= 100.00 EUR else \"too much\"\n"
                    "rule again : EUR per payslip\n"
                    "  output\n"
                    "  = twice\n")};
    const Case row = case_on("2026-06-30", {{"pay", eur("60.00")}});
    const auto refused = explain(calculator, "xx.small", "again", row);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().at(0).code == "E401");
    const auto made = explain(calculator, "xx.small", "again", row, {2, 0, "en", true});
    REQUIRE(made);
    CHECK(made->value == "120.00 EUR");
    REQUIRE(made->children.size() == 1);
    CHECK(made->children[0].formula_values == "60.00 * 2");
    const Case unknown = case_on("2026-06-30", {});
    CHECK_FALSE(explain(calculator, "xx.small", "again", unknown, {1, 0, "en", true}));
}

TEST_CASE("next: what stands below the losing side of a min is not live", "[ruleset][explain]") {
    // 10 % of 1 000.00 decides against 900.00; that `dear` would step to 950.00 changes nothing.
    Calculator calculator{
        small_rules("input pay : EUR per payslip  range 0.00 .. 100 000.00\n"
                    "input extra : EUR per payslip  range 0.00 .. 1 000.00\n"
                    "rule cheap : EUR per payslip\n"
                    "  = if pay < 5 000.00 EUR then pay * 10 % else pay * 20 %\n"
                    "rule dear : EUR per payslip\n"
                    "  = if extra < 500.00 EUR then 900.00 EUR else 950.00 EUR\n"
                    "rule least : EUR per payslip\n"
                    "  output\n"
                    "  = min(cheap, dear)\n"
                    "rule most : EUR per payslip\n"
                    "  output\n"
                    "  = max(cheap, dear)\n")};
    const Case row = case_on("2026-06-30", {{"pay", eur("1000.00")}, {"extra", eur("400.00")}});
    const auto quantities = [&](const char* figure) {
        const auto made = next_thresholds(calculator, "xx.small", figure, row);
        REQUIRE(made);
        std::vector<std::string> names;
        for (const NextThreshold& one : made->next) { names.push_back(one.quantity); }
        return names;
    };
    // The side that loses now may win: it is read, and its own value is a threshold. `dear` is
    // 900.00 or 950.00 and never falls to the 100.00 of `cheap`. The nearest first: `pay` from
    // 1 000.00 to 5 000.00 and `extra` from 400.00 to 500.00 before `cheap` from 100.00 to 900.01.
    CHECK(quantities("least") == std::vector<std::string>{"pay", "cheap"});
    CHECK(quantities("most") == std::vector<std::string>{"extra", "cheap"});
}

TEST_CASE("next: two equal sides change nothing yet", "[ruleset][explain]") {
    Calculator calculator{
        small_rules("input cap : EUR per payslip  range 0.00 .. 1 000.00\n"
                    "input x : EUR per payslip  range 0.00 .. 1 000.00\n"
                    "rule least : EUR per payslip\n"
                    "  output\n"
                    "  = min(cap, if x < 500.00 EUR then x else x - 1.00 EUR)\n")};
    const Case row = case_on("2026-06-30", {{"cap", eur("50.00")}, {"x", eur("40.00")}});
    const auto made = next_thresholds(calculator, "xx.small", "least", row);
    REQUIRE(made);
    std::vector<std::string> told;
    for (const NextThreshold& one : made->next) {
        told.push_back(one.quantity + " " + one.at + " " + one.becomes);
    }
    // At 40.00 and at 50.00 both sides give the same.
    CHECK(told == std::vector<std::string>{"x 50.01 50.00 EUR", "cap 39.99 39.99 EUR"});
}

TEST_CASE("next: what is proved never to be is no threshold", "[ruleset][explain]") {
    // A pay of 1 000.00, taxed at 20 % above 600.00: 80.00; less 50.00 for a child: 30.00.
    Calculator calculator{
        small_rules("input pay : EUR per payslip  range 0.00 .. 100 000.00\n"
                    "input children : count per payslip  range 0 .. 10\n"
                    "input more_children : count per payslip  range 0 .. 10\n"
                    "scale credit : count -> EUR step\n"
                    "  from 2025-01-01  source act\n"
                    "    reaching 0 :  0.00\n"
                    "    reaching 1 : 50.00\n"
                    "    reaching 2 : 90.00\n"
                    "rule counted : count per payslip\n"
                    "  = children + more_children\n"
                    "rule tax_due : EUR per payslip\n"
                    "  = max(pay - 600.00 EUR, 0.00 EUR) * 20 %\n"
                    "rule tax_left : EUR per payslip\n"
                    "  = max(tax_due - credit(counted), 0.00 EUR)\n"
                    "rule net : EUR per payslip\n"
                    "  output\n"
                    "  = pay - tax_left\n")};
    const Case row = case_on(
        "2026-06-30",
        {{"pay", eur("1000.00")}, {"children", count_of(1)}, {"more_children", count_of(0)}});
    const auto made = next_thresholds(calculator, "xx.small", "net", row);
    REQUIRE(made);
    const auto told = [&](const std::string& quantity) {
        std::vector<std::string> all;
        for (const NextThreshold& one : made->next) {
            if (one.quantity != quantity) { continue; }
            all.push_back(one.at + ": " + one.asked.becomes);
        }
        return all;
    };
    using Told = std::vector<std::string>;
    // With two children the 80.00 are all gone; with none they are all due. -1 is never counted.
    CHECK(told("counted") == Told{"2: 1 000.00 EUR", "0: 920.00 EUR"});
    // Below 50.00 no tax is left; above 80.00 nothing changes its way.
    CHECK(told("tax_due") == Told{"49.99: 1 000.00 EUR"});
    // `tax_left` never falls below zero.
    CHECK(told("tax_left").empty());
    for (std::size_t i = 1; i < made->next.size(); ++i) {
        CHECK_FALSE(made->next[i].at.starts_with('-'));
    }
    const std::string text = to_text(*made);
    CHECK(text.starts_with("net = 970.00 EUR\n"));
    CHECK(
        text.find("  next     counted reaches 2 (1 more):               net becomes 1 000.00 EUR\n"
                  "           tax_left: `0.00 EUR` decides the max\n") != std::string::npos);
}

TEST_CASE("next: ten are shown, the others counted", "[ruleset][explain]") {
    std::string body;
    std::string sum;
    Values values;
    for (char letter = 'a'; letter <= 'l'; ++letter) {
        const std::string name = std::string{"in_"} + letter;
        body += "input " + name + " : EUR per payslip  range 0.00 .. 100.00\n";
        sum += (sum.empty() ? "min(" : " + min(") + name + ", 50.00 EUR)";
        values.emplace(name, eur("40.00"));
    }
    Calculator calculator{small_rules(body + "rule total : EUR per payslip\n  = " + sum + "\n")};
    const auto made =
        next_thresholds(calculator, "xx.small", "total", case_on("2026-06-30", std::move(values)));
    REQUIRE(made);
    CHECK(made->next.size() == 12);
    CHECK(to_text(*made).ends_with("           2 more, further away: `--json` has all\n"));
}

TEST_CASE("two sides that are equal are told so", "[ruleset][explain]") {
    Calculator calculator{
        small_rules("input n : count per payslip  range 0 .. 10\n"
                    "rule fee : EUR per payslip\n"
                    "  default = 10.00 EUR\n"
                    "  exception few when n < 5 = 20.00 EUR\n"
                    "  exception nine over few when n is 9 = 30.00 EUR\n")};
    const Case row = case_on("2026-06-30", {{"n", count_of(5)}});
    const auto made = explain(calculator, "xx.small", "fee", row);
    REQUIRE(made);
    CHECK(made->idle == std::vector<std::string>{"exception few: n < 5 is false: the two are equal",
                                                 "exception nine: n is 9 does not hold: 4 apart"});
    const auto why = why_not(calculator, "xx.small", "fee", "few", row);
    REQUIRE(why);
    CHECK(to_text(*why).find("5 < 5: false, the two are equal\n") != std::string::npos);
}
