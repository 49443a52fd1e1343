#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

const char* const person = R"(enum household { single, couple_one_income, couple_two_incomes }
input pay : EUR per payslip  range 0.00 .. 5 000.00
input children : count per payslip  range 0 .. 20
input home : household per payslip
input part : fraction per payslip  range 0.01 .. 1  default hours / full_time
input hours : hour per payslip  range 0.00 .. 200.00
input full_time : hour per payslip  range 1.00 .. 200.00
input committee : code per payslip  default "200"
input started : date per payslip  default 2026-01-01

rule credit : EUR per payslip
  = if home is single then 0 else children * 10.00 EUR
rule result : EUR per payslip
  = pay * part + credit
rule is_known : bool per payslip
  = committee in { "200", "304" } and started < 2026-06-01
)";

}  // namespace

TEST_CASE("every missing and every bad input of a row is told at once", "[ruleset]") {
    Calculator calculator{small_rules(person)};
    const Outcome outcome =
        calculator.evaluate("xx.small", {"result"},
                            case_on("2026-06-30", {{"children", number("2.5")},
                                                   {"home", word("singel")},
                                                   {"committee", number("12.5")},
                                                   {"started", word("2026-02-30")},
                                                   {"pya", eur("1.00")}}));
    CHECK(faults_of(outcome) ==
          std::vector<std::string>{"R101 pya", "E103 children", "E103 committee", "E103 home",
                                   "E103 started", "E102 pay", "E102 hours", "E102 full_time"});
    CHECK(outcome.faults[0].help == "did you mean `pay`?");
    CHECK(outcome.faults[1].message == "`children` has 1 decimal");
    CHECK(outcome.faults[3].message == "`singel` is no item of household");
    CHECK(outcome.faults[3].help ==
          "did you mean `single`?; `home` is one of `single`, `couple_one_income` and "
          "`couple_two_incomes`");
    CHECK(outcome.faults[5].message == "`pay` is missing");
    CHECK(outcome.faults[5].help ==
          "give it: EUR with at most 2 decimals from 0.00 to 5000.00 (per payslip, declared in "
          "xx/small.rules:9)");
    CHECK(outcome.faults[6].message ==
          "`hours` is missing: `part` is not given either, and its default needs it");
}

TEST_CASE("an input on a side that is not chosen need not be there", "[ruleset]") {
    Calculator calculator{small_rules(person)};
    Case row = case_on("2026-06-30",
                       {{"pay", eur("100.00")}, {"home", word("single")}, {"part", number("1/2")}});
    CHECK(figure_of(calculator, "result", row) == "50.00");
    row.common["home"] = word("couple_one_income");
    CHECK(figure_of(calculator, "result", row) == "E102 children");
    row.common["children"] = count_of(3);
    CHECK(figure_of(calculator, "result", row) == "80.00");
}

TEST_CASE("a value out of range says what is allowed", "[ruleset]") {
    Calculator calculator{small_rules(person)};
    Case row =
        case_on("2026-06-30",
                {{"pay", eur("5000.01")}, {"part", number("39/38")}, {"home", word("single")}});
    const Outcome outcome = calculator.evaluate("xx.small", {"result"}, row);
    CHECK(faults_of(outcome) == std::vector<std::string>{"E101 part", "E101 pay"});
    CHECK(outcome.faults[0].help == "it must be a fraction such as 15/38 from 1/100 to 1");
    CHECK(outcome.faults[1].help == "it must be EUR with at most 2 decimals from 0.00 to 5000.00");
    row.common["pay"] = eur("5000.00");
    row.common["part"] = number("1/100");
    CHECK(figure_of(calculator, "result", row) == "50.00");
    // A default that comes out of its range is a fault as well.
    row.common.erase("part");
    row.common["hours"] = number("0.00");
    row.common["full_time"] = number("100.00");
    CHECK(figure_of(calculator, "result", row) == "E101 part");
    row.common["hours"] = number("25.00");
    CHECK(figure_of(calculator, "result", row) == "1250.00");
}

TEST_CASE("codes that no rule names are told apart, and come back as they were", "[ruleset]") {
    Calculator calculator{
        small_rules("input a : code per payslip\ninput b : code per payslip\n"
                    "rule same : bool per payslip\n  = a is b\n"
                    "rule first : code per payslip\n  = a\n")};
    const Case other = case_on("2026-06-30", {{"a", word("0901")}, {"b", word("901")}});
    CHECK(figure_of(calculator, "same", other) == "no");
    CHECK(figure_of(calculator, "first", other) == "0901");
    const Case equal = case_on("2026-06-30", {{"a", word("zz")}, {"b", word("zz")}});
    CHECK(figure_of(calculator, "same", equal) == "yes");
}

TEST_CASE("a number that leaves 128 bits rejects the row and says where", "[ruleset]") {
    Calculator calculator{
        small_rules("input x : EUR per payslip  range 0.00 .. 9 000 000 000 000 000.00\n"
                    "rule square : ratio per payslip\n"
                    "  = (x / 3) * (x / 7) * (x / 11) / (1.00 EUR * 1.00 EUR * 1.00 EUR)\n"
                    "    round half up to 0.000001\n")};
    CHECK(figure_of(calculator, "square",
                    case_on("2026-06-30", {{"x", eur("9000000000000000.00")}})) == "E901 square");
    CHECK(figure_of(calculator, "square", case_on("2026-06-30", {{"x", eur("2.31")}})) ==
          "0.053361");  // 12.326391 / 231
}

TEST_CASE("an unknown figure and an unknown package are faults", "[ruleset]") {
    Calculator calculator{small_rules(person)};
    const Case row = case_on("2026-06-30");
    CHECK(faults_of(calculator.evaluate("xx.smal", {"result"}, row)) ==
          std::vector<std::string>{"R112 xx.smal"});
    const Outcome outcome = calculator.evaluate("xx.small", {"resutl"}, row);
    CHECK(faults_of(outcome) == std::vector<std::string>{"R101 resutl"});
    CHECK(outcome.faults[0].help == "did you mean `result`?");
}

TEST_CASE("numbers are read as rows write them", "[ruleset]") {
    CHECK(parse_number("12.34") == Value{Number{1234, 2}});
    CHECK(parse_number("-0.05") == Value{Number{-5, 2}});
    CHECK(parse_number("12.34 %") == Value{Number{1234, 4}});
    CHECK(parse_number("7%") == Value{Number{7, 2}});
    CHECK(parse_number("15/38") == Value{Fraction{15, 38}});
    CHECK(parse_number("0") == Value{Number{0, 0}});
    for (const char* bad : {"", "-", "1,5", "1.", ".5", "0901", "1/0", "1 000", "1e3", "+1",
                            "1/2/3", "1000000000000000000000000000000000000000", "--1", "1.2.3"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_number(bad).has_value());
    }
    CHECK(to_string(Value{Number{-5, 2}}) == "-0.05");
    CHECK(to_string(Value{Number{123456, 2}}) == "1234.56");
    CHECK(to_string(Value{true}) == "yes");
    CHECK(to_string(Value{*parse_date("2026-11-03")}) == "2026-11-03");
}

TEST_CASE("a fault that only follows from another one is not told", "[ruleset]") {
    const Ruleset rules = small_rules(R"(input pay : EUR per payslip  range 0.00 .. 1 000.00
input n : count per payslip  range 0 .. 5
input extra : EUR per contract  range -50.00 .. 50.00
rule parts : count per payslip
  = n
  ensure parts > 0 else "no parts"
rule part : EUR per payslip
  = pay / parts
rule own : EUR per contract
  = extra
  ensure own >= 0
)");
    Calculator calculator{rules};
    Case row = case_on("2026-06-30", {{"pay", eur("10.00")}, {"n", count_of(0)}});
    CHECK(figure_of(calculator, "part", row) == "E401 parts");
    row.common["n"] = count_of(4);
    CHECK(figure_of(calculator, "part", row) == "2.50");
    // Neither reads the other: both are told.
    row.common["n"] = count_of(0);
    row.common["extra"] = eur("-1.00");
    const Outcome both = calculator.evaluate("xx.small", {"part", "own"}, row);
    CHECK(faults_of(both) == std::vector<std::string>{"E401 own @0", "E401 parts"});
}

TEST_CASE("what a refused amendment leads to is not told", "[ruleset]") {
    const CheckReport report =
        checked({{"xx/small.rules", package_head("xx.small") +
                                        R"(input committee : code per contract  profile
rule meal : EUR per contract
  open to committee at least
  = 40.00 EUR
  ensure meal >= 0
carry eaten : EUR per payslip keyed by member  range 0.00 .. 100.00
  = prior eaten + sum of meal over contracts
  reset each civil_year
)"},
                 {"xx/deal.rules",
                  "package xx.deal\n  dated by work_end\n"
                  "  layer committee when committee is \"901\"\n"
                  "  covers 2025-01-01 .. 2027-12-31\n"
                  "  rounding EUR half up to 0.01\n\nuse xx.small\n\n"
                  "source deal \"A deal (invented)\" url \"https://example.org/deal\"\n\n"
                  "input cut : EUR per contract  range 0.00 .. 99.00  default 0.00\n"
                  "amend meal\n  from 2025-01-01\n"
                  "    exception less when cut > 0 = inherited - cut + 1.00 EUR  source deal\n"}});
    for (const Diagnostic& one : report.findings) { UNSCOPED_INFO(mutua::to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    Calculator calculator{report.ruleset};
    const auto faults = [&](const char* cut) {
        return faults_of(calculator.evaluate(
            "xx.deal", {"eaten"},
            case_on("2026-06-30", {{"committee", word("901")}, {"cut", eur(cut)}})));
    };
    // 40.00 less 50.00 and 1.00 more is -9.00: less than the 40.00 of the layer below. That `meal`
    // is then below zero, and `eaten` too, says nothing more.
    CHECK(faults("50.00") == std::vector<std::string>{"E302 meal @0"});
    CHECK(faults("0.00").empty());
}
