#pragma once

#include "engine/ruleset/program/instruction.hpp"

namespace mutua::ruleset {

/// What a value may be, bounds included. A bound at the limit says that nothing is known.
struct Interval {
    /// As good as infinite: far beyond what fits 64 bits, far below what 128 bits hold.
    static constexpr Int128 limit = static_cast<Int128>(1) << 120;

    Int128 low = -limit;
    Int128 high = limit;

    [[nodiscard]] static Interval of(Int128 value) { return {clamp(value), clamp(value)}; }
    [[nodiscard]] static Int128 clamp(Int128 value) {
        return value < -limit ? -limit : (value > limit ? limit : value);
    }
    [[nodiscard]] bool is_known() const { return low > -(limit >> 8U) && high < limit >> 8U; }
    /// Proved of every pair of values; a bound at the limit proves nothing.
    [[nodiscard]] bool is_below(const Interval& other) const {
        return high < limit && high < other.low;
    }
    [[nodiscard]] bool is_at_most(const Interval& other) const {
        return high < limit && high <= other.low;
    }
    [[nodiscard]] Interval hull(const Interval& other) const {
        return {std::min(low, other.low), std::max(high, other.high)};
    }
};

[[nodiscard]] Interval operator+(const Interval& left, const Interval& right);
[[nodiscard]] Interval operator-(const Interval& left, const Interval& right);
[[nodiscard]] Interval operator*(const Interval& left, const Interval& right);

/// The range of `round(a * factor / (b * divisor)) * step`, b above zero.
[[nodiscard]] Interval rounded(const Interval& above, const Interval& below,
                               const Scaling& scaling);

/// True for a value that has reached a bracket.
[[nodiscard]] bool lies_in(const ScaleTable::Bracket& bracket, Int128 value);

/// The values that a scale or a table can give for arguments of that range.
[[nodiscard]] Interval range_of(Op op, const ScaleTable& scale, const Interval& argument);
[[nodiscard]] Interval range_of(const KeyTable& table);

}  // namespace mutua::ruleset
