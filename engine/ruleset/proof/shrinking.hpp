#pragma once

#include "engine/ruleset/run/calculator.hpp"

#include <functional>

namespace mutua::ruleset {

/// The smallest case found that still fails: fewer rows, fewer names, plainer days, smaller and
/// rounder numbers. `fails` holds for `one`; it is asked a bounded number of times.
[[nodiscard]] Case smallest_case(Case one, const std::function<bool(const Case&)>& fails);

}  // namespace mutua::ruleset
