// What the rule commands say about rows and files that they cannot take.
#include "cli/commands/rules_check.hpp"
#include "cli/commands/rules_eval.hpp"
#include "cli/commands/rules_explain.hpp"
#include "cli/commands/rules_test.hpp"
#include "tests/support/files.hpp"
#include "tests/support/run_mutua.hpp"
#include "tests/unit/cli/command_answer.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::cli;
using namespace std::string_literals;
using cli::testing::Answer;
using cli::testing::answer_of;
using test::TemporaryFolder;

namespace {

const std::string stall_rules =
    "package xx.stall\n"
    "  dated by work_end\n"
    "  covers 2026-01-01 .. 2026-12-31\n"
    "  rounding EUR half up to 0.01\n"
    "input pay : EUR per payslip  range 0.00 .. 10 000.00\n"
    "input n : count per payslip  range 0 .. 10\n"
    "input town : code per payslip\n"
    "input part : fraction per payslip  range 0.01 .. 1  default 1\n"
    "rule due : EUR per payslip\n"
    "  output\n"
    "  = pay * n\n"
    "rule share : EUR per payslip\n"
    "  output\n"
    "  = pay * part\n"
    "rule here : bool per payslip\n"
    "  output\n"
    "  = town is \"1001\"\n";

/// A folder with these rules, and what the commands answer there.
class Stall {
public:
    Stall() { folder_.write("rules/xx/stall.rules", stall_rules); }

    [[nodiscard]] RulesEvalOptions options(const std::string& input) const {
        return {folder_ / "rules", day_, "xx.stall", day_, input, {"due", "share", "here"}};
    }
    [[nodiscard]] Answer json(const std::string& rows) const { return run(options("-"), rows); }
    [[nodiscard]] Answer csv(const std::string& rows) const {
        return run(options(folder_.write("rows.csv", rows)));
    }
    [[nodiscard]] static Answer run(const RulesEvalOptions& options, const std::string& rows = "") {
        return answer_of([&](std::istream& in, std::ostream& out,
                             std::ostream& err) { return rules_eval(options, in, out, err); },
                         rows);
    }
    [[nodiscard]] Answer explained(const std::string& rows, const std::string& identifier,
                                   const std::string& row) const {
        RulesExplainOptions asked{
            folder_ / "rules", day_, "xx.stall", "here", day_, folder_.write("rows.csv", rows),
            identifier,        {}};
        asked.how.row = row;
        return answer_of([&](std::istream& in, std::ostream& out,
                             std::ostream& err) { return rules_explain(asked, in, out, err); },
                         "");
    }
    [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }
    [[nodiscard]] std::string rows_file() const { return folder_.named("rows.csv"); }
    [[nodiscard]] Date day() const { return day_; }

private:
    TemporaryFolder folder_;
    Date day_ = *parse_date("2026-06-30");
};

}  // namespace

TEST_CASE("a number that no machine holds is told as wrong input", "[cli][rules]") {
    struct Row {
        const char* why;
        std::string rows;
        std::string told;
    };
    const std::string digits(400, '1');
    const auto row = GENERATE_COPY(values<Row>({
        {"an exponent", R"({"pay": 1e400, "n": 1, "town": "1001"})",
         "-:1:9: error E103: pay: `1e400` is written with an exponent\n"
         "  = help: write all its digits, in JSON as text: `\"1234.50\"`\n"},
        {"as text too", R"({"pay": "-2.5E+3", "n": 1, "town": "1001"})",
         "-:1:9: error E103: pay: `-2.5E+3` is written with an exponent\n"
         "  = help: write all its digits, in JSON as text: `\"1234.50\"`\n"},
        {"too many digits", "{\"pay\": " + digits + ", \"n\": 1, \"town\": \"1001\"}",
         "-:1:9: error E103: pay: `" + digits.substr(0, 60) +
             "…` is too long for a number\n"
             "  = help: a number has at most 38 digits, 18 of them behind the point\n"},
        {"too many decimals to be read",
         R"({"pay": 1, "n": 1, "town": "a", "part": "0.3333333333333333333"})",
         "-:1:41: error E103: part: `0.3333333333333333333` is too long for a number\n"
         "  = help: a number has at most 38 digits, 18 of them behind the point\n"},
    }));
    CAPTURE(row.why);
    const Answer ran = Stall{}.json(row.rows);
    CHECK(ran.code == ExitCode::bad_input);
    CHECK(ran.out.empty());
    CHECK(ran.err == row.told);
}

TEST_CASE("numbers are no part of the grammar of JSON that is looked at", "[cli][rules]") {
    const Stall stall;
    const std::string rest = R"(, "n": 1, "town": "1e999 \" -01"})";
    CHECK(stall.json(R"({"pay": 10.50)" + rest).code == ExitCode::ok);
    for (const char* wrong : {"01", "1.", "-", "1e", ".5", "+1"}) {
        CAPTURE(wrong);
        CHECK(stall.json(R"({"pay": )" + std::string{wrong} + rest).err.find("error D101: ") !=
              std::string::npos);
    }
}

TEST_CASE("decimals that an input does not keep are told in one way", "[cli][rules]") {
    const Stall stall;
    for (const char* n : {"4.0", "4.5", "4.50"}) {
        CHECK(stall.json(R"({"pay": "1.00", "town": "a", "n": )" + std::string{n} + "}").err ==
              "-:1:35: error E103: n: `" + std::string{n} +
                  "` has too many decimals\n  = help: write a whole number such as `2`\n");
    }
    for (const std::string pay : {"1.100", "1100.001"}) {
        CHECK(stall.csv("pay,n,town\n" + pay + ",1,a\n").err ==
              stall.rows_file() + ":2:1: error E103: pay: `" + pay +
                  "` has too many decimals\n"
                  "  = help: write a number with at most 2 decimals, such as `1234.5`\n");
    }
}

TEST_CASE("JSON may begin with a byte order mark", "[cli][rules]") {
    const Stall stall;
    CHECK(stall.json("\xEF\xBB\xBF{\"pay\": \"1.00\", \"n\": 2, \"town\": \"a\"}").code ==
          ExitCode::ok);
    CHECK(stall.json("\xEF\xBB\xBF{\"pai\": \"1.00\", \"n\": 2, \"town\": \"a\"}")
              .err.starts_with("-:1:2: error R101: "));
}

TEST_CASE("what is no object hides no fault of the rows beside it", "[cli][rules]") {
    const Answer ran = Stall{}.json(
        R"([{"pay": "x", "n": 1, "town": "a"}, 7, {"pay": "1.00", "n": "y", "town": "a"}, []])");
    CHECK(ran.code == ExitCode::bad_input);
    CHECK(ran.err.starts_with("-:1:10: error E103: pay: "));
    CHECK(ran.err.find("\n-:1:37: error D102: expected an object\n") != std::string::npos);
    CHECK(ran.err.find("\n-:1:61: error E103: n: ") != std::string::npos);
    CHECK(ran.err.find("\n-:1:80: error D102: expected an object\n") != std::string::npos);
}

TEST_CASE("what is wrong with a header is said once, at its cell", "[cli][rules][csv]") {
    const Stall stall;
    CHECK(stall.csv("pay,n,town,\n1.00,1,a,\n2.00,1,a,\n").err ==
          stall.rows_file() +
              ":1:12: error I009: the last cell of the header is empty\n"
              "  = help: name the column, or take the `,` away in every line\n");
    CHECK(stall.csv("pay;;n;town\n1.00;;1;a\n").err ==
          stall.rows_file() +
              ":1:5: error I009: cell 2 of the header is empty\n"
              "  = help: name the column, or take the `;` away in every line\n");
    CHECK(stall.csv("pay,n,town,pay\n1.00,1,a,5\n2.00,1,a,5\n").err ==
          stall.rows_file() +
              ":1:12: error D103: two columns are called `pay`\n  = help: keep one of them\n");
}

TEST_CASE("an input that is missing is pointed at where its cell is empty", "[cli][rules][csv]") {
    const Stall stall;
    CHECK(stall.csv("pay,n,town\n1.00,,a\n")
              .err.starts_with(stall.rows_file() + ":2:6: error E102: `n` is missing"));
    CHECK(stall.csv("pay,town\n1.00,a\n")
              .err.starts_with(stall.rows_file() + ":2:1: error E102: `n` is missing"));
}

TEST_CASE("a column that names the rows stays an input of them", "[cli][rules][csv]") {
    const Stall stall;
    const std::string rows = "town,pay,n\n1001,1.00,1\n1003,2.00,1\n";
    CHECK(stall.explained(rows, "town", "1003").out.starts_with("here = no"));
    CHECK(stall.explained(rows, "town", "1001").out.starts_with("here = yes"));
    const std::string named = "who,town,pay,n\nfirst,1001,1.00,1\nsecond,1003,x,1\n";
    // Places are those of the file, with the column that only names.
    CHECK(stall.explained(named, "who", "first")
              .err.starts_with(stall.rows_file() + ":3:13: error E103: pay: `x` is no number"));
}

TEST_CASE("rejected rows stand in their file cell by cell, as they came", "[cli][rules][csv]") {
    const Stall stall;
    const std::string rows =
        "pay,n,town\n1.00,1\n2.00,1,a\n3.00,1\0,a\n4.00,1,a,b\n5.00,\"1\"x,a\n"s;
    RulesEvalOptions options = stall.options(stall.folder().write("rows.csv", rows));
    options.figures = {"due"};
    options.rejects = stall.folder().named("bad.csv");
    const Answer ran = Stall::run(options);
    CHECK(ran.code == ExitCode::partly_done);
    CHECK(ran.out == "due\n2.00\n");
    CHECK(stall.folder().read("bad.csv") ==
          "pay,n,town,line,code,reason\n"
          "1.00,1,,2,I008,\"the row has 2 cells, the header names 3\"\n"
          "3.00,1\0,a,4,I003,a NUL byte stands in the text\n"
          "4.00,1,a,b,5,I008,\"the row has 4 cells, the header names 3\"\n"
          "\"5.00,\"\"1\"\"x,a\",,,6,I007,the cell goes on after its closing quote\n"s);
}

TEST_CASE("rules eval --json gives JSON for the rows of a CSV", "[cli][rules][csv]") {
    const Stall stall;
    RulesEvalOptions options =
        stall.options(stall.folder().write("rows.csv", "pay,n,town\n1.50,2,1001\n"));
    options.format = Format::json;
    const Answer ran = Stall::run(options);
    CHECK(ran.code == ExitCode::ok);
    CHECK(
        ran.out.starts_with("[\n  {\n    \"figures\": {\n      \"due\": \"3.00\",\n"
                            "      \"share\": \"1.50\",\n      \"here\": true\n    },\n"));
    options.rejects = stall.folder().named("bad.csv");
    CHECK(Stall::run(options).code == ExitCode::usage);
}

TEST_CASE("a row of empty cells is a row", "[cli][rules][csv]") {
    const Stall stall;
    // The second row gives nothing that `due` needs.
    const Answer ran = stall.csv("pay,n,town\n1.00,1,a\n,,\n2.00,1,b\n");
    CHECK(ran.code == ExitCode::bad_input);
    CHECK(ran.err.find(stall.rows_file() + ":3:1: error E102: `pay` is missing") !=
          std::string::npos);
    // Where every input has a default it has figures like any other.
    RulesEvalOptions options = stall.options(stall.folder().write("rows.csv", "part\n0.5\n\n1\n"));
    options.figures = {"halved"};
    stall.folder().write("rules/xx/stall.rules",
                         stall_rules +
                             "input whole : EUR per payslip  range 0.00 .. 9.00  default 8.00\n"
                             "rule halved : EUR per payslip\n"
                             "  output\n"
                             "  = whole * part\n");
    CHECK(Stall::run(options).out == "halved\n4.00\n8.00\n");  // a blank line is no row
    options.input = stall.folder().write("rows.csv", "part,whole\n0.5,\n,\n,4.00\n");
    CHECK(Stall::run(options).out == "halved\n4.00\n8.00\n4.00\n");
}

TEST_CASE("a header without rows has no figures, and that is said", "[cli][rules][csv]") {
    const Stall stall;
    const Answer ran = stall.csv("pay,n,town\n");
    CHECK(ran.code == ExitCode::ok);
    CHECK(ran.out == "due,share,here\n");
    CHECK(ran.err == stall.rows_file() + " has no row: nothing was computed\n");
    RulesEvalOptions options = stall.options(stall.folder().write("rows.csv", "pay,n,town\n"));
    options.format = Format::json;
    const Answer json = Stall::run(options);
    CHECK(json.code == ExitCode::ok);
    CHECK(json.out == "[]\n");
    CHECK(json.err == stall.rows_file() + " has no row: nothing was computed\n");
}

TEST_CASE("what is wrong with --figures is said of the option", "[cli][rules]") {
    const Stall stall;
    stall.folder().write("rules/xx/stall.rules",
                         stall_rules +
                             "source act \"An act (invented)\"\n"
                             "param pair : { low, high : EUR }\n"
                             "  from 2026-01-01 = { low: 1.00, high: 2.00 }  source act\n");
    RulesEvalOptions options = stall.options(stall.folder().write("rows.csv", "pay\n1.00\n"));
    options.figures = {"pair"};
    CHECK(Stall::run(options).err ==
          "error R101: --figures: `pair` is a record, not one figure\n"
          "  = help: ask for one of its fields: `pair.low`\n");
    options.figures = {""};
    CHECK(Stall::run(options).err ==
          "error R101: --figures: an empty word names no figure\n  = help: write its name\n");
}

TEST_CASE("where a row of JSON stands is the last word about it", "[cli][rules]") {
    const TemporaryFolder folder;
    folder.write("rules/xx/towns.rules",
                 "package xx.towns\n"
                 "  dated by work_end\n"
                 "  covers 2026-01-01 .. 2026-12-31\n"
                 "source act \"An act (invented)\"\n"
                 "input town : code per payslip\n"
                 "table fees (town : code) : EUR\n"
                 "  from 2026-01-01  source act\n"
                 "    row \"a\" : 1.00\n"
                 "rule fee : EUR per payslip\n"
                 "  output\n"
                 "  = fees[town]\n");
    const Date june = *parse_date("2026-06-30");
    const Answer ran = Stall::run({folder / "rules", june, "xx.towns", june, "-", {"fee"}},
                                  R"([{"town": "a"}, {"town": "b"}])");
    CHECK(ran.err.find("table `fees` has no row for `fees[town]` (key \"b\") (/1)\n") !=
          std::string::npos);
}

TEST_CASE("a figure that is asked for twice is printed once", "[cli][rules][csv]") {
    const Stall stall;
    const std::string rows = stall.folder().write("rows.csv", "pay,n\n1.50,2\n");
    const auto ran =
        test::run_mutua(stall.folder().path(), "2026-11-30",
                        {"rules", "eval", "xx.stall", "--rules", stall.folder().named("rules"),
                         "--on", "2026-06-30", "--input", rows, "--figures", "due,share,due"});
    CHECK(ran.out == "due,share\n3.00,1.50\n");
}

TEST_CASE("only ordinary files and links to them are read as rules", "[cli][rules]") {
    const Stall stall;
    const std::filesystem::path rules = stall.folder() / "rules";
    const auto checked = [&] { return check_rules(rules, stall.day()); };
    stall.folder().write("towns.txt", "town,rate\n1001,7.00\n");
    std::filesystem::create_symlink("../../towns.txt", rules / "xx/towns.csv");
    CHECK(checked().ruleset != nullptr);
    REQUIRE(::mkfifo((rules / "xx/pipe.rules").c_str(), 0600) == 0);
    std::filesystem::create_symlink("/dev/zero", rules / "xx/zero.csv");
    const ruleset::CheckReport report = checked();
    CHECK(report.ruleset == nullptr);
    REQUIRE(report.findings.size() == 2);
    CHECK(to_string(report.findings[0]) ==
          (rules / "xx/pipe.rules").string() +
              ": error S001: cannot be read: it is a pipe, and no file");
    CHECK(to_string(report.findings[1]) ==
          (rules / "xx/zero.csv").string() +
              ": error S001: cannot be read: it is a device, and no file");
}

TEST_CASE("rules test --json tells the errors of rules as rules check does", "[cli][rules]") {
    const Stall stall;
    stall.folder().write("rules/xx/wrong.rules", "package xx.wrong\nunit row\n");
    const auto answer = [&](auto command) {
        return answer_of(
            [&](std::istream&, std::ostream& out, std::ostream& err) { return command(out, err); },
            "");
    };
    const Answer tested = answer([&](std::ostream& out, std::ostream& err) {
        return rules_test({stall.folder() / "rules", stall.day(), "", Format::json}, out, err);
    });
    const Answer checked = answer([&](std::ostream& out, std::ostream& err) {
        return rules_check({stall.folder() / "rules", stall.day(), false, Format::json}, out, err);
    });
    CHECK(tested.code == ExitCode::bad_input);
    CHECK(tested.err.empty());
    CHECK(tested.out == checked.out);
    CHECK(tested.out.find("\"code\": \"R006\"") != std::string::npos);
}

TEST_CASE("a message cuts a name that fills the screen", "[cli][rules]") {
    const std::string name(300'000, 'k');
    const Answer ran = Stall{}.json("{\"" + name + "\": 1}");
    const std::string shown = "knows no input or figure `" + name.substr(0, 60) + "…`\n";
    CHECK(ran.err.find(shown) != std::string::npos);
    CHECK(ran.err.size() < 1'000);
}

TEST_CASE("one figure under two names is given twice", "[cli][rules][csv]") {
    const Stall stall;
    CHECK(stall.csv("pay,n,town,xx.stall.pay\n1.00,1,a,2.00\n").err ==
          stall.rows_file() +
              ":1:12: error D103: `xx.stall.pay` is given as `pay` already\n"
              "  = help: keep one of them\n");
    CHECK(stall.csv("xx.stall.due,n,town,pay,due\n1.00,1,a,2.00,3.00\n").err ==
          stall.rows_file() +
              ":1:25: error D103: `due` is given as `xx.stall.due` already\n"
              "  = help: keep one of them\n");
    CHECK(stall.explained("pay,n,town,xx.stall.town\n1.00,1,a,b\n", "", "").err ==
          stall.rows_file() +
              ":1:12: error D103: `xx.stall.town` is given as `town` already\n"
              "  = help: keep one of them\n");
    CHECK(stall.json("{\"pay\": \"1.00\", \"n\": 1, \"town\": \"a\",\n\"xx.stall.pay\": \"1.00\"}")
              .err ==
          "-:2:1: error D103: `xx.stall.pay` is given as `pay` already\n"
          "  = help: keep one of them\n");
}

TEST_CASE("bad rows are kept in no file that is read", "[cli][rules][csv]") {
    const Stall stall;
    const std::string rows = "pay,n,town\n1.00,99,a\n";
    const std::string input = stall.folder().write("rows.csv", rows);
    const auto kept_in = [&](const std::string& file) {
        RulesEvalOptions options = stall.options(input);
        options.rejects = file;
        return Stall::run(options);
    };
    const auto refused = [](const std::string& file) {
        return "error U101: --rejects: `" + file +
               "` is read itself\n"
               "  = help: name another file for the bad rows\n";
    };
    CHECK(kept_in(input).err == refused(input));
    const std::string law = stall.folder().named("rules/xx/stall.rules");
    CHECK(kept_in(law).err == refused(law));
    // The same file by a link, and by a longer way.
    std::filesystem::create_hard_link(input, stall.folder().named("other.csv"));
    CHECK(kept_in(stall.folder().named("other.csv")).err == refused(input));
    CHECK(kept_in(stall.folder().named("rules/../rows.csv")).code == ExitCode::usage);
    CHECK(stall.folder().read("rows.csv") == rows);
    CHECK(kept_in(stall.folder().named("bad.csv")).code == ExitCode::partly_done);
}
