#include "engine/core/result.hpp"

#include <catch2/catch.hpp>

#include <memory>

namespace mutua {
namespace {

Diagnostic unknown_name() {
    return {Severity::error,
            "R101",
            "nothing is called `worker_rat` here",
            "did you mean `worker_rate`?",
            {"rules/xx/social.rules", 50, 18, 28},
            "  = month_base * worker_rat  source act \"par. 2\"",
            {},
            ""};
}

TEST_CASE("a diagnostic shows the line, a caret under the whole culprit and the help", "[core]") {
    CHECK(to_string(unknown_name()) ==
          "rules/xx/social.rules:50:18: error R101: nothing is called `worker_rat` here\n"
          " 50 |   = month_base * worker_rat  source act \"par. 2\"\n"
          "    |                  ^^^^^^^^^^\n"
          "    = help: did you mean `worker_rate`?");
}

TEST_CASE("a diagnostic without its line keeps the place and the help", "[core]") {
    Diagnostic row;
    row.code = "I204";
    row.message = "price: `1.234` can mean 1234 or 1.234";
    row.help = "write `1234.00`, or `1.23` with two decimals";
    row.where = {"june.csv", 14, 23, 28};
    CHECK(to_string(row) ==
          "june.csv:14:23: error I204: price: `1.234` can mean 1234 or 1.234\n"
          "  = help: write `1234.00`, or `1.23` with two decimals");
}

TEST_CASE("a place is as exact as what is known of it", "[core]") {
    struct Row {
        const char* why;
        SourcePosition where;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"line and column", {"a.csv", 2, 5, 6}, "a.csv:2:5: warning I310: held"},
        {"a whole line", {"a.csv", 2, 0, 0}, "a.csv:2: warning I310: held"},
        {"a whole file", {"a.csv", 0, 0, 0}, "a.csv: warning I310: held"},
        {"no file", {"", 0, 0, 0}, "warning I310: held"},
    }));
    CAPTURE(row.why);
    Diagnostic warning{Severity::warning, "I310", "held", "", row.where, "", {}, ""};
    CHECK(to_string(warning) == row.expected);
}

TEST_CASE("the severity is said in a word", "[core]") {
    Diagnostic one{Severity::note, "R353", "in 128 bits", "", {}, "", {}, ""};
    CHECK(to_string(one) == "note R353: in 128 bits");
    CHECK_FALSE(has_error({one}));
    one.severity = Severity::warning;
    CHECK(to_string(one) == "warning R353: in 128 bits");
    CHECK_FALSE(has_error({one, one}));
    Diagnostic bad = one;
    bad.severity = Severity::error;
    CHECK(has_error({one, bad}));
    CHECK_FALSE(has_error({}));
}

TEST_CASE("columns count bytes, carets count characters", "[core]") {
    // `é` and `€` take two and three bytes: `prix` begins at byte 15, on screen at column 12.
    Diagnostic one{Severity::error, "I101", "m", "", {"a.csv", 7, 15, 19}, "", {}, ""};
    one.source_line = "été 12 €, prix";
    CHECK(to_string(one) ==
          "a.csv:7:15: error I101: m\n"
          " 7 | été 12 €, prix\n"
          "   |           ^^^^");
    one.where = {"a.csv", 7, 1, 6};
    one.help = "h";
    CHECK(to_string(one) ==
          "a.csv:7:1: error I101: m\n"
          " 7 | été 12 €, prix\n"
          "   | ^^^\n"
          "   = help: h");
}

TEST_CASE("a culprit of no width, or past the end of its line, still gets one caret", "[core]") {
    Diagnostic one{Severity::error, "R010", "m", "", {"a", 1, 4, 4}, "abc", {}, ""};
    CHECK(to_string(one) == "a:1:4: error R010: m\n 1 | abc\n   |    ^");
    one.where = {"a", 1, 2, 0};
    CHECK(to_string(one) == "a:1:2: error R010: m\n 1 | abc\n   |  ^");
    one.where = {"a", 1, 99, 120};
    CHECK(to_string(one) == "a:1:99: error R010: m\n 1 | abc\n   |    ^");
    one.where = {"a", 1, 2, 99};
    CHECK(to_string(one) == "a:1:2: error R010: m\n 1 | abc\n   |  ^^");
}

TEST_CASE("a second place on another line stands in the order of the file", "[core]") {
    Diagnostic one{Severity::error,
                   "R501",
                   "`blue` and `large` can hold together",
                   "write `exception large over blue` or `exception blue over large`",
                   {"social.rules", 35, 13, 18},
                   "  exception large when gross_pay > 500.00 EUR",
                   {{{"social.rules", 34, 13, 17},
                     "  exception blue when worker_category is blue_collar",
                     "for worker_category = blue_collar"}},
                   "there too"};
    CHECK(to_string(one) ==
          "social.rules:35:13: error R501: `blue` and `large` can hold together\n"
          " 34 |   exception blue when worker_category is blue_collar\n"
          "    |             ---- for worker_category = blue_collar\n"
          " 35 |   exception large when gross_pay > 500.00 EUR\n"
          "    |             ^^^^^ there too\n"
          "    = help: write `exception large over blue` or `exception blue over large`");
}

TEST_CASE("a second place on the same line shares the marks", "[core]") {
    Diagnostic one{Severity::error,
                   "R201",
                   "EUR/year and EUR/month do not mix",
                   "multiply",
                   {"tax.rules", 50, 3, 7},
                   "= aaaa - bbbbbb",
                   {{{"tax.rules", 50, 10, 16}, "= aaaa - bbbbbb", "EUR/month"}},
                   "EUR/year"};
    CHECK(to_string(one) ==
          "tax.rules:50:3: error R201: EUR/year and EUR/month do not mix\n"
          " 50 | = aaaa - bbbbbb\n"
          "    |   ^^^^   ------ EUR/month\n"
          "    |   EUR/year\n"
          "    = help: multiply");
}

TEST_CASE("the gutter is as wide as the widest line number", "[core]") {
    Diagnostic one{Severity::error,
                   "R103",
                   "`a` twice",
                   "rename one",
                   {"x.rules", 102, 1, 2},
                   "a",
                   {{{"x.rules", 9, 3, 4}, "  a", "first here"}},
                   ""};
    CHECK(to_string(one) ==
          "x.rules:102:1: error R103: `a` twice\n"
          "   9 |   a\n"
          "     |   - first here\n"
          " 102 | a\n"
          "     | ^\n"
          "     = help: rename one");
}

TEST_CASE("a second place in another file names the file", "[core]") {
    Diagnostic one{Severity::error,
                   "R103",
                   "`a` twice",
                   "",
                   {"y.rules", 2, 1, 2},
                   "a",
                   {{{"x.rules", 9, 3, 4}, "  a", "first here"}},
                   ""};
    CHECK(to_string(one) ==
          "y.rules:2:1: error R103: `a` twice\n"
          " 2 | a\n"
          "   | ^\n"
          "  --> x.rules\n"
          " 9 |   a\n"
          "   |   - first here");
}

TEST_CASE("a second place whose line is not at hand is told in words", "[core]") {
    Diagnostic one{Severity::error,
                   "I120",
                   "member_id: `M1` twice",
                   "drop one",
                   {"members.csv", 9, 1, 3},
                   "",
                   {{{"members.csv", 4, 1, 3}, "", "first here"}},
                   ""};
    CHECK(to_string(one) ==
          "members.csv:9:1: error I120: member_id: `M1` twice\n"
          "  = help: drop one\n"
          "members.csv:4:1: note: first here");
}

TEST_CASE("further lines of a help stand under the first", "[core]") {
    Diagnostic one = unknown_name();
    one.source_line.clear();
    one.help = "first\nsecond";
    CHECK(to_string(one) ==
          "rules/xx/social.rules:50:18: error R101: nothing is called `worker_rat` here\n"
          "  = help: first\n"
          "          second");
}

TEST_CASE("a very long line is cut around the culprit", "[core]") {
    Diagnostic one{
        Severity::error, "I001", "m", "", {"a.csv", 1, 5'000'001, 5'000'004}, "", {}, ""};
    one.source_line = std::string(5'000'000, 'x') + "bad" + std::string(5'000'000, 'y');
    CHECK(to_string(one) == "a.csv:1:5000001: error I001: m\n 1 | …" + std::string(40, 'x') +
                                "bad" + std::string(77, 'y') + "…\n   | " + std::string(41, ' ') +
                                "^^^");
    one.where.column = 2;
    one.where.end_column = 10'000'001;
    CHECK(to_string(one) == "a.csv:1:2: error I001: m\n 1 | " + std::string(120, 'x') +
                                "…\n   |  " + std::string(119, '^'));
}

TEST_CASE("a cut line is cut between characters, never inside one", "[core]") {
    Diagnostic one{Severity::error, "I001", "m", "", {"a.csv", 1, 401, 403}, "", {}, ""};
    for (int i = 0; i < 400; ++i) { one.source_line += "é"; }
    std::string around;
    for (int i = 0; i < 120; ++i) { around += "é"; }
    CHECK(to_string(one) ==
          "a.csv:1:401: error I001: m\n 1 | …" + around + "…\n   | " + std::string(41, ' ') + "^");
}

TEST_CASE("control characters of a file do not reach the terminal", "[core]") {
    Diagnostic one{Severity::error,
                   "I102",
                   "name: `a\x1b[2Jb`",
                   "write `a\rb`",
                   {"a.csv", 1, 5, 6},
                   "a\t\x1b[2Jb\x7f",
                   {},
                   ""};
    CHECK(to_string(one) ==
          "a.csv:1:5: error I102: name: `a?[2Jb`\n"
          " 1 | a ?[2Jb?\n"
          "   |     ^\n"
          "   = help: write `a?b`");
    // U+202E turns the rest around, U+2066 a part of it; U+0085 is a line of its own.
    one = {Severity::error,
           "I102",
           "a\xE2\x80\xAE"
           "b\xE2\x81\xA6"
           "c\xC2\x85"
           "d\xE2\x80\x93\xC2\xA0é",
           "",
           {"a.csv", 0, 0, 0},
           "",
           {},
           ""};
    CHECK(to_string(one) == "a.csv: error I102: a?b?c?d\xE2\x80\x93\xC2\xA0é");
}

TEST_CASE("a Result holds a value or what is wrong", "[core]") {
    const Result<int> good{7};
    REQUIRE(good.has_value());
    CHECK(static_cast<bool>(good));
    CHECK(*good == 7);
    CHECK(good.value() == 7);
    CHECK_THROWS_AS(good.error(), ContractViolation);

    const Result<int> bad{Diagnostics{unknown_name()}};
    CHECK_FALSE(bad.has_value());
    REQUIRE(bad.error().size() == 1);
    CHECK(bad.error().front().code == "R101");
    CHECK_THROWS_AS(bad.value(), ContractViolation);
    CHECK_THROWS_AS(*bad, ContractViolation);
}

TEST_CASE("a Result tells value and error apart by their types", "[core]") {
    const Result<std::string, int> good{std::string{"text"}};
    CHECK(good->size() == 4);
    const Result<std::string, int> bad{3};
    CHECK(bad.error() == 3);
}

TEST_CASE("a value that can only be moved leaves a Result by moving", "[core]") {
    Result<std::unique_ptr<int>> made{std::make_unique<int>(5)};
    std::unique_ptr<int> taken = *std::move(made);
    REQUIRE(taken);
    CHECK(*taken == 5);
}

}  // namespace
}  // namespace mutua
