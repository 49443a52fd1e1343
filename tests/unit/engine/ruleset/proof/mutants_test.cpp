#include "engine/ruleset/proof/mutants.hpp"

#include "engine/ruleset/proof/mutation.hpp"
#include "engine/ruleset/proof/rule_tests.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace mutua;
using namespace mutua::ruleset;

namespace {

const std::string harbour =
    "package xx.harbour\n"
    "  dated by work_end\n"
    "  covers 2026-01-01 .. 2026-12-31\n"
    "  rounding EUR half up to 0.01\n"
    "source act \"Invented act\" url \"https://example.org\"\n"
    "enum berth { inner, outer, far }\n"
    "input place : berth per contract\n"
    "  default inner\n"
    "input agreement : code per payslip profile\n"
    "  default \"none\"\n"
    "input load : EUR per contract  range 0.00 .. 1 000.00\n"
    "  default 0.00\n"
    "param toll : percent\n"
    "  from 2026-01-01 = 13.075 %  source act\n"
    "table due (spot : berth) : EUR\n"
    "  from 2026-01-01  source act\n"
    "    row inner : 1.00\n"
    "    row outer : 2.00\n"
    "    otherwise : 3.00\n"
    "rule dues : EUR per contract\n"
    "  output\n"
    "  = due[place]\n"
    "rule tolls : EUR per contract\n"
    "  open to committee\n"
    "  output\n"
    "  = load * toll  source act\n"
    "  ensure tolls <= 13.08 EUR else \"too much\"\n"
    "rule tenth : EUR per contract\n"
    "  = round(load * 5 %) half up to 0.10  source act\n"
    "rule sheltered : bool per contract\n"
    "  = place is inner  source act\n"
    "rule near : bool per contract\n"
    "  = place in { inner, outer }  source act\n";

const std::string guild =
    "package xx.guild\n"
    "  dated by work_end\n"
    "  layer committee when agreement is \"guild\"\n"
    "  covers 2026-01-01 .. 2026-12-31\n"
    "  rounding EUR half up to 0.01\n"
    "use xx.harbour\n"
    "source deal \"Invented deal\" url \"https://example.org\"\n"
    "amend tolls\n"
    "  from 2026-07-01\n"
    "    exception small when load <= 100.00 EUR = inherited + 1.00 EUR  source deal\n"
    "  from 2026-10-01\n"
    "    exception small when load <= 100.00 EUR = inherited + 2.00 EUR  source deal\n";

Diagnostics survivors(const std::string& tests, const std::string& guild_tests = "") {
    const CheckReport report =
        check({{"xx/harbour.rules", harbour + tests}, {"xx/guild.rules", guild + guild_tests}},
              *parse_date("2026-06-30"));
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    const TestReport run = run_tests(report.ruleset);
    for (const Diagnostic& one : run.findings) { UNSCOPED_INFO(to_string(one)); }
    REQUIRE(run.failed == 0);
    return mutation(report.ruleset).survivors;
}

bool survives(const Diagnostics& found, const std::string& text) {
    return std::any_of(found.begin(), found.end(), [&](const Diagnostic& one) {
        return one.message == "no test notices: " + text;
    });
}

}  // namespace

TEST_CASE("keys and cells of a table are changed", "[ruleset][mutation]") {
    const std::string inner =
        "test \"inner\" on 2026-06-30\n  given place = inner\n  expect dues = 1.00\n";
    const std::string outer =
        "test \"outer\" on 2026-06-30\n  given place = outer\n  expect dues = 2.00\n";
    const Diagnostics one = survivors(inner);
    CHECK(survives(one, "row outer: 2.00 -> 2.01"));
    CHECK(survives(one, "row outer: key outer -> far"));
    CHECK(survives(one, "otherwise: 3.00 -> 2.99"));
    CHECK_FALSE(survives(one, "row inner: 1.00 -> 1.01"));
    CHECK_FALSE(survives(one, "row inner: key inner -> outer"));
    const Diagnostics both = survivors(inner + outer);
    CHECK_FALSE(survives(both, "row outer: 2.00 -> 2.01"));
    CHECK_FALSE(survives(both, "row outer: key outer -> far"));
}

TEST_CASE("a package rounding that rounds nothing has no mutants", "[ruleset][mutation]") {
    const std::string rules =
        "package xx.plain\n"
        "  dated by work_end\n"
        "  covers 2026-01-01 .. 2026-12-31\n"
        "  rounding EUR half up to 0.01\n"
        "input pay : EUR per payslip  range 0.00 .. 9.00\n"
        "rule twice : EUR per payslip\n"
        "  output\n"
        "  = pay + pay\n"
        "test \"one\" on 2026-06-30\n"
        "  given pay = 1.00\n"
        "  expect twice = 2.00\n";
    const CheckReport report = check({{"xx/plain.rules", rules}}, *parse_date("2026-06-30"));
    REQUIRE(report.ruleset != nullptr);
    // 1.00 - 1.00 = 0.00 is noticed.
    CHECK(mutation(report.ruleset).survivors.empty());
}

TEST_CASE("mutants of a table stand at its rows", "[ruleset][mutation]") {
    // `row outer` is the third line of the table, which begins behind 16 lines.
    for (const Diagnostic& one : survivors("test \"inner\" on 2026-06-30\n  given place = inner\n"
                                           "  expect dues = 1.00\n")) {
        if (one.message == "no test notices: row outer: 2.00 -> 2.01") {
            CHECK(one.where.line == 18);
            CHECK(one.where.column == 17);
        }
        if (one.message == "no test notices: otherwise: 3.00 -> 2.99") {
            CHECK(one.where.line == 19);
        }
    }
}

TEST_CASE("a test of the rules is left out, and moved on its edge", "[ruleset][mutation]") {
    // 100.00 * 13.075 % = 13.075, in cents 13.08: just allowed; of 101.00 it is 13.21.
    const std::string fine =
        "test \"fine\" on 2026-06-30\n  given load = 10.00\n  expect tolls = 1.31\n";
    const std::string edge =
        "test \"edge\" on 2026-06-30\n  given load = 100.00\n  expect tolls = 13.08\n";
    const std::string fault =
        "test \"fault\" on 2026-06-30\n  given load = 101.00\n  expect fault E401\n";
    const Diagnostics one = survivors(fine);
    CHECK(survives(one, "without `ensure`"));
    CHECK(survives(one, "<= -> <"));
    CHECK(survives(one, "13.08 -> 13.07"));
    const Diagnostics with_edge = survivors(fine + edge);
    CHECK(survives(with_edge, "without `ensure`"));
    CHECK_FALSE(survives(with_edge, "13.08 -> 13.07"));
    CHECK_FALSE(survives(survivors(fine + fault), "without `ensure`"));
}

TEST_CASE("steps of roundings change, in formulas and of a package", "[ruleset][mutation]") {
    // 10.00 * 5 % is a tenth already; 10.10 * 5 % = 0.505 is not.
    const std::string round_value =
        "test \"round\" on 2026-06-30\n  given load = 10.00\n  expect tenth = 0.50\n";
    const std::string other_value =
        "test \"other\" on 2026-06-30\n  given load = 10.10\n  expect tenth = 0.50\n";
    const Diagnostics one = survivors(round_value);
    CHECK(survives(one, "rounded to 0.01"));
    CHECK_FALSE(survives(one, "rounded to 1"));
    CHECK_FALSE(survives(survivors(other_value), "rounded to 0.01"));
    // 400.00 * 13.075 % = 52.30: no rounding; 10.00 * 13.075 % = 1.3075.
    CHECK(survives(survivors(round_value), "package rounded to 0.001"));
    const std::string cents =
        "test \"cents\" on 2026-06-30\n  given load = 10.00\n  expect tolls = 1.31\n";
    const Diagnostics with_cents = survivors(cents);
    CHECK_FALSE(survives(with_cents, "13.075 % -> 13.175 %"));
    // Neither of xx.harbour, where 1.3075 is rounded, nor of xx.guild, which has nothing to round.
    CHECK_FALSE(survives(with_cents, "package rounded to 0.001"));
}

TEST_CASE("a percent moves by the last digit that it is written with", "[ruleset][mutation]") {
    // 1 000.00 * 13.075 % = 130.75, of 13.076 % 130.76; 10.00 give 1.31 of both.
    const std::string small =
        "test \"small\" on 2026-06-30\n  given load = 10.00\n  expect tolls = 1.31\n";
    CHECK(survives(survivors(small), "13.075 % -> 13.076 %"));
    // 38.20 * 13.075 % = 4.99465 -> 4.99; of 13.076 % 4.995032 -> 5.00
    const std::string large =
        "test \"large\" on 2026-06-30\n  given load = 38.20\n  expect tolls = 4.99\n";
    CHECK_FALSE(survives(survivors(large), "13.075 % -> 13.076 %"));
}

TEST_CASE("comparisons with items are turned round and lose items", "[ruleset][mutation]") {
    const std::string inner =
        "test \"inner\" on 2026-06-30\n  given place = inner\n"
        "  expect sheltered = yes, near = yes\n";
    const std::string outer =
        "test \"outer\" on 2026-06-30\n  given place = outer\n"
        "  expect sheltered = no, near = yes\n";
    const Diagnostics one = survivors(inner);
    CHECK_FALSE(survives(one, "is -> is not"));
    CHECK_FALSE(survives(one, "in -> not in"));
    CHECK_FALSE(survives(one, "in, without inner"));
    CHECK(survives(one, "in, without outer"));
    CHECK(survives(one, "outer -> far"));
    const Diagnostics both = survivors(inner + outer);
    CHECK_FALSE(survives(both, "in, without outer"));
    CHECK_FALSE(survives(both, "outer -> far"));
}

TEST_CASE("the days of an amendment move by one", "[ruleset][mutation]") {
    const auto on = [](const std::string& day, const std::string& tolls) {
        return "test \"" + day + "\" on " + day +
               "\n  given agreement = \"guild\", load = 10.00\n  expect tolls = " + tolls + "\n";
    };
    // The worked period of a test ends with its month, so that the day of a version is set alone.
    const auto ends = [](const std::string& day, const std::string& tolls) {
        return "test \"" + day + "\"\n  on work_end " + day +
               "\n  given agreement = \"guild\", load = 10.00\n  expect tolls = " + tolls + "\n";
    };
    const Diagnostics middle = survivors("", on("2026-08-31", "2.31"));
    CHECK(survives(middle, "from 2026-07-01 -> from 2026-07-02"));
    CHECK(survives(middle, "from 2026-07-01 -> from 2026-06-30"));
    const Diagnostics first =
        survivors("", ends("2026-07-01", "2.31") + ends("2026-10-01", "3.31"));
    CHECK_FALSE(survives(first, "from 2026-07-01 -> from 2026-07-02"));
    CHECK_FALSE(survives(first, "from 2026-10-01 -> from 2026-10-02"));
    CHECK(survives(first, "from 2026-07-01 -> from 2026-06-30"));
    const Diagnostics before =
        survivors("", ends("2026-06-30", "1.31") + ends("2026-09-30", "2.31"));
    CHECK_FALSE(survives(before, "from 2026-07-01 -> from 2026-06-30"));
    CHECK_FALSE(survives(before, "from 2026-10-01 -> from 2026-09-30"));
}

namespace {

/// A toll per contract and one per payslip, of one figure each; `agreement` chooses the layer.
const std::string ferry =
    "package xx.ferry\n"
    "  dated by work_end\n"
    "  covers 2026-01-01 .. 2026-12-31\n"
    "source act \"Invented act\" url \"https://example.org\"\n"
    "input agreement : code per payslip profile\n"
    "  default \"none\"\n"
    "input load : EUR per contract  range 0.00 .. 1 000.00\n"
    "input heavy : bool per contract\n"
    "  default yes\n"
    "param fee : EUR\n"
    "  from 2026-01-01 = 1.00 EUR  source act \"par. 1\"\n"
    "  from 2026-07-01 = 2.00 EUR  source act \"par. 2\"\n"
    "param tip : EUR\n"
    "  from 2026-01-01 = 3.00 EUR  source act \"par. 3\"\n"
    "  from 2026-08-15 = 4.00 EUR  source act \"par. 4\"\n"
    "param toll : EUR\n"
    "  from 2026-01-01 = 5.00 EUR  source act \"par. 5\"\n"
    "  from 2026-09-15 = 6.00 EUR  source act \"par. 6\"\n"
    "rule due : EUR per payslip\n"
    "  open to committee\n"
    "  output\n"
    "  = fee  source act\n"
    "rule shared : EUR per contract\n"
    "  output\n"
    "  = tip at work_end  source act\n"
    "rule own : EUR per contract\n"
    "  output\n"
    "  = toll  source act\n"
    "rule largest : EUR per payslip\n"
    "  output\n"
    "  = max of load over contracts where heavy\n";

const std::string crew =
    "package xx.crew\n"
    "  dated by work_end\n"
    "  layer committee when agreement is \"crew\"\n"
    "  covers 2026-01-01 .. 2026-12-31\n"
    "use xx.ferry\n"
    "source deal \"Invented deal\" url \"https://example.org\"\n"
    "amend due\n"
    "  from 2026-01-01\n"
    "    exception free when agreement is not \"guest\" = 0.00 EUR  source deal\n";

/// Nothing that is computed is expected, so that every mutant that is reached survives.
Diagnostics ferry_survivors() {
    const std::string tests =
        "test \"all of it\" on 2026-06-30\n"
        "  given load = 5.00\n"
        "  expect load = 5.00\n";
    const CheckReport report = check({{"xx/crew.rules", crew}, {"xx/ferry.rules", ferry + tests}},
                                     *parse_date("2026-06-30"));
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    return mutation(report.ruleset).survivors;
}

}  // namespace

TEST_CASE("a clock is replaced by those that its readers have, where it can matter",
          "[ruleset][mutation]") {
    const Diagnostics found = ferry_survivors();
    // A payslip has no issue date; a quarter begins on 2026-07-01, and no year does.
    CHECK(survives(found, "dated by work_end -> payment_date"));
    CHECK(survives(found, "dated by work_end -> year_start"));
    const auto count = [&](const std::string& text) {
        return std::count_if(found.begin(), found.end(), [&](const Diagnostic& one) {
            return one.message == "no test notices: " + text;
        });
    };
    // `toll` is read per contract, which has one. Nobody asks `tip` by its own clock.
    CHECK(count("dated by work_end -> issue_date") == 1);
    CHECK(count("dated by work_end -> quarter_start") == 1);
    CHECK(count("dated by work_end -> year_start") == 2);
    CHECK(count("at work_end -> at issue_date") == 1);
    CHECK(count("at work_end -> at quarter_start") == 1);
    CHECK(count("at work_end -> at work_end") == 0);
}

TEST_CASE("rows are chosen otherwise, and layers hold where they do not", "[ruleset][mutation]") {
    const Diagnostics found = ferry_survivors();
    CHECK(survives(found, "max of -> min of"));
    CHECK(survives(found, "without `where`"));
    CHECK(survives(found, "the condition is negated"));
    CHECK(survives(found, "the condition of the layer is negated"));
    const std::string tests =
        "test \"the crew\" on 2026-06-30\n"
        "  given load = 5.00, agreement = \"crew\"\n"
        "  expect due = 0.00\n";
    const CheckReport report = check({{"xx/crew.rules", crew + tests}, {"xx/ferry.rules", ferry}},
                                     *parse_date("2026-06-30"));
    REQUIRE(report.ruleset != nullptr);
    CHECK_FALSE(
        survives(mutation(report.ruleset).survivors, "the condition of the layer is negated"));
}

namespace {

const std::string beacon =
    "package xx.beacon\n"
    "  dated by work_end\n"
    "  covers 2026-01-01 .. 2026-12-31\n"
    "  rounding EUR half up to 0.01\n"
    "source act \"Invented act\" url \"https://example.org\"\n"
    "param lamp : EUR\n"
    "  from 2026-01-01 = 1.00  source act \"par. 1\"\n"
    "  from 2026-06-16 = 2.00  source act \"par. 2\"\n"
    "param flag : EUR\n"
    "  from 2026-01-01 = 3.00  source act \"par. 3\"\n"
    "  from 2026-07-01 = 4.00  source act \"par. 4\"\n"
    "param tide : EUR\n"
    "  from 2026-01-01 = 5.00  source act \"par. 5\"\n"
    "  from 2026-09-01 = 6.00  source act \"par. 6\"\n"
    "rule light : EUR per payslip\n"
    "  dated by day\n"
    "  output\n"
    "  = lamp at day  source act\n"
    "rule raised : EUR per payslip\n"
    "  dated by day\n"
    "  output\n"
    "  = flag at 2026-06-30  source act\n"
    "rule swell : EUR per payslip\n"
    "  dated by day\n"
    "  output\n"
    "  = tide at start of month of day  source act\n";

Ruleset beacon_rules(const std::string& tests) {
    const CheckReport report =
        check({{"xx/beacon.rules", beacon + tests}}, *parse_date("2026-06-30"));
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    const TestReport run = run_tests(report.ruleset);
    for (const Diagnostic& one : run.findings) { UNSCOPED_INFO(to_string(one)); }
    REQUIRE(run.failed == 0);
    return report.ruleset;
}

// 15 days of June at 1.00 and 15 at 2.00.
const std::string june =
    "test \"june\" on 2026-06-30\n  expect light = 1.50, raised = 3.00, swell = 5.00\n";
const std::string july = "test \"july\" on 2026-07-31\n  expect light = 2.00\n";
const std::string january = "test \"january\" on 2026-01-31\n  expect light = 1.00, swell = 5.00\n";
const std::string september = "test \"september\" on 2026-09-30\n  expect swell = 6.00\n";

}  // namespace

TEST_CASE("the days of a figure move where somebody reads it on them", "[ruleset][mutation]") {
    const auto rules = beacon_rules("");
    const std::vector<Mutant> all = mutants_of(*rules, {});
    const auto made = [&](const std::string& text) {
        return std::count_if(all.begin(), all.end(), [&](const Mutant& one) {
            return one.text.find(text) != std::string::npos;
        });
    };
    // On each day.
    CHECK(made("from 2026-06-16 -> from 2026-06-15") == 1);
    CHECK(made("from 2026-06-16 -> from 2026-06-17") == 1);
    // On the 30th of June alone.
    CHECK(made("from 2026-07-01 -> from 2026-06-30") == 1);
    CHECK(made("from 2026-07-01 -> from 2026-07-02") == 0);
    // On the first day of each month.
    CHECK(made("from 2026-09-01 -> from 2026-09-02") == 1);
    CHECK(made("from 2026-09-01 -> from 2026-08-31") == 0);
    CHECK(made("from 2026-01-01 -> from 2026-01-02") == 2);
    // The clock of a figure that is read at other days only says nothing.
    CHECK(made("dated by") == 0);
    CHECK(made("at day -> at work_end") == 2);
    CHECK(made("at day -> at issue_date") == 0);
}

TEST_CASE("a day that moved is noticed by who reads that day", "[ruleset][mutation]") {
    const auto left = [](const std::string& tests) {
        return mutation(beacon_rules(tests)).survivors;
    };
    // 14 days at 1.00 and 16 at 2.00 are 1.53 in the mean, 16 and 14 are 1.47.
    CHECK_FALSE(survives(left(june), "from 2026-06-16 -> from 2026-06-15"));
    CHECK_FALSE(survives(left(june), "from 2026-06-16 -> from 2026-06-17"));
    CHECK(survives(left(july), "from 2026-06-16 -> from 2026-06-15"));
    CHECK(survives(left(july), "from 2026-06-16 -> from 2026-06-17"));
    CHECK(survives(left(june), "from 2026-01-01 -> from 2026-01-02"));
    CHECK_FALSE(survives(left(june + january), "from 2026-01-01 -> from 2026-01-02"));
    CHECK_FALSE(survives(left(june), "from 2026-07-01 -> from 2026-06-30"));
    CHECK(survives(left(june), "from 2026-09-01 -> from 2026-09-02"));
    CHECK_FALSE(survives(left(june + september), "from 2026-09-01 -> from 2026-09-02"));
    // 2.00 at the end of June, 1.00 at its beginning; a month has one first day, whoever asks.
    const Diagnostics at_start = left(june + september);
    CHECK(std::count_if(at_start.begin(), at_start.end(), [](const Diagnostic& one) {
              return one.message == "no test notices: at day -> at work_start";
          }) == 1);
    CHECK(survives(left(july), "at day -> at work_end"));
}
