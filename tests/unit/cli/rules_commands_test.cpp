#include "cli/commands/rules_check.hpp"
#include "cli/commands/rules_diff.hpp"
#include "cli/commands/rules_eval.hpp"
#include "cli/commands/rules_explain.hpp"
#include "cli/commands/rules_test.hpp"
#include "cli/commands/rules_verify.hpp"
#include "tests/support/files.hpp"
#include "tests/unit/cli/command_answer.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <istream>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::cli;
using cli::testing::Answer;
using cli::testing::answer_of;
using test::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

const fs::path good_rules = fs::path{MUTUA_SOURCE_DIR} / "fixtures/rules/good";
const Date today = *parse_date("2026-11-23");
const Date june = *parse_date("2026-06-30");

Answer evaluated(const std::string& input, const std::vector<std::string>& figures,
                 const std::string& package = "xx.orchard",
                 const std::string& standard_input = "") {
    return answer_of(
        [&](std::istream& in, std::ostream& out, std::ostream& err) {
            return rules_eval({good_rules, today, package, june, input, figures}, in, out, err);
        },
        standard_input);
}

}  // namespace

TEST_CASE("rules check counts what is there and leaves with 0", "[cli][rules]") {
    std::ostringstream out;
    std::ostringstream err;
    CHECK(rules_check({good_rules, today, false, Format::text}, out, err) == ExitCode::ok);
    CHECK(out.str().find(" files, ") != std::string::npos);
    CHECK(out.str().find(" tests, no errors\nleft to run time: ") != std::string::npos);
    CHECK(err.str().empty());
}

TEST_CASE("rules check folds notes to a line a code, or shows each", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("xx/shop.rules",
                 "package xx.shop\n  dated by work_end\n  covers 2026-01-01 .. 2026-12-31\n"
                 "source act \"Invented act\"\nsource book \"Invented book\"\n"
                 "param fee : EUR\n  label fr \"a\" nl \"b\" de \"c\" en \"d\"\n  from 2026-01-01 "
                 "= 1.00  source act\n"
                 "param due : EUR\n  label fr \"a\" nl \"b\" de \"c\" en \"d\"\n  from 2026-01-01 "
                 "= 2.00  source book\n");
    std::ostringstream out;
    std::ostringstream err;
    const auto checked = [&](bool notes) {
        err.str("");
        return rules_check({folder.path(), today, false, Format::text, notes}, out, err);
    };
    CHECK(checked(false) == ExitCode::ok);
    CHECK(err.str().find("note R804, 2 places: ") != std::string::npos);
    CHECK(err.str().find(".rules:") == std::string::npos);
    CHECK(checked(true) == ExitCode::ok);
    CHECK(err.str().find("xx/shop.rules:4:") != std::string::npos);
    CHECK(err.str().find("xx/shop.rules:5:") != std::string::npos);
}

TEST_CASE("rules check names every mistake and leaves with 65", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("xx/shop.rules", "package xx.shop\nunit row\nunit kg decimals x\n");
    std::ostringstream out;
    std::ostringstream err;
    CHECK(rules_check({folder.path(), today, false, Format::text}, out, err) ==
          ExitCode::bad_input);
    const std::string file = (folder.path() / "xx/shop.rules").string();
    CHECK(err.str().find(file + ":2:6: error R006: ") == 0);
    CHECK(err.str().find(file + ":3:18: error R010: ") != std::string::npos);
    CHECK(out.str() == "2 errors\n");
}

TEST_CASE("a folder without rules is no empty ruleset", "[cli][rules]") {
    const TemporaryFolder folder;
    std::ostringstream out;
    std::ostringstream err;
    CHECK(rules_check({folder.path(), today, false, Format::text}, out, err) ==
          ExitCode::bad_input);
    CHECK(err.str().find("S002") != std::string::npos);
    CHECK(rules_check({folder.path() / "none", today, false, Format::text}, out, err) ==
          ExitCode::bad_input);
    CHECK(err.str().find("S001") != std::string::npos);
}

TEST_CASE("rules test closes with the number of tests passed and failed", "[cli][rules]") {
    std::ostringstream out;
    std::ostringstream err;
    CHECK(rules_test({good_rules, today, "", Format::text}, out, err) == ExitCode::ok);
    CHECK(out.str().ends_with(" passed, 0 failed\n"));
    CHECK_FALSE(out.str().starts_with("0 "));
    CHECK(rules_test({good_rules, today, "nothing like it", Format::text}, out, err) ==
          ExitCode::usage);
}

TEST_CASE("rules verify tells of each package, and of all", "[cli][rules]") {
    std::ostringstream out;
    std::ostringstream err;
    const auto verified = [&](const std::vector<std::string>& packages) {
        return rules_verify({good_rules, today, packages, 60, 1, 1, Format::text}, out, err);
    };
    CHECK(verified({"xx.orchard", "xx.meal"}) == ExitCode::ok);
    CHECK(out.str().find("\nxx.orchard ") != std::string::npos);
    CHECK(out.str().find("\nxx.meal ") != std::string::npos);
    CHECK(out.str().find("\nall ") != std::string::npos);
    CHECK(out.str().ends_with("\nAll three ways agree on every figure and fault of 60 rows.\n"));
    // Rows are in all, the same for each package.
    CHECK(out.str().find(" 30 ") != std::string::npos);
    CHECK(out.str().find(" 60 ") != std::string::npos);
    CHECK(verified({"xx.nowhere"}) == ExitCode::usage);
    CHECK(err.str().find("R112") != std::string::npos);
}

TEST_CASE("rules eval answers an object with an object", "[cli][rules]") {
    const TemporaryFolder folder;
    // 1 500.00 * 8 % = 120.00
    const auto file = folder.write(
        "row.json", R"({"picked": "apple", "basket_pay": "1500.00", "hours": "100.00"})");
    const Answer ran = evaluated(file, {"fund_share", "pay_is_low"});
    CHECK(ran.err.empty());
    REQUIRE(ran.code == ExitCode::ok);
    const std::string expected =
        "{\n  \"figures\": {\n    \"fund_share\": \"120.00\",\n    \"pay_is_low\": false\n  },\n"
        "  \"ruleset\": \"sha256:";
    CHECK(ran.out.substr(0, expected.size()) == expected);
}

TEST_CASE("rules eval answers an array with an array, from standard input too", "[cli][rules]") {
    const Answer ran = evaluated("-", {"fund_share"}, "xx.orchard",
                                 R"([{"picked": "apple", "basket_pay": 1500, "hours": 100},
                      {"fund_share": "7.5"}])");
    CHECK(ran.err.empty());
    REQUIRE(ran.code == ExitCode::ok);
    CHECK(ran.out.front() == '[');
    CHECK(ran.out.find("\"fund_share\": \"120.00\"") != std::string::npos);
    CHECK(ran.out.find("\"fund_share\": \"7.50\"") != std::string::npos);
    CHECK(evaluated("-", {"fund_share"}, "xx.orchard", "[]").out == "[]\n");
}

TEST_CASE("rules eval answers CSV with CSV in the order of the rows", "[cli][rules]") {
    const TemporaryFolder folder;
    const auto file = folder.write("rows.csv",
                                   "basket_pay,picked,hours,work_fraction,dependants\n"
                                   "2000.00,apple,100,15/38,\n"
                                   "2000.00,apple,100,0.5,2\n");
    // 1 840.00 * 38/15 = 4 661.33; 1 840.00 / 0.5 = 3 680.00; 321.60 and 321.60 - 15.00.
    const Answer ran = evaluated(file, {"full_time_harvest", "harvest_tax"}, "xx.harvest_tax");
    CHECK(ran.err.empty());
    CHECK(ran.out == "full_time_harvest,harvest_tax\n4661.33,321.60\n3680.00,306.60\n");
}

TEST_CASE("every bad row of rules eval is named by line, column and input", "[cli][rules]") {
    const TemporaryFolder folder;
    const auto csv = folder.write("rows.csv",
                                  "basket_pay,picked,hours\n"
                                  "12.345,plum,100\n"
                                  "600000,apple,x\n");
    const Answer ran = evaluated(csv, {"fund_share"});
    CHECK(ran.code == ExitCode::bad_input);
    CHECK(ran.out.empty());
    CHECK(ran.err ==
          csv +
              ":2:1: error E103: basket_pay: `12.345` has too many decimals\n"
              "  = help: write a number with at most 2 decimals, such as `1234.5`\n" +
              csv +
              ":2:8: error E103: picked: `plum` is none of the items\n"
              "  = help: the items are `apple`, `pear` and `cherry`\n" +
              csv +
              ":3:1: error E101: `basket_pay` lies outside its range: 600000\n"
              "  = help: it must be EUR with at most 2 decimals from 0.00 to 500000.00\n" +
              csv +
              ":3:14: error E103: hours: `x` is no number\n"
              "  = help: write a number with at most 2 decimals, such as `1234.5`\n");

    const auto json =
        folder.write("row.json", "{\n  \"picked\": \"apple\",\n  \"basket_pay\": \"600000\"\n}\n");
    const Answer outside = evaluated(json, {"pay_is_low"});
    CHECK(outside.code == ExitCode::bad_input);
    CHECK(outside.err.find(json + ":3:17: error E101: ") != std::string::npos);
    CHECK(outside.err.find(json + ":1:1: error E102: ") != std::string::npos);
}

TEST_CASE("rules eval takes no other unit than that of the input", "[cli][rules]") {
    const TemporaryFolder folder;
    const auto csv = folder.write("rows.csv",
                                  "basket_pay,picked,hours\n"
                                  "3000%,apple,100\n"
                                  "3000.00 USD,apple,100\n");
    const Answer ran = evaluated(csv, {"fund_share"});
    CHECK(ran.err == csv +
                         ":2:1: error E103: basket_pay: `3000%` is a percentage\n"
                         "  = help: write a number with at most 2 decimals, such as `1234.5`\n" +
                         csv +
                         ":3:1: error E103: basket_pay: `3000.00 USD` is no number\n"
                         "  = help: write a number with at most 2 decimals, such as `1234.5`; "
                         "without its unit, which is EUR\n");
}

TEST_CASE("a day that the rules do not cover is said once, of no row", "[cli][rules]") {
    const TemporaryFolder folder;
    const auto csv = folder.write("rows.csv",
                                  "basket_pay,picked,hours\n"
                                  "12.34,apple,100\n"
                                  "12.345,apple,100\n"
                                  "12.36,apple,100\n");
    const auto json = folder.write("rows.json", "[{\"basket_pay\": \"1\"}, {}]");
    for (const auto& file : {csv, json}) {
        std::istringstream in;
        std::ostringstream out;
        std::ostringstream err;
        const auto late = *parse_date("2031-01-01");
        CHECK(rules_eval({good_rules, today, "xx.orchard", late, file, {"fund_share"}}, in, out,
                         err) == ExitCode::bad_input);
        const std::string told = err.str();
        CHECK(
            told.starts_with("error E201: `xx.orchard` does not cover the work_end 2031-01-31\n"));
        CHECK(told.find("E201") == told.rfind("E201"));
        CHECK((file == json || told.find(":3:1: error E103") != std::string::npos));
    }
}

TEST_CASE("one bad row of rules eval hides nothing of another", "[cli][rules]") {
    const TemporaryFolder folder;
    const auto csv = folder.write("rows.csv",
                                  "basket_pay,picked,hours\n"
                                  "12.345,apple,100\n"
                                  ",apple,100\n");
    const Answer rows = evaluated(csv, {"fund_share"});
    CHECK(rows.err.find(csv + ":2:1: error E103: basket_pay: ") != std::string::npos);
    CHECK(rows.err.find(csv + ":3:1: error E102: ") != std::string::npos);
    CHECK(rows.err.find(csv + ":2:1: error E102: ") == std::string::npos);
    // Several bad values of one JSON row, and a key given twice.
    const Answer json = evaluated("-", {"fund_share"}, "xx.orchard",
                                  "{\"basket_pay\": [1],\n\"hours\": {},\n\"picked\": \"plum\"}");
    for (const char* told : {"-:1:16: error D102", "-:2:10: error D102", "-:3:11: error E103"}) {
        CAPTURE(told, json.err);
        CHECK(json.err.find(told) != std::string::npos);
    }
    const Answer twice =
        evaluated("-", {"fund_share"}, "xx.orchard", R"({"picked": "apple", "picked": "pear"})");
    CHECK(twice.err.find("-:1:31: error D103: picked: given twice") != std::string::npos);
    CHECK(twice.err.find("-:1:1: error E102: ") != std::string::npos);
}

TEST_CASE("names that the rules do not know are answered with the nearest", "[cli][rules]") {
    const Answer package = evaluated("-", {}, "xx.orchad", "{}");
    CHECK(package.code == ExitCode::bad_input);
    CHECK(package.err.find("did you mean `xx.orchard`?") != std::string::npos);
    const Answer figure = evaluated("-", {"fund_shar"}, "xx.orchard", "{}");
    CHECK(figure.code == ExitCode::bad_input);
    CHECK(figure.err.find("did you mean `fund_share`?") != std::string::npos);
    const Answer input = evaluated("-", {"fund_share"}, "xx.orchard", R"({"baskets_pay": "1.00"})");
    CHECK(input.err.find("-:1:2: error R101") != std::string::npos);
    CHECK(input.err.find("did you mean `basket_pay`?") != std::string::npos);
}

TEST_CASE("what is no JSON of plain values is refused with its place", "[cli][rules]") {
    CHECK(evaluated("-", {}, "xx.orchard", "{\"a\": }").err.find("-:1:7: error D101") == 0);
    CHECK(evaluated("-", {}, "xx.orchard", "{\"a\": [1]}").err.find("-:1:7: error D102") !=
          std::string::npos);
    CHECK(evaluated("-", {}, "xx.orchard", "").err.find("error D101") != std::string::npos);
    CHECK(evaluated("-", {}, "xx.orchard", "3").err.find("error D102") != std::string::npos);
    const Answer missing = evaluated("/nowhere/rows.csv", {});
    CHECK(missing.err.find("error S001") != std::string::npos);
    CHECK(missing.code == ExitCode::io);
}

TEST_CASE("rules explain prints the tree of one figure", "[cli][rules]") {
    std::istringstream in{R"({"picked": "apple", "basket_pay": "900.00", "hours": "20"})"};
    std::ostringstream out;
    std::ostringstream err;
    REQUIRE(rules_explain({good_rules, today, "xx.orchard", "fund_share", june, "-", "", {2}}, in,
                          out, err) == ExitCode::ok);
    CHECK(err.str().empty());
    CHECK(out.str().find("fund_share = 72.00 EUR") == 0);
    CHECK(out.str().find("72.0000 -> half up") == std::string::npos);
    CHECK(out.str().find("\n  month_fund_base = 900.00 EUR") != std::string::npos);
}

namespace {

Answer explained(const std::string& why_not, bool next, Format format = Format::text) {
    return answer_of(
        [&](std::istream& in, std::ostream& out, std::ostream& err) {
            return rules_explain({good_rules,
                                  today,
                                  "xx.orchard",
                                  "low_pay_relief",
                                  june,
                                  "-",
                                  "",
                                  {1, why_not, next},
                                  "en",
                                  format},
                                 in, out, err);
        },
        R"({"picked": "apple", "basket_pay": "900.00", "hours": "20"})");
}

}  // namespace

TEST_CASE("rules explain --why-not names the test that fails", "[cli][rules]") {
    const Answer ran = explained("whole", false);
    CHECK(ran.err.empty());
    REQUIRE(ran.code == ExitCode::ok);
    // 900.00 lies 100.00 above the floor of 800.00.
    CHECK(ran.out.find("900.00 <= 800.00: false by 100.00\n") != std::string::npos);
    CHECK(ran.out.find((good_rules / "xx/orchard.rules").string() + ":76") != std::string::npos);
    const Answer wrong = explained("whol", false);
    CHECK(wrong.code == ExitCode::bad_input);
    CHECK(wrong.out.empty());
    CHECK(wrong.err.starts_with("error R101: --why-not: `"));
    CHECK(wrong.err.find("has no exception or amendment `whol`") != std::string::npos);
    CHECK(wrong.err.find("did you mean `whole`?") != std::string::npos);
}

TEST_CASE("rules explain --next names the thresholds that lie near", "[cli][rules]") {
    const Answer ran = explained("", true);
    CHECK(ran.err.empty());
    REQUIRE(ran.code == ExitCode::ok);
    CHECK(ran.out.find("month_pay reaches 1 200.00 (300.00 more):") != std::string::npos);
    CHECK(ran.out.find("low_pay_relief no longer applies") != std::string::npos);
    CHECK(ran.out.find("month_pay falls to 800.00 (100.00 less):") != std::string::npos);
    CHECK(explained("", true, Format::json).out.front() == '{');
    const Answer both = explained("whole", true);
    CHECK(both.code == ExitCode::usage);
    CHECK(both.err.find("error U138") != std::string::npos);
}

namespace {

Answer solved(const std::string& solve, const std::string& target,
              const std::string& row = R"({"picked": "apple", "hours": "20"})",
              const std::vector<std::string>& figures = {}) {
    return answer_of(
        [&](std::istream& in, std::ostream& out, std::ostream& err) {
            return rules_eval({good_rules, today, "xx.orchard", june, "-", figures, solve, target},
                              in, out, err);
        },
        row);
}

}  // namespace

TEST_CASE("rules eval --solve answers with the input", "[cli][rules]") {
    // 900.00 * 8 % = 72.00; 899.94 * 8 % = 71.9952, half up 72.00; 899.93 gives 71.99. Up to
    // 900.06, whose 72.0048 is 72.00 too; 900.07 gives 72.0056, which is 72.01.
    const Answer ran = solved("basket_pay", "fund_share=72.00",
                              R"({"picked": "apple", "hours": "20"})", {"month_pay"});
    CHECK(ran.err.empty());
    REQUIRE(ran.code == ExitCode::ok);
    CHECK(ran.out.find(R"("input": "899.94",
      "until": "900.06",
      "figure": "72.00",
      "exact": true,
      "one_step_below": {
        "input": "899.93",
        "figure": "71.99"
      },
      "figures": {
        "month_pay": "899.94"
      })") != std::string::npos);
    CHECK(ran.out.find("not proved increasing between 0.00 and 500000.00") != std::string::npos);
    CHECK(ran.out.find("\"ruleset\": \"sha256:") != std::string::npos);
    // A sum over the row's contract, without a ceiling on the way.
    CHECK(solved("basket_pay", "month_pay=12.34").out.find("\"increasing\": true") !=
          std::string::npos);
}

TEST_CASE("rules eval --solve names what is wrong with the question", "[cli][rules]") {
    const auto refuses = [](const Answer& ran, ExitCode code, const char* text) {
        CAPTURE(ran.err);
        CHECK(ran.out.empty());
        CHECK(ran.code == code);
        CHECK(ran.err.find(text) != std::string::npos);
    };
    refuses(solved("basket_pay", ""), ExitCode::usage, "error U139");
    refuses(solved("", "fund_share=1.00"), ExitCode::usage, "error U139");
    refuses(solved("basket_pay", "fund_share"), ExitCode::usage, "error U143");
    refuses(solved("basket_pay", "fund_share=much"), ExitCode::usage,
            "--for: `much` is not a number");
    refuses(solved("basket_pay", "fund_shar=1.00"), ExitCode::bad_input,
            "did you mean `fund_share`?");
    refuses(solved("basket_pai", "fund_share=1.00"), ExitCode::bad_input,
            "did you mean `basket_pay`?");
    refuses(solved("basket_pay", "fund_share=1.001"), ExitCode::bad_input,
            "error E103: --for: `fund_share` never gives 1.001: it has 2 decimals");
    CHECK(solved("basket_pay", "fund_share=1.001").err.starts_with("error E103"));
    refuses(solved("picked", "fund_share=1.00", "{}"), ExitCode::bad_input,
            "error R203: --solve: `picked` is no number");
    CHECK(solved("fund_share", "basket_pay=1.00", "{}")
              .err.starts_with("error R203: --solve: `fund_share` is no input\n"));
    refuses(solved("hours", "fund_share=1.00", R"({"picked": "apple", "basket_pay": "1.00"})"),
            ExitCode::bad_input, "error U146: `fund_share` does not depend on `hours`");
    refuses(solved("basket_pay", "fund_share=1.00", R"({"picked": "apple", "basket_pay": "1.00"})"),
            ExitCode::bad_input, "-:1:35: error U145: `basket_pay` is solved for");
    refuses(solved("basket_pay", "fund_share=1.00", R"({"hours": "20"})"), ExitCode::bad_input,
            "error E102");
    refuses(solved("basket_pay", "fund_share=1.00", "[{}, {}]"), ExitCode::bad_input,
            "error U144: --solve is about one row, and - has 2");
    // The base is at most 4 000.00, of which 8 % are 320.00.
    refuses(solved("basket_pay", "fund_share=320.01"), ExitCode::bad_input,
            "it gives 0.00 to 320.00");
}

TEST_CASE("rules eval says which figures do not apply", "[cli][rules]") {
    // The ceiling of the relief is 1 200.00.
    const auto relief = [](const char* pay) {
        return evaluated(
            "-", {"low_pay_relief", "fund_share"}, "xx.orchard",
            R"({"picked": "apple", "hours": "20", "basket_pay": ")" + std::string{pay} + "\"}");
    };
    const Answer idle = relief("1500.00");
    REQUIRE(idle.code == ExitCode::ok);
    CHECK(idle.out.find(R"("not_applicable": [
    "low_pay_relief"
  ],)") != std::string::npos);
    CHECK(relief("900.00").out.find("not_applicable") == std::string::npos);
}

TEST_CASE("rules eval knows no null", "[cli][rules]") {
    const Answer ran = evaluated("-", {"month_pay"}, "xx.orchard",
                                 R"({"picked": "apple", "hours": "20", "basket_pay": null})");
    CHECK(ran.code == ExitCode::bad_input);
    CHECK(ran.out.empty());
    CHECK(ran.err.find("-:1:50: error E103: basket_pay: there is no null") != std::string::npos);
    CHECK(ran.err.find("help: leave the key out") != std::string::npos);
    CHECK(ran.err.find("E102") == std::string::npos);
}

TEST_CASE("rules eval --solve writes amounts with their decimals", "[cli][rules]") {
    const Answer ran = solved("basket_pay", "fund_share=72");
    REQUIRE(ran.code == ExitCode::ok);
    CHECK(ran.out.find("\"fund_share\": \"72.00\"") != std::string::npos);
}

TEST_CASE("under --json the rule commands say what is wrong as objects", "[cli][rules]") {
    const auto refuses = [](const Answer& ran, ExitCode code, const char* text) {
        CAPTURE(ran.out, ran.err);
        CHECK(ran.err.empty());
        CHECK(ran.code == code);
        CHECK(ran.out.starts_with("[\n  {\n    \"code\": "));
        CHECK(ran.out.find(text) != std::string::npos);
    };
    const auto json_eval = [](const std::string& solve, const std::string& target,
                              const std::string& row) {
        return answer_of(
            [&](std::istream& in, std::ostream& out, std::ostream& err) {
                return rules_eval({good_rules,
                                   today,
                                   "xx.orchard",
                                   june,
                                   "-",
                                   {"month_pay"},
                                   solve,
                                   target,
                                   Format::json},
                                  in, out, err);
            },
            row);
    };
    refuses(json_eval("", "", R"({"picked": "plum"})"), ExitCode::bad_input, "\"code\": \"E103\"");
    refuses(json_eval("hours", "", "{}"), ExitCode::usage, "\"code\": \"U139\"");
    refuses(explained("whole", true, Format::json), ExitCode::usage, "\"code\": \"U138\"");
    refuses(explained("whol", false, Format::json), ExitCode::bad_input, "did you mean `whole`?");
    refuses(answer_of(
                [&](std::istream& in, std::ostream& out, std::ostream& err) {
                    RulesDiffOptions options;
                    options.before = good_rules.string() + "@2026-13-01";
                    options.after = good_rules.string();
                    options.today = today;
                    options.format = Format::json;
                    return rules_diff(options, in, out, err);
                },
                ""),
            ExitCode::usage, "\"code\": \"U110\"");
}
