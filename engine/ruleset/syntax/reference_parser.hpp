#pragma once

#include "engine/ruleset/syntax/syntax_tree.hpp"
#include "engine/ruleset/syntax/token_cursor.hpp"

namespace mutua::ruleset::syntax {

/// The tightest part of an expression: literals, names with arguments or keys, `match`, `round`,
/// sums over rows, splits, parentheses; with `as UNIT` after it.
Expression parse_postfix(TokenCursor& cursor);

}  // namespace mutua::ruleset::syntax
