#include "engine/core/short_quotes.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace mutua;

TEST_CASE("quotes in a message are cut, and nothing else", "[core]") {
    struct Row {
        const char* why;
        std::string text;
        std::string expected;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing is quoted", "no quote at all", "no quote at all"},
        {"short enough", "`abcd` is \"abcd\"", "`abcd` is \"abcd\""},
        {"one too many", "`abcde` is long", "`abcd…` is long"},
        {"between double quotes", "(key \"abcdef\")", "(key \"abcd…\")"},
        {"the text behind", "`ab` and more than four", "`ab` and more than four"},
        {"characters, not bytes", "`äöüß` `äöüßé`", "`äöüß` `äöüß…`"},
        {"another quote inside", "`a\"bcdef` x", "`a\"bc…` x"},
        {"a quote that never closes", "it is `open", "it is `open"},
        {"empty", "``", "``"},
    }));
    CAPTURE(row.why);
    CHECK(with_short_quotes(row.text, 4) == row.expected);
}
