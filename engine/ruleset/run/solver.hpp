#pragma once

#include "engine/ruleset/run/calculator.hpp"

#include <cstdint>
#include <functional>
#include <optional>

namespace mutua::ruleset {

/// The values that may be tried, both ends included.
struct SearchRange {
    std::int64_t low = 0;
    std::int64_t high = 0;
};

/// The figure for one value of the input; nothing when the row is rejected.
using TrialFunction = std::function<std::optional<std::int64_t>(std::int64_t)>;

/// The input that satisfies the goal: bisection, which is right where the figure rises, then every
/// value within `scan` of the answer, since several roundings may fall together. When the ends of
/// the range do not show a change, 256 points between them are tried first.
[[nodiscard]] std::optional<std::int64_t> solve_backwards(SearchRange range, std::int64_t target,
                                                          Goal goal, int scan,
                                                          const TrialFunction& figure);

}  // namespace mutua::ruleset
