#pragma once

#include "tests/style/source_text.hpp"

#include <vector>

namespace mutua::style {

/// Calls of soci::use() whose value is the result of a call, a literal or another temporary.
[[nodiscard]] std::vector<Finding> check_bound_values(const SourceFile& file);

/// Texts of SQL that are joined to a value. Constants of the program may be joined: literals and
/// calls without arguments.
[[nodiscard]] std::vector<Finding> check_sql_texts(const SourceFile& file);

}  // namespace mutua::style
