// `mutua filing`: what people see, what the files hold, and what is said of bad input.
#include "tests/support/files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/cli/import_rows.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

using mutua::cli::testing::declaration_header;
using mutua::cli::testing::member_header;
using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::PreparedWorkspace;
using mutua::test::Ran;
using mutua::test::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

void bring_in(const PreparedWorkspace& workspace, const char* what, const std::string& rows) {
    const Ran ran = workspace.run({"import", what, workspace.file("rows.csv", rows)});
    CAPTURE(ran.err);
    REQUIRE(ran.exit_code == 0);
}

/// An artist's two days, a week apart, and a student's day, accepted on 2 November 2026.
void accept_two(const PreparedWorkspace& workspace) {
    bring_in(workspace, "members",
             member_header +
                 "M-0016,Pauline,Clairmatin,01.05.15-966.27,BE64999001055552,fr,"
                 "pauline.clairmatin@example.be,Rue du Hibou,9,1348,Louvain-la-Neuve,BE,"
                 "student,single,0\n");
    bring_in(workspace, "declarations",
             declaration_header +
                 "A-1,M-0043,C-001,Drawing at the fair,2026-11-12;2026-11-19,15.20,450.00\n"
                 "A-2,M-0016,C-001,Serving at the fair,2026-11-05,7.60,250.00\n");
    const Ran ran = workspace.run({"review", "accept", "--all"});
    CAPTURE(ran.err);
    REQUIRE(ran.exit_code == 0);
}

}  // namespace

TEST_CASE("a month's announcements are a table without personal numbers", "[cli]") {
    const PreparedWorkspace workspace;
    accept_two(workspace);
    const Ran shown = workspace.show({"filing", "dimona", "--month", "2026-11"});
    CHECK(shown.exit_code == 0);
    CHECK(shown.err.empty());
    CHECK(shown.out ==
          "Declaration  Member  Type  Committee  Begins      Ends        Hours  Check  "
          "Action\n"
          "A-2          M-0016  STU   other      2026-11-05  2026-11-05   8.00         IN\n"
          "A-1          M-0043  OTH   other      2026-11-12  2026-11-19                IN\n");
    const Ran json = workspace.run(
        {"--json", "filing", "dimona", "--since", "2026-11-02", "--member", "M-0016"});
    CHECK(json.exit_code == 0);
    CHECK(contains(json.out, "\"worker_type\": \"STU\""));
    for (const char* number : {"01051596627", "01.05.15-966.27", "96627", "M-0043"}) {
        CAPTURE(number);
        CHECK_FALSE(contains(json.out + json.err, number));
    }
}

// 5 November is a Thursday, 19 November too.
TEST_CASE("the files hold the records, are the same twice, and nobody else reads them", "[cli]") {
    const PreparedWorkspace workspace;
    accept_two(workspace);
    const std::string store = workspace.store();
    const TemporaryFolder out;
    const std::vector<std::string> command{"filing",  "dimona", "--month",
                                           "2026-11", "--out",  (out.path() / "f").string()};
    const Ran first = workspace.run(command);
    CHECK(first.exit_code == 0);
    CHECK(contains(first.err, "Exported 2 announcements to "));
    const fs::path csv = out.path() / "f" / "dimona-2026-11.csv";
    const fs::path json = out.path() / "f" / "dimona-2026-11.json";
    const std::string employer = "199999934";
    const std::string others(3, 'X');  // the message's word for committees without a number
    const std::string before = file_bytes(csv);
    CHECK(before ==
          "declaration,member,action,employer_number,national_number,worker_type,joint_committee,"
          "start_date,end_date,planned_hours,due_on,change_until\n"
          "A-2,M-0016,IN," +
              employer + ",01051596627,STU," + others +
              ",2026-11-05,2026-11-05,8,"
              "2026-11-05,2026-11-06\n"
              "A-1,M-0043,IN," +
              employer + ",89010899460,OTH," + others +
              ",2026-11-12,2026-11-19,,"
              "2026-11-12,2026-11-20\n");
    const std::string json_before = file_bytes(json);
    CHECK(contains(json_before, "\"national_number\": \"89010899460\""));
    for (const fs::path& file : {csv, json}) {
        CHECK((fs::status(file).permissions() & fs::perms::all) ==
              (fs::perms::owner_read | fs::perms::owner_write));
    }
    const Ran second = workspace.run(command);
    CHECK(second.out == first.out);
    CHECK(contains(second.err, "Nothing changed"));
    CHECK(file_bytes(csv) == before);
    CHECK(file_bytes(json) == json_before);
    CHECK(workspace.store() == store);
}

TEST_CASE("late work is marked and warned of, and announced all the same", "[cli]") {
    const PreparedWorkspace workspace;
    accept_two(workspace);
    // Accepted in time, listed after it began: not late.
    const std::vector<std::string> command{"filing", "dimona", "--month", "2026-11"};
    CHECK(workspace.run_on("2026-11-06", command).err.empty());
    bring_in(workspace, "declarations",
             declaration_header + "A-3,M-0043,C-001,Drawing again,2026-11-05,7.60,250.00\n");
    REQUIRE(workspace.run_on("2026-11-06", {"review", "accept", "A-3"}).exit_code == 0);
    const Ran ran = workspace.run_on("2026-12-06", command);
    CHECK(ran.exit_code == 0);
    CHECK(ran.out ==
          "A-2\tM-0016\tSTU\tother\t2026-11-05\t2026-11-05\t8.00\t\tIN\n"
          "A-3\tM-0043\tOTH\tother\t2026-11-05\t2026-11-05\t\tI460\tIN\n"
          "A-1\tM-0043\tOTH\tother\t2026-11-12\t2026-11-19\t\t\tIN\n");
    CHECK(ran.err ==
          "warning I460: A-3: work_dates: the work began before it was accepted\n"
          "  = help: it is to be announced when it starts at the latest (Dimona)\n"
          "          announce it today, if that is not done yet\n"
          "          keep the reason of the delay\n");
}

TEST_CASE("another month, day or member has files of its own", "[cli]") {
    const PreparedWorkspace workspace;
    accept_two(workspace);
    const TemporaryFolder out;
    const auto file = [&](std::vector<std::string> question) {
        std::vector<std::string> command{"filing", "dimona", "--out", out.path().string()};
        command.insert(command.end(), question.begin(), question.end());
        CHECK(workspace.run_on("2026-12-01", command).exit_code == 0);
    };
    file({"--month", "2026-11"});
    file({"--month", "2026-12"});
    file({"--since", "2026-11-02"});
    file({"--month", "2026-11", "--member", "M-0016"});
    file({"--month", "2026-11", "--since", "2026-11-02"});
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator{out.path()}) {
        names.insert(entry.path().filename().string());
    }
    CHECK(names ==
          std::set<std::string>{"dimona-2026-11-M-0016.csv", "dimona-2026-11-M-0016.json",
                                "dimona-2026-11-since-2026-11-02.csv",
                                "dimona-2026-11-since-2026-11-02.json", "dimona-2026-11.csv",
                                "dimona-2026-11.json", "dimona-2026-12.csv", "dimona-2026-12.json",
                                "dimona-since-2026-11-02.csv", "dimona-since-2026-11-02.json"});
    CHECK(contains(file_bytes(out.path() / "dimona-2026-11.csv"), "A-1,M-0043"));
}

TEST_CASE("what is not complete is left out with its reason, and the rest goes on", "[cli]") {
    const PreparedWorkspace workspace;
    accept_two(workspace);
    bring_in(
        workspace, "declarations",
        "declaration_id,member_id,client_id,description,work_dates,hours,price,joint_committee\n"
        "A-3,M-0043,C-001,Drawing for an agency,2026-11-24,7.60,250.00,322\n");
    const Ran accepted = workspace.run({"review", "accept", "--all"});
    REQUIRE(accepted.exit_code == 0);
    CHECK(contains(accepted.err, "warning I469: A-3: joint_committee: "));
    const Ran some = workspace.run({"filing", "dimona", "--month", "2026-11"});
    CHECK(some.exit_code == 3);
    CHECK_FALSE(contains(some.out, "A-3"));
    CHECK(contains(some.err,
                   "error I468: A-3: joint_committee: joint committee 322 is that of "
                   "agency work\n"));
    const Ran others =
        workspace.run({"filing", "dimona", "--since", "2026-11-02", "--member", "M-0016"});
    CHECK(others.exit_code == 0);
}

TEST_CASE("bad input of a filing is told, and what to write instead", "[cli]") {
    const PreparedWorkspace workspace;
    struct Row {
        std::vector<std::string> arguments;
        int exit_code;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {{}, 64, "error U167: which announcements?\n  = help: write `--month 2026-11`"},
        {{"--month", "2026-13"}, 64, "error U114: --month: `2026-13` is not a month"},
        {{"--since", "2026-02-30"}, 64, "error U113: --since: `2026-02-30` is not a day"},
        {{"--month", "2026-11", "--member", "M-0034"},
         65,
         "error I501: no member `M-0034`\n  = help: did you mean"},
        {{"--month", "2026-11"},
         0,
         "Nothing to announce: no declaration for 2026-11 was accepted until 2026-11-02.\n"},
        {{"--since", "2026-11-01", "--member", "M-0043"},
         0,
         "Nothing to announce: no declaration of M-0043 was accepted from 2026-11-01 until "
         "2026-11-02.\n"},
    }));
    std::vector<std::string> command{"filing", "dimona"};
    command.insert(command.end(), row.arguments.begin(), row.arguments.end());
    const Ran ran = workspace.run(command);
    CAPTURE(row.arguments, ran.err);
    CHECK(ran.exit_code == row.exit_code);
    CHECK(ran.out.empty());
    CHECK(ran.err.rfind(row.expected, 0) == 0);
}

TEST_CASE("an empty filing says what waits, and its files are empty lists", "[cli]") {
    const PreparedWorkspace workspace;
    bring_in(workspace, "declarations",
             declaration_header +
                 "A-1,M-0043,C-001,Drawing at the fair,2026-11-12;2026-11-19,15.20,450.00\n");
    const TemporaryFolder out;
    const Ran ran = workspace.run(
        {"--json", "filing", "dimona", "--month", "2026-11", "--out", out.path().string()});
    CHECK(ran.exit_code == 0);
    CHECK(ran.out == "[]\n");
    CHECK(contains(ran.err, "  = help: 1 declaration waits for `mutua review accept`\n"));
    CHECK(file_bytes(out.path() / "dimona-2026-11.json") == "[]\n");
}

TEST_CASE("rules without announcements are refused as such", "[cli]") {
    const PreparedWorkspace workspace;
    const TemporaryFolder rules;
    for (auto file : mutua::test::cooperative_rules()) {
        const auto at = file.bytes.find("use be.dimona\n");
        if (at != std::string::npos) { file.bytes.erase(at, 14); }
        static_cast<void>(rules.write(file.path, file.bytes));
    }
    const Ran ran =
        workspace.run({"--rules", rules.path().string(), "filing", "dimona", "--month", "2026-11"});
    CHECK(ran.exit_code == 78);
    CHECK(contains(ran.err,
                   "error U168: the rules of coop.shared_enterprise say nothing of "
                   "announcements\n  = help: write `use be.dimona` in it"));
}
