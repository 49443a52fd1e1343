#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

#include <compare>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// Where a row may still be rejected though the rules passed every check.
struct RunTimeFault {
    std::string code;  ///< E104, E202, E301, E302, E304, E401, E901
    DefinitionId definition = 0;
    std::string message;  ///< as the row will be told
    friend auto operator<=>(const RunTimeFault&, const RunTimeFault&) = default;
};

/// The tests that the programs of every package keep, in each segment of what the package covers,
/// and the figures on whose way a number is not proved to stay within 128 bits: what the checks
/// could prove is not among them. Each is named once, by code and then definition.
/// Missing inputs and inputs outside their ranges are not counted: they are the row's own.
/// Source: the specification of the language, its section 15.
[[nodiscard]] std::vector<RunTimeFault> run_time_faults(const CheckedRuleset& rules);

}  // namespace mutua::ruleset
