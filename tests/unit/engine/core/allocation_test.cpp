#include "engine/core/allocation.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <limits>
#include <random>

namespace mutua {
namespace {

std::vector<std::int64_t> cents_of(const std::vector<Money>& parts) {
    std::vector<std::int64_t> cents;
    for (const Money part : parts) { cents.push_back(part.minor_units()); }
    return cents;
}

TEST_CASE("a split gives the odd cents to the largest remainders, ties to the first", "[core]") {
    struct Row {
        const char* why;
        std::int64_t cents;
        std::vector<std::int64_t> weights;
        std::vector<std::int64_t> expected;
    };
    // The round of 88.00 over 10, 55 and 145 kg: 419.05, 2304.76 and 6076.19 cents, so the odd
    // cent goes to the second.
    const auto row = GENERATE(values<Row>({
        {"delivery round by weight", 8'800, {10, 55, 145}, {419, 2'305, 6'076}},
        {"three equal shares", 10'000, {1, 1, 1}, {3'334, 3'333, 3'333}},
        {"three equal shares, two odd cents", 10'001, {1, 1, 1}, {3'334, 3'334, 3'333}},
        {"equal shares by any weight", 10'000, {7, 7, 7}, {3'334, 3'333, 3'333}},
        {"one cent over two", 1, {1, 1}, {1, 0}},
        {"one cent over two, the heavier last", 1, {1, 2}, {0, 1}},
        {"fewer cents than parts", 2, {1, 1, 1, 1, 1}, {1, 1, 0, 0, 0}},
        {"a weight of zero gets nothing", 10'000, {0, 1, 2}, {0, 3'333, 6'667}},
        {"all weights zero means equal parts", 100, {0, 0, 0}, {34, 33, 33}},
        {"one part takes all", 12'345, {3}, {12'345}},
        {"nothing to split", 0, {1, 2}, {0, 0}},
        {"exact split leaves no odd cent", 600, {1, 2, 3}, {100, 200, 300}},
    }));
    CAPTURE(row.why);
    CHECK(cents_of(allocate(euro_cents(row.cents), row.weights)) == row.expected);
}

TEST_CASE("a negative amount is split as the mirror of the positive one", "[core]") {
    CHECK(cents_of(allocate(euro_cents(-8'800), {10, 55, 145})) ==
          std::vector<std::int64_t>{-419, -2'305, -6'076});
    CHECK(cents_of(allocate(euro_cents(-10'000), {1, 1, 1})) ==
          std::vector<std::int64_t>{-3'334, -3'333, -3'333});
}

TEST_CASE("the widest amounts and weights do not overflow", "[core]") {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    CHECK(cents_of(allocate(euro_cents(most), {most, most})) ==
          std::vector<std::int64_t>{4'611'686'018'427'387'904, 4'611'686'018'427'387'903});
    CHECK(cents_of(allocate(euro_cents(most), {most})) == std::vector<std::int64_t>{most});
}

TEST_CASE("a split without weights, or with a negative one, breaks a promise", "[core]") {
    CHECK_THROWS_AS(allocate(euro_cents(100), {}), ContractViolation);
    CHECK_THROWS_AS(allocate(euro_cents(100), {1, -1, 3}), ContractViolation);
}

TEST_CASE("parts add up to the whole, within a cent of the exact share, for any split", "[core]") {
    std::mt19937_64 random{20'261'123};
    std::uniform_int_distribution<std::int64_t> amounts{-10'000'000, 10'000'000};
    std::uniform_int_distribution<std::int64_t> weights{0, 100'000};
    std::uniform_int_distribution<std::size_t> counts{1, 12};
    for (int round = 0; round < 20'000; ++round) {
        const std::int64_t cents = amounts(random);
        std::vector<std::int64_t> keys(counts(random));
        std::int64_t total = 0;
        for (std::int64_t& key : keys) { total += key = weights(random); }
        if (total == 0) { continue; }
        const std::vector<std::int64_t> parts = cents_of(allocate(euro_cents(cents), keys));
        std::int64_t sum = 0;
        bool near = parts.size() == keys.size();
        for (std::size_t i = 0; near && i < parts.size(); ++i) {
            sum += parts[i];
            // |part - cents * key / total| < 1, without dividing.
            near = std::llabs(parts[i] * total - cents * keys[i]) < total;
        }
        CAPTURE(round, cents, keys, parts);
        REQUIRE(sum == cents);
        REQUIRE(near);
    }
}

TEST_CASE("of two parts the heavier never gets less", "[core]") {
    std::mt19937_64 random{7};
    std::uniform_int_distribution<std::int64_t> amounts{0, 5'000};
    std::uniform_int_distribution<std::int64_t> weights{0, 50};
    for (int round = 0; round < 5'000; ++round) {
        std::vector<std::int64_t> keys(5);
        for (std::int64_t& key : keys) { key = weights(random); }
        const auto parts = cents_of(allocate(euro_cents(amounts(random)), keys));
        for (std::size_t i = 0; i < keys.size(); ++i) {
            for (std::size_t j = 0; j < keys.size(); ++j) {
                if (keys[i] > keys[j]) {
                    CAPTURE(keys, parts);
                    REQUIRE(parts[i] >= parts[j]);
                }
            }
        }
    }
}

}  // namespace
}  // namespace mutua
