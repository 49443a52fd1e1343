#include "engine/ruleset/explain/difference.hpp"

#include "engine/ruleset/explain/population.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <optional>
#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const std::string compared_rules =
    "input gross : EUR per payslip range 0.00 .. 100 000.00\n"
    "input kind : enum { small, large } per payslip default small\n"
    "param rate : percent\n"
    "  from 2025-01-01 = 10.00 %  source act \"par. 2\"\n"
    "param relief : { floor, most : EUR }\n"
    "  from 2025-01-01 = { floor: 1 000.00, most: 100.00 }  source act \"par. 5\"\n"
    "scale tax : EUR marginal\n"
    "  from 2025-01-01  source act\n"
    "    above     0.00 : 10.00 %\n"
    "    above 2 000.00 : 20.00 %\n"
    "    each bracket round half up to 0.01\n"
    "rule due : EUR per payslip\n"
    "  label fr \"D\" nl \"D\" de \"D\" en \"Due\"\n"
    "  shown on payslip section pay order 10 as deduction\n"
    "  default = gross * rate  source act\n"
    "  exception big when kind is large = gross * rate * 2  source act\n"
    "rule tax_due : EUR per payslip\n"
    "  output\n"
    "  = tax(gross)  source act\n"
    "rule rest : EUR per payslip\n"
    "  output\n"
    "  = gross - due - tax_due + min(relief.most, relief.floor)\n";

std::string with(const std::string& from, const std::string& to) {
    return test::replaced(compared_rules, from, to);
}

std::vector<Change> changes(const std::string& before, const std::string& after) {
    return difference({small_rules(before), std::nullopt}, {small_rules(after), std::nullopt});
}

/// "NAME kind FROM UNTIL before -> after", without the package.
std::vector<std::string> lines(const std::vector<Change>& changes) {
    std::vector<std::string> all;
    for (const Change& one : changes) {
        std::string line = one.definition.substr(std::string{"xx.small"}.size());
        line += "|" + one.part + "|" + std::string{to_string(one.kind)} + "|";
        if (one.days) {
            line += mutua::to_string(one.days->from) + "..";
            if (one.days->until != last_of_days) { line += mutua::to_string(one.days->until); }
        }
        all.push_back(line + "|" + one.before + "|" + one.after);
    }
    return all;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("formatting, comments, order and tests do not show in a difference", "[ruleset][diff]") {
    CHECK(changes(compared_rules, compared_rules).empty());
    CHECK(changes(compared_rules, "# a remark\n" + with("gross * rate * 2", "(gross  * rate * 2)"))
              .empty());
    CHECK(changes(compared_rules, compared_rules +
                                      "test \"t\" on 2026-06-30\n  given gross = 1.00\n"
                                      "  expect due = 0.10\n")
              .empty());
    const std::string param =
        "param rate : percent\n"
        "  from 2025-01-01 = 10.00 %  source act \"par. 2\"\n";
    CHECK(changes(compared_rules, with(param, "") + param).empty());
}

TEST_CASE("a new version is a change of the figure from its day on", "[ruleset][diff]") {
    const auto made =
        changes(compared_rules, with("source act \"par. 2\"\n",
                                     "source act \"par. 2\"\n"
                                     "  from 2026-07-01 = 10.50 %  source act \"par. 2\"\n"));
    CHECK(lines(made) == Lines{".rate||figure|2026-07-01..|10.00 %|10.50 %"});
    CHECK(made.front().source == "source act \"par. 2\"");
    CHECK(to_text(made) ==
          "xx.small.rate  figure   2026-07-01 ..  10.00 % -> 10.50 %  source act \"par. 2\"\n");
}

TEST_CASE("a version that is moved shows in the segment between the two days", "[ruleset][diff]") {
    const auto at = [](const std::string& day) {
        return with("source act \"par. 2\"\n",
                    "source act \"par. 2\"\n  from " + day + " = 10.50 %  source act \"par. 2\"\n");
    };
    CHECK(lines(changes(at("2026-07-01"), at("2026-06-01"))) ==
          Lines{".rate||figure|2026-06-01..2026-06-30|10.00 %|10.50 %"});
}

TEST_CASE("figures of records and brackets are compared one by one", "[ruleset][diff]") {
    CHECK(lines(changes(compared_rules, with("most: 100.00", "most: 120.00"))) ==
          Lines{".relief|.most|figure|2025-01-01..|100.00|120.00"});
    CHECK(lines(changes(compared_rules, with("    above 2 000.00 : 20.00 %\n",
                                             "    above 3 000.00 : 20.00 %\n"))) ==
          Lines{".tax|[above 2 000.00]|figure|2025-01-01..|above 2 000.00: 20.00 %|"
                "above 3 000.00: 20.00 %"});
    // One bracket more: nothing took the place of another.
    CHECK(lines(changes(compared_rules, with("    above 2 000.00 : 20.00 %\n",
                                             "    above 2 000.00 : 20.00 %\n"
                                             "    above 3 000.00 : 30.00 %\n"))) ==
          Lines{".tax|[above 3 000.00]|figure|2025-01-01..||30.00 %"});
}

TEST_CASE("the rate of a stated scale is told in its unit", "[ruleset][diff]") {
    const auto scale = [](const std::string& plus) {
        return compared_rules +
               "input kids : count per payslip range 0 .. 20\n"
               "scale credit : count -> EUR stated\n  from 2025-01-01  source act\n"
               "    reaching 0 : 1.00 plus " +
               plus + " EUR\nrule credit_due : EUR per payslip\n  output\n  = credit(kids)\n";
    };
    CHECK(lines(changes(scale("2.50"), scale("2.75"))) ==
          Lines{".credit|[reaching 0]|figure|2025-01-01..|1.00 plus 2.50 EUR|1.00 plus 2.75 EUR"});
}

TEST_CASE("formulas, conditions, sources and labels are told apart", "[ruleset][diff]") {
    CHECK(lines(changes(compared_rules,
                        with("= gross * rate  source", "= gross * rate * 1  source"))) ==
          Lines{".due||formula|0001-01-01..|gross * rate|gross * rate * 1"});
    CHECK(lines(changes(compared_rules, with("when kind is large", "when kind is small"))) ==
          Lines{".due|exception big|formula|0001-01-01..|when kind is large = gross * rate * 2|"
                "when kind is small = gross * rate * 2"});
    CHECK(lines(changes(compared_rules, with("act \"par. 2\"", "act \"par. 3\""))) ==
          Lines{".rate||source|2025-01-01..|source act \"par. 2\"|source act \"par. 3\""});
    CHECK(lines(changes(compared_rules, with("en \"Due\"", "en \"Share\""))) ==
          Lines{".due|label en|label||\"Due\"|\"Share\""});
    CHECK(lines(changes(compared_rules,
                        with("  = tax(gross)  source act\n",
                             "  = tax(gross)  source act\n  ensure tax_due >= 0\n"))) ==
          Lines{".tax_due|ensure tax_due >= 0|formula|||tax_due >= 0"});
}

TEST_CASE("the clock of a package that only amends is a change", "[ruleset][diff]") {
    const auto agreement = [](const std::string& clock) {
        const CheckReport report = checked(
            {{"xx/law.rules", package_head("xx.law") +
                                  "input pay : EUR per payslip range 0.00 .. 1 000.00\n"
                                  "rule meal : EUR per payslip\n  output\n"
                                  "  open to committee at least\n  = pay  source act\n"},
             {"xx/agreement.rules",
              "package xx.agreement\n  dated by " + clock +
                  "\n  layer committee\n  covers 2025-01-01 .. 2027-12-31\n"
                  "use xx.law\nsource cla \"An agreement (invented)\"\n"
                  "amend xx.law.meal\n  from 2026-01-01\n"
                  "    exception more when pay > 1.00 EUR = inherited + 0.50 EUR  source cla\n"}});
        REQUIRE(report.ruleset != nullptr);
        return RulesetSide{report.ruleset, std::nullopt};
    };
    const auto made = difference(agreement("payment_date"), agreement("work_end"));
    REQUIRE(made.size() == 1);
    CHECK(made[0].definition == "xx.agreement");
    CHECK(made[0].part == "dated by");
    CHECK(made[0].before == "payment_date");
    CHECK(made[0].after == "work_end");
    CHECK(difference(agreement("work_end"), agreement("work_end")).empty());
}

TEST_CASE("a rename is a removal and an addition", "[ruleset][diff]") {
    std::string renamed = compared_rules;
    for (std::size_t at = renamed.find("tax_due"); at != std::string::npos;
         at = renamed.find("tax_due", at)) {
        renamed.replace(at, 7, "tax_now");
    }
    const auto made = lines(changes(compared_rules, renamed));
    CHECK(made == Lines{".rest||formula|0001-01-01..|gross - due - tax_due + min(relief.most, "
                        "relief.floor)|gross - due - tax_now + min(relief.most, relief.floor)",
                        ".tax_due||removed||rule|", ".tax_now||added|||rule"});
}

TEST_CASE("two days of one ruleset are compared by the versions in force", "[ruleset][diff]") {
    const Ruleset rules = small_rules(with("source act \"par. 2\"\n",
                                           "source act \"par. 2\"\n"
                                           "  from 2026-07-01 = 10.50 %  source act \"par. 2\"\n"));
    const auto made =
        difference({rules, *parse_date("2026-06-30")}, {rules, *parse_date("2026-07-01")});
    CHECK(lines(made) == Lines{".rate||figure||10.00 %|10.50 %"});
    CHECK(
        difference({rules, *parse_date("2026-07-01")}, {rules, *parse_date("2026-08-01")}).empty());
}

TEST_CASE("a package that begins between two days is one change", "[ruleset][diff]") {
    const Ruleset rules = small_rules(compared_rules);  // covers 2025 to 2027
    const Date before = *parse_date("2024-12-31");
    const Date first = *parse_date("2025-01-01");
    const Date after = *parse_date("2028-01-01");
    CHECK(lines(difference({rules, before}, {rules, first})) ==
          Lines{"||added|||covered from 2025-01-01"});
    CHECK(lines(difference({rules, first}, {rules, after})) ==
          Lines{"||removed||covered until 2027-12-31|"});
    // Backwards the bound that is passed is the other one.
    CHECK(lines(difference({rules, first}, {rules, before})) ==
          Lines{"||removed||covered from 2025-01-01|"});
    CHECK(lines(difference({rules, after}, {rules, first})) ==
          Lines{"||added|||covered until 2027-12-31"});
    CHECK(difference({rules, before}, {rules, after}).empty());
}

TEST_CASE("the effect on rows is summed, ranked and explained by its causes", "[ruleset][diff]") {
    std::string after =
        with("= 10.00 %  source act \"par. 2\"", "= 11.00 %  source act \"par. 2\"");
    const std::size_t twenty = after.find(": 20.00 %");
    after.replace(twenty, 9, ": 21.00 %");
    PopulationQuestion question;
    question.before = small_rules(compared_rules);
    question.after = small_rules(after);
    question.day_before = question.day_after = *parse_date("2026-06-30");
    question.package = "xx.small";
    question.today = question.day_before;
    question.examples = 2;
    for (const char* gross : {"1000.00", "2000.00", "3000.00"}) {
        question.rows.push_back({std::string{"row "} + gross, {{"gross", eur(gross)}}});
    }
    question.rows.push_back({"row large", {{"gross", eur("100.00")}, {"kind", word("large")}}});
    question.rows.push_back({"row bad", {{"gross", eur("200000.00")}}});
    const auto made = population_effect(
        question, difference({question.before, std::nullopt}, {question.after, std::nullopt}));
    REQUIRE(made);
    CHECK(made->refused_before.size() == 1);
    CHECK(made->refused_before.front().first == "row bad");
    REQUIRE(made->effects.size() == 3);
    // due: 1 % of 1 000.00, 2 000.00, 3 000.00 and 2 % of 100.00: 10.00, 20.00, 30.00, 2.00.
    const FigureEffect& due = made->effects[0];
    CHECK(due.figure == "xx.small.due");
    CHECK(due.changed == 4);
    CHECK(due.sum == 62);
    CHECK(due.smallest == 2);
    CHECK(due.median == 15);
    CHECK(due.largest == 30);
    REQUIRE(due.histogram.size() == 2);
    CHECK(due.histogram[0].rows == 1);
    CHECK(due.histogram[1].exponent == 1);
    CHECK(due.histogram[1].rows == 3);
    REQUIRE(due.examples.size() == 2);
    CHECK(due.examples[0].identifier == "row 3000.00");
    CHECK(due.examples[0].before == "300.00");
    CHECK(due.examples[0].after == "330.00");
    // rest: 3 000.00 also pays 1 % more on the 1 000.00 above 2 000.00.
    const FigureEffect& rest = made->effects[1];
    CHECK(rest.figure == "xx.small.rest");
    CHECK(rest.sum == -72);
    CHECK(rest.smallest == -40);
    REQUIRE(made->causes.size() == 2);
    CHECK(made->causes[0].definition == "xx.small.rate");
    CHECK(made->causes[0].effects.at(1).sum == -62);
    CHECK(made->causes[1].definition == "xx.small.tax");
    CHECK(made->causes[1].effects.at(0).sum == -10);
    CHECK(made->joint.empty());
}

TEST_CASE("what two changes do together and neither alone is joint", "[ruleset][diff]") {
    // 1 000.00 at 11 % times 3 instead of 10 % times 2: 330.00 - 200.00; alone 20.00 and 100.00.
    std::string after =
        with("= 10.00 %  source act \"par. 2\"", "= 11.00 %  source act \"par. 2\"");
    after.replace(after.find("gross * rate * 2"), 16, "gross * rate * 3");
    PopulationQuestion question;
    question.before = small_rules(compared_rules);
    question.after = small_rules(after);
    question.day_before = question.day_after = *parse_date("2026-06-30");
    question.package = "xx.small";
    question.today = question.day_before;
    question.figures = {"due"};
    question.rows = {{"one", {{"gross", eur("1000.00")}, {"kind", word("large")}}}};
    const auto made = population_effect(
        question, difference({question.before, std::nullopt}, {question.after, std::nullopt}));
    REQUIRE(made);
    CHECK(made->effects.at(0).sum == 130);
    REQUIRE(made->causes.size() == 2);
    CHECK(made->causes[0].effects.at(0).sum == 100);
    CHECK(made->causes[1].effects.at(0).sum == 20);
    REQUIRE(made->joint.size() == 1);
    CHECK(made->joint[0].sum == 10);
}

TEST_CASE("a row that no column can hold is told alone, the others are compared",
          "[ruleset][diff]") {
    PopulationQuestion question;
    question.before = small_rules(compared_rules);
    question.after =
        small_rules(with("= 10.00 %  source act \"par. 2\"", "= 11.00 %  source act \"par. 2\""));
    question.day_before = question.day_after = *parse_date("2026-06-30");
    question.package = "xx.small";
    question.today = question.day_before;
    question.figures = {"due"};
    question.rows = {{"one", {{"gross", eur("1000.00")}}},
                     {"worded", {{"gross", word("much")}}},
                     {"far", {{"gross", eur("100000.01")}}},
                     {"two", {{"gross", eur("200.00")}, {"kind", word("large")}}}};
    const auto made = population_effect(
        question, difference({question.before, std::nullopt}, {question.after, std::nullopt}));
    REQUIRE(made);
    REQUIRE(made->refused_before.size() == 2);
    CHECK(made->refused_before[0].first == "worded");
    CHECK(made->refused_before[0].second.starts_with("E103: gross: "));
    CHECK(made->refused_before[1].first == "far");
    CHECK(made->refused_before[1].second.starts_with("E101: gross: "));
    CHECK(made->refused_after == made->refused_before);
    // 1 % of 1 000.00 and 2 % of 200.00.
    REQUIRE(made->effects.size() == 1);
    CHECK(made->effects[0].changed == 2);
    CHECK(made->effects[0].sum == 14);
    CHECK(made->effects[0].smallest == 4);
    CHECK(made->effects[0].median == 7);
    CHECK(made->effects[0].largest == 10);
}

TEST_CASE("an input that the new side does not know refuses the rows that give it",
          "[ruleset][diff]") {
    std::string after =
        with("= 10.00 %  source act \"par. 2\"", "= 11.00 %  source act \"par. 2\"");
    after.replace(after.find("input kind"), 10, "input size");
    after.replace(after.find("when kind"), 9, "when size");
    PopulationQuestion question;
    question.before = small_rules(compared_rules);
    question.after = small_rules(after);
    question.day_before = question.day_after = *parse_date("2026-06-30");
    question.package = "xx.small";
    question.today = question.day_before;
    question.figures = {"due"};
    question.rows = {{"plain", {{"gross", eur("1000.00")}}},
                     {"kind", {{"gross", eur("1000.00")}, {"kind", word("large")}}}};
    const auto made = population_effect(
        question, difference({question.before, std::nullopt}, {question.after, std::nullopt}));
    REQUIRE(made);
    CHECK(made->refused_before.empty());
    REQUIRE(made->refused_after.size() == 1);
    CHECK(made->refused_after[0].first == "kind");
    REQUIRE(made->effects.size() == 1);
    CHECK(made->effects[0].changed == 1);
    CHECK(made->effects[0].sum == 10);
    REQUIRE(made->effects[0].examples.size() == 1);
    CHECK(made->effects[0].examples[0].before == "100.00");
    CHECK(made->effects[0].examples[0].after == "110.00");
}

TEST_CASE("causes and joint are about the rows that are compared", "[ruleset][diff]") {
    // The new side rejects what is paid below 500.00: that row is not compared.
    const std::string big = "= gross * rate * 2  source act\n";
    std::string after =
        with("= 10.00 %  source act \"par. 2\"", "= 11.00 %  source act \"par. 2\"");
    after.insert(after.find(big) + big.size(), "  ensure gross > 500.00 EUR\n");
    PopulationQuestion question;
    question.before = small_rules(compared_rules);
    question.after = small_rules(after);
    question.day_before = question.day_after = *parse_date("2026-06-30");
    question.package = "xx.small";
    question.today = question.day_before;
    question.figures = {"due"};
    question.rows = {{"one", {{"gross", eur("1000.00")}}}, {"low", {{"gross", eur("300.00")}}}};
    const auto made = population_effect(
        question, difference({question.before, std::nullopt}, {question.after, std::nullopt}));
    REQUIRE(made);
    CHECK(made->rows == 2);
    CHECK(made->compared == 1);
    // 1 % of 1 000.00, of which the rate is the cause; the 3.00 of 300.00 belong to nothing.
    CHECK(made->effects.at(0).sum == 10);
    REQUIRE(made->causes.size() == 1);
    CHECK(made->causes[0].definition == "xx.small.rate");
    CHECK(made->causes[0].effects.at(0).sum == 10);
    CHECK(made->causes[0].effects.at(0).changed == 1);
    CHECK(made->joint.empty());
}

namespace {

/// The effect of the days alone: the same rules, one row of 1 000.00.
PopulationEffect effect_of_days(const Ruleset& rules, const char* before, const char* after) {
    PopulationQuestion question;
    question.before = question.after = rules;
    question.day_before = *parse_date(before);
    question.day_after = *parse_date(after);
    question.package = "xx.small";
    question.today = question.day_before;
    question.rows = {{"one", {{"gross", eur("1000.00")}}}};
    const auto made = population_effect(
        question, difference({rules, question.day_before}, {rules, question.day_after}));
    REQUIRE(made);
    return *made;
}

/// "rate: now +100.00", a line each.
Lines causes_of(const PopulationEffect& effect) {
    Lines all;
    const std::string package = "xx.small.";
    for (const Cause& cause : effect.causes) {
        for (const FigureEffect& one : cause.effects) {
            all.push_back(cause.definition.substr(package.size()) + ": " +
                          one.figure.substr(package.size()) + " " + one.sum.str());
        }
    }
    for (const FigureEffect& one : effect.joint) {
        all.push_back("joint: " + one.figure.substr(package.size()) + " " + one.sum.str());
    }
    return all;
}

}  // namespace

TEST_CASE(
    "a cause changes what is read on a day of another clock only when that day's version does",
    "[ruleset][diff]") {
    const Ruleset rules = small_rules(
        "input gross : EUR per payslip range 0.00 .. 100 000.00\n"
        "param rate : percent\n"
        "  from 2025-01-01 = 10.00 %  source act\n"
        "  from 2026-07-01 = 20.00 %  source act\n"
        "rule now : EUR per payslip\n"
        "  output\n"
        "  = gross * rate\n"
        "rule of_january : EUR per payslip\n"
        "  output\n"
        "  = gross * rate at start of year of work_end\n"
        "rule of_2025 : EUR per payslip\n"
        "  output\n"
        "  = gross * rate at 2025-06-30\n");
    // 10 % and 20 % of 1 000.00; both years begin, or began, at 10 %.
    const PopulationEffect summer = effect_of_days(rules, "2026-06-30", "2026-07-31");
    REQUIRE(summer.effects.size() == 1);
    CHECK(causes_of(summer) == Lines{"rate: now 100"});
    // A year later it began at 20 %.
    const PopulationEffect year = effect_of_days(rules, "2026-06-30", "2027-07-31");
    CHECK(causes_of(year) == Lines{"rate: now 100", "rate: of_january 100"});
    // From December to January the rate itself stays: no definition is the cause, but the year.
    const PopulationEffect winter = effect_of_days(rules, "2026-12-31", "2027-01-31");
    CHECK(causes_of(winter) == Lines{"joint: of_january 100"});
}

TEST_CASE("types that differ read differently", "[ruleset][diff]") {
    CHECK(lines(changes(compared_rules, with("relief : { floor, most : EUR }\n",
                                             "relief : { floor, most : EUR(4) }\n"))) ==
          Lines{".relief|type|formula||{ floor : EUR; most : EUR }|"
                "{ floor : EUR(4); most : EUR(4) }",
                ".relief|.floor|figure|2025-01-01..|1 000.00|1 000.0000",
                ".relief|.most|figure|2025-01-01..|100.00|100.0000"});
    CHECK(lines(changes(compared_rules, with("{ small, large }", "{ small, large, huge }"))) ==
          Lines{".kind|type|formula||one of small, large|one of small, large, huge"});
    CHECK(lines(changes(compared_rules + "input part : ratio per payslip range 0 .. 1\n",
                        compared_rules + "input part : ratio(4) per payslip range 0 .. 1\n")) ==
          Lines{".part|type|formula||ratio|ratio(4)",
                ".part|range|formula||0.000000 .. 1.000000|0.0000 .. 1.0000"});
}

TEST_CASE("an item more is told where its enum is declared", "[ruleset][diff]") {
    const auto sorted = [](const std::string& items) {
        return compared_rules + "enum sort { " + items +
               " }\ninput way : sort per payslip\n"
               "rule is_first : bool per payslip\n  output\n  = way is first\n";
    };
    CHECK(lines(changes(sorted("first, second"), sorted("first, second, third"))) ==
          Lines{"|enum sort|formula||first, second|first, second, third"});
}

TEST_CASE("the text of an `ensure` is a part of it", "[ruleset][diff]") {
    const auto ensured = [](const std::string& text) {
        return with("  = tax(gross)  source act\n",
                    "  = tax(gross)  source act\n  ensure tax_due >= 0" + text + "\n");
    };
    const auto made = changes(ensured(""), ensured(" else \"less than nothing\""));
    CHECK(lines(made) == Lines{".tax_due|ensure tax_due >= 0|formula||tax_due >= 0|"
                               "tax_due >= 0 else \"less than nothing\""});
    CHECK(to_text(made) ==
          "xx.small.tax_due  formula  ensure changed\n"
          "    - tax_due >= 0\n"
          "    + tax_due >= 0 else \"less than nothing\"\n");
    CHECK(changes(ensured(" else \"no\""), ensured("  else   \"no\"")).empty());
}
