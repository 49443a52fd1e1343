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
