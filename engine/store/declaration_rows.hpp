#pragma once

#include "engine/store/conditions.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/statement.hpp"

#include <string>

namespace mutua::store {

/// A declaration with all that became of it, as one row: `d` is the declaration, `a` its
/// acceptance, `r` its rejection, `i` its place on an invoice, `n` the credit note of that, `s` and
/// `x` its places in a payslip and in the difference slip that added it.
[[nodiscard]] std::string select_declarations();
[[nodiscard]] std::string declaration_letters();
[[nodiscard]] StoredDeclaration declaration_in(const Statement& row);

/// The clauses of a filter that ask how far a declaration has come.
void narrow_to_status(Conditions& conditions, const DeclarationFilter& filter);

}  // namespace mutua::store
