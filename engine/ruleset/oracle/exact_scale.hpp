#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

#include <optional>
#include <vector>

namespace mutua::ruleset {

/// The bracket that holds a value: the last one that it lies above, or reaches.
[[nodiscard]] std::optional<std::size_t> bracket_that_holds(const ScaleVersion& version,
                                                            const Decimal& value);

/// A scale by its definition.
/// Errors: a value below the first bracket of a stated or step scale is a ContractViolation.
[[nodiscard]] Decimal scale_value(const ScaleDefinition& scale, const ScaleVersion& version,
                                  const Decimal& value);

/// `sum`, `min`, `max`, `any`, `all` or `count` of what the rows gave. Nothing gives zero, or no
/// (yes for `all`).
[[nodiscard]] Constant row_result(TypedKind kind,
                                  const std::vector<std::pair<std::size_t, Constant>>& rows);

}  // namespace mutua::ruleset
