#pragma once

#include "engine/core/rounding.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mutua {

/// An exact rational number: nothing is lost by + - * /.
using Decimal = boost::multiprecision::cpp_rational;

/// An integer of any size.
using Integer = boost::multiprecision::cpp_int;

/// The multiple of `step` that `rounding` names, taken once from the exact value.
/// Errors: a step that is not positive is a ContractViolation.
[[nodiscard]] Decimal round(const Decimal& value, const Decimal& step, Rounding rounding);

/// Longest text that is read as a number: reading more digits would take the square of their count.
inline constexpr std::size_t decimal_text_max = 100;

/// Reads "-12.345"; nothing when it is anything but digits with at most one point between them, or
/// longer than `decimal_text_max`.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);

/// Exactly `decimals` digits after the point.
/// Errors: a value that needs more digits is a ContractViolation: round it first.
[[nodiscard]] std::string to_string(const Decimal& value, unsigned decimals);

/// A value whose parts fit a machine word each, lowest terms, denominator positive.
struct SmallRatio {
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
};

/// The same value in machine words, for arithmetic that is done by the million; nothing when a part
/// is beyond 2^62.
[[nodiscard]] std::optional<SmallRatio> small_ratio(const Decimal& value);

/// Which of two values is the greater: as `<` and `==` say it, without the divisions that they
/// take.
[[nodiscard]] std::strong_ordering order(const Decimal& left, const Decimal& right);

/// How many digits after the point the value needs; nothing when they never end, as in 1/3.
[[nodiscard]] std::optional<unsigned> decimals_of(const Decimal& value);

/// As many digits after the point as the value needs, and at least `decimals_min`: "7.5", "21.00".
/// Errors: a value whose digits never end is a ContractViolation: round it first.
[[nodiscard]] std::string shortest_text(const Decimal& value, unsigned decimals_min = 0);

}  // namespace mutua
