#pragma once

#include "engine/ruleset/check/check_context.hpp"

namespace mutua::ruleset {

/// Decides which exceptions of one version of a rule can hold together, by cells: every condition
/// is cut at its constants into points and open intervals. What is not decided is watched when the
/// rule runs. `exclusive` holds the pairs that the author declared exclusive.
/// Errors: R501, R502, R503, R508; R506 as a warning.
void check_overlaps(CheckContext& context, const Definition& rule, RuleVersion& version,
                    const std::vector<std::pair<std::size_t, std::size_t>>& exclusive);

}  // namespace mutua::ruleset
