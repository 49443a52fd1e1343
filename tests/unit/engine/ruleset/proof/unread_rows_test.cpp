#include "engine/ruleset/proof/unread_rows.hpp"

#include "engine/ruleset/proof/coverage.hpp"
#include "engine/ruleset/proof/mutation.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace mutua;
using namespace mutua::ruleset;

TEST_CASE("the rows of a CSV table that tests find are changed", "[ruleset][mutation]") {
    const std::string rules =
        "package xx.towns\n"
        "  dated by work_end\n"
        "  covers 2026-01-01 .. 2026-12-31\n"
        "source act \"Invented act\" url \"https://example.org\"\n"
        "input town : code per payslip\n"
        "table fees (town : code) : EUR\n"
        "  from 2026-01-01 file \"fees.csv\"  source act\n"
        "rule is_dear : bool per payslip\n"
        "  output\n"
        "  = fees[town] >= 7.00 EUR  source act\n"
        "test \"dear\" on 2026-06-30\n"
        "  given town = \"1002\"\n"
        "  expect is_dear = yes\n"
        "test \"just dear\" on 2026-06-30\n"
        "  given town = \"1003\"\n"
        "  expect is_dear = yes\n";
    const CheckReport report =
        check({{"xx/fees.csv", "town:code;fee:EUR\n1001;5.00\n1002;8.00\n1003; 7.00\n"},
               {"xx/towns.rules", rules}},
              *parse_date("2026-06-30"));
    REQUIRE(report.ruleset != nullptr);
    const MutationReport found = mutation(report.ruleset);
    Diagnostics in_table;
    for (const Diagnostic& one : found.survivors) {
        if (one.where.file == "xx/fees.csv") { in_table.push_back(one); }
    }
    // No test finds 1001; of 7.00 the cent less is noticed.
    REQUIRE(in_table.size() == 3);
    CHECK(in_table[0].message == "no test notices: row \"1002\": 8.00 -> 8.01");
    CHECK(in_table[0].where.line == 3);
    CHECK(in_table[0].where.column == 6);
    CHECK(in_table[1].message == "no test notices: row \"1002\": 8.00 -> 7.99");
    CHECK(in_table[2].message == "no test notices: row \"1003\": 7.00 -> 7.01");
    CHECK(in_table[2].where.line == 4);
    CHECK(in_table[2].where.column == 7);
    REQUIRE(found.totals.size() == 1);
    CHECK(found.totals[0].package == "xx.towns");
    REQUIRE(found.unread.size() == 1);
    CHECK(found.unread[0].table == "xx.towns.fees");
    CHECK(found.unread[0].version == "2026-01-01");
    CHECK(found.unread[0].rows == 3);
    CHECK(found.unread[0].unread == 1);
    CHECK_FALSE(found.unread[0].excused);
    const auto rows = std::find_if(
        found.survivors.begin(), found.survivors.end(),
        [](const Diagnostic& one) { return one.message.starts_with("no test reads "); });
    REQUIRE(rows != found.survivors.end());
    CHECK(rows->code == "R905");
    CHECK(rows->where.line == 7);
    CHECK(rows->message == "no test reads 1 of the 3 rows of `xx/fees.csv`: row \"1001\"");
}

TEST_CASE("rows of a CSV table that no test reads may have a reason", "[ruleset][mutation]") {
    const auto told = [](const std::string& comment) {
        const std::string rules =
            "package xx.towns\n"
            "  dated by work_end\n"
            "  covers 2026-01-01 .. 2026-12-31\n"
            "source act \"Invented act\" url \"https://example.org\"\n"
            "input town : code per payslip\n"
            "table fees (town : code) : EUR\n"
            "  from 2026-01-01 file \"fees.csv\"  source act" +
            comment +
            "\n"
            "rule fee : EUR per payslip\n"
            "  output\n"
            "  = fees[town]  source act\n"
            "test \"one\" on 2026-06-30\n"
            "  given town = \"1001\"\n"
            "  expect fee = 5.00\n";
        const CheckReport report = check({{"xx/fees.csv",
                                           "town:code;fee:EUR\n1001;5.00\n1002;8.00\n1003;7.00\n"
                                           "1004;6.00\n1005;4.00\n"},
                                          {"xx/towns.rules", rules}},
                                         *parse_date("2026-06-30"));
        REQUIRE(report.ruleset != nullptr);
        return report.ruleset;
    };
    const std::string four =
        "no test reads 4 of the 5 rows of `xx/fees.csv`: row \"1002\"; row \"1003\"; row \"1004\" "
        "and 1 more";
    const auto is_told = [&](const Diagnostics& all) {
        return std::any_of(all.begin(), all.end(),
                           [&](const Diagnostic& one) { return one.message == four; });
    };
    CHECK(is_told(mutation(told("")).survivors));
    const CoverageReport reached = coverage(told(""));
    REQUIRE(reached.unread.size() == 1);
    CHECK(reached.unread[0].unread == 4);
    REQUIRE(reached.findings.size() == 1);
    CHECK(reached.findings[0].code == "R904");
    CHECK(reached.findings[0].message == four);
    const Ruleset excused = told("  # no mutant: copied from the gazette by a program");
    CHECK(mutation(excused).survivors.empty());
    CHECK(coverage(excused).findings.empty());
    REQUIRE(mutation(excused).unread.size() == 1);
    CHECK(mutation(excused).unread[0].excused);
}
