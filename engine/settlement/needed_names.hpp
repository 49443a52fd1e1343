#pragma once

#include "engine/ruleset/ruleset.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::settlement {

/// The names that a cooperative's package must know, of its own or of packages that it uses, and
/// that `package` does not: accounts, the price's parts, and the figures of pay.
[[nodiscard]] std::vector<std::string> names_lacking(const ruleset::Ruleset& rules,
                                                     std::string_view package);

}  // namespace mutua::settlement
