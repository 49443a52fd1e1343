#pragma once

#include "cli/commands/rules_eval.hpp"

namespace mutua::cli {

/// `mutua rules eval` on a CSV file: rows are read, computed and written by the thousand, in flat
/// memory. Lines are kept aside until the last row is known to be good: with a bad one nothing is
/// written to `out`.
ExitCode rules_eval_csv(const ruleset::Ruleset& rules, const RulesEvalOptions& options,
                        std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace mutua::cli
