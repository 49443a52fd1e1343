// The page about the turn of the year shows what the program prints.
#include "tests/support/files.hpp"
#include "tests/support/run_mutua.hpp"

#include <catch2/catch.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace {

const std::string sources = std::string{MUTUA_SOURCE_DIR} + "/";

/// A command of a page and what the page says that it prints.
struct Shown {
    std::vector<std::string> command;
    std::string printed;
};

/// Takes the blocks apart: "$ mutua …", lines that go on with it, what is printed.
std::vector<Shown> shown_in(const std::string& page) {
    const std::string opening = "```console\n$ mutua ";
    std::vector<Shown> all;
    for (std::size_t at = page.find(opening); at != std::string::npos;
         at = page.find(opening, at)) {
        at += opening.size();
        std::istringstream block{page.substr(at, page.find("```", at) - at)};
        std::string command;
        std::getline(block, command);
        while (block.peek() == ' ') {
            std::string more;
            std::getline(block, more);
            command += more;
        }
        Shown one;
        std::istringstream words{command};
        for (std::string word; words >> word;) { one.command.push_back(word); }
        std::getline(block, one.printed, '\0');
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace

TEST_CASE("the page about the turn of the year is what the program prints", "[year_change]") {
    const std::string page = mutua::test::file_bytes(sources + "rules/year_change_2026.md");
    const std::vector<Shown> all = shown_in(page);
    REQUIRE(all.size() == 2);
    const std::string changes = all.front().printed;
    for (const Shown& one : all) {
        std::vector<std::string> command = one.command;
        for (std::string& word : command) {
            if (word.starts_with("fixtures/")) { word.insert(0, sources); }
        }
        command.insert(command.end(), {"--rules", sources + "rules"});
        const auto ran = mutua::test::run_mutua(sources, "2026-11-30", command);
        CAPTURE(one.command, ran.err);
        CHECK(ran.exit_code == 0);
        std::string printed = ran.out;
        const std::size_t path = printed.find(sources);
        if (path != std::string::npos) { printed.erase(path, sources.size()); }
        // The second block leaves out what the first one shows.
        const std::string left_out = &one == &all.front() ? "" : changes + "\n";
        CHECK(printed == left_out + one.printed);
    }
}
