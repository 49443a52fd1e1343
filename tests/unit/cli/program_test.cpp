// The frame of the program: command lines, workspaces, configuration and rules.
#include "tests/support/files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/run_mutua.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::PreparedWorkspace;
using mutua::test::run_mutua;
using mutua::test::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

/// The same workspace over rules of its own, which a test may spoil.
struct OwnRules {
    PreparedWorkspace workspace;
    OwnRules() {
        fs::copy(fs::path{MUTUA_SOURCE_DIR} / "rules", workspace.path() / "rules",
                 fs::copy_options::recursive);
    }
    mutua::test::Ran run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--rules", (workspace.path() / "rules").string()});
        return workspace.run(std::move(arguments));
    }
};

}  // namespace

TEST_CASE("a mistyped command or option is answered with what was meant", "[cli]") {
    struct Row {
        std::vector<std::string> arguments;
        const char* help;
    };
    const auto row = GENERATE(values<Row>({
        {{"impotr", "members", "x.csv"}, "did you mean `import`?"},
        {{"--today", "2026-11-30", "invioce", "list"}, "did you mean `invoice`?"},
        {{"--json", "payroll", "lst"}, "did you mean `list`?"},
        {{"import", "member", "x.csv"}, "did you mean `members`?"},
        {{"quote", "--pirce", "450"}, "did you mean `--price`?"},
        {{"invoice", "list", "--mont=2026-11"}, "did you mean `--month`?"},
    }));
    const TemporaryFolder folder;
    const auto ran = run_mutua(folder.path(), "2026-11-02", row.arguments);
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 64);
    CHECK(contains(ran.err, "error U101: "));
    CHECK(contains(ran.err, row.help));
    CHECK(ran.out.empty());
}

TEST_CASE("help fits a terminal of 80 columns and begins with an example", "[cli]") {
    const TemporaryFolder folder;
    const auto help_of = [&folder](std::vector<std::string> command) {
        command.emplace_back("--help");
        const auto ran = run_mutua(folder.path(), "2026-11-02", std::move(command));
        CHECK(ran.exit_code == 0);
        std::istringstream lines{ran.out};
        for (std::string line; std::getline(lines, line);) {
            INFO(line);
            CHECK(line.size() <= 80);
        }
        return ran.out;
    };
    CHECK(contains(help_of({}), "  mutua init coop && cd coop "));
    const std::string account = help_of({"account"});
    CHECK(contains(
        account,
        "  member TEXT REQUIRED        Code of the member; `--member CODE` says the same\n"));
    CHECK(account.find("REQUIRED") == account.rfind("REQUIRED"));
    CHECK(contains(help_of({"quote"}), "\nUsage: mutua quote [OPTIONS]\n"));
    static_cast<void>(help_of({"import", "members"}));
    for (const char* verb :
         {"check", "fmt", "test", "eval", "explain", "diff", "verify", "doc", "dump"}) {
        const std::string help = help_of({"rules", verb});
        CAPTURE(help);
        const std::size_t example = help.find("\n  mutua rules " + std::string{verb} + " ");
        CHECK(example < help.find("Usage: "));
        CHECK_FALSE(contains(help, "UINT"));
    }
    for (const char* noun : {"payslip", "invoice", "declaration", "code"}) {
        const std::string help = help_of({"explain", noun});
        CHECK(contains(help, " explain " + std::string{noun} + " "));
    }
    // What does not fit goes on below where it began.
    CHECK(
        contains(help_of({"rules", "fmt"}), "Files or folders (default: the rule packs); - for\n" +
                                                std::string(30, ' ') + "standard input\n"));
}

TEST_CASE("output that does not arrive is a failure, and says so", "[cli]") {
    std::istringstream in;
    std::ofstream full{"/dev/full"};
    std::ostringstream err;
    REQUIRE(full);
    const auto code = mutua::cli::run_program(
        {"--version"}, {in, full, err, date::year{2026} / 11 / 2, {}, {}, {}});
    CHECK(static_cast<int>(code) == 74);
    CHECK(err.str() ==
          "error S020: standard output: cannot be written: No space left on device\n"
          "  = help: make room, or send it elsewhere; what was done is done\n");
}

TEST_CASE("a package that is no cooperative's is named, with what it lacks", "[cli]") {
    const PreparedWorkspace workspace;
    std::string configuration = file_bytes(workspace.path() / "mutua.toml");
    const std::string package = "coop.shared_enterprise";
    configuration.replace(configuration.find(package), package.size(), "be.payslip");
    static_cast<void>(workspace.file("mutua.toml", configuration));
    const auto ran = workspace.run({"account", "M-0043"});
    CHECK(ran.exit_code == 78);
    CHECK(contains(ran.err, "error U324: the package `be.payslip` is no cooperative's: it lacks "));
    CHECK(contains(ran.err, "it lacks management_fee, salary_budget, vat_treatment_applied and "));
    CHECK(contains(ran.err, " more\n  = help: mend the `package` line of mutua.toml"));
    configuration.replace(configuration.find("be.payslip"), 10, "");
    static_cast<void>(workspace.file("mutua.toml", configuration));
    CHECK(contains(workspace.run({"account", "M-0043"}).err, "error U310: package is empty"));
    CHECK(contains(ran.err, "mend the `package` line of mutua.toml"));
}

TEST_CASE("options that mean nothing are wrong usage", "[cli]") {
    const PreparedWorkspace workspace;
    const auto today = workspace.run({"review", "list", "--today", "30/11/2026"});
    CHECK(today.exit_code == 64);
    CHECK(contains(today.err, "error U110: --today: `30/11/2026` is not a day"));
    CHECK(contains(today.err, "2026-11-30"));
    CHECK(workspace.run({"review", "list", "--today", "2026-02-30"}).exit_code == 64);
    CHECK(workspace.run({"review", "list", "--color", "pink"}).exit_code == 64);
    CHECK(workspace.run({"review", "list", "--status", "lost"}).exit_code == 64);
    CHECK(workspace.run({"review", "accept"}).exit_code == 64);
    CHECK(workspace.run({"review", "accept", "--all", "D-1"}).exit_code == 64);
    CHECK(workspace.run({"review", "reject", "D-1", "--reason", " "}).exit_code == 64);
    CHECK(workspace.run({}).exit_code == 64);
    CHECK(workspace.run({"--help"}).exit_code == 0);
    CHECK(contains(workspace.run({"invoice", "plan", "--help"}).out, "--until"));
}

TEST_CASE("a folder without a workspace says how to make one", "[cli]") {
    const TemporaryFolder folder;
    const auto ran = run_mutua(folder.path(), "2026-11-02", {"review", "list"});
    CHECK(ran.exit_code == 78);
    CHECK(contains(ran.err, "mutua init"));
}

TEST_CASE("init makes a workspace once, and never over something else", "[cli]") {
    const TemporaryFolder folder;
    const fs::path made = folder.path() / "new";
    CHECK(run_mutua(made, "2026-11-02", {"init", made.string()}).exit_code == 0);
    const std::string configuration = file_bytes(made / "mutua.toml");
    const auto again = run_mutua(made, "2026-11-02", {"init", made.string()});
    CHECK(again.exit_code == 0);
    CHECK(contains(again.out, "nothing changed"));
    CHECK(file_bytes(made / "mutua.toml") == configuration);

    std::ofstream{folder.path() / "letter.txt"} << "dear";
    const auto full = run_mutua(folder.path(), "2026-11-02", {"init", folder.path().string()});
    CHECK(full.exit_code == 73);
    CHECK(contains(full.err, "error S012: "));
    const auto blocked = run_mutua(folder.path(), "2026-11-02",
                                   {"init", (folder.path() / "letter.txt" / "below").string()});
    CHECK(blocked.exit_code == 73);
}

TEST_CASE("every mistake of a configuration is told at once, with its line", "[cli]") {
    const PreparedWorkspace workspace;
    std::string text = file_bytes(workspace.path() / "mutua.toml");
    const auto replace = [&](const std::string& from, const std::string& to) {
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        text.replace(at, from.size(), to);
    };
    replace("sandbox = true", "sandbox = \"maybe\"\ncolour = 1");
    replace("0999.000.228", "0999.000.229");
    replace("BE74 9990 0002 2807", "BE74 9990 0002 2808");
    const std::string file = workspace.file("mutua.toml", text);
    const auto ran = workspace.run({"review", "list"});
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 78);
    CHECK(contains(ran.err, "sandbox is neither true nor false"));
    CHECK(contains(ran.err, "colour is not a key of mutua"));
    CHECK(contains(ran.err, "entity.enterprise_number has wrong check digits"));
    CHECK(contains(ran.err, "entity.iban has wrong check digits"));
    CHECK(contains(ran.err, file + ":"));
    CHECK_FALSE(contains(ran.err, "0002 2808"));
}

TEST_CASE("an unknown package stops before anything is written", "[cli]") {
    const PreparedWorkspace workspace;
    std::string text = file_bytes(workspace.path() / "mutua.toml");
    text.replace(text.find("coop.shared_enterprise"), 22, "coop.shared_enterprize");
    static_cast<void>(workspace.file("mutua.toml", text));
    const std::string before = workspace.store();
    const auto ran = workspace.run(
        {"import", "declarations", (mutua::test::hand_worked_case / "declarations.csv").string()});
    CHECK(ran.exit_code == 78);
    CHECK(contains(ran.err, "error U321: "));
    CHECK(contains(ran.err, "`coop.shared_enterprize`"));
    CHECK(workspace.store() == before);
}

TEST_CASE("rules that cannot be read stop before anything is written", "[cli]") {
    const OwnRules own;
    const std::string before = own.workspace.store();
    const std::vector<std::string> import{
        "import", "declarations", (mutua::test::hand_worked_case / "declarations.csv").string()};
    SECTION("a file that does not check") {
        std::ofstream{own.workspace.path() / "rules" / "coop" / "shared_enterprise.rules",
                      std::ios::app}
            << "\nrule wrong : EUR per contract\n  = no_such_name  source services\n";
        const auto ran = own.run(import);
        CHECK(ran.exit_code == 78);
        CHECK(contains(ran.err, "shared_enterprise.rules:"));
        CHECK(contains(ran.err, "no_such_name"));
    }
    SECTION("a file that is gone for good") {
        fs::create_symlink("/no/such/file.rules", own.workspace.path() / "rules" / "x.rules");
        const auto ran = own.run(import);
        CHECK(ran.exit_code == 78);
        CHECK(contains(ran.err, "x.rules"));
    }
    SECTION("no folder") {
        fs::remove_all(own.workspace.path() / "rules");
        CHECK(own.run(import).exit_code == 78);
    }
    CHECK(own.workspace.store() == before);
}

TEST_CASE("a store that is none, or is gone, is told and left alone", "[cli]") {
    const PreparedWorkspace workspace;
    static_cast<void>(
        workspace.file("mutua.db", "this is no database, only a text of some length"));
    const auto ran = workspace.run({"review", "list"});
    CHECK(ran.exit_code == 69);
    CHECK(contains(ran.err, "error S010: "));
    fs::remove(workspace.path() / "mutua.db");
    const auto gone = workspace.run({"review", "list"});
    CHECK(gone.exit_code == 69);
    CHECK(contains(gone.err, "mutua init"));
    CHECK_FALSE(fs::exists(workspace.path() / "mutua.db"));
}
