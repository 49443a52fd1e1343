// Plans and their application, and what a workspace prints for programs.
#include "cli/commands/batch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::PreparedWorkspace;

namespace {

using Json = nlohmann::json;

/// A workspace whose two declarations are accepted.
const PreparedWorkspace& accepted() {
    static const PreparedWorkspace workspace;
    static const bool made = [] {
        const auto file = (mutua::test::hand_worked_case / "declarations.csv").string();
        REQUIRE(workspace.run({"import", "declarations", file}).exit_code == 0);
        REQUIRE(workspace.run({"review", "accept", "--all"}).exit_code == 0);
        return true;
    }();
    REQUIRE(made);
    return workspace;
}

/// The same, invoiced and paid.
const PreparedWorkspace& finished() {
    static const PreparedWorkspace workspace{accepted().path()};
    static const bool made = [] {
        REQUIRE(workspace.run_on("2026-11-30", {"invoice", "apply", "--yes"}).exit_code == 0);
        REQUIRE(workspace.run_on("2026-11-30", {"payroll", "apply", "--yes", "--month", "2026-11"})
                    .exit_code == 0);
        return true;
    }();
    REQUIRE(made);
    return workspace;
}

}  // namespace

TEST_CASE("a plan writes nothing to the store, and its exit code can tell", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    const std::string before = workspace.store();
    const std::string file = (workspace.path() / "november.plan").string();
    CHECK(workspace.run({"invoice", "plan", "--detailed-exitcode"}).exit_code == 10);
    const auto ran = workspace.run_on("2026-11-30", {"invoice", "plan", "-o", file});
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, "859.10"));
    const auto listed = workspace.run_on("2026-11-30", {"invoice", "plan", "--list"});
    CHECK(contains(listed.out, "2026-000001\tA-1\tC-001\tpeppol\tstandard\tS\t21.00\t"));
    CHECK(workspace.store() == before);
    const auto applied = workspace.run_on("2026-12-01", {"invoice", "apply", file});
    CHECK(applied.exit_code == 0);
    CHECK(applied.out == "Issued 2 invoices.\n");
    // The day of the plan, not of its application.
    CHECK(contains(workspace.run({"invoice", "list"}).out, "2026-000001\tC-001\t2026-11-30\t"));
    const auto again = workspace.run_on("2026-12-02", {"invoice", "apply", file});
    CHECK(again.exit_code == 0);
    CHECK(again.out == "Already applied on 2026-11-30: nothing changed.\n");
    CHECK(workspace.run({"invoice", "plan", "--detailed-exitcode"}).exit_code == 0);
}

TEST_CASE("a plan that no longer fits names its rows", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    const std::string file = (workspace.path() / "november.plan").string();
    REQUIRE(workspace.run_on("2026-11-30", {"invoice", "plan", "-o", file}).exit_code == 0);
    REQUIRE(workspace.run_on("2026-11-30", {"invoice", "apply", "--yes", "--until", "2026-11-13"})
                .exit_code == 0);
    const std::string before = workspace.store();
    const auto ran = workspace.run_on("2026-11-30", {"invoice", "apply", file});
    CHECK(ran.exit_code == 76);
    CHECK(contains(ran.err, "error P110: A-1: was invoiced as 2026-000001 by another plan"));
    CHECK(contains(ran.err, "nothing was changed"));
    CHECK(contains(ran.err, "make the plan again"));
    CHECK(workspace.store() == before);
}

TEST_CASE("a plan made for other facts of the seller is refused, with their names", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    const std::string file = (workspace.path() / "november.plan").string();
    REQUIRE(workspace.run_on("2026-11-30", {"invoice", "plan", "-o", file}).exit_code == 0);
    const std::string before = workspace.store();
    const std::string model = file_bytes(workspace.path() / "mutua.toml");
    const auto with = [&](const std::string& old, const std::string& now) {
        std::string changed = model;
        const auto at = changed.find(old);
        REQUIRE(at != std::string::npos);
        static_cast<void>(workspace.file("mutua.toml", changed.replace(at, old.size(), now)));
        return workspace.run_on("2026-11-30", {"invoice", "apply", file});
    };
    const auto iban = with("BE74 9990 0002 2807", "BE36 9990 0115 5481");
    CHECK(iban.exit_code == 76);
    CHECK(contains(iban.err, "error P110: entity.iban: is another: "));
    CHECK(contains(iban.err, "nothing was changed"));
    CHECK_FALSE(contains(iban.err, "entity.name"));
    CHECK_FALSE(contains(iban.err, "9990"));
    const auto name = with("Atelier des Voisins SC", "Atelier des Voisines SC");
    CHECK(name.exit_code == 76);
    CHECK(contains(name.err, "error P110: entity.name: is another: "));
    CHECK(workspace.store() == before);
    // What no document says may change.
    CHECK(with("sandbox = true", "sandbox = false").out == "Issued 2 invoices.\n");
}

TEST_CASE("a payroll plan shows each slip, its files are for their owner", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    REQUIRE(workspace.run_on("2026-11-30", {"invoice", "apply", "--yes"}).exit_code == 0);
    const std::vector<std::string> plan{"payroll", "plan", "--month", "2026-11"};
    const auto shown = mutua::test::run_mutua(workspace.path(), "2026-11-30", plan, "",
                                              mutua::test::Reader::person);
    CHECK(shown.out ==
          "Payslip  Member  Category   Gross     Net  To pay\n"
          "PAY-1    M-0043  artist    440.07  348.09  368.09\n"
          "\n"
          "Category  Payslips   Gross    Tax     Net  Expenses  Creditors    Cost\n"
          "artist           1  440.07  43.51  348.09     20.00       0.00  643.88\n"
          "----------------------------------------------------------------------\n"
          "all              1  440.07  43.51  348.09     20.00       0.00  643.88\n");
    CHECK(workspace.run_on("2026-11-30", plan).out ==
          "PAY-1\tM-0043\tartist\t440.07\t348.09\t368.09\n"
          "artist\t1\t440.07\t43.51\t348.09\t20.00\t0.00\t643.88\n"
          "all\t1\t440.07\t43.51\t348.09\t20.00\t0.00\t643.88\n");
    const auto json =
        workspace.run_on("2026-11-30", {"payroll", "plan", "--month", "2026-11", "--json"});
    const Json groups = Json::parse(json.out);
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].at("worker_category") == "artist");
    CHECK(groups[0].at("net_pay") == "348.09");
    REQUIRE(groups[0].at("items").size() == 1);
    const Json& item = groups[0]["items"][0];
    CHECK(item.at("payslip") == "PAY-1");
    CHECK(item.at("member") == "M-0043");
    CHECK(item.at("withholding_tax") == "43.51");
    CHECK(item.at("to_pay") == "368.09");
    CHECK(groups[1].at("worker_category") == "all");
    CHECK(groups[1].at("payslips") == "1");
    CHECK_FALSE(groups[1].contains("items"));

    const auto is_private = [](const std::filesystem::path& file) {
        constexpr auto others =
            std::filesystem::perms::group_all | std::filesystem::perms::others_all;
        const auto mode = std::filesystem::status(file).permissions();
        return (mode & others) == std::filesystem::perms::none;
    };
    const std::filesystem::path file = workspace.path() / "november.plan";
    REQUIRE(
        workspace
            .run_on("2026-11-30", {"payroll", "plan", "--month", "2026-11", "-o", file.string()})
            .exit_code == 0);
    CHECK(is_private(file));
    const std::filesystem::path journal = workspace.path() / "journal";
    REQUIRE(workspace.run_on("2026-11-30", {"journal", "export", "--out", journal.string()})
                .exit_code == 0);
    CHECK(is_private(journal / "journal.hledger"));
    CHECK(is_private(journal / "balance.csv"));
}

TEST_CASE("a payroll plan made for another employer's number is refused", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    REQUIRE(workspace.run_on("2026-11-30", {"invoice", "apply", "--yes"}).exit_code == 0);
    const std::string file = (workspace.path() / "november.plan").string();
    REQUIRE(workspace.run_on("2026-11-30", {"payroll", "plan", "--month", "2026-11", "-o", file})
                .exit_code == 0);
    std::string changed = file_bytes(workspace.path() / "mutua.toml");
    changed.replace(changed.find("office@example.org"), 18, "payday@example.org");
    static_cast<void>(workspace.file("mutua.toml", changed));
    const auto ran = workspace.run_on("2026-11-30", {"payroll", "apply", file});
    CHECK(ran.exit_code == 76);
    CHECK(contains(ran.err, "error P110: entity.email: is another: "));
}

TEST_CASE("a plan file with one byte altered is refused", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    const std::string file = (workspace.path() / "november.plan").string();
    REQUIRE(workspace.run({"invoice", "plan", "-o", file}).exit_code == 0);
    const std::string bytes = file_bytes(file);
    const std::string before = workspace.store();
    const std::size_t part = GENERATE(1, 2, 3, 4, 5, 6);
    const std::size_t at = bytes.size() * part / 7;
    std::string altered = bytes;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    CAPTURE(at, bytes.substr(at, 20));
    const auto ran = workspace.run({"invoice", "apply", workspace.file("altered.plan", altered)});
    CHECK(ran.exit_code == 65);
    CHECK((contains(ran.err, "error P101: ") || contains(ran.err, "error P103: ")));
    CHECK(contains(ran.err, "make the plan again"));
    CHECK(workspace.store() == before);
}

TEST_CASE("what is no plan, or a plan of another kind, is refused", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    for (const char* bytes : {"", "hello", "[]", "{}", "{\"plan\": 3}", "{\"plan\": \"payroll\"}",
                              "{\"plan\": \"invoice\", \"format\": \"1\"}",
                              "{\"plan\": \"invoice\", \"format\": 1, \"hash\": 4}"}) {
        CAPTURE(bytes);
        const auto ran = workspace.run({"invoice", "apply", workspace.file("x.plan", bytes)});
        CHECK(ran.exit_code == 65);
        CHECK(contains(ran.err, "x.plan: error P10"));
    }
    const auto missing = workspace.run({"invoice", "apply", "/no/such.plan"});
    CHECK(missing.exit_code == 74);
    CHECK(contains(missing.err, "/no/such.plan"));
}

TEST_CASE("a plan goes to standard output when asked", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    const auto ran = workspace.run({"invoice", "plan", "-o", "-"});
    CHECK(ran.exit_code == 0);
    CHECK(Json::parse(ran.out).at("items").size() == 2);
    const auto applied = workspace.run({"invoice", "apply", "-"}, ran.out);
    CHECK(applied.out == "Issued 2 invoices.\n");
}

TEST_CASE("an apply that is refused or cannot ask writes nothing", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    const std::string before = workspace.store();
    CHECK(workspace.run({"invoice", "apply"}, "n\n").exit_code == 0);
    CHECK(workspace.run({"invoice", "apply"}).exit_code == 64);
    CHECK(workspace.run({"payroll", "apply", "--yes"}).exit_code == 64);
    CHECK(workspace.run({"payroll", "apply", "--yes", "--month", "november"}).exit_code == 64);
    CHECK(workspace.run({"invoice", "apply", "--yes", "--until", "30/11/2026"}).exit_code == 64);
    const auto too_early = workspace.run_on("2020-01-05", {"invoice", "apply", "--yes"});
    CHECK(too_early.exit_code == 78);
    CHECK(contains(too_early.err, "error U322: the rules cannot keep books on 2020-01-05"));
    CHECK(workspace.store() == before);
}

TEST_CASE("a plan refuses a day on which apply could not keep books", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    const auto file = workspace.path() / "early.plan";
    const auto planned = workspace.run_on("2020-01-05", {"invoice", "plan", "-o", file.string()});
    CHECK(planned.exit_code == 78);
    CHECK(planned.out.empty());
    CHECK(contains(planned.err, "error U322: the rules cannot keep books on 2020-01-05"));
    CHECK_FALSE(std::filesystem::exists(file));
    // With nothing to book there is nothing to refuse.
    CHECK(workspace.run_on("2020-01-05", {"invoice", "plan", "--until", "2020-01-05"}).exit_code ==
          0);
}

TEST_CASE("work that the rules cannot pay yet is named from its import on", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string file =
        workspace.file("late.csv",
                       "declaration_id,member_id,client_id,description,work_dates,hours,price\n"
                       "L-1,M-0043,C-001,Live drawing on the last day,2026-12-30,7.60,250.00\n");
    // What be.withholding_tax covers, and that it goes by the payment date, is the rules'.
    const std::string reason = "`be.withholding_tax` does not cover the payment_date 2027-01-";
    const std::string covered = " (it covers 2019-01-01 .. 2026-12-31)";
    const auto told = [&](const std::string& text) {
        CAPTURE(text);
        CHECK(contains(text, "cannot be paid yet: " + reason));
        CHECK(contains(text, covered));
    };
    const auto imported = workspace.run({"import", "declarations", file});
    CHECK(imported.exit_code == 0);
    CHECK(contains(imported.err, "late.csv:2:47: warning E201: work_dates: "));
    told(imported.err);
    const auto reviewed = workspace.run({"review", "accept", "--all"});
    CHECK(reviewed.exit_code == 0);
    told(reviewed.err);
    const auto quoted = workspace.run({"quote", "--member", "M-0043", "--hours", "7.60", "--price",
                                       "250", "--dates", "2026-12-30"});
    CHECK(quoted.exit_code == 0);
    told(quoted.err);

    REQUIRE(workspace.run_on("2026-12-31", {"invoice", "apply", "--yes"}).exit_code == 0);
    const auto planned = workspace.run_on("2026-12-31", {"payroll", "plan", "--month", "2026-12"});
    const auto applied =
        workspace.run_on("2026-12-31", {"payroll", "apply", "--yes", "--month", "2026-12"});
    CHECK(contains(planned.err, "error E201: M-0043: " + reason));
    CHECK(contains(planned.err, covered));
    CHECK(contains(planned.err, "no payslip can be made, see above"));
    CHECK(planned.err.substr(0, planned.err.find('\n')) ==
          applied.err.substr(0, applied.err.find('\n')));
    CHECK(planned.exit_code == 65);
    CHECK(applied.exit_code == 65);
}

TEST_CASE("work for a month that is paid already is named when it comes in", "[cli]") {
    const PreparedWorkspace workspace{finished().path()};
    const std::string file =
        workspace.file("late.csv",
                       "declaration_id,member_id,client_id,description,work_dates,hours,price\n"
                       "L-1,M-0043,C-001,Live drawing that was forgotten,2026-11-24,7.60,250.00\n");
    const std::string text =
        "M-0043 has payslip PAY-1 for 2026-11 already: only a difference slip can pay this work";
    const auto imported = workspace.run_on("2026-12-01", {"import", "declarations", file});
    CHECK(imported.exit_code == 0);
    CHECK(contains(imported.err, "late.csv:2:50: warning I505: work_dates: " + text));
    const auto reviewed = workspace.run_on("2026-12-01", {"review", "accept", "--all"});
    CHECK(reviewed.exit_code == 0);
    CHECK(contains(reviewed.err, "warning I505: L-1: work_dates: " + text));
}

TEST_CASE("a quote for a month that is paid already says so", "[cli]") {
    const auto ran =
        finished().run_on("2026-11-20", {"quote", "--member", "M-0043", "--price", "250", "--hours",
                                         "7.60", "--dates", "2026-11-24"});
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.err, "warning I505: --dates: M-0043 has payslip PAY-1 for 2026-11 already"));
}

TEST_CASE("a plan file and an option that chooses again are not both taken", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    const std::string file = (workspace.path() / "november.plan").string();
    REQUIRE(workspace.run({"invoice", "plan", "-o", file}).exit_code == 0);
    const std::string before = workspace.store();
    const auto ran = workspace.run({"invoice", "apply", file, "--yes", "--until", "2026-11-13"});
    CHECK(ran.exit_code == 64);
    CHECK(contains(ran.err, "error U136: --until: the plan "));
    const auto paid = workspace.run({"payroll", "apply", file, "--yes", "--month", "2026-11"});
    CHECK(paid.exit_code == 64);
    CHECK(contains(paid.err, "error U136: --month: the plan "));
    CHECK(workspace.store() == before);
}

TEST_CASE("what is printed for programs is JSON", "[cli]") {
    const PreparedWorkspace& workspace = finished();
    const auto parsed = [&](std::vector<std::string> arguments) {
        arguments.emplace_back("--json");
        const auto ran = workspace.run_on("2026-11-30", arguments);
        CAPTURE(arguments, ran.out, ran.err);
        REQUIRE(ran.exit_code == 0);
        return Json::parse(ran.out);
    };
    CHECK(parsed({"account", "M-0043"}).at("declarations").size() == 2);
    CHECK(parsed({"account", "M-0043"}).at("available") == "-0.03");
    CHECK(parsed({"invoice", "list"}).size() == 2);
    CHECK(parsed({"invoice", "list", "--month", "2026-10"}).empty());
    CHECK(parsed({"payroll", "list"}).at(0).at("to_pay") == "368.09");
    CHECK(parsed({"review", "list", "--status", "any"}).size() == 2);
    CHECK(parsed({"invoice", "show", "2026-000001"}).is_object());
    CHECK(parsed({"payroll", "show", "PAY-1"}).is_object());
    CHECK(parsed({"journal", "balance"}).is_array());
    CHECK(parsed({"invoice", "plan"}).empty());
    CHECK(parsed({"payroll", "plan", "--month", "2026-11"}).empty());
    const Json verified = parsed({"verify"});
    CHECK(verified.at("damages").empty());
    CHECK(verified.at("invoices") == "2");
}

TEST_CASE("the books of a year can be read when its rules have run out", "[cli]") {
    const PreparedWorkspace& workspace = finished();
    CHECK(workspace.run_on("2031-01-05", {"verify"}).exit_code == 0);
    CHECK(workspace.run_on("2031-01-05", {"account", "M-0043"}).exit_code == 0);
    CHECK(workspace.run_on("2031-01-05", {"journal", "balance"}).exit_code == 0);
    const auto payroll =
        workspace.run_on("2031-01-05", {"payroll", "apply", "--yes", "--month", "2026-11"});
    CHECK(payroll.exit_code == 0);
    CHECK(contains(payroll.out, "Nothing changed"));
}

TEST_CASE("a plan of which the rules refuse a part ends like its application", "[cli]") {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    const mutua::cli::Context context{in, out, err, date::year{2026} / 11 / 30, {}, {}, {}};
    mutua::cli::BatchOptions options;
    const auto end = [&](std::size_t items, bool refused) {
        return mutua::cli::finish_plan(context, options, {}, items, "payslip", refused);
    };
    using mutua::cli::ExitCode;
    CHECK(end(1, false) == ExitCode::ok);
    CHECK(end(1, true) == ExitCode::partly_done);
    CHECK(end(0, true) == ExitCode::bad_input);
    CHECK(end(0, false) == ExitCode::ok);
    options.detailed_exit_code = true;
    CHECK(end(1, false) == ExitCode::changes_pending);
    CHECK(end(1, true) == ExitCode::partly_done);
}

TEST_CASE("a month that can no longer be paid is refused with its reasons", "[cli]") {
    const PreparedWorkspace workspace{accepted().path()};
    REQUIRE(workspace.run_on("2026-11-30", {"invoice", "apply", "--yes"}).exit_code == 0);
    const std::string before = workspace.store();
    const auto ran =
        workspace.run_on("2031-01-05", {"payroll", "apply", "--yes", "--month", "2026-11"});
    CHECK(ran.exit_code == 65);
    CHECK(contains(ran.err, "error E201: M-0043: "));
    CHECK(contains(ran.out, "no payslip can be made, see above"));
    CHECK(workspace.store() == before);
}

TEST_CASE("exports say where they cannot be written", "[cli]") {
    const PreparedWorkspace& workspace = finished();
    const std::string blocked = workspace.file("blocked", "a file, no folder");
    for (const char* noun : {"invoice", "payroll", "journal"}) {
        CAPTURE(noun);
        const auto ran = workspace.run({noun, "export", "--out", blocked + "/below"});
        CHECK(ran.exit_code == 73);
        CHECK(contains(ran.err, "error S021: cannot be created"));
        CHECK(contains(ran.err, blocked));
    }
    const auto plan =
        workspace.run({"payroll", "plan", "--month", "2026-11", "-o", blocked + "/p"});
    CHECK(plan.exit_code == 73);
    // A folder that is mistyped is not made.
    const std::filesystem::path mistyped = workspace.path() / "nodir";
    CHECK(
        workspace.run({"payroll", "plan", "--month", "2026-11", "-o", mistyped / "p"}).exit_code ==
        73);
    CHECK_FALSE(std::filesystem::exists(mistyped));
    for (const char* noun : {"invoice", "payroll", "journal"}) {
        const auto dash = workspace.run({noun, "export", "--out", "-"});
        CHECK(dash.exit_code == 64);
        CHECK(contains(dash.err, "error U137: --out: `-` is no folder"));
    }
    CHECK_FALSE(std::filesystem::exists("-"));
}

TEST_CASE("a second export writes nothing, says so, and has the same results", "[cli]") {
    const PreparedWorkspace workspace{finished().path()};
    // Two invoices of three entries each, a payslip of two.
    for (const auto& [noun, result] :
         {std::pair{"invoice", "Exported 2 UBL invoices to "},
          {"payroll", "Exported 1 payslip to "},
          {"journal", "Exported 8 entries and the trial balance to "}}) {
        CAPTURE(noun);
        const std::filesystem::path folder = workspace.path() / noun;
        const std::vector<std::string> arguments{noun, "export", "--out", folder.string()};
        const auto first = workspace.run_on("2026-11-30", arguments);
        CHECK(first.out == result + folder.string() + ".\n");
        CHECK(first.err.empty());
        const auto file = std::filesystem::directory_iterator { folder } -> path();
        const auto long_ago = std::filesystem::file_time_type{} + std::chrono::hours{1};
        std::filesystem::last_write_time(file, long_ago);
        const auto second = workspace.run_on("2026-11-30", arguments);
        CHECK(second.out == first.out);
        CHECK(second.err ==
              "Nothing changed: all 2 files were there already, with the same "
              "bytes.\n");
        CHECK(std::filesystem::last_write_time(file) == long_ago);
        std::ofstream{file} << "altered";
        const auto third = workspace.run_on("2026-11-30", arguments);
        CHECK(third.out == first.out);
        CHECK(third.err == "Wrote 1 of 2 files: 1 there already, unchanged.\n");
    }
}

TEST_CASE("an export names the XML files that are none of its invoices", "[cli]") {
    const PreparedWorkspace workspace{finished().path()};
    const std::string folder = (workspace.path() / "out").string();
    const auto clean = workspace.run({"invoice", "export", "--out", folder});
    CHECK(clean.exit_code == 0);
    CHECK(clean.err.empty());
    static_cast<void>(workspace.file("out/stale.xml", "<x/>"));
    static_cast<void>(workspace.file("out/notes.txt", "not sent"));
    static_cast<void>(workspace.file("out/OLD.XML", "<x/>"));
    static_cast<void>(workspace.file("out/a\033[2J\xFF.xml", "<x/>"));
    std::filesystem::create_directory(workspace.path() / "out" / "dir.xml");
    const auto ran = workspace.run({"invoice", "export", "--out", folder});
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.err, folder +
                                ": warning S022: OLD.XML, a\\x1B[2J\\xFF.xml, stale.xml are no "
                                "invoice of this export"));
    CHECK_FALSE(contains(ran.err, "dir.xml"));
    CHECK_FALSE(contains(ran.err, "notes.txt"));
    CHECK_FALSE(contains(ran.err, "2026-000001"));
    CHECK(contains(ran.err, "Nothing changed: all 2 files were there already"));
    CHECK(file_bytes(workspace.path() / "out" / "stale.xml") == "<x/>");
}

TEST_CASE("a provision is told with and without expenses", "[cli]") {
    // By hand in fixtures/payslips: 420.75 + 223.10 of pay, and 20.00 of expenses.
    const auto ran = finished().run_on("2026-11-30", {"account", "M-0043", "--json"});
    const Json account = Json::parse(ran.out);
    CHECK(account.at("provision") == "643.85");
    CHECK(account.at("provision_with_expenses") == "663.85");
    CHECK(contains(finished().show({"account", "M-0043"}).out,
                   "Provided for, with expenses, as in the journal"));
}

TEST_CASE("documents that do not exist are told", "[cli]") {
    const PreparedWorkspace& workspace = finished();
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {"invoice", "show", "2026-000009"},
             {"payroll", "show", "PAY-9"},
             {"payroll", "show", "nine"},
             {"account", "M-0044"},
             {"review", "accept", "A-9"},
             {"review", "reject", "A-9", "--reason", "unknown"}}) {
        CAPTURE(arguments);
        const auto ran = workspace.run(arguments);
        CHECK(ran.exit_code == 65);
        CHECK(contains(ran.err, "= help: "));
    }
}
