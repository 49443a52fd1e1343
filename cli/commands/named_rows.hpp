#pragma once

#include "engine/core/result.hpp"

#include <string>
#include <vector>

namespace mutua::cli {

/// A CSV without the column that only names its rows, and these names.
struct NamedRows {
    std::string text;
    std::vector<std::string> names;
};

/// Takes the column `identifier` (`--id`) out of a CSV.
/// Errors: those of reading it; U140 when it has no such column.
[[nodiscard]] Result<NamedRows> without_identifier(const std::string& text, const std::string& file,
                                                   const std::string& identifier);

}  // namespace mutua::cli
