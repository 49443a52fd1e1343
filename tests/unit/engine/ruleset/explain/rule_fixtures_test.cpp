#include "engine/ruleset/explain/rule_tests.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace mutua;
using namespace mutua::ruleset;

namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path{MUTUA_SOURCE_DIR} / "fixtures/rules";

std::string bytes_of(const fs::path& path) {
    std::ifstream input{path, std::ios::binary};
    CAPTURE(path.string());
    REQUIRE(input);
    return {std::istreambuf_iterator<char>{input}, {}};
}

/// All findings of checking a ruleset and running its tests, as people see them.
std::string findings_of(std::vector<SourceFile> files) {
    const CheckReport report = check(std::move(files), *parse_date("2026-11-23"));
    Diagnostics all = report.findings;
    if (report.ruleset != nullptr) {
        const Diagnostics tested = run_tests(report.ruleset).findings;
        all.insert(all.end(), tested.begin(), tested.end());
    }
    std::string text;
    for (const Diagnostic& one : all) { text += to_string(one) + "\n"; }
    return text;
}

std::vector<fs::path> rules_in(const fs::path& where, bool with_tables = false) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator{where}) {
        const fs::path ending = entry.path().extension();
        const bool is_table = with_tables && ending == ".csv";
        if (ending == ".rules" || is_table) { paths.push_back(entry.path()); }
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace

TEST_CASE("every bad rule file is answered with exactly its message", "[ruleset][fixtures]") {
    const auto paths = rules_in(folder / "bad");
    REQUIRE(paths.size() >= 38);
    for (const fs::path& path : paths) {
        const std::string code = path.stem().string();
        std::string package = code;
        std::transform(package.begin(), package.end(), package.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const std::string found = findings_of({{"xx/" + package + ".rules", bytes_of(path)}});
        CAPTURE(code);
        CHECK(found == bytes_of(folder / "bad" / (code + ".expected")));
        CHECK(found.find("error " + code + ":") != std::string::npos);
    }
}

TEST_CASE("the good rule files pass every check and all their tests", "[ruleset][fixtures]") {
    std::vector<SourceFile> files;
    for (const fs::path& path : rules_in(folder / "good/xx", true)) {
        files.push_back({"xx/" + path.filename().string(), bytes_of(path)});
    }
    REQUIRE(files.size() == 7);
    const CheckReport report = check(files, *parse_date("2026-11-23"));
    CHECK(report.findings.empty());
    REQUIRE(report.ruleset != nullptr);
    const TestReport tested = run_tests(report.ruleset);
    CHECK(tested.findings.empty());
    CHECK(tested.passed == 18);
    CHECK(tested.failed == 0);
    CHECK(run_tests(report.ruleset, "relief in the sloping").passed == 1);
    CHECK(run_tests(report.ruleset, "no such title").passed == 0);
}
