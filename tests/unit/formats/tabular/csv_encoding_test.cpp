#include "formats/tabular/csv_encoding.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace mutua::tabular;

TEST_CASE("only well-formed UTF-8 passes", "[tabular]") {
    struct Row {
        const char* why;
        std::string text;
        std::size_t good;
    };
    const std::vector<Row> rows = {
        {"ASCII", "0123456789", 10},
        {"two, three and four bytes", "é€😀", 9},
        {"highest code point", "\xF4\x8F\xBF\xBF", 4},
        {"above it", "\xF4\x90\x80\x80", 0},
        {"overlong slash", "a\xC0\xAF", 1},
        {"overlong in three bytes", "\xE0\x80\xAF", 0},
        {"overlong in four bytes", "\xF0\x80\x80\xAF", 0},
        {"surrogate", "\xED\xA0\x80", 0},
        {"continuation alone", "ab\x80", 2},
        {"cut short", "abcdefgh\xE2\x82", 8},
        {"lead and no continuation", "\xC3(", 0},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(valid_utf8_prefix(row.text) == row.good);
    }
}

TEST_CASE("hidden characters are found", "[tabular]") {
    CHECK(find_control_character("Élan – “oui” 10 €") == std::string::npos);
    CHECK(find_control_character("a\nb") == 1);
    CHECK(find_control_character("ab\x7F") == 2);
    CHECK(find_control_character("a\xC2\x85") == 1);  // U+0085, next line
    CHECK(find_control_character("a\xC2\xA0"
                                 "b") == std::string::npos);
    CHECK(find_control_character("ab\xE2\x80\xAE"
                                 "c") == 2);  // U+202E, right to left
    CHECK(find_control_character("ab\xE2\x81\xA6"
                                 "c") == 2);  // U+2066, isolate
    CHECK(find_control_character("\xEF\xBB\xBF"
                                 "a") == 0);
}

TEST_CASE("characters are counted and cut whole", "[tabular]") {
    CHECK(character_count("é€😀a") == 4);
    CHECK(first_characters("é€😀a", 2) == "é€");
    CHECK(first_characters("é€", 9) == "é€");
    CHECK(first_characters("é€", 0).empty());
    CHECK(trimmed(" \t\xC2\xA0"
                  "a b\xE2\x80\xAF ") == "a b");
    CHECK(trimmed("  ").empty());
}
