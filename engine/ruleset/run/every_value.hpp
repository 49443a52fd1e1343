#pragma once

#include "engine/ruleset/program/interval.hpp"
#include "engine/ruleset/run/solver.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace mutua::ruleset {

/// What is proved of a figure over a stretch of its input.
struct StretchProof {
    Interval bounds;        ///< what the figure can be at least and at most
    bool one_way = false;   ///< but for its roundings it rises there, or falls there
    bool rejected = false;  ///< no row there is accepted
};

/// How a figure is looked at, over stretches of its input, both ends included.
struct FigureLook {
    std::function<StretchProof(SearchRange)> over;
    /// The figure for every input.
    std::function<std::vector<SolverSample>(SearchRange)> each;
    TrialFunction one;
    std::size_t inputs_max = 0;  ///< no more inputs than these are looked at one by one
};

/// What a figure does over a whole range.
struct WholeRange {
    /// All of them, in rising order. Where roundings alone bring the figure to the target several
    /// times, only the exact ones are told, or else the first.
    std::vector<Crossing> crossings;
    bool all_rejected = false;
    /// Of the figure; where there is no crossing, and only if it takes no more than `inputs_max`.
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> most;
};

/// Every input of a range that gives the target, or comes to it and passes it: stretches that are
/// proved to lie above or below, or to be rejected, are left out, of the others every input is
/// looked at. A figure passes the target over rejected rows too. One that lies above everywhere
/// gives its first input. Nothing when that takes more than `inputs_max`.
[[nodiscard]] std::optional<WholeRange> look_at_every_value(SearchRange range, std::int64_t target,
                                                            const FigureLook& look);

}  // namespace mutua::ruleset
