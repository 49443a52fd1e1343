#include "engine/core/decimal.hpp"

#include "engine/core/contract.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <limits>

namespace mutua {
namespace {

constexpr std::array roundings{Rounding::half_up, Rounding::half_down, Rounding::half_even,
                               Rounding::up,      Rounding::down,      Rounding::floor,
                               Rounding::ceiling};

/// One value and what each of `roundings` makes of it, in that order.
struct RoundingRow {
    Decimal value;
    std::array<int, 7> expected;
};

TEST_CASE("each rounding goes where its name says", "[core]") {
    const auto row = GENERATE(values<RoundingRow>({
        // value                half up, half down, half even, up, down, floor, ceiling
        {Decimal{5, 2}, {3, 2, 2, 3, 2, 2, 3}},
        {Decimal{-5, 2}, {-3, -2, -2, -3, -2, -3, -2}},
        {Decimal{24, 10}, {2, 2, 2, 3, 2, 2, 3}},
        {Decimal{-24, 10}, {-2, -2, -2, -3, -2, -3, -2}},
        {Decimal{26, 10}, {3, 3, 3, 3, 2, 2, 3}},
        {Decimal{-26, 10}, {-3, -3, -3, -3, -2, -3, -2}},
        {Decimal{7, 2}, {4, 3, 4, 4, 3, 3, 4}},
        {Decimal{-7, 2}, {-4, -3, -4, -4, -3, -4, -3}},
        {Decimal{1, 2}, {1, 0, 0, 1, 0, 0, 1}},
        {Decimal{-1, 2}, {-1, 0, 0, -1, 0, -1, 0}},
        {Decimal{3}, {3, 3, 3, 3, 3, 3, 3}},
        {Decimal{-3}, {-3, -3, -3, -3, -3, -3, -3}},
        {Decimal{0}, {0, 0, 0, 0, 0, 0, 0}},
    }));
    for (std::size_t i = 0; i < roundings.size(); ++i) {
        CAPTURE(row.value, i);
        CHECK(round(row.value, Decimal{1}, roundings[i]) == row.expected[i]);
    }
}

TEST_CASE("a tie that comes from a division is the tie that it is", "[core]") {
    // k * 6 / 12 is k * 0.5 exactly; a decimal of fixed precision can miss it by one unit.
    for (int k = -25; k <= 25; ++k) {
        const Decimal divided = Decimal{k} * 6 / 12;
        const Decimal multiplied = Decimal{k} * Decimal{5, 10};
        const Decimal by_thirds = Decimal{k} / 3 * 3 / 2;
        for (const Rounding rounding : roundings) {
            CAPTURE(k, static_cast<int>(rounding));
            CHECK(round(divided, Decimal{1}, rounding) == round(multiplied, Decimal{1}, rounding));
            CHECK(round(by_thirds, Decimal{1}, rounding) ==
                  round(multiplied, Decimal{1}, rounding));
        }
    }
    CHECK(round(Decimal{5} * 6 / 12, Decimal{1}, Rounding::half_up) == 3);
    CHECK(round(Decimal{5} * 6 / 12, Decimal{1}, Rounding::half_even) == 2);
}

TEST_CASE("rounding goes to a multiple of the step, from the exact value", "[core]") {
    struct Row {
        const char* why;
        Decimal value;
        Decimal step;
        Rounding rounding;
        Decimal expected;
    };
    const auto row = GENERATE(values<Row>({
        {"a cent", Decimal{12'345, 1'000}, Decimal{1, 100}, Rounding::half_up, Decimal{1'235, 100}},
        {"a step of fifteen, down", Decimal{44}, Decimal{15}, Rounding::down, Decimal{30}},
        {"a step of fifteen, up", Decimal{46}, Decimal{15}, Rounding::up, Decimal{60}},
        {"a step of fifteen, tie", Decimal{225, 10}, Decimal{15}, Rounding::half_even, Decimal{30}},
        {"a step of 0.05", Decimal{1'024, 1'000}, Decimal{5, 100}, Rounding::half_up, Decimal{1}},
        {"a step of 0.05, tie", Decimal{1'025, 1'000}, Decimal{5, 100}, Rounding::half_down,
         Decimal{1}},
        {"below a tie in the fourth decimal", Decimal{12'344'999, 1'000'000}, Decimal{1, 100},
         Rounding::half_up, Decimal{1'234, 100}},
        {"once, not first to 0.001", Decimal{10'049, 10'000}, Decimal{1, 100}, Rounding::half_up,
         Decimal{1}},
        {"a repeating quotient", Decimal{2, 3}, Decimal{1, 100}, Rounding::half_up,
         Decimal{67, 100}},
        {"a step that divides nothing evenly", Decimal{1}, Decimal{1, 3}, Rounding::floor,
         Decimal{1}},
        {"beyond 64 bits", Decimal{Integer{"123456789012345678901234567890"}, 4}, Decimal{1},
         Rounding::half_even, Decimal{Integer{"30864197253086419725308641972"}}},
    }));
    CAPTURE(row.why);
    CHECK(round(row.value, row.step, row.rounding) == row.expected);
}

TEST_CASE("a rounding step is positive", "[core]") {
    CHECK_THROWS_AS(round(Decimal{1}, Decimal{0}, Rounding::half_up), ContractViolation);
    CHECK_THROWS_AS(round(Decimal{1}, Decimal{-1, 100}, Rounding::half_up), ContractViolation);
}

TEST_CASE("a decimal is read exactly", "[core]") {
    struct Row {
        const char* text;
        Decimal expected;
    };
    const auto row = GENERATE(values<Row>({
        {"0", Decimal{0}},
        {"-0", Decimal{0}},
        {"12.345", Decimal{12'345, 1'000}},
        {"-12.345", Decimal{-12'345, 1'000}},
        {"0.1", Decimal{1, 10}},
        {"1.10", Decimal{11, 10}},
        {"08", Decimal{8}},  // A leading zero means nothing, least of all octal.
        {"010", Decimal{10}},
        {"00.50", Decimal{1, 2}},
        {"12345678901234567890.5", Decimal{Integer{"24691357802469135781"}, 2}},
    }));
    CAPTURE(row.text);
    REQUIRE(parse_decimal(row.text).has_value());
    CHECK(*parse_decimal(row.text) == row.expected);
}

TEST_CASE("a text that is not exactly a decimal is refused", "[core]") {
    const auto text =
        GENERATE(as<std::string>{}, "", "-", ".", "-.", "1.", ".5", "1..2", "1.2.3", "1,5", "1 000",
                 "+1", "--1", "1e3", "0x1F", "1/2", " 1", "1 ", "12.5 %", "NaN", "１");
    CAPTURE(text);
    CHECK_FALSE(parse_decimal(text).has_value());
}

TEST_CASE("a text longer than any figure is refused before it is read", "[core]") {
    CHECK(parse_decimal(std::string(decimal_text_max, '9')).has_value());
    CHECK_FALSE(parse_decimal(std::string(decimal_text_max + 1, '9')).has_value());
    CHECK_FALSE(parse_decimal(std::string(50'000'000, '9')).has_value());
}

TEST_CASE("a decimal is printed with the decimals asked for", "[core]") {
    struct Row {
        Decimal value;
        unsigned decimals;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {Decimal{0}, 0, "0"},
        {Decimal{0}, 2, "0.00"},
        {Decimal{5, 100}, 2, "0.05"},
        {Decimal{-5, 100}, 2, "-0.05"},
        {Decimal{12'345, 1'000}, 3, "12.345"},
        {Decimal{12'345, 1'000}, 5, "12.34500"},
        {Decimal{-7}, 0, "-7"},
        {Decimal{1, 2}, 1, "0.5"},
        {Decimal{1, 1'024}, 10, "0.0009765625"},
        {Decimal{Integer{"100000000000000000001"}, 10}, 1, "10000000000000000000.1"},
    }));
    CHECK(to_string(row.value, row.decimals) == row.expected);
    CHECK(parse_decimal(row.expected) == row.value);
}

TEST_CASE("a value with more decimals than are printed must be rounded first", "[core]") {
    CHECK_THROWS_AS(to_string(Decimal{1, 3}, 2), ContractViolation);
    CHECK_THROWS_AS(to_string(Decimal{125, 1'000}, 2), ContractViolation);
    CHECK(to_string(round(Decimal{125, 1'000}, Decimal{1, 100}, Rounding::half_even), 2) == "0.12");
}

TEST_CASE("a decimal is printed with the digits that it needs", "[core]") {
    struct Row {
        Decimal value;
        unsigned decimals_min;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {Decimal{0}, 0, "0"},
        {Decimal{0}, 2, "0.00"},
        {Decimal{21}, 2, "21.00"},
        {Decimal{15, 2}, 0, "7.5"},
        {Decimal{-15, 2}, 2, "-7.50"},
        {Decimal{1, 1'000}, 2, "0.001"},
        {Decimal{-1, 100'000'000}, 0, "-0.00000001"},
        {Decimal{68'719'476'735, 100'000'000}, 0, "687.19476735"},
        {Decimal{68'719'476'736}, 2, "68719476736.00"},
        {Decimal{1, 1'000'000'000}, 0, "0.000000001"},
        {Decimal{1, 1'024}, 0, "0.0009765625"},
        {Decimal{Integer{"-100000000000000000001"}, 10}, 0, "-10000000000000000000.1"},
    }));
    CHECK(shortest_text(row.value, row.decimals_min) == row.expected);
    CHECK_FALSE(decimals_of(Decimal{1, 3}).has_value());
    CHECK(decimals_of(Decimal{-1, 8}) == 3);
    CHECK_THROWS_AS(shortest_text(Decimal{1, 3}), ContractViolation);
}

TEST_CASE("decimals are ordered as their values lie, in words and beyond them", "[core]") {
    const Integer beyond{"100000000000000000000000000000000000001"};
    // From the least to the greatest.
    const std::array rising{Decimal{-beyond},
                            Decimal{Integer{-beyond}, 3},
                            Decimal{-3},
                            Decimal{-1, 3},
                            Decimal{-3, 10},
                            Decimal{0},
                            Decimal{1, std::numeric_limits<std::int64_t>::max()},
                            Decimal{3, 10},
                            Decimal{1, 3},
                            Decimal{Integer{beyond - 1}, beyond},
                            Decimal{1},
                            Decimal{Integer{beyond + 1}, beyond},
                            Decimal{std::numeric_limits<std::int64_t>::max()},
                            Decimal{std::numeric_limits<std::uint64_t>::max()},
                            Decimal{beyond}};
    for (std::size_t i = 0; i < rising.size(); ++i) {
        for (std::size_t j = 0; j < rising.size(); ++j) {
            INFO(rising[i] << " and " << rising[j]);
            CHECK(order(rising[i], rising[j]) == (i <=> j));
        }
    }
}

}  // namespace
}  // namespace mutua
