#pragma once

#include "engine/ruleset/syntax/syntax_tree.hpp"
#include "engine/ruleset/syntax/token_cursor.hpp"

/// One function a declaration; each begins at its first word, after the START.
namespace mutua::ruleset::syntax {

/// `package PATH` and its clauses; fills the head of the file.
void parse_package(TokenCursor& cursor, File& file);

Source parse_source(TokenCursor& cursor);
UnitDeclaration parse_unit_declaration(TokenCursor& cursor);
Enum parse_enum(TokenCursor& cursor);
Input parse_input(TokenCursor& cursor);
Param parse_param(TokenCursor& cursor);
Scale parse_scale(TokenCursor& cursor);
Table parse_table(TokenCursor& cursor);
Rule parse_rule(TokenCursor& cursor);
Carry parse_carry(TokenCursor& cursor);
Amend parse_amend(TokenCursor& cursor);
Test parse_test(TokenCursor& cursor);

}  // namespace mutua::ruleset::syntax
