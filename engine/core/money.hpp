#pragma once

#include "engine/core/contract.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mutua {

/// A currency of ISO 4217. The books are kept in euro, the only one with a name here; every other
/// comes from `parse_currency`, for documents that are written in it.
enum class Currency : std::uint8_t { eur };

/// An exact amount of one currency, counted in hundredths (cents for EUR). Electronic invoices show
/// two decimals in every currency, also in those without a minor unit of their own.
/// Mixing currencies or leaving the 64-bit range is a ContractViolation. There is no product with
/// a rate here: rates are rules, and rules round where they say so.
class Money {
public:
    constexpr Money() noexcept = default;
    constexpr Money(std::int64_t minor_units, Currency currency) noexcept
        : minor_units_{minor_units}, currency_{currency} {}

    [[nodiscard]] constexpr std::int64_t minor_units() const noexcept { return minor_units_; }
    [[nodiscard]] constexpr Currency currency() const noexcept { return currency_; }
    [[nodiscard]] constexpr bool is_zero() const noexcept { return minor_units_ == 0; }

    friend Money operator+(Money left, Money right) {
        require(left.currency_ == right.currency_, "amounts added share one currency");
        std::int64_t sum = 0;
        require(!__builtin_add_overflow(left.minor_units_, right.minor_units_, &sum), "sum fits");
        return {sum, left.currency_};
    }
    friend Money operator-(Money amount) {
        std::int64_t negated = 0;
        require(!__builtin_sub_overflow(std::int64_t{0}, amount.minor_units_, &negated),
                "negated amount fits");
        return {negated, amount.currency_};
    }
    friend Money operator-(Money left, Money right) {
        require(left.currency_ == right.currency_, "amounts subtracted share one currency");
        std::int64_t difference = 0;
        require(!__builtin_sub_overflow(left.minor_units_, right.minor_units_, &difference),
                "difference fits");
        return {difference, left.currency_};
    }
    Money& operator+=(Money other) { return *this = *this + other; }
    Money& operator-=(Money other) { return *this = *this - other; }

    /// Order of two amounts of one currency.
    friend std::strong_ordering operator<=>(Money left, Money right) {
        require(left.currency_ == right.currency_, "amounts compared share one currency");
        return left.minor_units_ <=> right.minor_units_;
    }
    friend constexpr bool operator==(Money, Money) noexcept = default;

private:
    std::int64_t minor_units_ = 0;
    Currency currency_ = Currency::eur;
};

/// Whole cents as euro.
[[nodiscard]] constexpr Money euro_cents(std::int64_t cents) noexcept {
    return {cents, Currency::eur};
}

/// ISO 4217 code: "EUR".
[[nodiscard]] std::string_view to_string(Currency currency);

/// Reads an ISO 4217 code in upper case: "USD"; nothing for any other text.
[[nodiscard]] std::optional<Currency> parse_currency(std::string_view text);

/// The amount as programs read it: "-1234.50", no grouping, no currency.
[[nodiscard]] std::string to_string(Money amount);

/// Reads "1234.50", "1234.5", "1234" or "-0.05"; nothing else, no grouping, no comma.
[[nodiscard]] std::optional<Money> parse_money(std::string_view text,
                                               Currency currency = Currency::eur);

}  // namespace mutua
