#pragma once

#include "engine/ruleset/check/assignment.hpp"
#include "engine/ruleset/check/overlaps.hpp"

#include <utility>
#include <vector>

namespace mutua::ruleset {

/// More exceptions than this in one version are refused: each pair is compared.
inline constexpr std::size_t exceptions_max = 200;

/// Gives types to the exceptions of one version of a rule or amendment and resolves their labels.
/// `exclusive` takes the pairs that are declared exclusive. Errors: R102, R504, and those of
/// formulas and conditions.
[[nodiscard]] std::vector<CheckedException> check_exceptions(
    CheckContext& context, const FormulaPlace& place, const std::vector<syntax::Exception>& written,
    ExceptionPairs& exclusive);

}  // namespace mutua::ruleset
