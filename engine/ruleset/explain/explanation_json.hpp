#pragma once

#include "engine/ruleset/explain/explanation.hpp"

#include <nlohmann/json.hpp>

namespace mutua::ruleset {

/// A condition with its tests, as explanations and answers to `--why-not` show it.
[[nodiscard]] nlohmann::ordered_json json_of(const ExplainedCondition& one);

}  // namespace mutua::ruleset
