#pragma once

#include "cli/commands/rules_eval.hpp"

#include <iosfwd>

namespace mutua::cli {

/// `mutua rules eval … --solve X --for Y=V`: the input X for which the figure Y is V, as JSON:
/// `{"solve", "for", "answers": [{"input", "figure", "exact", …}], "increasing", …}`.
/// Errors: usage for options that do not go together; io; bad_input for names, values and rows that
/// mean nothing, and for a value that no input gives or reaches (U147).
ExitCode rules_solve(const ruleset::Ruleset& rules, const RulesEvalOptions& options,
                     std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace mutua::cli
