#include "tests/support/files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::PreparedWorkspace;

TEST_CASE("no output replaces the store, the configuration or what is read", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string jobs = (mutua::test::hand_worked_case / "declarations.csv").string();
    REQUIRE(workspace.run({"import", "declarations", jobs}).exit_code == 0);
    REQUIRE(workspace.run({"review", "accept", "--all"}).exit_code == 0);
    REQUIRE(workspace.run_on("2026-11-30", {"invoice", "apply", "--yes"}).exit_code == 0);
    const std::string before = workspace.store();
    for (const char* kept : {"mutua.db", "mutua.toml"}) {
        CAPTURE(kept);
        const std::string file = (workspace.path() / kept).string();
        const std::string content = file_bytes(file);
        const auto plan = workspace.run({"payroll", "plan", "--month", "2026-11", "-o", file});
        CHECK(plan.exit_code == 73);
        CHECK(contains(plan.err, file + ": error S021: cannot be created: it is "));
        const auto page = workspace.run({"invoice", "show", "2026-000001", "--pdf", file});
        CHECK(page.exit_code == 73);
        CHECK(file_bytes(file) == content);
    }
    CHECK(workspace.store() == before);
    const std::string rows = workspace.file("rows.csv", "client_id,name\nC-900,\n");
    for (const char* noun : {"clients", "members", "declarations", "invoices"}) {
        CAPTURE(noun);
        const auto ran = workspace.run({"import", noun, rows, "--rejects", rows});
        CHECK(ran.exit_code == 64);
        CHECK(contains(ran.err, "error U101: --rejects: `" + rows + "` is read itself"));
        CHECK(file_bytes(rows) == "client_id,name\nC-900,\n");
    }
}
