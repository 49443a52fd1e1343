#include "engine/settlement/trade/item_name.hpp"

#include <catch2/catch.hpp>

using mutua::settlement::item_name;

TEST_CASE("a short description is the name, on one line", "[settlement]") {
    CHECK(item_name("Concert") == "Concert");
    CHECK(item_name("  Concert \n\t du soir ") == "Concert du soir");
    CHECK(item_name(std::string(100, 'x')) == std::string(100, 'x'));
}

TEST_CASE("a long description is cut at a word, by characters and not by bytes", "[settlement]") {
    std::string words;
    for (int count = 0; count < 30; ++count) { words += "été "; }
    // 24 words of 4 characters are 96, then "été" would end at 99: 25 words fit in 99.
    std::string expected;
    for (int count = 0; count < 24; ++count) { expected += "été "; }
    CHECK(item_name(words) == expected + "été…");
    const std::string one_word(101, 'x');
    CHECK(item_name(one_word) == std::string(99, 'x') + "…");
}
