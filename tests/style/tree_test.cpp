#include "tests/style/bans.hpp"
#include "tests/style/rooms.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

namespace mutua::style {
namespace {

const std::vector<SourceFile>& tree() {
    static const std::vector<SourceFile> files = read_tree(MUTUA_SOURCE_DIR);
    return files;
}

/// One line a place, as an editor can jump to it.
std::string listed(const std::vector<Finding>& found) {
    std::string text;
    for (const Finding& one : found) { text += "\n" + to_string(one); }
    return text;
}

void add(std::vector<Finding>& all, const std::vector<Finding>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

TEST_CASE("the whole tree is looked at", "[style]") {
    const auto has = [](const std::string& path) {
        return std::any_of(tree().begin(), tree().end(),
                           [&](const SourceFile& file) { return file.path == path; });
    };
    CHECK(has("engine/core/money.hpp"));
    CHECK(has("engine/core/money.cpp"));
    CHECK(has("cli/install-packages"));
    CHECK(has("tests/style/tree_test.cpp"));
    CHECK(has("CMakeLists.txt"));
    CHECK(tree().size() > 100);
}

TEST_CASE("includes point one way between the rooms", "[style]") {
    std::vector<Finding> found;
    for (const SourceFile& file : tree()) { add(found, check_rooms(file)); }
    INFO("The dependency rule is the table of tests/style/rooms.cpp" << listed(found));
    CHECK(found.empty());
}

TEST_CASE("other people's libraries stay in their room", "[style]") {
    std::vector<Finding> found;
    for (const SourceFile& file : tree()) { add(found, check_third_parties(file)); }
    INFO("Their places are the table of tests/style/rooms.cpp" << listed(found));
    CHECK(found.empty());
}

TEST_CASE("includes start at the root of the tree", "[style]") {
    std::set<std::string> paths;
    for (const SourceFile& file : tree()) { paths.insert(file.path); }
    std::vector<Finding> found;
    for (const SourceFile& file : tree()) { add(found, check_include_paths(file, paths)); }
    INFO("An include is a path from the root" << listed(found));
    CHECK(found.empty());
}

TEST_CASE("no file does what the house bans", "[style]") {
    for (const Ban& ban : bans(MUTUA_SOURCE_DIR)) {
        DYNAMIC_SECTION(ban.name) {
            std::vector<Finding> found;
            for (const SourceFile& file : tree()) { add(found, findings(ban, file)); }
            INFO(ban.name << ": " << ban.reason << listed(found));
            CHECK(found.empty());
        }
    }
}

}  // namespace
}  // namespace mutua::style
