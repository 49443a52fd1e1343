#pragma once

#include "engine/ruleset/syntax/syntax_tree.hpp"
#include "engine/ruleset/syntax/token_cursor.hpp"

namespace mutua::ruleset::syntax {

/// A whole expression, `if … then … else …` included. Nesting and length are bounded, so that any
/// walk over the tree stays within the stack.
Expression parse_expression(TokenCursor& cursor);

/// More operators than this in one expression are refused.
inline constexpr std::size_t operators_max = 1000;

}  // namespace mutua::ruleset::syntax
