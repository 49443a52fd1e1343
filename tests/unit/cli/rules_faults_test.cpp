#include "cli/commands/rules_eval.hpp"
#include "tests/support/files.hpp"
#include "tests/unit/cli/command_answer.hpp"

#include <catch2/catch.hpp>

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
