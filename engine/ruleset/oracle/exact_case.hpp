#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// A value that a row brings, exactly. No row: for every row of the definition's scope.
struct ExactGiven {
    DefinitionId definition = 0;
    std::optional<std::size_t> row;
    Constant value;
};

/// What the exact walk is asked about: a Case with every name and value resolved.
struct ExactCase {
    Clocks clocks;
    std::size_t contracts = 1;
    std::size_t clients = 1;
    std::vector<std::size_t> client_of;  ///< by contract; empty: all are of client 0
    std::vector<ExactGiven> given;       ///< inputs, and rules that are given
    std::vector<ExactGiven> prior;       ///< carries before the row
    std::vector<ExactGiven> carried;     ///< carries after it: supposed, and not computed
};

/// A value as a constant of its type; nothing when it is of another kind or no item of the enum.
[[nodiscard]] std::optional<Constant> exact_constant(const CheckedRuleset& rules,
                                                     const Value& value, const Type& type);

/// The case as the exact walk reads it; nothing when a name or a value means nothing in it: the
/// machines say which.
[[nodiscard]] std::optional<ExactCase> exact_case(const CheckedRuleset& rules, PackageId package,
                                                  const Case& row);

/// The day that a clock shows.
/// Errors: `day` shows none: a ContractViolation.
[[nodiscard]] Date day_on(const Clocks& clocks, Clock clock);

/// The day that `X at …` names.
[[nodiscard]] Date day_of(const DateReference& reference, const Clocks& clocks);

/// True when a chain goes on from a row of `before` to a row of `now`: no boundary of its reset
/// lies between the two.
[[nodiscard]] bool carries_on(Reset reset, Date before, Date now);

}  // namespace mutua::ruleset
