#pragma once

#include "engine/ruleset/syntax/formatter_clauses.hpp"

#include <string>
#include <vector>

namespace mutua::ruleset::syntax {

/// End of the block that begins with clause `k`: exceptions with their default, the brackets of a
/// version, the rows of a version; any other clause is a block of its own.
[[nodiscard]] std::size_t block_end(const std::vector<Clause>& clauses, std::size_t k);

/// The lines of a block with `=` or `:` below each other, without their indent; empty when one of
/// them would be longer than the page, or holds a comment, or there is nothing to align.
[[nodiscard]] std::vector<std::string> aligned_lines(const FormatTokens& tokens,
                                                     const std::vector<Clause>& block);

}  // namespace mutua::ruleset::syntax
