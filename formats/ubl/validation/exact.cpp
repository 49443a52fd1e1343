#include "formats/ubl/validation/exact.hpp"

#include "engine/core/contract.hpp"
#include "formats/ubl/validation/value_kind.hpp"

#include <algorithm>
#include <cstdlib>

namespace mutua::ubl::validation {

namespace {

Integer power_of_ten(std::size_t exponent) {
    return boost::multiprecision::pow(Integer{10}, static_cast<unsigned>(exponent));
}

/// The greatest whole number that is not greater.
Integer floor_of(const Decimal& value) {
    const Integer above = boost::multiprecision::numerator(value);
    const Integer below = boost::multiprecision::denominator(value);
    Integer whole = above / below;
    if (above % below < 0) { --whole; }
    return whole;
}

/// A number of any length from its digits; few are as long.
Decimal long_decimal(std::string_view digits, std::size_t places, bool is_negative) {
    Integer units = 0;
    for (const char c : digits) {
        if (c != '.') { units = units * 10 + (c - '0'); }
    }
    const Decimal value{units, power_of_ten(places)};
    return is_negative ? Decimal{-value} : value;
}

}  // namespace

std::optional<Exact> Exact::parse(std::string_view text) {
    text = without_blanks(text);
    if (text.empty()) { return std::nullopt; }
    const bool is_negative = text.front() == '-';
    if (is_negative || text.front() == '+') { text.remove_prefix(1); }
    Exact result;
    bool has_point = false;
    std::size_t digits = 0;
    for (const char c : text) {
        if (c == '.' && !has_point) {
            has_point = true;
        } else if (c >= '0' && c <= '9') {
            ++digits;
            result.places_ += has_point ? 1 : 0;
            if (digits <= 36) { result.units_ = result.units_ * 10 + (c - '0'); }
        } else {
            return std::nullopt;
        }
    }
    constexpr std::size_t digits_max = 5000;
    if (digits == 0 || digits > digits_max) { return std::nullopt; }
    if (digits > 36) {
        return of(long_decimal(text, static_cast<std::size_t>(result.places_), is_negative));
    }
    if (is_negative) { result.units_ = -result.units_; }
    return result;
}

std::optional<Exact::Wide> Exact::scaled(Wide units, int places) {
    for (; places > 0; --places) {
        if (__builtin_mul_overflow(units, Wide{10}, &units)) { return std::nullopt; }
    }
    return units;
}

Decimal Exact::decimal() const {
    if (large_) { return *large_; }
    return Decimal{Integer{units_}, power_of_ten(static_cast<std::size_t>(places_))};
}

Exact Exact::of(const Decimal& value) {
    Exact result;
    result.large_ = std::make_shared<const Decimal>(value);
    return result;
}

Exact Exact::operator+(const Exact& other) const {
    if (!large_ && !other.large_) {
        const int places = std::max(places_, other.places_);
        const auto left = scaled(units_, places - places_);
        const auto right = scaled(other.units_, places - other.places_);
        Exact sum;
        sum.places_ = places;
        if (left && right && !__builtin_add_overflow(*left, *right, &sum.units_)) { return sum; }
    }
    return of(decimal() + other.decimal());
}

Exact Exact::operator-(const Exact& other) const {
    Exact negative = other;
    if (other.large_) {
        negative.large_ = std::make_shared<const Decimal>(-*other.large_);
    } else if (__builtin_sub_overflow(Wide{0}, other.units_, &negative.units_)) {
        return of(decimal() - other.decimal());
    }
    return *this + negative;
}

Exact Exact::operator*(const Exact& other) const {
    if (!large_ && !other.large_) {
        Exact product;
        product.places_ = places_ + other.places_;
        if (!__builtin_mul_overflow(units_, other.units_, &product.units_)) { return product; }
    }
    return of(decimal() * other.decimal());
}

Exact Exact::hundredths() const {
    if (large_) { return of(*large_ / 100); }
    Exact moved = *this;
    moved.places_ += 2;
    return moved;
}

Exact Exact::cents_over(const Exact& divisor) const {
    require(divisor.sign() != 0, "nothing is divided by zero");
    return of(decimal() / divisor.decimal()).to_cents();
}

std::string Exact::text() const {
    static const Integer readable = power_of_ten(24);
    const Decimal value = magnitude().decimal();
    const bool is_long = boost::multiprecision::numerator(value) >= readable ||
                         boost::multiprecision::denominator(value) >= readable;
    return is_long ? "" : shortest_text(decimal(), 2);
}

int Exact::compare(const Exact& other) const {
    if (!large_ && !other.large_) {
        if (places_ == other.places_) {
            return units_ < other.units_ ? -1 : units_ > other.units_ ? 1 : 0;
        }
        const int places = std::max(places_, other.places_);
        const auto left = scaled(units_, places - places_);
        const auto right = scaled(other.units_, places - other.places_);
        if (left && right) { return *left < *right ? -1 : *left > *right ? 1 : 0; }
    }
    const Decimal left = decimal();
    const Decimal right = other.decimal();
    return left < right ? -1 : left > right ? 1 : 0;
}

Exact Exact::nearest_binary64() const {
    if (sign() == 0) { return {}; }
    const Decimal value = magnitude().decimal();
    constexpr int digits = 53;  // binary ones of the fraction
    // value x 2^shift has 53 binary digits before its point.
    int shift = digits - 1 - static_cast<int>(msb(boost::multiprecision::numerator(value))) +
                static_cast<int>(msb(boost::multiprecision::denominator(value)));
    const auto power = [](int exponent) {
        const Integer two = Integer{1} << std::abs(exponent);
        return exponent < 0 ? Decimal{Integer{1}, two} : Decimal{two};
    };
    if (value * power(shift) < power(digits - 1)) { ++shift; }
    const Decimal scaled_value = value * power(shift);
    Integer whole = floor_of(scaled_value);
    const int to_half = (scaled_value - Decimal{whole}).compare(Decimal{1, 2});
    if (to_half > 0 || (to_half == 0 && whole % 2 != 0)) { ++whole; }
    const Decimal nearest = Decimal{whole} / power(shift);
    return of(sign() < 0 ? Decimal{-nearest} : nearest);
}

Exact Exact::rounded(int places) const {
    if (!large_ && places_ <= places) { return *this; }
    const Decimal step{power_of_ten(static_cast<std::size_t>(places))};
    if (!large_) {
        if (const auto divisor = scaled(1, places_ - places)) {
            Wide whole = units_ / *divisor;
            Wide rest = units_ % *divisor;
            if (rest < 0) {
                rest += *divisor;
                --whole;
            }
            Exact result;
            result.units_ = whole + (rest * 2 >= *divisor ? 1 : 0);
            result.places_ = places;
            return result;
        }
    }
    return of(Decimal{floor_of(decimal() * step + Decimal{1, 2})} / step);
}

}  // namespace mutua::ubl::validation
