#pragma once

#include "formats/ubl/validation/expression.hpp"

#include <map>
#include <string>

namespace mutua::ubl::validation {

using CheckTable = std::map<std::string, Check, std::less<>>;

/// The checks that rules call by name, since they compute: `check NAME` in releases/*/*.txt.
[[nodiscard]] CheckTable all_checks();

}  // namespace mutua::ubl::validation
