#pragma once

#include <string_view>
#include <vector>

namespace mutua::ubl::validation {

/// A data file of the validator, as it was when the program was built: "releases/2026.5/codes.txt".
[[nodiscard]] std::string_view embedded_file(std::string_view name);

/// The releases that there are, oldest first.
[[nodiscard]] std::vector<std::string_view> embedded_releases();

}  // namespace mutua::ubl::validation
