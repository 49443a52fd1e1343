#include "cli/commands/rules_eval.hpp"
#include "tests/support/files.hpp"
#include "tests/unit/cli/command_answer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <istream>
#include <ostream>
#include <string>

using namespace mutua;
using namespace mutua::cli;

TEST_CASE("a fault of rules eval names the values and places behind it", "[cli][rules]") {
    const test::TemporaryFolder folder;
    folder.write("xx/shop.rules",
                 "package xx.shop\n"
                 "  dated by work_end\n"
                 "  covers 2026-01-01 .. 2026-12-31\n"
                 "source act \"Invented act\" url \"https://example.org\"\n"
                 "input price : EUR per payslip  range 0.00 .. 1 000.00\n"
                 "input other : EUR per payslip  range 0.00 .. 1 000.00\n"
                 "input spot : code per payslip\n"
                 "table toll (place : code) : EUR\n"
                 "  from 2026-01-01  source act\n"
                 "    row \"near\" : 1.00\n"
                 "rule due : EUR per payslip\n"
                 "  output\n"
                 "  = toll[spot]\n"
                 "rule fee : EUR per payslip\n"
                 "  output\n"
                 "  default = price  source act\n"
                 "  exception dear when price > other = 1.00 EUR  source act\n"
                 "  exception both exclusive with dear when price + other > 10.00 EUR = 2.00 EUR "
                 " source act\n"
                 "rule cost : EUR per payslip\n"
                 "  output\n"
                 "  = price\n"
                 "  ensure cost <= 100.00 EUR else \"too dear\"\n");
    const Date day = *parse_date("2026-06-30");
    const auto fault_of = [&](const std::string& figure, const std::string& price) {
        const cli::testing::Answer ran = cli::testing::answer_of(
            [&](std::istream& in, std::ostream& out, std::ostream& err) {
                return rules_eval({folder.path(), day, "xx.shop", day, "-", {figure}}, in, out,
                                  err);
            },
            R"({"other": "1.00", "spot": "far", "price": ")" + price + "\"}");
        CHECK(ran.code == ExitCode::bad_input);
        return ran.err.substr(0, ran.err.find('\n'));
    };
    const std::string file = (folder.path() / "xx/shop.rules").lexically_normal().generic_string();
    CHECK(fault_of("due", "120.00") ==
          "-:1:1: error E202: due: table `toll` has no row for `toll[spot]` (key \"far\")");
    CHECK(fault_of("fee", "120.00") ==
          "-:1:1: error E301: exceptions `dear` and `both` of `fee` hold together (" + file +
              ":17, " + file + ":18)");
    CHECK(fault_of("cost", "100.01") == "-:1:1: error E401: cost: too dear (100.01 <= 100.00 EUR)");
    CHECK(fault_of("cost", "1200.00") ==
          "-:1:43: error E101: `price` lies outside its range: 1200.00");
}

TEST_CASE("the bad rows of a CSV are set aside, and the good ones computed", "[cli][rules][csv]") {
    const test::TemporaryFolder folder;
    folder.write("xx/shop.rules",
                 "package xx.shop\n"
                 "  dated by work_end\n"
                 "  covers 2026-01-01 .. 2026-12-31\n"
                 "input price : EUR per payslip  range 0.00 .. 1 000.00\n"
                 "rule cost : EUR per payslip\n"
                 "  output\n"
                 "  = price + 1.00 EUR\n"
                 "  ensure cost <= 100.00 EUR else \"too dear\"\n");
    const auto evaluate = [&](const std::string& rows, const std::string& rejects,
                              const std::string& day = "2026-06-30") {
        folder.write("rows.csv", rows);
        return cli::testing::answer_of(
            [&](std::istream& in, std::ostream& out, std::ostream& err) {
                RulesEvalOptions options{folder.path(),    *parse_date("2026-06-30"),  "xx.shop",
                                         *parse_date(day), folder.path() / "rows.csv", {"cost"}};
                options.rejects = rejects;
                return rules_eval(options, in, out, err);
            },
            "");
    };
    const std::string rejects = folder.path() / "bad.csv";

    SECTION("whatever is wrong with them") {
        const auto answer = evaluate("price\n1.00\n200.00\n\"2.00\"\nx\n3.00\n", rejects);
        CHECK(answer.code == ExitCode::partly_done);
        CHECK(answer.out == "cost\n2.00\n3.00\n4.00\n");
        CHECK_THAT(answer.err,
                   Catch::EndsWith("3 rows computed; 2 rows rejected into " + rejects + ".\n"));
        CHECK(test::file_bytes(rejects) ==
              "price,line,code,reason\n"
              "200.00,3,E401,cost: too dear (201.00 <= 100.00 EUR)\n"
              "x,5,E103,price: `x` is no number\n");
    }
    SECTION("also where all others are plain") {
        const auto answer = evaluate("price\n200.00\n1.00\n300.00\n2.00\n", rejects);
        CHECK(answer.code == ExitCode::partly_done);
        CHECK(answer.out == "cost\n2.00\n3.00\n");
        CHECK(test::file_bytes(rejects) ==
              "price,line,code,reason\n"
              "200.00,2,E401,cost: too dear (201.00 <= 100.00 EUR)\n"
              "300.00,4,E401,cost: too dear (301.00 <= 100.00 EUR)\n");
    }
    SECTION("mended, they are read again as they are") {
        const auto answer = evaluate(
            "price,line,code,reason\n20.00,3,E401,cost: too dear (201.00 <= 100.00 EUR)\n", "");
        CHECK(answer.code == ExitCode::ok);
        CHECK(answer.out == "cost\n21.00\n");
    }
    SECTION("nothing is computed when the header or the day is wrong") {
        CHECK(evaluate("prise\n1.00\n", rejects).code == ExitCode::bad_input);
        const auto answer = evaluate("price\n1.00\n", rejects, "2027-06-30");
        CHECK(answer.code == ExitCode::bad_input);
        CHECK(answer.out.empty());
        CHECK_FALSE(std::filesystem::exists(rejects));
    }
    SECTION("without a file for them nothing is computed") {
        const auto answer = evaluate("price\n1.00\n200.00\n", "");
        CHECK(answer.code == ExitCode::bad_input);
        CHECK(answer.out.empty());
    }
}

TEST_CASE("the values behind a fault are found inside sums and amendments too", "[cli][rules]") {
    const test::TemporaryFolder folder;
    const std::string head =
        "  dated by work_end\n"
        "  covers 2026-01-01 .. 2026-12-31\n";
    const std::string source = "source act \"Invented act\" url \"https://example.org\"\n";
    folder.write("xx/shop.rules",
                 "package xx.shop\n" + head + source +
                     "input price : EUR per contract  range -1 000.00 .. 1 000.00\n"
                     "input spot : code per contract\n"
                     "input base : EUR per payslip  range 0.00 .. 1 000.00  default 1.00\n"
                     "table toll (place : code) : EUR\n"
                     "  from 2026-01-01  source act\n"
                     "    row \"near\" : 1.00\n"
                     "rule tolls : EUR per payslip\n"
                     "  output\n"
                     "  = sum of toll[spot] over contracts\n"
                     "rule part : EUR per contract\n"
                     "  output\n"
                     "  = split base by price\n"
                     "rule parts : EUR per payslip\n"
                     "  output\n"
                     "  = sum of part over contracts\n"
                     "rule due : EUR per contract  open to client\n"
                     "  output\n"
                     "  = price\n");
    folder.write("xx/client.rules",
                 "package xx.client\n" + head + "  layer client\nuse xx.shop\n" + source +
                     "amend due\n"
                     "  exception toll when price > 500.00 EUR = toll[spot]  source act\n");
    const Date day = *parse_date("2026-06-30");
    const auto fault_of = [&](const std::string& figure, const std::string& price) {
        const cli::testing::Answer ran = cli::testing::answer_of(
            [&](std::istream& in, std::ostream& out, std::ostream& err) {
                return rules_eval({folder.path(), day, "xx.client", day, "-", {figure}}, in, out,
                                  err);
            },
            R"({"spot": "far", "price": ")" + price + "\"}");
        return ran.err.substr(0, ran.err.find('\n'));
    };
    CHECK(fault_of("tolls", "1.00") ==
          "-:1:1: error E202: tolls: table `toll` has no row for `toll[spot]` (key \"far\")");
    CHECK(fault_of("due", "600.00") ==
          "-:1:1: error E202: due: table `toll` has no row for `toll[spot]` (key \"far\")");
    CHECK(fault_of("parts", "-5.00").ends_with("(-5.00)"));
}

namespace {

/// What `rules eval` says of rows of a rate and a count that have ranges.
std::string told_of_rates(const test::TemporaryFolder& folder, const std::string& file,
                          const std::string& rows) {
    folder.write("xx/shop.rules",
                 "package xx.shop\n"
                 "  dated by work_end\n"
                 "  covers 2026-01-01 .. 2026-12-31\n"
                 "input rate : percent per payslip  range 0.00 % .. 50.00 %\n"
                 "input pieces : count per payslip  range 0 .. 9\n"
                 "rule share : ratio per payslip\n"
                 "  output\n"
                 "  = rate * pieces\n");
    folder.write(file, rows);
    const Date day = *parse_date("2026-06-30");
    const auto answer = cli::testing::answer_of(
        [&](std::istream& in, std::ostream& out, std::ostream& err) {
            return rules_eval({folder.path(), day, "xx.shop", day, folder.path() / file, {"share"}},
                              in, out, err);
        },
        "");
    std::string told = answer.code == ExitCode::ok ? answer.out : answer.err;
    const std::string place = (folder.path() / file).string();
    for (std::size_t at = told.find(place); at != std::string::npos; at = told.find(place)) {
        told.erase(at, place.size());
    }
    return told;
}

}  // namespace

TEST_CASE("a rate is read with its sign or as a plain number, and told as both", "[cli][rules]") {
    const test::TemporaryFolder folder;
    // 6.5 % is 0.065 and 13/200; twice that is 0.13.
    CHECK(told_of_rates(folder, "a.csv", "rate,pieces\n6.5 %,2\n6.5%,2\n0.065,2\n") ==
          "share\n0.130000\n0.130000\n0.130000\n");
    const std::string help =
        "  = help: it must be a rate with at most 6 decimals from 0 % to 50 %; without its sign, "
        "50 % is 0.5\n";
    CHECK(told_of_rates(folder, "b.csv", "rate,pieces\n6.5,2\n650 %,2\n13/200,2\n-0.01,-1\n") ==
          ":2:1: error E101: `rate` lies outside its range: 6.5, which is 650 %\n" + help +
              ":3:1: error E101: `rate` lies outside its range: 650 %\n" + help +
              ":4:1: error E103: rate: `13/200` is a fraction\n"
              "  = help: write a rate such as `12.50 %` or `0.1250`\n"
              ":5:1: error E101: `rate` lies outside its range: -0.01, which is -1 %\n" +
              help +
              ":5:7: error E101: `pieces` lies outside its range: -1\n"
              "  = help: it must be a whole number from 0 to 9\n");
    CHECK(told_of_rates(folder, "c.json",
                        "[{\"rate\": \"6.5 %\", \"pieces\": 2},\n"
                        " {\"rate\": 6.5, \"pieces\": 2},\n"
                        " {\"rate\": \"6,5 %\", \"pieces\": 2},\n {\"pieces\": 2}]\n") ==
          ":2:11: error E101: `rate` lies outside its range: 6.5, which is 650 % (/1/rate)\n" +
              help +
              ":3:11: error E103: rate: `6,5 %` has a decimal comma (/2/rate)\n"
              "  = help: write `6.5 %`\n"
              ":4:2: error E102: `rate` is missing (/3)\n"
              "  = help: give it: a rate with at most 6 decimals from 0 % to 50 %; without its "
              "sign, 50 % is 0.5 (per payslip, declared in xx/shop.rules:4)\n");
}

TEST_CASE("of thousands of bad rows the first are told, and how many more there are",
          "[cli][rules]") {
    const test::TemporaryFolder folder;
    std::string csv = "rate,pieces\n";
    std::string json;
    for (int i = 0; i < 3'000; ++i) {
        csv += "0.1,10\n";
        json += std::string{json.empty() ? "[" : ",\n"} + R"({"rate": 0.1, "pieces": 10})";
    }
    const auto lines = [](const std::string& text) {
        return std::count(text.begin(), text.end(), '\n');
    };
    const std::string of_json = told_of_rates(folder, "rows.json", json + "]\n");
    CHECK(lines(of_json) == 2'002);
    CHECK_THAT(of_json, Catch::EndsWith("(/999/pieces)\n"
                                        "  = help: it must be a whole number from 0 to 9\n"
                                        "error D105: 2000 findings more in \n"
                                        "  = help: mend those above first\n"));
    const std::string of_csv = told_of_rates(folder, "rows.csv", csv);
    CHECK(lines(of_csv) == 2'002);
    CHECK_THAT(of_csv,
               Catch::EndsWith("error D105: only what is wrong with the first 1000 bad rows is "
                               "told\n  = help: mend these first\n"));
}
