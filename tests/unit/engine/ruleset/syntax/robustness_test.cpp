#include "engine/ruleset/syntax/parser.hpp"
#include "tests/support/files.hpp"
#include "tests/support/hostile_text.hpp"
#include "tests/unit/engine/ruleset/syntax/shop_file.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua;
using namespace mutua::ruleset;
using ruleset::testing::parsed;
using test::Numbers;
using test::prefix_step;
using test::repeated;

namespace {

std::string orchard() {
    return test::file_bytes(std::string{MUTUA_SOURCE_DIR} +
                            "/fixtures/rules/good/xx/orchard.rules");
}

Diagnostics findings_of(const std::string& text) {
    return parsed(text, "xx/orchard.rules").findings;
}

}  // namespace

TEST_CASE("every beginning of a file is read without harm", "[ruleset][syntax]") {
    const std::string text = orchard();
    REQUIRE(text.size() > 1000);
    for (std::size_t length = 0; length <= text.size(); length += prefix_step) {
        const Diagnostics found = findings_of(text.substr(0, length));
        REQUIRE(found.size() <= 50);
    }
    CHECK(findings_of(text).empty());
}

TEST_CASE("random bytes and random changes are read without harm", "[ruleset][syntax]") {
    Numbers numbers{2026};
    const std::string good = orchard();
    for (int round = 0; round < 2000; ++round) {
        std::string text = round % 2 == 0 ? good : std::string(200, ' ');
        const std::uint32_t changes = round % 2 == 0 ? 1 + numbers.below(8) : 200;
        for (std::uint32_t i = 0; i < changes; ++i) {
            const std::size_t place = numbers.below(static_cast<std::uint32_t>(text.size()));
            text[place] = static_cast<char>(numbers.below(256));
        }
        REQUIRE(findings_of(text).size() <= 50);
    }
}

TEST_CASE("tokens in random order are read without harm", "[ruleset][syntax]") {
    const std::vector<std::string> words{
        "rule",   "param",   "\n",         "\nrule",   "\ntest", " if ",         " then ", " (",
        ")",      "{",       "}",          "[",        "]",      " = ",          " , ",    " : ",
        " .. ",   " -",      " * ",        " / ",      " a ",    " b.c ",        " EUR ",  " 12 ",
        " 1.5 ",  " % ",     "\"t\"",      " of",      " sum",   " over ",       " as ",   " at ",
        " not ",  " is ",    " in ",       " match ",  " from ", " 2026-01-01 ", " when",  " per ",
        " label", " ensure", " exception", " default", " round", " split"};
    Numbers numbers{7};
    for (int round = 0; round < 3000; ++round) {
        std::string text = "package xx.orchard\nrule r : EUR per payslip\n  = ";
        for (int i = 0; i < 40; ++i) {
            text += words[numbers.below(static_cast<std::uint32_t>(words.size()))];
        }
        REQUIRE(findings_of(text).size() <= 50);
    }
}

TEST_CASE("nesting without end is refused, whatever nests", "[ruleset][syntax]") {
    const auto row = GENERATE(values<std::string>({
        "(",
        "- ",
        "not ",
        "if a then ",
        "if a then b else ",
        "min(",
        "t[",
        "sum of ",
        "split ",
        "match ",
        "match a { b : ",
        "round(",
        "a + (",
        "sum of (",
    }));
    const auto found = findings_of(
        "package xx.orchard\nrule r : EUR per payslip\n  = " + repeated(row, 10'000) + "a\n");
    CAPTURE(row);
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "R010");
    CHECK(found[0].message == "nested more than 100 levels deep");
}

TEST_CASE("nested types without end are refused", "[ruleset][syntax]") {
    const auto found = findings_of("package xx.orchard\nparam p : " + repeated("{ a : ", 10'000));
    REQUIRE(found.size() == 1);
    CHECK(found[0].message == "a record inside a record");
}

TEST_CASE("an expression without end is refused", "[ruleset][syntax]") {
    const auto row = GENERATE(values<std::string>({" + a", " * a", " and a", " as EUR", " or a"}));
    const auto found = findings_of("package xx.orchard\nrule r : EUR per payslip\n  = a" +
                                   repeated(row, 100'000) + "\n");
    CAPTURE(row);
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "R010");
}

TEST_CASE("a file of ten megabytes is too long, and says so once", "[ruleset][syntax]") {
    std::string text = "package xx.orchard\n";
    const std::string rule = "rule r : EUR per payslip\n  = a * 12.50 % + b(c, 1 000.00 EUR)\n";
    while (text.size() < 10'000'000) { text += rule; }
    const ParsedFile made = parse({{"xx/orchard.rules", text}}, 0);
    REQUIRE(made.findings.size() == 1);
    CHECK(made.findings[0].message == "a file of more than 1000000 words");
    // What stands before is read.
    CHECK(made.file.rules.size() > 40'000);
    for (const char c : {'a', '9', '"', '\n', '(', '\x80', '#', '.'}) {
        CAPTURE(c);
        const std::size_t found = findings_of(std::string(1'000'000, c)).size();
        CHECK(found >= 1);
        CHECK(found <= 3);
    }
}
