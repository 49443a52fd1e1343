#include "engine/ruleset/syntax/parser.hpp"
#include "tests/support/hostile_text.hpp"
#include "tests/support/rule_files.hpp"
#include "tests/unit/engine/ruleset/run/small_rules.hpp"

#include <filesystem>
#include <string>

using namespace mutua;
using namespace mutua::ruleset;
using namespace mutua::ruleset::testing;
using test::Numbers;
using test::prefix_step;
using test::repeated;
using test::rule_files;

namespace {

const std::filesystem::path source = MUTUA_SOURCE_DIR;

/// Reads and checks one file; says how much was found.
std::size_t count_of_findings(const std::string& path, const std::string& text) {
    const CheckReport report = checked({{path, text}});
    // Errors, and warnings with notes, are each shown up to 50.
    REQUIRE(report.findings.size() <= 100);
    if (report.ruleset == nullptr) { CHECK(has_error(report.findings)); }
    return report.findings.size();
}

}  // namespace

TEST_CASE("every beginning of two files ends in diagnostics", "[ruleset][robustness]") {
    for (const SourceFile& file : rule_files(source / "fixtures/rules/good", {".rules"})) {
        if (file.path != "xx/committee_901.rules" && file.path != "xx/meal.rules") { continue; }
        for (std::size_t length = 0; length < file.bytes.size(); length += prefix_step) {
            count_of_findings(file.path, file.bytes.substr(0, length));
        }
    }
}

TEST_CASE("beginnings of every shipped file end in diagnostics", "[ruleset][robustness]") {
    // A beginning takes as long as it is long: so many of each file, whatever its size.
    constexpr std::size_t checked = 6;
    constexpr std::size_t read = 50;
    std::size_t looked_at = 0;
    for (const SourceFile& file : rule_files(source / "rules", {".rules"})) {
        const std::size_t size = file.bytes.size();
        for (std::size_t length = 1; length < size; length += (1 + size / checked) * prefix_step) {
            count_of_findings(file.path, file.bytes.substr(0, length));
            ++looked_at;
        }
        for (std::size_t length = 0; length < size; length += (1 + size / read) * prefix_step) {
            const ParsedFile made = parse({{file.path, file.bytes.substr(0, length)}}, 0);
            REQUIRE(made.findings.size() <= 50);
        }
    }
    CHECK(looked_at >= 40);
}

// Minutes of an optimised build: run by hand, `test_ruleset [.every]`.
TEST_CASE("every beginning of every shipped file ends in diagnostics", "[.every]") {
    for (const SourceFile& file : rule_files(source / "rules", {".rules"})) {
        for (std::size_t length = 0; length < file.bytes.size(); ++length) {
            count_of_findings(file.path, file.bytes.substr(0, length));
        }
    }
}

TEST_CASE("damaged rules are checked without harm", "[ruleset][robustness]") {
    Numbers numbers{2026};
    for (const SourceFile& file : rule_files(source / "fixtures/rules/good", {".rules"})) {
        const bool is_large = file.path == "xx/social.rules" || file.path == "xx/tax.rules" ||
                              file.path == "xx/meal.rules";
        for (int round = 0; round < (is_large ? 60 : 4); ++round) {
            std::string text = file.bytes;
            for (std::uint32_t i = 0; i <= numbers.below(4); ++i) {
                const std::size_t place = numbers.below(static_cast<std::uint32_t>(text.size()));
                const std::size_t other = numbers.below(static_cast<std::uint32_t>(text.size()));
                // Bytes of the file itself: more of it stays readable.
                text[place] = round % 3 == 0 ? static_cast<char>(numbers.below(256)) : text[other];
            }
            count_of_findings(file.path, text);
        }
    }
}

TEST_CASE("a damaged CSV table ends in diagnostics", "[ruleset][robustness]") {
    const std::string rules = package_head("xx.small") +
                              "input town : code per payslip\n"
                              "table rate (town : code) : percent\n"
                              "  from 2025-01-01 file \"towns.csv\"  source act\n"
                              "rule y : percent per payslip\n  output\n  = rate[town]\n";
    const std::string table = "town:code;rate:percent\n1001;5.00 %\n1002;8.00 %\n";
    const auto findings = [&](const std::string& csv) {
        return checked({{"xx/small.rules", rules}, {"xx/towns.csv", csv}}).findings;
    };
    CHECK(findings(table).empty());
    for (std::size_t length = 0; length + 1 < table.size(); ++length) {
        CHECK(findings(table.substr(0, length)).size() <= 2);
    }
    Numbers numbers{7};
    for (int round = 0; round < 300; ++round) {
        std::string damaged = table;
        damaged[numbers.below(static_cast<std::uint32_t>(table.size()))] =
            static_cast<char>(numbers.below(256));
        CHECK(findings(damaged).size() <= 3);
    }
    CHECK(findings(repeated("9", 1'000'000)).size() == 1);
    CHECK(findings("town:code;rate:percent\n" + repeated(";", 1'000'000)).size() == 1);
    CHECK(findings("town:code;rate:percent\n" + repeated("x\n", 100'000)).size() == 50);
}

TEST_CASE("rules that lean on each other without end are refused", "[ruleset][robustness]") {
    std::string chain = "input pay : EUR per payslip  range 0.00 .. 1.00\n";
    std::string circle = chain;
    for (int i = 0; i < 5'000; ++i) {
        const std::string name = "r" + std::to_string(i);
        const std::string before = i == 0 ? "pay" : "r" + std::to_string(i - 1);
        chain += "rule " + name + " : EUR per payslip\n  = " + before + " + pay\n";
        circle +=
            "rule " + name + " : EUR per payslip\n  = r" + std::to_string((i + 1) % 5'000) + "\n";
    }
    const auto found = findings_of(chain);
    REQUIRE(found.size() == 1);
    CHECK(found.front().ends_with("R010"));
    const auto circles = findings_of(circle);
    REQUIRE(circles.size() == 1);
    CHECK(circles.front().ends_with("R703"));
}

TEST_CASE("a chain as long as is allowed is computed", "[ruleset][robustness]") {
    std::string chain = "input pay : EUR per payslip  range 0.00 .. 1.00\n";
    for (int i = 0; i < 330; ++i) {
        const std::string before = i == 0 ? "pay" : "r" + std::to_string(i - 1);
        chain += "rule r" + std::to_string(i) + " : EUR per payslip\n  = " + before + " + pay\n";
    }
    Calculator calculator{small_rules(chain)};
    CHECK(figure_of(calculator, "r329", case_on("2026-06-30", {{"pay", eur("0.50")}})) == "165.50");
}

TEST_CASE("what is large and readable is checked within bounds", "[ruleset][robustness]") {
    const std::string pay = "input pay : EUR per payslip  range 0.00 .. 1 000.00\n";
    std::string exceptions = pay + "rule y : EUR per payslip\n  default = pay\n";
    for (int i = 0; i < 60; ++i) {
        const std::string from = std::to_string(i);
        exceptions += "  exception e" + from + " when pay > " + from + ".00 EUR and pay < " + from +
                      ".50 EUR = pay\n";
    }
    CHECK(findings_of(exceptions).empty());
    std::string tags = pay;
    for (int i = 0; i < 300; ++i) {
        tags += "rule r" + std::to_string(i) + " : EUR per payslip\n  tags all_of\n  = pay\n";
    }
    CHECK(findings_of(tags + "rule y : EUR per payslip\n  = sum of tagged all_of\n").empty());
    CHECK(findings_of(pay + "rule y : EUR per payslip\n  = " + repeated("pay + ", 490) + "pay\n")
              .empty());
    CHECK(findings_of(pay + "input home : bool per payslip\nrule y : bool per payslip\n  = " +
                      repeated("home and ", 200) + "pay > 2.00 EUR\n")
              .empty());
    // After the first each says again what is known.
    for (const std::string& one : findings_of(
             pay + "rule y : bool per payslip\n  = " + repeated("pay > 1.00 EUR and ", 200) +
             "pay > 2.00 EUR\n")) {
        CHECK(one.ends_with("R355"));
    }
    std::string names;
    for (int i = 0; i < 2'000; ++i) {
        names +=
            "rule r" + std::to_string(i) + " : EUR per payslip\n  = q" + std::to_string(i) + "\n";
    }
    CHECK(findings_of(names).size() == 50);
    CHECK(findings_of(repeated("rule r : EUR per payslip\n  = a * 12.50 % + b(c)\n", 100'000))
              .size() == 1);
}

TEST_CASE("random bytes are refused, however many", "[ruleset][robustness]") {
    Numbers numbers{1};
    std::string bytes(10'000'000, ' ');
    for (char& one : bytes) { one = static_cast<char>(numbers.below(256)); }
    CHECK(count_of_findings("xx/small.rules", bytes) > 0);
    const CheckReport all =
        checked({{"xx/small.rules", bytes}, {"xx/a.csv", bytes}, {"xx/b.rules", ""}});
    CHECK(all.ruleset == nullptr);
}
