#pragma once

#include "engine/core/result.hpp"

#include <string_view>
#include <vector>

/// The one list of what can be wrong with rules: codes.def.
namespace mutua::ruleset {

/// A code of the language: "R201", how grave it is, and what it says, in one line.
struct RuleCode {
    std::string_view code;
    Severity severity;
    std::string_view says;
};

/// Every code, R001 first, faults of a run (E101 …) last.
[[nodiscard]] const std::vector<RuleCode>& rule_codes();

/// The entry of a code; null when there is no such code.
[[nodiscard]] const RuleCode* find_rule_code(std::string_view code);

}  // namespace mutua::ruleset
