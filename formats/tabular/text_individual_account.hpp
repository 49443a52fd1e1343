#pragma once

#include "engine/settlement/individual_account.hpp"

#include <string>

namespace mutua::tabular {

/// The individual account of a year as a page of 80 columns in the worker's language: who employs
/// and who works, then a line a slip with quarters and year, once for work and contributions and
/// once for tax and payment, and how the columns add up.
/// Source: royal decree of 8/08/1980 on social documents.
[[nodiscard]] std::string individual_account_text(const settlement::IndividualAccount& account);

}  // namespace mutua::tabular
