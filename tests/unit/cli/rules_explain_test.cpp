// `mutua rules explain` on several rows.
#include "tests/support/files.hpp"
#include "tests/support/run_mutua.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

using mutua::test::Ran;
using mutua::test::run_mutua;
using mutua::test::TemporaryFolder;

namespace {

const std::filesystem::path orchard_rules =
    std::filesystem::path{MUTUA_SOURCE_DIR} / "fixtures" / "rules" / "good";

/// The pay of the month that a row of a file gives, asked for with more arguments.
Ran month_pay(const std::string& file, const std::vector<std::string>& more) {
    std::vector<std::string> arguments{
        "rules", "explain",    "xx.orchard", "month_pay", "--rules", orchard_rules.string(),
        "--on",  "2026-06-30", "--input",    file};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_mutua(std::filesystem::temp_directory_path(), "2026-11-30", arguments);
}

}  // namespace

TEST_CASE("rules explain asks which of several named rows is meant", "[cli][rules]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("rows.csv",
                                          "picked,basket_pay,hours,who\n"
                                          "apple,900.00,20,first\n"
                                          "apple,700.00,20,second\n");
    CHECK(
        month_pay(file, {"--id", "who", "--row", "second"}).out.starts_with("month_pay = 700.00"));
    CHECK(month_pay(file, {"--id", "who", "--row", "1"}).out.starts_with("month_pay = 900.00"));
    const Ran which = month_pay(file, {"--id", "who"});
    CHECK(which.exit_code == 65);
    CHECK(which.out.empty());
    CHECK(which.err == "error U148: which of the 2 rows of " + file +
                           "?\n  = help: write `--row first`; they are first, second\n");
    CHECK(month_pay(file, {"--id", "who", "--row", "secand"}).err ==
          "error U149: --row: `secand` is none of the 2 rows of " + file +
              "\n  = help: did you mean `second`?\n");
    CHECK(month_pay(file, {"--id", "whom"}).err.starts_with("error U140: --id: "));
}

TEST_CASE("rows without a name of their own are numbered", "[cli][rules]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("rows.csv",
                                          "picked,basket_pay,hours\n"
                                          "apple,900.00,20\n"
                                          "apple,700.00,20\n");
    CHECK(month_pay(file, {"--row", "2"}).out.starts_with("month_pay = 700.00"));
    CHECK(month_pay(file, {}).err.ends_with("write `--row 1`; they are 1, 2\n"));
    CHECK(month_pay(file, {"--row", "3"}).err.ends_with("  = help: they are 1, 2\n"));
    const std::string rows =
        folder.write("rows.json", R"([{"picked": "apple", "basket_pay": "900.00", "hours": "20"},
                         {"picked": "apple", "basket_pay": "700.00", "hours": "20"}])");
    CHECK(month_pay(rows, {}).exit_code == 65);
    CHECK(month_pay(rows, {"--row", "2"}).out.starts_with("month_pay = 700.00"));
}

TEST_CASE("a fault is told by rules explain as by rules eval", "[cli][rules]") {
    const TemporaryFolder folder;
    const std::string head =
        "  dated by work_end\n"
        "  covers 2026-01-01 .. 2026-12-31\n"
        "source act \"Invented act\" url \"https://example.org\"\n";
    static_cast<void>(folder.write("packs/xx/shop.rules",
                                   "package xx.shop\n" + head +
                                       "input price : EUR per payslip  range 0.00 .. 1 000.00\n"
                                       "input spot : code per payslip\n"
                                       "table toll (place : code) : EUR\n"
                                       "  from 2026-01-01  source act\n"
                                       "    row \"near\" : 1.00\n"
                                       "rule due : EUR per payslip\n"
                                       "  output\n"
                                       "  = toll[spot]\n"
                                       "rule wage : EUR per payslip  open to client at least\n"
                                       "  output\n"
                                       "  = price\n"
                                       "rule cost : EUR per payslip\n"
                                       "  output\n"
                                       "  = price\n"
                                       "  ensure cost <= 100.00 EUR else \"too dear\"\n"));
    static_cast<void>(folder.write("packs/xx/client.rules",
                                   "package xx.client\n" + head.substr(0, head.find("source")) +
                                       "  layer client\nuse xx.shop\n" +
                                       head.substr(head.find("source")) +
                                       "amend wage\n"
                                       "  exception poor when price > 500.00 EUR = price * 90 % "
                                       "round half up to 0.01  source act\n"));
    const std::string row = folder.write("row.json", R"({"price": "600.00", "spot": "far"})");
    const std::string rows = folder.write("rows.csv", "price,spot\n600.00,far\n1.00,near\n");
    const auto told = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "rules");
        words.insert(words.end(), {"--rules", folder.named("packs")});
        return run_mutua(folder.path(), "2026-11-30", words);
    };
    for (const std::string figure : {"due", "wage", "cost"}) {
        const Ran computed =
            told({"eval", "xx.client", "--on", "2026-06-30", "--input", row, "--figures", figure});
        CAPTURE(figure);
        CHECK(computed.exit_code == 65);
        CHECK(told({"explain", "xx.client", figure, "--on", "2026-06-30", "--input", row}).err ==
              computed.err);
        CHECK(told({"explain", "xx.client", figure, "--on", "2026-06-30", "--input", row,
                    "--why-not", figure})
                  .err == computed.err);
    }
    // 90 % of 600.00 is less than 600.00, below which nothing may go.
    const Ran wage = told({"explain", "xx.client", "wage", "--on", "2026-06-30", "--input", row});
    CHECK(wage.err.starts_with(row +
                               ":1:1: error E302: an amendment of `wage` gives less than the "
                               "layers below, which it may only raise (expected at least 600.00, "
                               "found 540.00) ("));
    const Ran diff = told({"diff", "2026-06-30", "2026-07-31", "--input", rows, "--package",
                           "xx.client", "--figures", "due"});
    CHECK(diff.out.find("    " + rows +
                        ":2  E202: due: table `toll` has no row for `toll[spot]` "
                        "(key \"far\")\n") != std::string::npos);
}
