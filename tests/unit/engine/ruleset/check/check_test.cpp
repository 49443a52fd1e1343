#include "tests/unit/engine/ruleset/run/small_rules.hpp"

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

/// What stands before each row of the table: eight lines.
const std::string worker_ground = R"(enum kind { white, blue }
input sort : kind per payslip
input pay : EUR per payslip  range 0.00 .. 1 000.00
input price : EUR per contract  range 0.00 .. 1 000.00
input town : code per payslip
input part : fraction per payslip  range 0.01 .. 1
param rate : percent
  from 2025-01-01 = 10.00 %  source act
)";

}  // namespace

TEST_CASE("every mistake is found at its place", "[ruleset]") {
    struct Row {
        const char* why;
        const char* text;
        std::vector<std::string> expected;
    };
    const auto row = GENERATE(values<Row>({
        {"a formula that is right", "rule y : EUR per payslip\n  = pay * rate", {}},
        {"unknown name", "rule y : EUR per payslip\n  = pay * rat", {"10:11 R101"}},
        {"declared twice", "rule pay : EUR per payslip\n  = 1.00 EUR", {"9:6 R102"}},
        {"predeclared", "input month : EUR per payslip  range 0 .. 1", {"9:7 R102"}},
        {"unknown unit", "rule y : EUX per payslip\n  = pay", {"9:10 R104"}},
        {"unknown item", "rule y : bool per payslip\n  = sort is blu", {"10:13 R105"}},
        {"unknown scope", "rule y : EUR per worker\n  = 1.00 EUR", {"9:18 R106"}},
        {"unknown source", "param p : EUR\n  from 2025-01-01 = 1.00  source acts", {"10:34 R108"}},
        {"no rule with the tag",
         "rule y : EUR per payslip\n  = sum of tagged bonus",
         {"10:19 R109"}},
        {"units", "rule y : EUR per payslip\n  = pay + rate", {"10:5 R201"}},
        {"comparison with a pure number",
         "rule y : bool per payslip\n  = pay > 5.00",
         {"10:5 R201"}},
        {"zero fits every unit", "rule y : bool per payslip\n  = pay > 0", {}},
        {"value and declared unit", "rule y : EUR/month per payslip\n  = pay", {"10:5 R202"}},
        {"month and year", "rule y : EUR/year per payslip\n  = pay as EUR/month", {"10:5 R202"}},
        {"twelve months",
         "rule y : EUR/year per payslip\n  = (pay as EUR/month) * 12 month/year",
         {}},
        {"a condition expected",
         "rule y : EUR per payslip\n  applies when pay\n  = pay",
         {"10:16 R203"}},
        {"a condition is carried",
         "carry c : bool per payslip keyed by member\n  = prior c or pay > 5.00 EUR\n"
         "  reset each month",
         {}},
        {"an enum has no zero to begin with",
         "carry c : kind per payslip keyed by member\n  = sort\n  reset each month",
         {"9:7 R203"}},
        {"an enum that begins somewhere",
         "carry c : kind per payslip keyed by member\n  = sort\n  reset each month\n"
         "  starts at white",
         {}},
        {"a fraction is not carried",
         "carry c : fraction per payslip keyed by member\n  = part\n  reset each month",
         {"9:11 R203"}},
        {"a code is not added", "rule y : EUR per payslip\n  = pay + town", {"10:11 R205"}},
        {"a code has no order", "rule y : bool per payslip\n  = town < \"5\"", {"10:5 R205"}},
        {"a code is compared", "rule y : bool per payslip\n  = town is not \"5\"", {}},
        {"as changes the currency",
         "rule y : EUR per payslip\n  = (pay * pay) as EUR",
         {"10:5 R204"}},
        {"too many decimals", "rule y : ratio(4) per payslip\n  = rate", {"10:3 R301"}},
        {"a quotient assigned", "rule y : ratio per payslip\n  = pay / pay", {"10:3 R301"}},
        {"a quotient in min", "rule y : EUR per payslip\n  = min(pay * part, pay)", {"10:9 R302"}},
        {"a quotient in if",
         "rule y : EUR per payslip\n  = if sort is blue then pay / 2 else pay",
         {"10:26 R302"}},
        {"a step finer than the type",
         "rule y : EUR per payslip\n  = pay * rate round half up to 0.001",
         {"10:22 R303"}},
        {"a rounding that changes nothing",
         "rule y : EUR per payslip\n  = pay round half up to 0.01",
         {"10:15 R304"}},
        {"more than 18 decimals",
         "rule y : EUR per payslip\n  = pay * rate * rate * rate",
         {"10:5 R305"}},
        {"no range", "input x : EUR per payslip", {"9:7 R351"}},
        {"divisor zero", "rule y : EUR per payslip\n  = pay / 0", {"10:11 R354"}},
        {"a gap",
         "param p : EUR\n  from 2025-01-01 = 1.00  source act\n  until 2026-05-31\n"
         "  from 2026-07-01 = 2.00  source act",
         {"11:3 R401"}},
        {"begins too late", "param p : EUR\n  from 2025-02-01 = 1.00  source act", {"9:7 R401"}},
        {"at a day without a version",
         "rule y : percent per payslip\n  = rate at 2024-12-31",
         {"10:5 R402"}},
        {"falling days",
         "param p : EUR\n  from 2026-01-01 = 1.00  source act\n"
         "  from 2025-01-01 = 2.00  source act",
         {"11:3 R403"}},
        {"a clock that a payslip has not",
         "param p : EUR\n  dated by issue_date\n  from 2025-01-01 = 1.00  source act\n"
         "rule y : EUR per payslip\n  = p",
         {"13:5 R404"}},
        {"the same, seen from a contract",
         "param p : EUR\n  dated by issue_date\n  from 2025-01-01 = 1.00  source act\n"
         "rule y : EUR per contract\n  = p",
         {}},
        {"a version nobody reaches",
         "param p : EUR\n  from 2025-01-01 = 1.00  source act\n"
         "  from 2028-01-01 = 2.00  source act",
         {"11:3 R405"}},
        {"the day of review has passed",
         "param p : EUR\n  from 2025-01-01 = 1.00  source act  review by 2026-06-29",
         {"10:39 R411"}},
        {"match without an item",
         "rule y : EUR per payslip\n  = match sort { blue : pay }",
         {"10:5 R505"}},
        {"match with all items",
         "rule y : EUR per payslip\n  = match sort { blue : pay, white : 0 }",
         {}},
        {"inherited outside an amendment",
         "rule y : EUR per payslip\n  = inherited",
         {"10:5 R534"}},
        {"previous outside a param", "rule y : EUR per payslip\n  = previous", {"10:5 R534"}},
        {"thresholds fall",
         "scale s : EUR marginal\n  from 2025-01-01  source act\n"
         "    above 5.00 : 1 %\n    above 1.00 : 2 %",
         {"12:5 R601"}},
        {"no such scale", "rule y : EUR per payslip\n  = rate(pay)", {"10:5 R602"}},
        {"stated amounts jump",
         "scale s : EUR -> EUR stated\n  from 2025-01-01  source act\n"
         "    reaching 0 : 0 plus 1.00 %\n    above 100.00 : 2.00",
         {"12:5 R607"}},
        {"a contract read from its payslip", "rule y : EUR per payslip\n  = price", {"10:5 R701"}},
        {"a payslip read from a contract", "rule y : EUR per contract\n  = pay", {}},
        {"a sum in a contract",
         "rule y : EUR per contract\n  = sum of price over contracts",
         {"10:5 R701"}},
        {"a circle",
         "rule y : EUR per payslip\n  = z\nrule z : EUR per payslip\n  = y * 1",
         {"12:5 R703"}},
        {"a figure without a source", "param p : EUR\n  from 2025-01-01 = 1.00", {"10:3 R801"}},
        {"a printed rule without labels",
         "rule y : EUR per payslip\n  label en \"Y\"\n  shown on payslip order 1 as total\n  = pay",
         {"9:6 R803"}},
        {"a check is a condition",
         "rule y : EUR per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on declaration section price order 1 as error\n  = pay",
         {"11:3 R203"}},
        {"a role of another document",
         "rule y : bool per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on declaration section price order 1 as total\n  = pay > 0",
         {"11:49 R106"}},
        {"a check of an announcement is a condition too",
         "rule y : EUR per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on announcement section hours order 1 as warning\n  = pay",
         {"11:3 R203"}},
        {"an announcement has checks, no lines",
         "rule y : bool per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on announcement section hours order 1 as information\n  = pay > 0",
         {"11:50 R106"}},
        {"a check that is right",
         "rule y : bool per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on announcement section hours order 1 as warning\n  = pay > 0",
         {}},
        {"a figure of a client on a payslip",
         "rule y : EUR per client\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on payslip section pay order 1 as earning\n  = sum of price over contracts",
         {"11:12 R106"}},
        {"a figure of a payslip on an invoice",
         "rule y : EUR per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on invoice section pay order 1 as earning\n  = pay",
         {"11:12 R106"}},
        {"a figure of a contract on an invoice, a month's on a payslip",
         "rule y : EUR per contract\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on invoice section pay order 1 as earning\n  = price\n"
         "rule z : EUR/month per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on payslip section pay order 1 as earning\n  = pay as EUR/month",
         {}},
        {"a condition is no line",
         "rule y : bool per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on payslip section pay order 1 as total\n  = pay > 0",
         {"9:10 R203"}},
        {"a code is no line",
         "rule y : code per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on statement section pay order 1 as deduction\n  = town",
         {"9:10 R203"}},
        {"a pure number is no line",
         "rule y : ratio per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on payslip section pay order 1 as information\n  = rate",
         {"9:10 R203"}},
        {"an amount with more decimals than its currency is no line",
         "rule y : EUR(4) per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on payslip section pay order 1 as information\n  = pay",
         {"9:10 R203"}},
        {"two lines at one place",
         "rule y : EUR per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on payslip section pay order 1 as earning\n  = pay\n"
         "rule z : EUR per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on payslip section pay order 1 as earning\n  = pay\n"
         "rule other : EUR per payslip\n  label fr \"Y\" nl \"Y\" de \"Y\" en \"Y\"\n"
         "  shown on statement section pay order 1 as earning\n  = pay",
         {"15:3 R013"}},
        {"a table has its keys once",
         "table t (k : code) : EUR\n  from 2025-01-01  source act\n"
         "    row \"a\" : 1.00\n    row \"a\" : 2.00\n    otherwise : 2.00",
         {"12:5 R605"}},
    }));
    CAPTURE(row.why);
    CHECK(findings_of(worker_ground + row.text + "\n") == row.expected);
}

TEST_CASE("many mistakes are told in one run, and none twice", "[ruleset]") {
    CHECK(findings_of("input a : EUR per payslip\n"
                      "input b : EUX per payslip  range 0 .. 1\n"
                      "rule y : EUR per payslip\n  = c + b\n"
                      "rule z : EUR/month per payslip\n  = a + y\n") ==
          std::vector<std::string>{"1:7 R351", "2:11 R104", "4:5 R101", "6:5 R202"});
}

TEST_CASE("names are found through use, and only through use", "[ruleset]") {
    const std::string one = package_head("xx.one") + "input pay : EUR per payslip  range 0 .. 9\n" +
                            "input shared : EUR per payslip  range 0 .. 9\n";
    const std::string two = package_head("xx.two") + "use xx.one\n" +
                            "input shared : EUR per payslip  range 0 .. 9\n" +
                            "rule local : EUR per payslip\n  = shared + xx.one.shared + pay\n";
    const std::string three = package_head("xx.three") + "use xx.one\nuse xx.two\n" +
                              "rule a : EUR per payslip\n  = shared\n" +
                              "rule b : EUR per payslip\n  = xx.two.shared + local\n";
    const std::string four = package_head("xx.four") + "use xx.two\n" +
                             "rule a : EUR per payslip\n  = pay\n" +
                             "rule b : EUR per payslip\n  = xx.one.pay\n";
    const CheckReport report = checked({{"xx/one.rules", one},
                                        {"xx/two.rules", two},
                                        {"xx/three.rules", three},
                                        {"xx/four.rules", four}});
    std::vector<std::string> found;
    for (const Diagnostic& d : report.findings) { found.push_back(d.where.file + " " + d.code); }
    CHECK(found == std::vector<std::string>{"xx/four.rules R101", "xx/four.rules R101",
                                            "xx/three.rules R103"});
}

TEST_CASE("packages use each other in no circle, and cover no more than what they use",
          "[ruleset]") {
    const CheckReport circle =
        checked({{"xx/one.rules", package_head("xx.one") + "use xx.two\n"},
                 {"xx/two.rules", package_head("xx.two") + "use xx.one\nuse xx.tree\n"}});
    REQUIRE(circle.findings.size() == 2);
    CHECK(circle.findings[0].code == "R113");
    CHECK(circle.findings[0].message ==
          "packages use each other in a circle: xx.one -> xx.two -> xx.one");
    CHECK(circle.findings[1].code == "R112");

    const std::string small =
        "package xx.one\n  covers 2025-01-01 .. 2026-12-31\n\n"
        "input pay : EUR per payslip  range 0 .. 9\n";
    const CheckReport wide =
        checked({{"xx/one.rules", small},
                 {"xx/two.rules", package_head("xx.two") +
                                      "use xx.one\nrule y : EUR per payslip\n  = pay + pay\n"}});
    REQUIRE(wide.findings.size() == 1);
    CHECK(wide.findings[0].code == "R401");
    CHECK(wide.findings[0].where.line == 3);
    CHECK(wide.findings[0].related.size() == 1);
}

TEST_CASE("the layout of a document is seen from a package, in order", "[ruleset]") {
    const std::string labels = "  label fr \"F\" nl \"N\" de \"D\" en \"E\"\n";
    const std::string one = package_head("xx.one") + "input pay : EUR per payslip  range 0 .. 9\n" +
                            "rule late : EUR per payslip\n" + labels +
                            "  shown on payslip section pay order 90 as total\n  = pay\n";
    const std::string two =
        package_head("xx.two") + "use xx.one\n" + "rule early : EUR per contract\n" + labels +
        "  shown on payslip section pay order 10 as earning\n  = pay\n" +
        "enum kind { a, b }\ninput sort : kind per payslip\n" + "  label en \"Sort\"\n";
    const CheckReport report = checked({{"xx/one.rules", one}, {"xx/two.rules", two}});
    for (const Diagnostic& d : report.findings) { UNSCOPED_INFO(mutua::to_string(d)); }
    REQUIRE(report.ruleset != nullptr);
    const std::vector<PrintedRule> lines = layout(report.ruleset, "xx.two", "payslip");
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].figure == "early");
    CHECK(lines[0].scope == "contract");
    CHECK(lines[0].role == "earning");
    CHECK(lines[1].package == "xx.one");
    CHECK(lines[1].label("nl") == "N");
    CHECK(layout(report.ruleset, "xx.one", "payslip").size() == 1);
    CHECK(layout(report.ruleset, "xx.two", "invoice").empty());
    CHECK(label(report.ruleset, "xx.two", "sort", "de") == "Sort");
    CHECK(label(report.ruleset, "xx.two", "late", "fr") == "F");
    CHECK(label(report.ruleset, "xx.two", "pay", "fr") == "pay");
    CHECK(enum_items(report.ruleset, "xx.two", "sort") == std::vector<std::string>{"a", "b"});
    CHECK(enum_items(report.ruleset, "xx.one", "sort").empty());
    CHECK(has_name(report.ruleset, "xx.two", "pay"));
    CHECK_FALSE(has_name(report.ruleset, "xx.one", "early"));
    CHECK(has_package(report.ruleset, "xx.two"));
    CHECK_FALSE(has_package(report.ruleset, "xx.three"));
}

TEST_CASE("numbers and steps that no machine holds are refused", "[ruleset]") {
    CHECK(findings_of("param p : EUR\n"
                      "  from 2025-01-01 = 1000000000000000000.00  source act\n") ==
          std::vector<std::string>{"2:21 R352"});
    CHECK(findings_of("param p : EUR\n  from 2025-01-01 = 900000000000000000.00  source act\n"
                      "  from 2026-01-01 = previous * 2 source act\n") ==
          std::vector<std::string>{"3:21 R352"});
    CHECK(findings_of("input x : EUR per payslip  range 0.00 .. 9.00\n"
                      "rule y : EUR per payslip\n  = x / 3 round half up to 0\n"
                      "rule z : EUR per payslip\n  = x / 3 round half up to 10000000000.00\n") ==
          std::vector<std::string>{"3:17 R203", "5:17 R352"});
    // A step of five cents or of ten does change a value in cents.
    CHECK(findings_of("input x : EUR per payslip  range 0.00 .. 9.00\n"
                      "rule y : EUR per payslip\n  = x round half up to 0.05\n"
                      "rule z : EUR per payslip\n  = x round half up to 0.10\n")
              .empty());
}
