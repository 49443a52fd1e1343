#pragma once

#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/run/calculator.hpp"
#include "engine/ruleset/run/row_machine.hpp"

#include <string>
#include <vector>

namespace mutua::ruleset {

/// The faults of a run that follow from no other one. Overflows are always among them.
[[nodiscard]] std::vector<RowFault> first_faults(const CheckedRuleset& rules,
                                                 const Program& program, const RowTree& tree,
                                                 const std::vector<RowFault>& found);

/// What went wrong in a run, in words. An overflow stands alone: what other tests say of such a row
/// means nothing; nor do they where an input is missing.
[[nodiscard]] std::vector<Fault> in_words(const CheckedRuleset& rules, const Program& program,
                                          const ClockDays& days,
                                          const std::vector<RowFault>& found);

}  // namespace mutua::ruleset
