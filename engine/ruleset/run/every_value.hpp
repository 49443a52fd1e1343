#pragma once

#include "engine/ruleset/program/interval.hpp"
#include "engine/ruleset/run/solver.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace mutua::ruleset {

/// How a figure is looked at, over stretches of its input, both ends included.
struct FigureLook {
    /// What the figure can be at most and at least there: proved.
    std::function<Interval(SearchRange)> bounds;
    /// The figure for every input.
    std::function<std::vector<SolverSample>(SearchRange)> each;
    TrialFunction one;
    std::size_t inputs_max = 0;  ///< no more inputs than these are looked at one by one
};

/// What a figure does over a whole range.
struct WholeRange {
    /// All of them, in rising order; without those that jitter brings beside an exact one.
    std::vector<Crossing> crossings;
    bool all_rejected = false;
    /// Of the figure; where there is no crossing, and only if it takes no more than `inputs_max`.
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> most;
};

/// Every input of a range that gives the target, or comes to it and passes it: stretches that are
/// proved to lie above or below are left out, of the others every input is looked at. A figure that
/// lies above everywhere gives its first input. Nothing when that takes more than `inputs_max`.
[[nodiscard]] std::optional<WholeRange> look_at_every_value(SearchRange range, std::int64_t target,
                                                            const FigureLook& look);

}  // namespace mutua::ruleset
