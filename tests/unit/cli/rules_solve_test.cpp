// `mutua rules eval --solve` where a figure has many answers, or none.
#include "tests/support/files.hpp"
#include "tests/support/run_mutua.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <string>

using mutua::test::run_mutua;
using mutua::test::TemporaryFolder;

TEST_CASE("rules eval --solve writes the first answers and counts the others", "[cli][rules]") {
    const TemporaryFolder folder;
    static_cast<void>(folder.write("rules/xx/saw.rules", R"rules(package xx.saw
  dated by work_end
  covers 2025-01-01 .. 2027-12-31
  rounding EUR half up to 0.01

source act "An act (invented)" url "https://example.org/act"

input x : EUR per payslip  range 0.00 .. 100.00

rule zig : EUR per payslip
  output
  = x - round(x) down to 1  source act "par. 1"
)rules"));
    const std::string row = folder.write("row.json", "{}");
    const auto zig = [&](const char* target) {
        return run_mutua(folder.path(), "2026-11-30",
                         {"rules", "eval", "xx.saw", "--rules", folder.named("rules"), "--on",
                          "2026-06-30", "--input", row, "--solve", "x", "--for", target});
    };
    // 0.99, 1.99, … 99.99 are a hundred.
    const auto many = nlohmann::json::parse(zig("zig=0.99").out);
    CHECK(many["answers"].size() == 20);
    CHECK(many["answers"][19]["input"] == "19.99");
    CHECK(many["more_answers"] == 80);
    CHECK(many["complete"] == true);
    const auto none = zig("zig=1.00");
    CHECK(none.exit_code == 65);
    CHECK(none.err ==
          "error U147: no `x` between 0.00 and 100.00 gives a `zig` of 1.00, or comes to it\n"
          "  = help: it gives 0.00 to 0.99\n");
}
