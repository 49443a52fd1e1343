#include "engine/ruleset/proof/coverage.hpp"
#include "engine/ruleset/proof/mutation.hpp"
#include "engine/ruleset/proof/rule_tests.hpp"
#include "engine/ruleset/syntax/codes.hpp"
#include "tests/support/files.hpp"
#include "tests/support/proposed_text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace mutua;
using namespace mutua::ruleset;
using test::file_bytes;

namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path{MUTUA_SOURCE_DIR} / "fixtures/rules";

/// All findings of checking a ruleset and running its tests; of what no test reaches or notices too
/// where that is what the file is about.
Diagnostics said_of(std::vector<SourceFile> files, const std::string& code) {
    const CheckReport report = check(std::move(files), *parse_date("2026-11-23"));
    Diagnostics all = report.findings;
    const auto add = [&all](const Diagnostics& more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    if (report.ruleset != nullptr) {
        add(run_tests(report.ruleset).findings);
        if (code == "R904") { add(coverage(report.ruleset).findings); }
        if (code == "R905") { add(mutation(report.ruleset).survivors); }
    }
    return all;
}

/// The same as people see it.
std::string findings_of(std::vector<SourceFile> files, const std::string& code) {
    std::string text;
    for (const Diagnostic& one : said_of(std::move(files), code)) { text += to_string(one) + "\n"; }
    return text;
}

std::vector<fs::path> files_in(const fs::path& where, const std::set<std::string>& endings) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator{where}) {
        if (endings.count(entry.path().extension().string()) != 0) {
            paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::string small_letters(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// The bad file of a code, as `xx/r101.rules`, with what lies in the folder of its name beside it.
std::vector<SourceFile> bad_files(const std::string& code) {
    std::vector<SourceFile> files{
        {"xx/" + small_letters(code) + ".rules", file_bytes(folder / "bad" / (code + ".rules"))}};
    if (!fs::is_directory(folder / "bad" / code)) { return files; }
    for (const fs::path& path : files_in(folder / "bad" / code, {".rules", ".csv"})) {
        files.push_back({"xx/" + path.filename().string(), file_bytes(path)});
    }
    return files;
}

std::string word(Severity severity) {
    if (severity == Severity::error) { return "error"; }
    return severity == Severity::warning ? "warning" : "note";
}

/// Codes that no rule file brings about: a mistake of ours, and what other rows do to a row.
bool has_no_fixture(const std::string& code) { return code == "R906" || code == "E801"; }

/// Faults of a run come from a row beside the rules: `tests/unit/cli/code_examples_test` runs it.
bool is_fault_of_a_run(const std::string& code) { return code.starts_with("E"); }

}  // namespace

TEST_CASE("every code of the language has a bad file and a good one", "[ruleset][fixtures]") {
    for (const RuleCode& one : rule_codes()) {
        const std::string code{one.code};
        if (has_no_fixture(code)) { continue; }
        CAPTURE(code);
        CHECK(fs::is_regular_file(folder / "bad" / (code + ".rules")));
        CHECK(fs::is_regular_file(folder / "bad" / (code + ".expected")));
        CHECK(fs::is_regular_file(folder / "good/xx" / (small_letters(code) + ".rules")));
        CHECK(fs::is_regular_file(folder / "bad" / (code + ".json")) == is_fault_of_a_run(code));
    }
}

TEST_CASE("every bad rule file is answered with exactly its message", "[ruleset][fixtures]") {
    const auto paths = files_in(folder / "bad", {".rules"});
    REQUIRE(!paths.empty());
    for (const fs::path& path : paths) {
        const std::string code = path.stem().string();
        CAPTURE(code);
        const RuleCode* known = find_rule_code(code);
        REQUIRE(known != nullptr);
        if (is_fault_of_a_run(code)) { continue; }
        const std::string found = findings_of(bad_files(code), code);
        CHECK(found == file_bytes(folder / "bad" / (code + ".expected")));
        CHECK(found.find(word(known->severity) + " " + code + ":") != std::string::npos);
    }
}

TEST_CASE("what a help proposes is gone once it is written", "[ruleset][fixtures]") {
    std::size_t pasted = 0;
    for (const fs::path& path : files_in(folder / "bad", {".rules"})) {
        const std::string code = path.stem().string();
        const std::vector<SourceFile> files = bad_files(code);
        for (const Diagnostic& one : said_of(files, code)) {
            const auto repaired = test::with_proposed_text(files, one);
            if (!repaired) { continue; }
            ++pasted;
            CAPTURE(to_string(one));
            for (const Diagnostic& left : said_of(*repaired, code)) {
                // What can be read now may lack what nobody could know before, such as a user.
                const bool is_read = !left.code.starts_with("R0") && left.code != "R101";
                CAPTURE(to_string(left));
                CHECK(is_read);
                CHECK(left.code != one.code);
            }
        }
    }
    CHECK(pasted > 15);
}

TEST_CASE("the good rule files pass every check and all their tests", "[ruleset][fixtures]") {
    std::vector<SourceFile> files;
    for (const fs::path& path : files_in(folder / "good/xx", {".rules", ".csv"})) {
        files.push_back({"xx/" + path.filename().string(), file_bytes(path)});
    }
    const CheckReport report = check(files, *parse_date("2026-11-23"));
    for (const Diagnostic& one : report.findings) { FAIL_CHECK(to_string(one)); }
    REQUIRE(report.ruleset != nullptr);
    const TestReport tested = run_tests(report.ruleset);
    for (const Diagnostic& one : tested.findings) { FAIL_CHECK(to_string(one)); }
    CHECK(tested.passed == test_count(report.ruleset));
    CHECK(tested.failed == 0);
    CHECK(run_tests(report.ruleset, "relief in the sloping").passed == 1);
    CHECK(run_tests(report.ruleset, "no such title").passed == 0);
}

TEST_CASE("coverage and mutants pass over a test that cannot be run", "[ruleset][fixtures]") {
    for (const std::string code : {"R902", "R903"}) {
        CAPTURE(code);
        const CheckReport report = check(bad_files(code), *parse_date("2026-11-23"));
        REQUIRE(report.ruleset != nullptr);
        CHECK(coverage(report.ruleset).reached == 0);
        CHECK_FALSE(mutation(report.ruleset).survivors.empty());
    }
}

TEST_CASE("the good files of coverage and mutants leave nothing open", "[ruleset][fixtures]") {
    for (const std::string code : {"R904", "R905"}) {
        CAPTURE(code);
        const std::string path = "xx/" + small_letters(code) + ".rules";
        CHECK(findings_of({{path, file_bytes(folder / "good" / path)}}, code).empty());
    }
}
