#include "formats/ubl/validation/exact.hpp"

#include <catch2/catch.hpp>

#include <string>

using mutua::ubl::validation::Exact;

namespace {

Exact number(const std::string& text) {
    const auto read = Exact::parse(text);
    REQUIRE(read.has_value());
    return *read;
}

}  // namespace

TEST_CASE("exact numbers are read as the schema has decimals", "[ubl]") {
    CHECK(number(" 12.50 ") == number("12.5"));
    CHECK(number("+.5") == number("0.5"));
    CHECK(number("5.") == 5);
    CHECK(number("-0") == 0);
    for (const char* text :
         {"", " ", ".", "-", "1e2", "12,5", "1 2", "0x1", "1.2.3", "INF", "--1"}) {
        INFO(text);
        CHECK_FALSE(Exact::parse(text).has_value());
    }
}

TEST_CASE("exact numbers compute without losing a digit, however many there are", "[ubl]") {
    CHECK(number("0.1") + number("0.2") == number("0.3"));
    CHECK(number("100") - number("100.01") == number("-0.01"));
    CHECK(number("33.333") * number("3") == number("99.999"));
    const std::string large = "99999999999999999999999999999999999999.99";
    CHECK(number(large) + number("0.01") == number("100000000000000000000000000000000000000"));
    CHECK(number(large) * number(large) - number(large) * number(large) == 0);
    CHECK((number(large) * number("10")).hundredths() ==
          number("9999999999999999999999999999999999999.999"));
    CHECK(number("170141183460469231731687303715884105727") + 1 ==
          number("170141183460469231731687303715884105728"));
}

TEST_CASE("half a cent rounds towards positive infinity", "[ubl]") {
    CHECK(number("2.345").to_cents() == number("2.35"));
    CHECK(number("-2.345").to_cents() == number("-2.34"));
    CHECK(number("-2.3451").to_cents() == number("-2.35"));
    CHECK(number("2.5").to_whole() == 3);
    CHECK(number("-2.5").to_whole() == -2);
    CHECK(number("123456789012345678901234567890123456789.125").to_cents() ==
          number("123456789012345678901234567890123456789.13"));
}

TEST_CASE("the nearest binary64 is that of IEEE 754", "[ubl]") {
    CHECK(number("458.98").nearest_binary64() ==
          number("458.98000000000001818989403545856475830078125"));
    CHECK(number("0.1").nearest_binary64() ==
          number("0.1000000000000000055511151231257827021181583404541015625"));
    CHECK(number("-1").nearest_binary64() == -1);
    CHECK(number("9007199254740993").nearest_binary64() == number("9007199254740992"));
}
