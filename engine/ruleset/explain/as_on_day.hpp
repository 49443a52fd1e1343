#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/run/calculator.hpp"

namespace mutua::ruleset {

/// Rules in which one definition stands on every day as `clocks` see it, and everything else as it
/// did. A param, scale or table may be read at several days, its own clock's or one that is
/// written: each reading keeps the version that it finds with these clocks.
/// Nothing when there is no version on such a day.
[[nodiscard]] Ruleset with_definition_as_on(const CheckedRuleset& rules, DefinitionId definition,
                                            const Clocks& clocks);

}  // namespace mutua::ruleset
