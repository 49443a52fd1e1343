#pragma once

#include "engine/core/decimal.hpp"
#include "engine/core/rounding.hpp"
#include "engine/ruleset/check/type.hpp"

#include <optional>
#include <string>

namespace mutua::ruleset {

/// More rows than one row above will ever have: bounds what goes over rows, in the checks and in
/// the programs.
inline constexpr int rows_max = 1'000'000;

/// What a value may be: everything from `low` to `high`, bounds included unless open. Numbers and
/// days as they are, no and yes as 0 and 1. Interval arithmetic: the true values lie within, and
/// there may be fewer of them.
struct Range {
    std::optional<Decimal> low;  ///< nothing: without end
    std::optional<Decimal> high;
    bool low_open = false;
    bool high_open = false;
    bool nonzero = false;  ///< zero is known to be left out
    bool unknown = false;  ///< something was wrong with it and has been reported
    bool empty = false;    ///< no row comes here

    [[nodiscard]] static Range all() { return {}; }
    [[nodiscard]] static Range point(Decimal value);
    [[nodiscard]] static Range of(Decimal low, Decimal high);
    [[nodiscard]] static Range truth(bool may_fail, bool may_hold);
    [[nodiscard]] static Range nothing_known();
    [[nodiscard]] static Range no_row();

    [[nodiscard]] bool holds_zero() const;
    [[nodiscard]] bool is_point() const { return low && high && order(*low, *high) == 0; }
    /// The greatest distance from zero; nothing without end.
    [[nodiscard]] std::optional<Decimal> magnitude() const;
};

/// The least range that holds both; what lies in both.
[[nodiscard]] Range hull(const Range& left, const Range& right);
[[nodiscard]] Range intersection(const Range& left, const Range& right);

[[nodiscard]] Range operator-(const Range& one);
[[nodiscard]] Range operator+(const Range& left, const Range& right);
[[nodiscard]] Range operator-(const Range& left, const Range& right);
[[nodiscard]] Range operator*(const Range& left, const Range& right);
/// `unit` is the least distance of the divisor from zero; zero when it may be as small as it likes.
[[nodiscard]] Range quotient(const Range& above, const Range& below, const Decimal& unit);
[[nodiscard]] Range least(const Range& left, const Range& right);
[[nodiscard]] Range greatest(const Range& left, const Range& right);
[[nodiscard]] Range absolute(const Range& one);
[[nodiscard]] Range rounded(const Range& one, const Decimal& step, Rounding mode);

/// 1 when every left value is less (or not more) than every right one, 0 when none is.
[[nodiscard]] std::optional<bool> is_less(const Range& left, const Range& right);
[[nodiscard]] std::optional<bool> is_at_most(const Range& left, const Range& right);
[[nodiscard]] std::optional<bool> is_equal(const Range& left, const Range& right);

/// A condition of which no row can say yes, or none no.
[[nodiscard]] bool is_never(const Range& condition);
[[nodiscard]] bool is_always(const Range& condition);

/// The distance of two neighbouring values of a type; zero when they lie as close as one likes.
[[nodiscard]] Decimal unit_of(const Type& type);

/// An open bound as the next value of the type.
[[nodiscard]] Range closed(Range one, const Type& type);

/// "between 0.00 and 40.00", "0.00 or more", "any number".
[[nodiscard]] std::string to_string(const Range& one, const Type& type);

}  // namespace mutua::ruleset
