#include "cli/commands/rules_test.hpp"
#include "tests/support/files.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/cli/command_answer.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <istream>
#include <ostream>
#include <sstream>
#include <string>

using namespace mutua;
using namespace mutua::cli;
using cli::testing::Answer;
using cli::testing::answer_of;
using test::TemporaryFolder;

namespace {

const std::string toll_shop =
    "package xx.shop\n"
    "  dated by work_end\n"
    "  covers 2026-01-01 .. 2026-12-31\n"
    "source act \"Invented act\" url \"https://example.org\"\n"
    "input price : EUR per contract  range 0.00 .. 1 000.00\n"
    "input far : bool per contract\n"
    "scale duty : EUR -> EUR stated\n"
    "  from 2026-01-01  source act\n"
    "    reaching   0.00 : 1.00\n"
    "    reaching 100.00 : 2.00\n"
    "rule fee : EUR per contract\n"
    "  output\n"
    "  from 2026-01-01\n"
    "    = if far then duty(price) else 0.50 EUR  source act\n"
    "  from 2026-07-01\n"
    "    = 3.00 EUR  source act\n"
    "test \"near\" on 2026-06-30\n"
    "  given price = 10.00, far = no\n"
    "  expect fee = 0.50\n"
    "test \"far\" on 2026-06-30\n"
    "  given price = 100.00, far = yes\n"
    "  expect fee = 2.00\n"
    "test \"farther\" on 2026-06-30\n"
    "  given price = 200.00, far = yes\n"
    "  expect fee = 2.00\n";

const std::string toll_totals =
    "package  version     reached  of   share\n"
    "xx.shop  2026-01-01        5   7  71.4 %\n"
    "xx.shop  2026-07-01        0   1   0.0 %\n"
    "coverage: 5 of 8, 62.5 %\n"
    "3 passed, 0 failed\n";

Answer covered(const TemporaryFolder& folder, RulesTestOptions options) {
    options.folder = folder.path();
    options.today = *parse_date("2026-11-23");
    return answer_of([&](std::istream& /*in*/, std::ostream& out,
                         std::ostream& err) { return rules_test(options, out, err); },
                     "");
}

RulesTestOptions coverage_options(bool all, Format format) {
    RulesTestOptions options;
    options.coverage = true;
    options.all = all;
    options.format = format;
    return options;
}

}  // namespace

TEST_CASE("coverage counts what the tests reach of each package and version", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("xx/shop.rules", toll_shop);
    const Answer told = covered(folder, coverage_options(false, Format::text));
    CHECK(told.code == ExitCode::ok);
    CHECK(told.out == toll_totals);
    CHECK(told.err.find("shop.rules:16:") != std::string::npos);
}

TEST_CASE("coverage lists each branch and bracket with the number of its tests", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("xx/shop.rules", toll_shop);
    const Answer told = covered(folder, coverage_options(true, Format::text));
    CHECK(told.out ==
          folder.named("xx/shop.rules") +
              "\n"
              "tests  line  version\n"
              "    0     9  2026-01-01  duty: bracket 1 (reaching 0.00)\n"
              "    0     9  2026-01-01  duty: bracket 1 (reaching 0.00), threshold exactly\n"
              "    2    10  2026-01-01  duty: bracket 2 (reaching 100.00)\n"
              "    1    10  2026-01-01  duty: bracket 2 (reaching 100.00), threshold exactly\n"
              "    3    14  2026-01-01  fee: formula\n"
              "    2    14  2026-01-01  fee: `then`\n"
              "    1    14  2026-01-01  fee: `else`\n"
              "    0    16  2026-07-01  fee: formula\n"
              "\n" +
              toll_totals);
    std::istringstream lines{told.out.substr(told.out.find('\n') + 1)};
    for (std::string line; std::getline(lines, line);) { CHECK(test::line_width(line) <= 80); }
}

TEST_CASE("a program reads what each test reaches", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("xx/shop.rules", toll_shop);
    const auto told = nlohmann::json::parse(
        covered(folder, coverage_options(true, Format::json)).out)["coverage"];
    CHECK(told["reached"] == 5);
    CHECK(told["totals"][1] == nlohmann::json::parse(R"({"package": "xx.shop",
        "version": "2026-07-01", "reached": 0, "sites": 1})"));
    REQUIRE(told["lines"].size() == 8);
    nlohmann::json expected = nlohmann::json::parse(R"({"package": "xx.shop", "definition": "duty",
        "version": "2026-01-01", "name": "bracket 2 (reaching 100.00), threshold exactly",
        "line": 10, "column": 5, "tests": 1})");
    expected["file"] = folder.named("xx/shop.rules");
    CHECK(told["lines"][3] == expected);
    CHECK(told["findings"].size() == 3);
    const auto brief = nlohmann::json::parse(
        covered(folder, coverage_options(false, Format::json)).out)["coverage"];
    CHECK_FALSE(brief.contains("lines"));
}

TEST_CASE("a test that goes on over a new year counts once for the carry it resets",
          "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("xx/shop.rules",
                 "package xx.shop\n  dated by work_end\n  covers 2025-01-01 .. 2026-12-31\n"
                 "input pay : EUR per payslip  range 0.00 .. 10.00\n"
                 "carry year_pay : EUR per payslip keyed by member\n"
                 "  range 0.00 .. 200.00\n  = prior year_pay + pay\n"
                 "  reset each civil_year\n"
                 "test \"two years\" on 2025-12-31\n"
                 "  given pay = 1.00\n  expect year_pay = 1.00\n"
                 "  then on 2026-01-31\n  given pay = 2.00\n  expect year_pay = 2.00\n"
                 "test \"one\" on 2025-12-31\n"
                 "  given pay = 1.00\n  expect year_pay = 1.00\n");
    const Answer told = covered(folder, coverage_options(true, Format::text));
    CHECK(told.err.empty());
    CHECK(told.out.find("\n    1     5           year_pay: reset\n") != std::string::npos);
}

TEST_CASE("rows of a CSV table that no test reads are counted", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("xx/fees.csv", "town:code;fee:EUR\n1001;5.00\n1002;8.00\n1003;7.00\n");
    folder.write("xx/towns.rules",
                 "package xx.towns\n"
                 "  dated by work_end\n"
                 "  covers 2026-01-01 .. 2026-12-31\n"
                 "source act \"Invented act\" url \"https://example.org\"\n"
                 "input town : code per payslip\n"
                 "table fees (town : code) : EUR\n"
                 "  from 2026-01-01 file \"fees.csv\"  source act\n"
                 "rule fee : EUR per payslip\n"
                 "  output\n"
                 "  = fees[town]  source act\n"
                 "test \"one\" on 2026-06-30\n"
                 "  given town = \"1001\"\n"
                 "  expect fee = 5.00\n");
    const std::string line = "2 of 3 rows of table xx.towns.fees from 2026-01-01 read by no test\n";
    const Answer told = covered(folder, coverage_options(false, Format::text));
    CHECK(told.out.find(line) != std::string::npos);
    CHECK(told.err.find("warning R904: no test reads 2 of the 3 rows") != std::string::npos);
    RulesTestOptions mutate;
    mutate.mutate = true;
    const Answer mutants = covered(folder, mutate);
    CHECK(mutants.out.find(line) != std::string::npos);
    CHECK(mutants.err.find("warning R905: no test reads 2 of the 3 rows") != std::string::npos);
    const auto json =
        nlohmann::json::parse(covered(folder, coverage_options(false, Format::json)).out);
    CHECK(json.at("coverage").at("unread_rows").at(0) == nlohmann::json{{"table", "xx.towns.fees"},
                                                                        {"version", "2026-01-01"},
                                                                        {"rows", 3},
                                                                        {"unread", 2},
                                                                        {"excused", false}});
}

TEST_CASE("--all is a question about coverage", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("xx/shop.rules", toll_shop);
    RulesTestOptions options;
    options.all = true;
    const Answer told = covered(folder, options);
    CHECK(told.code == ExitCode::usage);
    CHECK(told.out.empty());
    CHECK(told.err.find("U155") != std::string::npos);
    CHECK(told.err.find("--coverage --all") != std::string::npos);
}
