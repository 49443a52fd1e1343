#include "tests/support/hostile_text.hpp"
#include "tests/support/rule_files.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

// A declaration that cannot be read hides no mistake elsewhere, and causes no message elsewhere.

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;

namespace {

/// The beginnings of the declarations of a file, without its head and what it uses.
std::vector<std::size_t> declarations_of(const std::string& text) {
    std::vector<std::size_t> found;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
        if (text[at] != ' ' && text[at] != '\n' && text[at] != '#' &&
            text.compare(at, 8, "package ") != 0 && text.compare(at, 4, "use ") != 0) {
            found.push_back(at);
        }
        if (text.find('\n', at) == std::string::npos) { break; }
    }
    return found;
}

/// Breaks one declaration after the other; each must be told once, and nothing else.
void check_each_broken(const std::vector<SourceFile>& good, std::size_t step) {
    std::size_t count = 0;
    for (std::size_t file = 0; file < good.size(); ++file) {
        if (!good[file].path.ends_with(".rules")) { continue; }
        for (const std::size_t at : declarations_of(good[file].bytes)) {
            if (count++ % step != 0) { continue; }
            std::vector<SourceFile> broken = good;
            const std::size_t behind_first_line = good[file].bytes.find('\n', at);
            broken[file].bytes.insert(behind_first_line, "\n  )");
            std::string errors;
            for (const Diagnostic& one : checked(broken).findings) {
                if (one.severity == Severity::error) { errors += mutua::to_string(one) + "\n"; }
            }
            CAPTURE(good[file].path, good[file].bytes.substr(at, behind_first_line - at), errors);
            CHECK(errors.find(" error R010: ") != std::string::npos);
            CHECK(errors.find(" error R", errors.find(" error R") + 1) == std::string::npos);
        }
    }
    CHECK(count > 50);
}

}  // namespace

TEST_CASE("what is wrong elsewhere is told beside what cannot be read", "[ruleset][check]") {
    CHECK(findings_of("rule bad : EUR per payslip\n  = 1.00 EUR + +\n"
                      "rule good : EUR per payslip\n  output\n  = bad + zzz\n") ==
          std::vector<std::string>{"2:16 R010", "5:11 R101"});
    CHECK(findings_of("param old : EUR\n  from 2025-02-30 = 1.00  source act\n"
                      "rule good : EUR per payslip\n  output\n  = old * zzz\n") ==
          std::vector<std::string>{"2:8 R002", "5:11 R101"});
}

TEST_CASE("a declaration that cannot be read is told once, and nothing of who reads it",
          "[ruleset][check]") {
    const std::filesystem::path source = MUTUA_SOURCE_DIR;
    std::vector<SourceFile> invented;
    for (SourceFile& file : test::rule_files(source / "fixtures/rules/good", {".rules", ".csv"})) {
        // Named after a code: "xx/r113_other.rules".
        const bool is_bad_twin = file.path.find_first_of("0123456789") == 4;
        if (!is_bad_twin) { invented.push_back(std::move(file)); }
    }
    check_each_broken(invented, test::prefix_step);
    check_each_broken(test::rule_files(source / "rules", {".rules", ".csv"}),
                      127 * test::prefix_step);
}

// Minutes of an optimised build: run by hand, `test_ruleset [.every]`.
TEST_CASE("every shipped declaration that cannot be read is told once", "[.every]") {
    check_each_broken(
        test::rule_files(std::filesystem::path{MUTUA_SOURCE_DIR} / "rules", {".rules", ".csv"}), 1);
}
