// `payroll accounts` on the hand-worked November, in which M-0043 has PAY-1: gross 440.07, tax
// 43.51, net 348.09, paid 368.09 with expenses.
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::hand_worked_case;
using mutua::test::PreparedWorkspace;

namespace {

namespace fs = std::filesystem;

const fs::path& paid_workspace() {
    static const PreparedWorkspace workspace;
    static const bool paid = [] {
        const auto run = [](std::vector<std::string> arguments) {
            mutua::require(workspace.run_on("2026-11-30", std::move(arguments)).exit_code == 0,
                           "November can be paid");
        };
        mutua::require(workspace
                               .run({"import", "declarations",
                                     (hand_worked_case / "declarations.csv").string()})
                               .exit_code == 0,
                       "the declarations can be imported");
        mutua::require(workspace.run({"review", "accept", "--all"}).exit_code == 0,
                       "the declarations can be accepted");
        run({"invoice", "apply", "--yes"});
        run({"payroll", "apply", "--yes", "--month", "2026-11"});
        return true;
    }();
    static_cast<void>(paid);
    static const fs::path path = workspace.path();
    return path;
}

}  // namespace

TEST_CASE("the account of one worker is shown, for people and for programs", "[cli]") {
    const PreparedWorkspace workspace{paid_workspace()};
    const auto text = workspace.run_on("2026-12-14", {"payroll", "accounts", "--member", "M-0043"});
    CAPTURE(text.out);
    CHECK(text.exit_code == 0);
    CHECK(contains(text.out, "INDIVIDUAL ACCOUNT"));
    CHECK(contains(text.out, "\n   November 2026, artist    "));
    CHECK(contains(text.out, "Year 2026"));
    const auto json = workspace.run_on(
        "2026-12-14", {"payroll", "accounts", "--member", "M-0043", "--year", "2026", "--json"});
    CHECK(json.exit_code == 0);
    const auto account = nlohmann::json::parse(json.out).at("accounts").at(0);
    CHECK(account.at("year") == 2026);
    CHECK(account.at("total").at("gross_pay") == "440.07");
    CHECK(account.at("total").at("withholding_tax") == "43.51");
    CHECK(account.at("total").at("net_pay") == "348.09");
    CHECK(account.at("total").at("to_pay") == "368.09");
}

TEST_CASE("the accounts of all are two files a member, named by code, the same each time",
          "[cli]") {
    const PreparedWorkspace workspace{paid_workspace()};
    const std::string folder = (workspace.path() / "accounts").string();
    const std::vector<std::string> write{"payroll", "accounts", "--year", "2026", "--out", folder};
    const auto first = workspace.run_on("2026-12-14", write);
    CHECK(first.exit_code == 0);
    CHECK(contains(first.out, "Wrote 1 individual account to "));
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder}) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{"M-0043.json", "M-0043.txt"});
    const std::string before = file_bytes(fs::path{folder} / "M-0043.txt");
    CHECK(contains(before, "INDIVIDUAL ACCOUNT"));
    CHECK(workspace.run_on("2026-12-14", write).exit_code == 0);
    CHECK(file_bytes(fs::path{folder} / "M-0043.txt") == before);
}

TEST_CASE("an account that cannot be shown says what to write instead", "[cli]") {
    const PreparedWorkspace workspace{paid_workspace()};
    struct Row {
        std::vector<std::string> arguments;
        int exit_code;
        const char* error;
        const char* help;
    };
    const auto row = GENERATE(values<Row>({
        {{}, 64, "error U163: whose account?", "`--member CODE`"},
        {{"--member", "M-0043", "--year", "26"},
         64,
         "error U164: --year: `26` is not a year",
         "write it like 2026"},
        {{"--member", "M-0043", "--year", "2027"},
         64,
         "error U164: --year: 2027 has not begun: today is 2026-12-14",
         "write 2026 or a year before it"},
        {{"--member", "M-0044"}, 65, "error I501: no member `M-0044`", "did you mean `M-0043`?"},
        {{"--member", "M-0043", "--year", "2024"},
         65,
         "error U165: no payslip of M-0043 for work of 2024",
         "there are payslips of M-0043 for 2026"},
        {{"--out", "all", "--year", "2024"},
         65,
         "error U165: no payslip for work of 2024",
         "there are payslips for 2026"},
    }));
    std::vector<std::string> arguments{"payroll", "accounts"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    CAPTURE(arguments);
    const auto ran = workspace.run_on("2026-12-14", arguments);
    CHECK(ran.exit_code == row.exit_code);
    CHECK(contains(ran.err, row.error));
    CHECK(contains(ran.err, row.help));
    CHECK(ran.out.empty());
}

TEST_CASE("before the first payslip there is no account", "[cli]") {
    const PreparedWorkspace workspace;
    const auto ran = workspace.run({"payroll", "accounts", "--member", "M-0043"});
    CHECK(ran.exit_code == 65);
    CHECK(contains(ran.err, "error U165: no payslip of M-0043\n"));
    CHECK(contains(ran.err, "`mutua payroll apply --month 2026-11` issues payslips"));
}
