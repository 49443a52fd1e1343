#pragma once

#include "engine/core/result.hpp"

#include <string>
#include <vector>

namespace mutua::cli {

/// How the rows of a CSV are called: what stands in its column `identifier` (`--id`).
/// Errors: those of reading it; U140 when it has no such column.
[[nodiscard]] Result<std::vector<std::string>> row_names(const std::string& text,
                                                         const std::string& file,
                                                         const std::string& identifier);

}  // namespace mutua::cli
