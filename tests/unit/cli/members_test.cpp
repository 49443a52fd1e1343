#include "formats/tabular/json_payslip.hpp"
#include "tests/support/files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/cli/import_rows.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using mutua::cli::testing::member_header;
using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::hand_worked_case;
using mutua::test::PreparedWorkspace;

namespace {

std::string member_row(const std::string& key, const std::string& national_number) {
    return key + ",Nora,Invented," + national_number +
           ",BE36 9990 0115 5481,en,nora@example.be,Rue X,1,1000,Bruxelles,BE,artist,single,0\n";
}

}  // namespace

TEST_CASE("a person is one member, and a personal number is no key", "[cli]") {
    const PreparedWorkspace workspace;
    // 89.01.08-994.60 is member M-0043 of the prepared workspace; the other two are one person.
    const std::string file =
        workspace.file("members.csv", member_header + member_row("N-1", "89.01.08-994.60") +
                                          member_row("N-2", "90.01.01-001.23") +
                                          member_row("N-3", "900101001 23") +
                                          member_row("90.01.01-001.23", "90.01.01-001.23"));
    const auto ran = workspace.run({"import", "members", file});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit_code == 3);
    CHECK(ran.out.find("Imported 1 member; 3 rows rejected") != std::string::npos);
    CHECK(ran.err.find("error I304: national_number: member `M-0043` has this national number") !=
          std::string::npos);
    CHECK(ran.err.find("error I304: national_number: member `N-2` has this national number") !=
          std::string::npos);
    CHECK(ran.err.find("error I106: member_id: ") != std::string::npos);
    CHECK(ran.err.find("90.01.01-001.23") == std::string::npos);
    CHECK(ran.err.find("89.01.08-994.60") == std::string::npos);
}

TEST_CASE("a store of another entity is not shown as an empty one", "[cli]") {
    const PreparedWorkspace workspace;
    std::string configuration = file_bytes(workspace.path() / "mutua.toml");
    const auto at = configuration.find("code = \"E1\"");
    REQUIRE(at != std::string::npos);
    configuration.replace(at, 11, "code = \"E2\"");
    std::ofstream{workspace.path() / "mutua.toml"} << configuration;
    const auto ran = workspace.run({"verify"});
    CHECK(ran.exit_code == 78);
    CHECK(ran.err.find("error U323: the store holds the entity `E1`, and mutua.toml names `E2`") !=
          std::string::npos);
}

TEST_CASE("the reason of a rejection is where the member looks", "[cli]") {
    const PreparedWorkspace workspace;
    const std::vector<std::string> declare{
        "declare",  "--yes", "--member",      "M-0043",
        "--client", "C-001", "--dates",       "2026-11-12",
        "--hours",  "7.60",  "--price",       "260.00",
        "--id",     "R-1",   "--description", "Live drawing at the market"};
    REQUIRE(workspace.run(declare).exit_code == 0);
    const std::string reason = "the client cancelled the market";
    REQUIRE(workspace.run({"review", "reject", "R-1", "--reason", reason}).exit_code == 0);
    CHECK(
        contains(workspace.show({"account", "M-0043"}).out, "R-1 was rejected: " + reason + "\n"));
    CHECK(contains(workspace.run({"account", "M-0043"}).out,
                   "R-1\trejected\t\t\t\t\t\t0.00\t" + reason + "\t0.00\nall\t\t0.00\t0.00\t"));
    CHECK(contains(workspace.run({"account", "M-0043", "--json"}).out,
                   "\"actual_cost\": null, \"expenses\": null, \"available\": \"0.00\""));
    CHECK(contains(workspace.show({"review", "list", "--status", "rejected"}).out,
                   "\nR-1 was rejected: " + reason + "\n"));
    CHECK(contains(workspace.run({"review", "list", "--status", "rejected"}).out,
                   "\tLive drawing at the market\t" + reason + "\n"));
    CHECK(contains(workspace.run({"account", "M-0043", "--json"}).out,
                   "\"rejection\": \"" + reason + "\""));
    CHECK(contains(workspace.run(declare).out,
                   "R-1 was declared before and is rejected (" + reason + "): nothing changed."));
}

TEST_CASE("a reason holds what an import takes, and is shown on several lines", "[cli]") {
    const PreparedWorkspace workspace;
    REQUIRE(workspace
                .run({"declare", "--yes", "--member", "M-0043", "--client", "C-001", "--dates",
                      "2026-11-12", "--hours", "7.60", "--price", "260.00", "--id",
                      "R-2026-11-000000000000000042", "--description",
                      "Live drawing at the market of the town, with paper and pencils"})
                .exit_code == 0);
    const std::string key = "R-2026-11-000000000000000042";
    const std::string before = workspace.store();
    for (const auto& [reason, told] :
         {std::pair<std::string, const char*>{"no\033[2J", "error I015: --reason: "},
          {"no\nyes", "error I015: --reason: "},
          {"no \xC2\x9B"
           "2J",
           "error I015: --reason: "},
          {"no \xFF", "error I002: --reason: "},
          {std::string(501, 'x'), "error I102: --reason: "}}) {
        const auto ran = workspace.run({"review", "reject", key, "--reason", reason});
        CAPTURE(told, ran.err);
        CHECK(ran.exit_code == 65);
        CHECK(contains(ran.err, told));
    }
    CHECK(workspace.store() == before);
    // A key is never cut; the description is.
    const std::string listed = workspace.show({"review", "list"}).out;
    CHECK(
        contains(listed, "\n" + key + "  M-0043  C-001   2026-11-12  260.00  submitted  Live dr…"));
    std::string reason = "too many words";
    for (int i = 0; i < 20; ++i) { reason += " and words"; }
    REQUIRE(workspace.run({"review", "reject", key, "--reason", reason}).exit_code == 0);
    std::istringstream shown{workspace.show({"account", "M-0043"}).out};
    bool state_is_whole = false;
    for (std::string line; std::getline(shown, line);) {
        state_is_whole = state_is_whole || contains(line, key + "  rejected ");
        const bool of_table = contains(line, "Declaration") || contains(line, key + "  ");
        CAPTURE(line);
        CHECK((of_table || line.size() <= 80));
    }
    CHECK(state_is_whole);
}

TEST_CASE("what was accepted is not rejected, and says so", "[cli]") {
    const PreparedWorkspace workspace;
    const auto declarations = (hand_worked_case / "declarations.csv").string();
    REQUIRE(workspace.run({"import", "declarations", declarations}).exit_code == 0);
    REQUIRE(workspace.run({"review", "accept", "--all"}).exit_code == 0);
    const auto ran = workspace.run({"review", "reject", "A-1", "--reason", "too late"});
    CHECK(ran.exit_code == 65);
    CHECK(ran.err.find("error I504: A-1: was accepted before") != std::string::npos);
}

TEST_CASE("each engagement keeps its joint committee, and the slip names the one they share",
          "[cli]") {
    const PreparedWorkspace workspace;
    const std::string declarations = workspace.file(
        "declarations.csv",
        "declaration_id,member_id,client_id,description,work_dates,hours,price,joint_committee\n"
        "J-1,M-0043,C-001,Live drawing at the market,2026-11-12,7.60,260.00,329\n"
        "J-2,M-0043,C-001,Live drawing at the market,2026-11-13,7.60,260.00,\n");
    REQUIRE(workspace.run({"import", "declarations", declarations}).exit_code == 0);
    REQUIRE(workspace.run({"review", "accept", "--all"}).exit_code == 0);
    REQUIRE(workspace.run_on("2026-11-30", {"invoice", "apply", "--yes"}).exit_code == 0);
    const auto early = workspace.run_on("2026-11-20", {"payroll", "plan", "--month", "2026-11"});
    CHECK(early.err.find("warning P303: 2026-11: has not ended") != std::string::npos);
    REQUIRE(workspace.run_on("2026-11-30", {"payroll", "apply", "--yes", "--month", "2026-11"})
                .exit_code == 0);
    const auto slip = mutua::tabular::payslip_from_json(
        workspace.run_on("2026-11-30", {"--json", "payroll", "show", "PAY-1"}).out);
    REQUIRE(slip.engagements.size() == 2);
    CHECK(slip.engagements[0].joint_committee == "329");
    CHECK(slip.engagements[1].joint_committee == "304");
    CHECK(slip.joint_committee.empty());
}
