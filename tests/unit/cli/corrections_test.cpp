// Months that were paid and come out differently: what the commands say and refuse. The workspace
// is the hand-worked November, in which M-0043, an artist, has PAY-1.
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/cli/import_rows.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using mutua::cli::testing::member_header;
using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::hand_worked_case;
using mutua::test::PreparedWorkspace;
using mutua::test::replaced;

namespace {

/// November, paid.
const std::filesystem::path& paid_november() {
    static const PreparedWorkspace workspace;
    static const bool paid = [] {
        const auto run = [](const char* today, std::vector<std::string> arguments) {
            mutua::require(workspace.run_on(today, std::move(arguments)).exit_code == 0,
                           "November can be paid");
        };
        run("2026-11-02",
            {"import", "declarations", (hand_worked_case / "declarations.csv").string()});
        run("2026-11-02", {"review", "accept", "--all"});
        run("2026-11-30", {"invoice", "apply", "--yes"});
        run("2026-11-30", {"payroll", "apply", "--yes", "--month", "2026-11"});
        return true;
    }();
    static_cast<void>(paid);
    static const std::filesystem::path path = workspace.path();
    return path;
}

/// The member of the workspace as the file has it, with another rate of tax.
std::string member_with_rate(const PreparedWorkspace& workspace, const std::string& rate) {
    return workspace.file(
        "member.csv", replaced(file_bytes(hand_worked_case / "members.csv"),
                               "artist,,,single,0,,,,,,2", "artist,,,single,0,,,,," + rate + ",2"));
}

}  // namespace

TEST_CASE("a member's facts change from a day on, and only then", "[cli]") {
    const PreparedWorkspace workspace{paid_november()};
    const std::string file = member_with_rate(workspace, "18.00");
    const auto refused = workspace.run_on("2026-12-14", {"import", "members", file});
    CHECK(refused.exit_code == 3);
    CHECK(contains(refused.err, "error I303: member_id: `M-0043` is in the store already"));
    CHECK(contains(refused.err, "`--from 2026-12-01` records it as a change from that day on"));
    CHECK(contains(workspace.run_on("2027-02-28", {"import", "members", file}).err,
                   "`--from 2027-02-01` records it"));
    CHECK(workspace.run_on("2026-12-14", {"import", "members", file, "--from", "soon"}).exit_code ==
          64);
    const std::vector<std::string> change{"import", "members", file, "--from", "2026-11-01"};
    CHECK(contains(workspace.run_on("2026-12-14", change).out, "Imported 1 change."));
    const std::string store = workspace.store();
    CHECK(contains(workspace.run_on("2026-12-14", change).out,
                   "No new change: nothing changed; 1 known already"));
    // What is known in either version is no conflict any more.
    CHECK(workspace.run_on("2026-12-14", {"import", "members", file}).exit_code == 0);
    CHECK(workspace
              .run_on("2026-12-14",
                      {"import", "members", (hand_worked_case / "members.csv").string()})
              .exit_code == 0);
    CHECK(workspace.store() == store);
    CHECK(contains(workspace.run_on("2026-12-14", {"verify"}).out, "All is well"));
}

// Taxable pay of the month is 391.60: at 18 % the tax is 70.49 instead of 43.51.
TEST_CASE("corrections are planned into a file and applied from it, once", "[cli]") {
    const PreparedWorkspace workspace{paid_november()};
    const auto run = [&](std::vector<std::string> arguments) {
        return workspace.run_on("2026-12-14", std::move(arguments));
    };
    const std::string file = (workspace.path() / "plan.json").string();
    const auto none = run({"payroll", "plan", "--corrections"});
    CHECK(none.exit_code == 0);
    CHECK(contains(none.err, "Nothing to do: no difference slip is due."));
    run({"import", "members", member_with_rate(workspace, "18.00"), "--from", "2026-11-01"});

    const auto planned = run({"payroll", "plan", "--corrections", "-o", file});
    CHECK(planned.exit_code == 0);
    CHECK(contains(planned.out,
                   "PAY-2\tPAY-1\tM-0043\t2026-11\t0.00\t26.98\t-26.98\t0.00\t"
                   "withholding_rate changed: – → 18.00\n"));
    CHECK(contains(planned.err, "26.98 to be recovered by 1 difference slip."));
    CHECK(run({"payroll", "plan", "--corrections", "--detailed-exitcode"}).exit_code == 10);
    CHECK(contains(run({"payroll", "plan", "--corrections", "--json"}).out,
                   "\"to_pay\": \"-26.98\""));

    // People read the reason whole.
    const auto shown =
        mutua::test::run_mutua(workspace.path(), "2026-12-14", {"payroll", "plan", "--corrections"},
                               "", mutua::test::Reader::person);
    CHECK(contains(
        shown.out,
        "\nPAY-2  PAY-1     M-0043  2026-11   0.00  26.98  -26.98  0.00  withholding_rate\n"
        "                                                              changed: – → 18.00\n"));
    CHECK_FALSE(contains(shown.out, "…"));

    const std::string altered = workspace.file(
        "altered.json",
        replaced(file_bytes(file), "\"to_pay\": \"-26.98\"", "\"to_pay\": \"26.98\""));
    CHECK(contains(run({"payroll", "apply", altered, "--yes"}).err, "error P103"));
    const auto narrowed = run({"payroll", "apply", file, "--yes", "--since", "2026-11"});
    CHECK(narrowed.exit_code == 64);
    CHECK(contains(narrowed.err, "error U136: --since: the plan "));

    CHECK(contains(run({"payroll", "apply", file, "--yes"}).out, "Issued 1 difference slip."));
    CHECK(contains(run({"payroll", "apply", file, "--yes"}).out, "Already applied on 2026-12-14"));
    CHECK(contains(run({"payroll", "apply", "--corrections", "--yes"}).out,
                   "Nothing to correct: no difference slip is due. Nothing changed."));
    CHECK(contains(run({"payroll", "list"}).out, "\t-26.98\t-26.98\tPAY-1\n"));
    CHECK(contains(run({"payroll", "show", "PAY-2"}).out, "AMOUNT TO RECOVER"));
    CHECK(
        contains(run({"explain", "payslip", "PAY-2", "--figure", "withholding_tax"}).out, "70.49"));
    CHECK(
        contains(run({"explain", "payslip", "PAY-1", "--figure", "withholding_tax"}).out, "43.51"));
    CHECK(contains(run({"verify"}).out, "1 payslip, 1 difference slip, "));
}

TEST_CASE("a payroll is of a month, and corrections are not", "[cli]") {
    const PreparedWorkspace workspace{paid_november()};
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {"payroll", "plan", "--corrections", "--month", "2026-11"},
             {"payroll", "plan", "--month", "2026-11", "--since", "2026-11"},
             {"payroll", "apply", "--yes", "--month", "2026-11", "--member", "M-0043"}}) {
        CAPTURE(arguments);
        const auto ran = workspace.run_on("2026-12-14", arguments);
        CHECK(ran.exit_code == 64);
        CHECK(contains(ran.err, "error U156: --month is of a payroll"));
    }
    const auto nobody =
        workspace.run_on("2026-12-14", {"payroll", "plan", "--corrections", "--member", "M-0044"});
    CHECK(nobody.exit_code == 65);
    CHECK(contains(nobody.err, "error I501: no member `M-0044`"));
    CHECK(workspace.run_on("2026-12-14", {"payroll", "plan"}).exit_code == 64);
    const auto late = workspace.run_on("2031-01-05", {"payroll", "plan", "--corrections"});
    CHECK(late.exit_code == 78);
    CHECK(contains(late.err, "error U322: the rules cannot keep books on 2031-01-05"));
}
