#include "engine/ruleset/oracle/exact_rules.hpp"
#include "engine/ruleset/proof/coverage.hpp"
#include "engine/ruleset/proof/mutation.hpp"
#include "engine/ruleset/proof/verify.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using namespace mutua::ruleset;

namespace {

const std::string plain_shop =
    "package xx.shop\n"
    "  dated by work_end\n"
    "  covers 2026-01-01 .. 2026-12-31\n"
    "  rounding EUR half up to 0.01\n"
    "source act \"Invented act\" url \"https://example.org\"\n"
    "input price : EUR per contract  range 0.00 .. 1 000.00\n"
    "rule fee : EUR per contract\n"
    "  output\n"
    "  applies when price > 1.00 EUR\n"
    "  = price * 5 %  source act\n";

Ruleset rules_of(const std::string& tests) {
    const CheckReport report =
        check({{"xx/shop.rules", plain_shop + tests}}, *parse_date("2026-06-30"));
    REQUIRE(report.ruleset != nullptr);
    return report.ruleset;
}

bool has(const Diagnostics& findings, const std::string& text) {
    return std::any_of(findings.begin(), findings.end(), [&](const Diagnostic& one) {
        return one.message.find(text) != std::string::npos;
    });
}

// 10.10 * 5 % = 0.505 -> 0.51
const std::string one_test =
    "test \"one\" on 2026-06-30\n  given price = 10.10\n  expect fee = 0.51\n";
const std::string edge_test =
    "test \"edge\" on 2026-06-30\n  given price = 1.00\n  expect fee not applicable\n";

}  // namespace

TEST_CASE("coverage names what no test reaches, and nothing else", "[ruleset][coverage]") {
    const CoverageReport one = coverage(rules_of(one_test));
    CHECK(has(one.findings, "`applies when` is never false"));
    CHECK(has(one.findings, "threshold not hit exactly"));
    CHECK_FALSE(has(one.findings, "the rounding never changes a value"));
    CHECK(one.sites - one.reached == one.findings.size());
    CHECK(coverage(rules_of(one_test + edge_test)).findings.empty());
}

TEST_CASE("a row that no test finds is named where it stands", "[ruleset][coverage]") {
    const CoverageReport report =
        coverage(rules_of("table lump (far : bool) : EUR\n"
                          "  from 2026-01-01  source act\n"
                          "    row no    : 1.00\n"
                          "    otherwise : 2.00\n"
                          "input far : bool per contract\n"
                          "rule ride : EUR per contract\n  output\n"
                          "  = lump[far]  source act\n"));
    const auto line_of = [&](const std::string& text) {
        const auto at = std::find_if(
            report.findings.begin(), report.findings.end(),
            [&](const Diagnostic& one) { return one.message.find(text) != std::string::npos; });
        return at == report.findings.end() ? 0 : at->where.line;
    };
    CHECK(line_of("row no: never found") == 13);
    CHECK(line_of("`otherwise`: never used") == 14);
}

TEST_CASE("the rounding of a product with zero is nothing to reach", "[ruleset][coverage]") {
    const auto margin = [](const std::string& rate) {
        return coverage(rules_of("param rate : percent\n  from 2026-01-01 = " + rate +
                                 " %  source act\n"
                                 "rule margin : EUR per contract\n  output\n"
                                 "  = price * rate  source act\n" +
                                 one_test + edge_test +
                                 "test \"none\" on 2026-06-30\n  given price = 0.00\n"
                                 "  expect margin = 0.00\n"))
            .findings;
    };
    CHECK(margin("0.00").empty());
    CHECK(has(margin("0.01"), "the rounding never changes a value"));
}

TEST_CASE("a mutant is noticed by a test on the edge only", "[ruleset][mutation]") {
    const MutationReport one = mutation(rules_of(one_test));
    CHECK(has(one.survivors, "> -> >="));
    CHECK_FALSE(has(one.survivors, "5.00 % -> 6.00 %"));
    const MutationReport both = mutation(rules_of(one_test + edge_test));
    CHECK_FALSE(has(both.survivors, "> -> >="));
    CHECK(both.all.mutants == one.all.mutants);
    CHECK(both.all.killed > one.all.killed);
    CHECK(both.all.mutants == both.all.killed + both.all.excused + both.all.survived);
    REQUIRE(both.totals.size() == 1);
    CHECK(both.totals.front().package == "xx.shop");
    CHECK(both.totals.front().survived == both.survivors.size());
}

TEST_CASE("the shares of a split add up, ties go to the first", "[ruleset][exact]") {
    const Decimal cent{1, 100};
    // 75.01 in three equal parts, by equal weights and by none.
    const std::vector<Decimal> expected{Decimal{2501, 100}, Decimal{25}, Decimal{25}};
    CHECK(exact_shares(Decimal{7501, 100}, {1, 1, 1}, cent) == expected);
    CHECK(exact_shares(Decimal{7501, 100}, {0, 0, 0}, cent) == expected);
    CHECK(exact_shares(Decimal{-1, 100}, {1, 1}, cent) ==
          std::vector<Decimal>{Decimal{0}, Decimal{-1, 100}});
}

TEST_CASE("a test that expects a fault alone reaches what leads to the fault", "[ruleset]") {
    const std::string more =
        "rule lump : EUR per contract\n"
        "  output\n"
        "  = if price > 500.00 EUR then 2.00 EUR else 1.00 EUR  source act\n"
        "  ensure lump <= 1.00 EUR else \"too dear\"\n";
    const std::string fault =
        "test \"fault\" on 2026-06-30\n  given price = 500.01\n  expect fault E401\n";
    const CoverageReport report = coverage(rules_of(more + fault));
    CHECK_FALSE(has(report.findings, "`then` is never taken"));
    CHECK(has(report.findings, "`applies when` is never true"));
    // A value that no row can hold is refused before any rule is looked at.
    const std::string outside =
        "test \"outside\" on 2026-06-30\n  given price = 1 000.01\n  expect fault E101\n";
    CHECK(coverage(rules_of(more + outside)).reached == 0);
}

TEST_CASE("a mutant of a scale or table that has no answer is noticed", "[ruleset][mutation]") {
    const std::string rules =
        "input back : EUR per contract  range -10.00 .. 10.00\n"
        "input spot : code per contract\n"
        "scale lump : EUR -> EUR step\n"
        "  from 2026-01-01  source act\n"
        "    reaching 0.00 : 1.00\n"
        "table toll (place : code) : EUR\n"
        "  from 2026-01-01  source act\n"
        "    row \"near\" : 1.00\n"
        "rule base : EUR per contract\n"
        "  output\n"
        "  = back\n"
        "  ensure base >= 0\n"
        "rule lumped : EUR per contract\n"
        "  output\n"
        "  = lump(base)\n"
        "rule tolled : EUR per contract\n"
        "  output\n"
        "  = toll[spot]\n";
    const std::string below =
        "test \"below\" on 2026-06-30\n  given base = -0.01\n  expect fault E203\n";
    const std::string at =
        "test \"at\" on 2026-06-30\n  given base = 0.00\n  expect lumped = 1.00\n";
    const std::string far =
        "test \"far\" on 2026-06-30\n  given spot = \"far\"\n  expect fault E202\n";
    const auto survives = [](const MutationReport& report, const std::string& text) {
        return has(report.survivors, text);
    };
    const MutationReport one = mutation(rules_of(rules + at + far));
    CHECK(survives(one, "0.00 -> -0.01"));
    CHECK_FALSE(survives(one, "0.00 -> 0.01"));
    const MutationReport both = mutation(rules_of(rules + at + far + below));
    CHECK_FALSE(survives(both, "0.00 -> -0.01"));
}
