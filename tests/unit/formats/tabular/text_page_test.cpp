#include "formats/tabular/text_page.hpp"

#include <catch2/catch.hpp>

using mutua::tabular::TextPage;

TEST_CASE("amounts end at the right margin whatever the width of letters in bytes", "[tabular]") {
    TextPage page;
    page.sides("Été", "1,00");
    page.sides("Ete", "€ 1,00");
    CHECK(page.str() == "Été" + std::string(73, ' ') + "1,00\n" +  //
                            "Ete" + std::string(71, ' ') + "€ 1,00\n");
}

TEST_CASE("long text is wrapped at blanks, with its indent and before its cells", "[tabular]") {
    TextPage page;
    page.row("1. aaaa bbbb cccc", {{"7", 14}}, {0, 3});
    CHECK(page.str() ==
          "1. aaaa      7\n"
          "   bbbb\n"
          "   cccc\n");
}

TEST_CASE("a word longer than the line is broken, never lost", "[tabular]") {
    TextPage page;
    page.text(std::string(100, 'x'));
    CHECK(page.str() == std::string(80, 'x') + "\n" + std::string(20, 'x') + "\n");
}

TEST_CASE("control characters never reach the page", "[tabular]") {
    TextPage page;
    page.text("a\x1B[31mb\tc\nd\x7F\xC2\x9Bz");
    CHECK(page.str() == "a [31mb c d  z\n");
    TextPage turned;
    turned.text("a\xE2\x80\xAEz\xE2\x81\xA6y – é\xE2\x80");
    CHECK(turned.str() == "a z y – é\xE2\x80\n");
}

TEST_CASE("an empty value keeps its label", "[tabular]") {
    TextPage page;
    page.labelled("Note", "");
    page.labelled("Long", std::string(60, 'y'), 30);
    CHECK(page.str() == "Note\nLong" + std::string(26, ' ') + std::string(50, 'y') + "\n" +
                            std::string(30, ' ') + std::string(10, 'y') + "\n");
}
