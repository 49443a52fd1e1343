#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <catch2/catch.hpp>

// What the checks prove must hold on every row that can be met: on days of other clocks than the
// rule's own, on rows to which a rule does not apply, on invoices without contracts.

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

using Found = std::vector<std::string>;

/// The codes and lines of what is found in several packages, each `package_head` and a body.
Found found_in(const std::vector<std::pair<std::string, std::string>>& bodies) {
    std::vector<SourceFile> files;
    for (const auto& [head, body] : bodies) {
        const std::string name = head.substr(head.find("xx.") + 3, head.find('\n') - 11);
        files.push_back({"xx/" + name + ".rules", head + body});
    }
    Found found;
    for (const Diagnostic& one : checked(std::move(files)).findings) {
        if (!is_housekeeping(one.code)) { found.push_back(one.code); }
    }
    return found;
}

}  // namespace

TEST_CASE("exceptions are told apart on every day of every clock", "[ruleset][check]") {
    const std::string input = "input x : EUR per payslip  range 0.00 .. 100.00\n";
    const std::string rule_head = "rule r : EUR per payslip\n  output\n  default = 0.00 EUR\n";
    SECTION("a version that is read at the start of the next year") {
        CHECK(
            findings_of(input +
                        "param p : EUR\n  from 2025-01-01 = 60.00  source act\n"
                        "  from 2026-02-10 = 40.00  source act\n" +
                        rule_head +
                        "  exception high when x > p at start of year of payment_date = 1.00 EUR\n"
                        "  exception low when x < 50.00 EUR = 2.00 EUR\n") == Found{"9:13 R501"});
    }
    SECTION("a version that only the payment of the next year meets") {
        const std::string law =
            "package xx.law\n  dated by payment_date\n  covers 2025-01-01 .. 2028-12-31\n"
            "source act \"An act (invented)\" url \"https://example.org/act\"\n";
        CHECK(found_in({{law,
                         "param q : EUR\n  from 2025-01-01 = 60.00  source act\n"
                         "  from 2028-01-01 = 40.00  source act\n"},
                        {package_head("xx.small"),
                         "use xx.law\n" + input + rule_head +
                             "  exception high when x > q = 1.00 EUR\n"
                             "  exception low when x < 50.00 EUR = 2.00 EUR\n"}}) == Found{"R501"});
    }
    SECTION("versions of a clock of the rule's own that it never meets do not count") {
        CHECK(findings_of(input +
                          "param p : EUR\n  from 2025-01-01 = 40.00  source act\n"
                          "  from 2026-01-01 = 60.00  source act\n"
                          "rule r : EUR per payslip\n  output\n  from 2025-01-01 = 0.00 EUR\n"
                          "  from 2026-01-01\n    default = 0.00 EUR\n"
                          "    exception high when x > p = 1.00 EUR\n"
                          "    exception low when x < 50.00 EUR = 2.00 EUR\n")
                  .empty());
    }
}

TEST_CASE("a divisor is proved for every row that can be met", "[ruleset][check]") {
    SECTION("an ensure does not look at rows to which its rule does not apply") {
        CHECK(findings_of("input b : bool per payslip\n"
                          "input x : EUR per payslip  range 0.00 .. 100.00\n"
                          "rule r : EUR per payslip\n  applies when b\n  = x\n  ensure r > 0\n"
                          "rule s : EUR per payslip\n  output\n  = 10.00 EUR * 1.00 EUR / r\n") ==
              Found{"9:28 R354"});
    }
    SECTION("an invoice may have no contract") {
        CHECK(findings_of("input n : count per contract  range 1 .. 9\n"
                          "rule s : ratio(2) per client\n  output\n"
                          "  = 1 / sum of n over contracts  round half up to 0.01\n") ==
              Found{"4:9 R354"});
        CHECK(findings_of("input n : count per contract  range 1 .. 9\n"
                          "rule s : ratio(2) per payslip\n  output\n"
                          "  = 1 / sum of n over contracts  round half up to 0.01\n")
                  .empty());
    }
}

TEST_CASE("what a clock reads before the first covered day is covered", "[ruleset][check]") {
    const std::string head =
        "package xx.small\n  dated by work_end\n  covers 2025-03-01 .. 2027-12-31\n"
        "source act \"An act (invented)\" url \"https://example.org/act\"\n";
    const std::string param = "param p : EUR\n  from 2025-03-01 = 5.00  source act\n";
    const auto rule = [](const std::string& at) {
        return "rule r : EUR per payslip\n  output\n  = p at " + at + "\n";
    };
    CHECK(found_in({{head, param + rule("payment_date")}}).empty());
    CHECK(found_in({{head, param + rule("work_start")}}).empty());
    CHECK(found_in({{head, param + rule("start of year of payment_date")}}) == Found{"R402"});
    CHECK(found_in({{head, param + rule("quarter_start")}}) == Found{"R402"});
    CHECK(found_in({{head,
                     "param p : EUR\n  dated by year_start\n  from 2025-03-01 = 5.00  source "
                     "act\nrule r : EUR per payslip\n  output\n  = p\n"}}) == Found{"R401"});
}

TEST_CASE("what is written twice is said", "[ruleset][check]") {
    struct Row {
        const char* why;
        const char* body;
        const char* found;
    };
    const auto row = GENERATE(values<Row>({
        {"a field of a record",
         "param p : { a, b : EUR }\n  from 2025-01-01 = { a: 1.00, b: 2.00, a: 2.00 }  source act\n"
         "rule r : EUR per payslip\n  output\n  = p.a + p.b\n",
         "2:41 R013"},
        {"a case of a match",
         "input k : enum { one, two } per payslip\nrule r : EUR per payslip\n  output\n"
         "  = match k { one : 1.00 EUR, two or one : 2.00 EUR }\n",
         "4:38 R013"},
        {"a code of a match",
         "input k : code per payslip\nrule r : EUR per payslip\n  output\n"
         "  = match k { \"1\" : 1.00 EUR, \"1\" : 2.00 EUR, otherwise : 0.00 EUR }\n",
         "4:31 R013"},
        {"what stands behind otherwise",
         "input k : code per payslip\nrule r : EUR per payslip\n  output\n"
         "  = match k { otherwise : 0.00 EUR, \"1\" : 1.00 EUR }\n",
         "4:27 R010"},
        {"a unit with spaces", "input x : EUR / month per payslip  range 0.00 .. 1.00\n",
         "1:15 R004"},
    }));
    CAPTURE(row.why);
    CHECK(findings_of(row.body) == Found{row.found});
}

TEST_CASE("a month is never proposed as a year", "[ruleset][check]") {
    const auto help_of = [](const std::string& declared, const std::string& formula) {
        const CheckReport report = checked(
            {{"xx/small.rules", package_head("xx.small") +
                                    "input m : EUR/month per payslip  range 0.00 .. 1.00\n"
                                    "input y : EUR/year per payslip  range 0.00 .. 1.00\n"
                                    "input h : hour per payslip  range 0.00 .. 1.00\n"
                                    "rule r : " +
                                    declared + " per payslip\n  output\n  = " + formula + "\n"}});
        for (const Diagnostic& one : report.findings) {
            if (one.code == "R202") { return one.help; }
        }
        return std::string{"no R202"};
    };
    CHECK(help_of("EUR/year", "m") == "multiply the monthly value: `m * 12 month/year`");
    CHECK(help_of("EUR/month", "y") == "divide the yearly value: `y / 12 month/year`");
    CHECK(help_of("EUR", "h * 10.00 EUR") ==
          "multiply the time by a value for each hour, such as `10.00 EUR/hour`");
    CHECK(help_of("EUR", "m") == "when it is the same amount under another name, write `m as EUR`");
}

TEST_CASE("a carry that feeds itself through the default of an input is found",
          "[ruleset][check]") {
    CHECK(findings_of("input i : EUR per payslip  range 0.00 .. 100.00  default owed\n"
                      "rule owed : EUR per member\n  = sum of prior c over payslips\n"
                      "carry c : EUR per payslip keyed by member  range 0.00 .. 1 000.00\n"
                      "  = prior c + i\n  reset each civil_year\n"
                      "rule out : EUR per payslip\n  output\n  = c\n") == Found{"4:7 R714"});
}

TEST_CASE("a package without days is asked for them", "[ruleset][check]") {
    const CheckReport report =
        checked({{"xx/small.rules",
                  "package xx.small\n  dated by work_end\n"
                  "source act \"An act (invented)\" url \"https://example.org/act\"\n"
                  "param p : EUR\n  from 2025-01-01 = 1.00  source act\n"
                  "rule r : EUR per payslip\n  output\n  = p\n"}});
    REQUIRE(!report.findings.empty());
    CHECK(report.findings.front().code == "R401");
    CHECK(report.findings.front().help.find("`covers 2026-01-01 .. 2026-12-31`") !=
          std::string::npos);
}

TEST_CASE("a divisor is judged for each combination of versions that can be met",
          "[ruleset][check]") {
    const std::string figures =
        "input x : EUR per payslip  range 0.00 .. 100.00\n"
        "param days : ratio(2)\n  from 2025-01-01 = 0.00  source act\n"
        "  from 2026-01-01 = 20.00  source act\n"
        "param on : count\n  from 2025-01-01 = 0  source act\n"
        "  from 2026-01-01 = 1  source act\n";
    const auto rule = [](const std::string& body) {
        return "rule y : EUR per payslip\n  output\n" + body;
    };
    struct Row {
        const char* why;
        std::string body;
        Found found;
    };
    const std::vector<Row> rows{
        {"a figure says from when it is divided by",
         rule("  = if on is 1 then round(x / days) half up to 0.01 else 0.00 EUR\n"),
         {}},
        {"a condition of the whole rule", rule("  applies when on > 0\n  = x / days\n"), {}},
        {"a condition with another one",
         rule("  = if on is 1 and x / days > 1.00 EUR then x else 0.00 EUR\n"),
         {}},
        {"an exception that always holds on those days",
         rule("  default = x / days\n  exception off when on is 0 = 0.00 EUR\n"),
         {}},
        {"an exception that never holds on those days",
         rule("  default = x\n  exception late when on is 1 = x / days\n"),
         {}},
        {"a divisor that is a rule of several versions",
         "rule part : ratio(2) per payslip\n  from 2025-01-01 = 0.00\n  from 2026-01-01 = 20.00\n" +
             rule("  from 2025-01-01 = x\n  from 2026-01-01 = x / part\n"),
         {}},
        {"a rule between the figure and who divides",
         "rule part : ratio(2) per payslip\n  = days * 2\n"
         "rule live : bool per payslip\n  = on is 1\n" +
             rule("  = if live then round(x / part) half up to 0.01 else 0.00 EUR\n"),
         {}},
        {"the day on which it is read is another one",
         rule("  = if on is 1 then round(x / days at start of year of work_end) half up to 0.01"
              " else x\n"),
         {}},
        {"the year before was without it",
         "param begun : count\n  from 2025-01-01 = 0  source act\n"
         "  from 2026-07-01 = 1  source act\nparam part : ratio(2)\n"
         "  from 2025-01-01 = 0.00  source act\n  from 2026-07-01 = 2.00  source act\n" +
             rule("  = if begun is 1 then round(x / part at start of year of work_end)"
                  " half up to 0.01 else x\n"),
         Found{"16:34 R354"}},
        {"the other way round",
         rule("  = if on is 0 then round(x / days) half up to 0.01 else x\n"), Found{"10:31 R354"}},
        {"the clock of the payment is free of that of the work",
         "param paid : count\n  dated by payment_date\n  from 2025-01-01 = 0  source act\n"
         "  from 2026-01-01 = 1  source act\n" +
             rule("  = if paid is 1 then round(x / days) half up to 0.01 else x\n"),
         Found{"14:33 R354"}},
        {"an input is zero on every day",
         rule("  = if on is 1 then x else round(x * 1.00 EUR / x) half up to 0.01\n"),
         Found{"10:49 R354"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        CHECK(findings_of(figures + row.body) == row.found);
    }
    Calculator calculator{small_rules(figures + rows.front().body)};
    CHECK(figure_of(calculator, "y", case_on("2025-06-30", {{"x", eur("10.00")}})) == "0.00");
    CHECK(figure_of(calculator, "y", case_on("2026-06-30", {{"x", eur("10.00")}})) == "0.50");
}

TEST_CASE("a divisor that is zero on some days is told with them", "[ruleset][check]") {
    const CheckReport report = checked(
        {{"xx/small.rules",
          package_head("xx.small") +
              "input x : EUR per payslip  range 0.00 .. 100.00\n"
              "param days : ratio(2)\n  from 2025-01-01 = 20.00  source act\n"
              "  from 2026-01-01 = 0.00  source act\n  from 2027-01-01 = 20.00  source act\n"
              "rule y : EUR per payslip\n  output\n  = x / days  source act\n"}});
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings.front().message ==
          "the divisor `days` may be zero: it is 0.00 for work_end 2026-01-01 .. 2026-12-31");
}

TEST_CASE("a count of rows has one bound in the checks and in the programs", "[ruleset][check]") {
    const auto found = [&](const std::string& condition) {
        return findings_of("rule r : EUR per client\n  output\n  = if " + condition +
                           " then 1.00 EUR else 2.00 EUR\n");
    };
    CHECK(found("count of contracts > 10 000").empty());
    CHECK(found("count of contracts > 1 000 000") == Found{"3:8 R355"});
}
