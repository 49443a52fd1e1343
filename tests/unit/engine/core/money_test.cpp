#include "engine/core/money.hpp"

#include "tests/unit/engine/core/equatable.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <type_traits>

namespace mutua {
namespace {

template <typename Left, typename Right>
concept Addable = requires(Left left, Right right) {
    left + right;
};
template <typename Left, typename Right>
concept Subtractable = requires(Left left, Right right) {
    left - right;
};
template <typename Left, typename Right>
concept Multipliable = requires(Left left, Right right) {
    left* right;
};
template <typename Left, typename Right>
concept Divisible = requires(Left left, Right right) {
    left / right;
};
template <typename Left, typename Right>
concept Comparable = requires(Left left, Right right) {
    left < right;
};

// An amount meets amounts only: a plain number beside it has no currency, and a rate is a rule.
static_assert(Addable<Money, Money>);
static_assert(Subtractable<Money, Money>);
static_assert(Comparable<Money, Money>);
static_assert(!Addable<Money, int>);
static_assert(!Addable<int, Money>);
static_assert(!Addable<Money, std::int64_t>);
static_assert(!Subtractable<Money, int>);
static_assert(!Multipliable<Money, int>);
static_assert(!Multipliable<Money, Money>);
static_assert(!Divisible<Money, Money>);
static_assert(!Divisible<Money, int>);
static_assert(!Comparable<Money, int>);
static_assert(!Equatable<Money, int>);
static_assert(!std::is_convertible_v<std::int64_t, Money>);
static_assert(!std::is_constructible_v<Money, std::int64_t>);
static_assert(!std::is_convertible_v<Money, std::int64_t>);
static_assert(!std::is_convertible_v<Money, bool>);

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

TEST_CASE("an amount is printed with two decimals, no grouping and no currency", "[core]") {
    struct Row {
        std::int64_t cents;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {0, "0.00"},
        {1, "0.01"},
        {-1, "-0.01"},
        {9, "0.09"},
        {10, "0.10"},
        {99, "0.99"},
        {-99, "-0.99"},
        {100, "1.00"},
        {123'450, "1234.50"},
        {-123'450, "-1234.50"},
        {most, "92233720368547758.07"},
        {least, "-92233720368547758.08"},
    }));
    CHECK(to_string(euro_cents(row.cents)) == row.expected);
    CHECK(parse_money(row.expected) == euro_cents(row.cents));
}

TEST_CASE("an amount is read with no, one or two decimals", "[core]") {
    struct Row {
        const char* text;
        std::int64_t cents;
    };
    const auto row = GENERATE(values<Row>({
        {"1234.50", 123'450},
        {"1234.5", 123'450},
        {"1234", 123'400},
        {"-0.05", -5},
        {"-0", 0},
        {"007.10", 710},
    }));
    CAPTURE(row.text);
    CHECK(parse_money(row.text) == euro_cents(row.cents));
}

TEST_CASE("a text that is not exactly an amount is refused", "[core]") {
    struct Row {
        const char* why;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({
        {"empty", ""},
        {"a sign alone", "-"},
        {"a point alone", "."},
        {"nothing before the point", ".50"},
        {"nothing after the point", "12."},
        {"three decimals could be thousands", "1.234"},
        {"comma", "12,50"},
        {"grouping", "1 234.50"},
        {"two points", "1.2.3"},
        {"plus sign", "+1.00"},
        {"two signs", "--1.00"},
        {"sign inside", "1.-5"},
        {"blank before", " 1.00"},
        {"blank after", "1.00 "},
        {"currency", "1.00 EUR"},
        {"exponent", "1e2"},
        {"hexadecimal", "0x10"},
        {"one cent above the range", "92233720368547758.08"},
        {"one cent below the range", "-92233720368547758.09"},
        {"far above the range", "99999999999999999999999999.00"},
    }));
    CAPTURE(row.why);
    CHECK_FALSE(parse_money(row.text).has_value());
}

TEST_CASE("sums and differences are exact", "[core]") {
    CHECK(euro_cents(10) + euro_cents(20) == euro_cents(30));
    CHECK(euro_cents(10) - euro_cents(20) == euro_cents(-10));
    CHECK(-euro_cents(7) == euro_cents(-7));
    Money total = euro_cents(20'000);
    total -= euro_cents(1'300);
    total -= euro_cents(500);
    CHECK(total == euro_cents(18'200));
    total += euro_cents(1'800);
    CHECK(total == euro_cents(20'000));
    CHECK(Money{}.is_zero());
    CHECK_FALSE(euro_cents(-1).is_zero());
    CHECK(euro_cents(-1) < euro_cents(0));
    CHECK(euro_cents(most) > euro_cents(least));
}

TEST_CASE("leaving the 64-bit range breaks a promise instead of wrapping", "[core]") {
    CHECK(euro_cents(most - 1) + euro_cents(1) == euro_cents(most));
    CHECK_THROWS_AS(euro_cents(most) + euro_cents(1), ContractViolation);
    CHECK_THROWS_AS(euro_cents(least) + euro_cents(-1), ContractViolation);
    CHECK_THROWS_AS(euro_cents(least) - euro_cents(1), ContractViolation);
    CHECK_THROWS_AS(euro_cents(0) - euro_cents(least), ContractViolation);
    CHECK_THROWS_AS(-euro_cents(least), ContractViolation);
    Money amount = euro_cents(most);
    CHECK_THROWS_AS(amount += euro_cents(1), ContractViolation);
    CHECK(amount == euro_cents(most));
}

TEST_CASE("a broken promise says what should have held and where", "[core]") {
    CHECK_NOTHROW(require(true, "holds"));
    CHECK_THROWS_WITH(require(false, "the books balance", "ledger.cpp", 12),
                      "broken promise: the books balance (ledger.cpp:12)");
    CHECK_THROWS_WITH(require(false, "here"), Catch::Contains("money_test.cpp:"));
}

TEST_CASE("a currency is shown by its ISO 4217 code", "[core]") {
    CHECK(to_string(Currency::eur) == "EUR");
    CHECK_THROWS_AS(to_string(static_cast<Currency>(200)), ContractViolation);
}

TEST_CASE("amounts of two currencies do not meet", "[core]") {
    const Money euro = euro_cents(1);
    const Money other{1, static_cast<Currency>(1)};
    CHECK_FALSE(euro == other);
    CHECK_THROWS_AS(euro + other, ContractViolation);
    CHECK_THROWS_AS(euro - other, ContractViolation);
    CHECK_THROWS_AS(euro < other, ContractViolation);
}

TEST_CASE("a currency is read by its code and shown by it", "[core]") {
    for (const char* code : {"EUR", "AED", "USD", "JPY", "XCG", "ZWG"}) {
        const auto currency = parse_currency(code);
        REQUIRE(currency.has_value());
        CHECK(to_string(*currency) == code);
        CHECK(parse_money("-1.5", *currency) == Money{-150, *currency});
    }
    CHECK(parse_currency("EUR") == Currency::eur);
    for (const char* text : {"", "eur", "EU", "EURO", "BGN", "XAU", "UR ", "R A"}) {
        CHECK_FALSE(parse_currency(text).has_value());
    }
}

}  // namespace
}  // namespace mutua
