#pragma once

#include "engine/ruleset/check/typed_expression.hpp"

#include <optional>
#include <vector>

namespace mutua::ruleset {

/// `days_between`, `add_months` and the like, by their definition; nothing for a day outside the
/// calendar.
[[nodiscard]] std::optional<Constant> calendar_value(TypedKind kind,
                                                     const std::vector<Constant>& arguments);

}  // namespace mutua::ruleset
