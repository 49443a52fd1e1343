#pragma once

#include "engine/ruleset/syntax/syntax_tree.hpp"

#include <string>

namespace mutua::ruleset::syntax {

/// The whole tree of a file as text, without places: two files with one outline say the same.
[[nodiscard]] std::string outline(const File& file);

/// The same for one expression: `(add a (multiply b 0.10))`.
[[nodiscard]] std::string outline(const Expression& expression);

}  // namespace mutua::ruleset::syntax
