#pragma once

#include "tests/style/source_text.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mutua::style {

/// One rule of the house: which files it looks at, what it finds wrong in one, and why.
struct Ban {
    std::string name;
    const char* reason;
    std::function<bool(const std::string& path)> looks_at;
    std::function<std::vector<Finding>(const SourceFile& file)> check;
};

/// Every ban, one row each. `source_folder` is the folder of this machine that holds the tree,
/// which no file may name; empty to leave it out.
[[nodiscard]] std::vector<Ban> bans(const std::string& source_folder);

/// What one file does against one ban.
[[nodiscard]] std::vector<Finding> findings(const Ban& ban, const SourceFile& file);

}  // namespace mutua::style
