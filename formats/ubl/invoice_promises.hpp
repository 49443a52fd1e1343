#pragma once

#include "engine/settlement/invoice.hpp"

#include <string_view>

namespace mutua::ubl {

/// What an invoice of services, or its credit note, must hold to become a document: the type that
/// it is written as, "380" or "381", references, lines with rising work dates and a category that
/// services can have. What every document must hold, above all that it ties, is promised by
/// `require_tied`. Errors: anything else is a ContractViolation that names the promise.
void require_complete(const settlement::Invoice& invoice, std::string_view type_code);

}  // namespace mutua::ubl
