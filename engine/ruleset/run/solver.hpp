#pragma once

#include "engine/ruleset/run/calculator.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

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

/// A figure at one value of the input; nothing when the row is rejected.
struct SolverSample {
    std::int64_t input = 0;
    std::optional<std::int64_t> figure;
};

/// Where a figure gives a value, or comes to it and passes it.
struct Crossing {
    std::int64_t input = 0;
    std::int64_t until = 0;  ///< the last input of those in a row that give the value, if it is
                             ///< known; else `input`
    std::int64_t figure = 0;
    bool falls = false;  ///< reached here, and no longer one step above
    /// One step below; above, where it falls.
    SolverSample next;
};

/// Every crossing that samples in rising order show: bisection where two neighbours lie on
/// different sides of the target, then every value within `window` of what it finds. Of equal
/// figures in a row the first is the answer. A figure that lies above the target everywhere gives
/// the first sample.
[[nodiscard]] std::vector<Crossing> crossings(const std::vector<SolverSample>& samples,
                                              std::int64_t target, std::int64_t window,
                                              const TrialFunction& figure);

}  // namespace mutua::ruleset
