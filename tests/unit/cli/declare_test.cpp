#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

using mutua::test::contains;
using mutua::test::occurrences;
using mutua::test::PreparedWorkspace;

namespace {

/// A declaration that nothing is wrong with, with some options in place of others.
std::vector<std::string> declare(std::vector<std::pair<std::string, std::string>> other = {}) {
    std::vector<std::pair<std::string, std::string>> options{
        {"--member", "M-0043"},
        {"--client", "C-001"},
        {"--dates", "2026-11-12;2026-11-13"},
        {"--hours", "15.20"},
        {"--price", "450.00"},
        {"--description", "Live drawing at the autumn market"}};
    for (auto& [name, value] : other) {
        bool found = false;
        for (auto& option : options) {
            if (option.first != name) { continue; }
            option.second = value;
            found = true;
        }
        if (!found) { options.emplace_back(name, value); }
    }
    std::vector<std::string> arguments{"declare"};
    for (const auto& [name, value] : options) {
        arguments.push_back(name);
        if (name != "--yes" && name != "--no-input") { arguments.push_back(value); }
    }
    return arguments;
}

}  // namespace

TEST_CASE("a file needs no code for its one declaration, and gets that of the flags", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string row =
        "M-0043,C-001,Live drawing at the autumn market,2026-11-12;2026-11-13,15.20,450.00\n";
    const std::string columns = "member_id,client_id,description,work_dates,hours,price";
    const std::string file = workspace.file("mine.csv", columns + "\n" + row);
    const auto ran = workspace.run({"declare", "--yes", "--file", file});
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, "Declared D-"));
    const std::string empty_cell =
        workspace.file("empty.csv", "declaration_id," + columns + "\n," + row);
    for (const auto& again :
         {declare({{"--yes", ""}}), std::vector<std::string>{"declare", "--yes", "--file", file},
          std::vector<std::string>{"declare", "--yes", "--file", empty_cell}}) {
        const auto second = workspace.run(again);
        CAPTURE(second.err, second.out);
        CHECK(second.exit_code == 0);
        CHECK(contains(second.out, "was declared before and is submitted: nothing changed"));
    }
    CHECK(occurrences(workspace.run({"review", "list"}).out, "\n") == 1);
    // A file of many keeps its codes: nobody else could tell two equal rows apart.
    const auto imported = workspace.run({"import", "declarations", file});
    CHECK(imported.exit_code == 65);
    CHECK(contains(imported.err, "error I011: declaration_id: the column is missing"));
}

TEST_CASE("declare shows the breakdown, and takes what is answered with yes", "[cli]") {
    const PreparedWorkspace workspace;
    const auto ran = workspace.run(declare(), "y\n");
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 0);
    for (const char* amount :
         {"450.00", "94.50", "544.50", "29.25", "420.75", "287.57", "229.16"}) {
        CAPTURE(amount);
        CHECK(contains(ran.out, amount));
    }
    CHECK(contains(ran.err, "Declare this? [y/N]"));
    CHECK(contains(ran.out, "submitted, for the back office to review"));
    CHECK(occurrences(workspace.run({"review", "list"}).out, "\n") == 1);

    // The same again is no second declaration.
    const std::string before = workspace.store();
    const auto again = workspace.run(declare({{"--yes", ""}}));
    CHECK(again.exit_code == 0);
    CHECK(contains(again.out, "was declared before and is submitted: nothing changed"));
    CHECK(workspace.store() == before);
}

TEST_CASE("declare writes nothing when the answer is no, or there is none", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string before = workspace.store();
    const auto no = workspace.run(declare(), "n\n");
    CHECK(no.exit_code == 0);
    CHECK(contains(no.out, "229.16"));
    CHECK(contains(no.err, "Nothing was declared."));
    const auto nobody = workspace.run(declare());
    CHECK(nobody.exit_code == 64);
    CHECK(contains(nobody.err, "error U120: "));
    const auto no_input = workspace.run(declare({{"--no-input", ""}}), "y\n");
    CHECK(no_input.exit_code == 64);
    CHECK(contains(no_input.err, "`--yes` answers for scripts"));
    CHECK(workspace.store() == before);
}

TEST_CASE("declare tells every error at once, and asks nothing", "[cli]") {
    const PreparedWorkspace workspace;
    const auto ran = workspace.run(declare({{"--member", "M-0034"},
                                            {"--client", "C-010"},
                                            {"--dates", "2026-11-31"},
                                            {"--hours", "7:36"},
                                            {"--price", "0"},
                                            {"--description", "drawings."}}),
                                   "y\n");
    CHECK(ran.exit_code == 65);
    for (const char* told :
         {"error I501: --member: ", "error I502: --client: ", "error I111: --dates: ",
          "error I206: --hours: ", "error I203: --price: ", "error I401: --description: "}) {
        CAPTURE(told, ran.err);
        CHECK(occurrences(ran.err, told) == 1);
    }
    CHECK(contains(ran.err, "did you mean `M-0043`?"));
    CHECK_FALSE(contains(ran.err, "[y/N]"));
    CHECK(workspace.run({"review", "list"}).out.empty());
}

TEST_CASE("declare without anything names every field that is missing", "[cli]") {
    const PreparedWorkspace workspace;
    const auto ran = workspace.run({"declare"});
    CHECK(ran.exit_code == 65);
    for (const char* field :
         {"--member", "--client", "--description", "--dates", "--hours", "--price"}) {
        CAPTURE(field, ran.err);
        CHECK(contains(ran.err, std::string{"error I101: "} + field + ": "));
    }
}

TEST_CASE("work that has begun is an error in declare", "[cli]") {
    const PreparedWorkspace workspace;
    const auto ran = workspace.run_on("2026-11-20", declare({{"--yes", ""}}));
    CHECK(ran.exit_code == 65);
    CHECK(contains(ran.err, "error I404: --dates: "));
    CHECK(workspace.run({"review", "list"}).out.empty());
}

TEST_CASE("a code that is taken is told before anything is asked", "[cli]") {
    const PreparedWorkspace workspace;
    REQUIRE(workspace.run(declare({{"--id", "D-1"}, {"--yes", ""}})).exit_code == 0);
    const auto ran = workspace.run(declare({{"--id", "D-1"}, {"--price", "460.00"}}), "y\n");
    CHECK(ran.exit_code == 65);
    CHECK(contains(ran.err, "error I303: --id: `D-1` is in the store already"));
    CHECK_FALSE(contains(ran.err, "[y/N]"));
}

TEST_CASE("declare takes one declaration from a file, and no mixture", "[cli]") {
    const PreparedWorkspace workspace;
    const std::string header =
        "declaration_id,member_id,client_id,description,work_dates,hours,price\n";
    const std::string row = "M-0043,C-001,Drawing at the fair,2026-11-12,7.60,200.00\n";
    const auto two =
        workspace.run({"declare", "--yes", "--file",
                       workspace.file("two.csv", header + "D-1," + row + "D-2," + row)});
    CHECK(two.exit_code == 65);
    CHECK(contains(two.err, "more than one declaration"));
    const auto none =
        workspace.run({"declare", "--yes", "--file", workspace.file("0.csv", header)});
    CHECK(none.exit_code == 65);
    CHECK(contains(none.err, "holds no declaration"));
    const std::string one = workspace.file("one.csv", header + "D-1," + row);
    const auto mixed = workspace.run({"declare", "--yes", "--file", one, "--price", "300"});
    CHECK(mixed.exit_code == 64);
    CHECK(contains(mixed.err, "error U133: "));
    CHECK(workspace.run({"declare", "--yes", "--file", one}).exit_code == 0);
}

TEST_CASE("warnings of a declaration are told once", "[cli]") {
    const PreparedWorkspace workspace;
    const auto ran =
        workspace.run(declare({{"--dates", "2026-11-12"}, {"--hours", "13"}, {"--yes", ""}}));
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(occurrences(ran.err, "I407") == 1);
}
