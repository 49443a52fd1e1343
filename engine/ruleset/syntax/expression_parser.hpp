#pragma once

#include "engine/ruleset/syntax/syntax_tree.hpp"
#include "engine/ruleset/syntax/token_cursor.hpp"

namespace mutua::ruleset::syntax {

/// A whole expression, `if … then … else …` included. Nesting and length are bounded, so that any
/// walk over the tree stays within the stack.
Expression parse_expression(TokenCursor& cursor);

/// More operators, arguments, items and cases than this in one expression are refused.
inline constexpr std::size_t operators_max = 500;

/// Counts one of them; the one too many gives the declaration up.
void count_operator(TokenCursor& cursor, const Span& place);

/// Gives the declaration up at an `=` that was meant to compare.
void fail_comparison(TokenCursor& cursor, const Span& equals);

}  // namespace mutua::ruleset::syntax
