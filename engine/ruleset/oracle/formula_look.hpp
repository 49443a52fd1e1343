#pragma once

#include "engine/ruleset/oracle/exact_watcher.hpp"

#include <map>
#include <optional>
#include <vector>

namespace mutua::ruleset {

/// One thing that a formula looked at, with what it found.
struct LookedAt {
    const TypedExpression* expression = nullptr;  ///< a read, a scale, a table, a split, a sum
    Constant value;
    std::optional<std::size_t> version;  ///< of a param
    /// Of a sum over rows: the operand in each row that counted. Of a split: the weights.
    std::vector<std::pair<std::size_t, Constant>> rows;
    std::optional<ScaleUse> scale;
    std::optional<TableUse> table;
};

/// A side of `min` or `max` that lost, and the value it lost to.
struct Loser {
    const TypedExpression* expression = nullptr;
    Constant value;
    Constant winner;
    const Type* type = nullptr;  ///< of the whole `min` or `max`
    bool of_minimum = true;
};

/// What one formula looked at while it was walked. `seen`, `losers` and `roundings` hold only what
/// decided: nothing of a side of `min` or `max` that lost.
struct FormulaLook {
    std::vector<LookedAt> seen;
    std::vector<Loser> losers;
    std::vector<RoundingUse> roundings;
    std::map<const TypedExpression*, Constant> values;       ///< of all that was looked at
    std::map<const TypedExpression*, std::size_t> branches;  ///< 0 is `then`, or the first case
};

}  // namespace mutua::ruleset
