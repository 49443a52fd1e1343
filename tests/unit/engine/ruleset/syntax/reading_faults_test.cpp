#include "engine/ruleset/syntax/parser.hpp"
#include "tests/unit/engine/ruleset/syntax/shop_file.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace mutua;
using namespace mutua::ruleset;
using ruleset::testing::head;
using ruleset::testing::parsed;

namespace {

/// "3:5-9 R010 message" of each finding.
std::string found_in(const std::string& text, const std::string& path = "xx/shop.rules") {
    std::string all;
    for (const Diagnostic& one : parsed(text, path).findings) {
        all += std::to_string(one.where.line) + ":" + std::to_string(one.where.column) + "-" +
               std::to_string(one.where.end_column) + " " + one.code + " " + one.message + "\n";
    }
    return all;
}

struct Row {
    const char* why;
    std::string text;
    std::string expected;
};

}  // namespace

TEST_CASE("what is no word of the language is named with its place", "[ruleset][syntax]") {
    const auto row = GENERATE(values<Row>({
        {"a sign of nothing", head + "unit kg ? 3\n", "2:9-10 R001 `?` means nothing here\n"},
        {"a space that word processors put in", head + "unit kg\u00A0decimals 3\n",
         "2:8-10 R001 `\u00A0` means nothing here\n"},
        {"a capital in a name", head + "unit boxOf\n",
         "2:6-11 R001 a name has no capital letters\n"},
        {"a name in capitals", head + "unit BOXES\n",
         "2:6-11 R001 a name has no capital letters\n"},
        {"an escape that is not known", head + "source act \"a\\nb\"\n",
         "2:14-15 R001 `\\` stands in a text only before `\"` or another `\\`\n"},
        {"bytes of another encoding", head + "# caf\xE9 \xE9\n",
         "2:6-7 R001 2 bytes that are not text in UTF-8, of which this is the first\n"},
        {"a day that no calendar has", head + "param p : count from 2026-02-30 = 1\n",
         "2:22-32 R002 there is no day 2026-02-30\n"},
        {"a day with one digit", head + "param p : count from 2026-2-3 = 1\n",
         "2:22-30 R002 a day is written year-month-day\n"},
        {"a tab", head + "unit kg\n\tdecimals 3\n", "3:1-2 R003 a tab\n"},
        {"line ends of another system", "package xx.shop\r\nunit kg\r\n",
         "1:16-17 R003 2 carriage returns, of which this is the first\n"},
        {"a byte-order mark", "\xEF\xBB\xBFpackage xx.shop\n",
         "1:1-4 R003 the file begins with a byte-order mark\n"},
        {"a decimal comma", head + "param p : ratio from 2026-01-01 = 0,25\n",
         "2:35-39 R004 a decimal comma\n"},
        {"grouping by four", head + "param p : ratio from 2026-01-01 = 1 0000\n",
         "2:35-41 R004 digits are grouped in threes, by single spaces\n"},
        {"grouping of a long head", head + "param p : ratio from 2026-01-01 = 1234 567\n",
         "2:35-43 R004 digits are grouped in threes, by single spaces\n"},
        {"two points", head + "param p : ratio from 2026-01-01 = 1.234.50\n",
         "2:35-43 R004 digits stand on both sides of one point\n"},
        {"nothing before the point", head + "param p : ratio from 2026-01-01 = .5\n",
         "2:35-37 R004 digits stand on both sides of one point\n"},
        {"nothing after the point", head + "param p : ratio from 2026-01-01 = 5. source a\n",
         "2:35-37 R004 digits stand on both sides of one point\n"},
        {"a unit without space", head + "param p : EUR from 2026-01-01 = 5EUR\n",
         "2:33-37 R004 a number runs into a word\n"},
        {"a division without spaces", head + "rule r : EUR per payslip\n  = (a)/b\n",
         "3:8-9 R004 a division is written with a space on each side\n"},
        {"a division that reads as a unit", head + "rule r : EUR per payslip\n  = a/b\n",
         "3:5-8 R004 a division is written with a space on each side\n"},
        {"decimals that are no whole number", head + "param p : EUR(2.5) from 2026-01-01 = 1.00\n",
         "2:15-18 R004 a number of decimals is whole, `2.5` is not\n"},
        {"decimals of a unit that are no whole number", head + "unit kg decimals 1.5\n",
         "2:18-21 R004 a number of decimals is whole, `1.5` is not\n"},
        {"a line between two places",
         head + "rule r : EUR per payslip\n  shown on payslip order 10.5\n  = 1.00 EUR\n",
         "3:26-30 R004 the order of a line is whole, `10.5` is not\n"},
        {"a unit with spaces", head + "input i : EUR/ month per payslip\n",
         "2:14-15 R004 a unit is written in one word\n"},
        {"a text over two lines", head + "source act \"part one\npart two\"\n",
         "2:12-21 R005 a text is not closed\n"
         "3:1-5 R010 expected a declaration such as `rule` or `param`, found `part`\n"
         "3:9-10 R005 a text is not closed\n"},
        {"a reserved word as name", head + "unit row\n",
         "2:6-9 R006 `row` is a reserved word, not the name of a unit\n"},
        {"a reserved word in a path", head + "rule r : EUR per payslip\n  = relief.from\n",
         "3:5-16 R006 `relief.from` contains a reserved word\n"},
    }));
    CAPTURE(row.why);
    std::string found = found_in(row.text);
    CHECK(found == row.expected);
}

TEST_CASE("what stands in the wrong place is named with what was expected", "[ruleset][syntax]") {
    const auto row = GENERATE(values<Row>({
        {"a mark is missing", head + "rule r EUR per payslip\n  = a\n",
         "2:8-11 R010 expected `:`, found `EUR`\n"},
        {"the file ends too early", head + "rule r : EUR per payslip\n  =",
         "3:4-4 R010 expected a value, found the end of the file\n"},
        {"the next declaration comes too early", head + "rule r : EUR per\nunit kg\n",
         "2:17-17 R010 expected a scope such as `contract` or `payslip`, found the next "
         "declaration\n"},
        {"a clause out of nowhere", head + "unit kg decimals 3 source act\n",
         "2:20-26 R010 expected the next clause of `unit` or the next declaration, found "
         "`source`\n"},
        {"a chain of comparisons", head + "rule r : bool per payslip\n  = a < b < c\n",
         "3:11-12 R010 expected the end of the comparison, found `<`\n"},
        {"an if inside a sum", head + "rule r : EUR per payslip\n  = a + if b then c else d\n",
         "3:9-11 R010 expected a value, found `if`\n"},
        {"exceptions without a default",
         head + "rule r : EUR per payslip\n  = a\n  exception x when b = c\n",
         "4:3-12 R010 expected the end of the rule, found `exception`\n"},
        {"no package", "unit kg\n", "1:1-5 R011 a file starts with its package\n"},
        {"nothing at all", "", "1:1-1 R011 a file starts with its package\n"},
        {"a package below something else", "unit kg\npackage xx.shop\n",
         "1:1-5 R011 a file starts with its package\n"},
        {"an indented package", "  package xx.shop\n",
         "1:3-10 R010 expected `package` in column 1, found `package`\n"},
        {"another package than the path says", "package xx.store\n",
         "1:9-17 R012 the package is called `xx.store`, its file says `xx.shop`\n"},
        {"a clause twice",
         "package xx.shop\n  covers 2026-01-01 .. 2026-12-31\n"
         "  covers 2026-01-01 .. 2026-12-31\n",
         "3:3-9 R013 `covers` is given twice\n"},
        {"two packages in one file", head + "package xx.shop\n",
         "2:1-8 R013 `package` is given twice\n"},
        {"two ranges", head + "input i : count per payslip range 0 .. 1 range 0 .. 2\n",
         "2:42-47 R013 `range` is given twice\n"},
    }));
    CAPTURE(row.why);
    std::string found = found_in(row.text);
    CHECK(found == row.expected);
}

TEST_CASE("a misspelt clause is answered with the word that was meant", "[ruleset][syntax]") {
    const auto found = parsed(head + "rule r : EUR per payslip\n  labl fr \"x\"\n  = a\n").findings;
    REQUIRE(found.size() == 1);
    CHECK(to_string(found[0]) ==
          "xx/shop.rules:3:3: error R010: expected `=` and a formula, or `default`, found `labl`\n"
          " 3 |   labl fr \"x\"\n"
          "   |   ^^^^\n"
          "   = help: did you mean `label`?");
}

TEST_CASE("a declaration in error hides no other", "[ruleset][syntax]") {
    const auto made = parsed(head +
                             "unit kg decimals\n"
                             "rule first : EUR per\n"
                             "rule second : EUR per payslip\n  = 1 +\n"
                             "rule third : EUR per payslip\n  = 1.00 EUR\n");
    REQUIRE(made.findings.size() == 3);
    CHECK(made.findings[0].where.line == 2);
    CHECK(made.findings[1].where.line == 3);
    CHECK(made.findings[2].where.line == 5);
    REQUIRE(made.file.rules.size() == 1);
    CHECK(made.file.rules[0].name.text == "third");
}

TEST_CASE("fifty errors of a file are enough", "[ruleset][syntax]") {
    std::string text = head;
    for (int i = 0; i < 80; ++i) { text += "unit\n"; }
    const auto found = parsed(text).findings;
    REQUIRE(found.size() == 50);
    CHECK(found.back().where.line == 51);
}
