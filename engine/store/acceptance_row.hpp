#pragma once

#include "engine/settlement/breakdown.hpp"
#include "engine/store/statement.hpp"

#include <string>

namespace mutua::store {

/// The columns of an acceptance `a`, in the order in which acceptance_at() reads them, and their
/// letters.
[[nodiscard]] std::string acceptance_columns();
[[nodiscard]] std::string acceptance_letters();

/// The acceptance whose columns begin at `first`.
[[nodiscard]] settlement::Acceptance acceptance_at(const Statement& row, std::size_t first,
                                                   DeclarationCode declaration);

}  // namespace mutua::store
