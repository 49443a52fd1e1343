#pragma once

#include "engine/settlement/invoice.hpp"

namespace mutua::ubl {

/// What an invoice of services must hold to become a document: type 380, a buyer on the network,
/// references, lines with rising work dates and a category that services can have. What every
/// document must hold, above all that it ties, is promised by `require_tied`.
/// Errors: anything else is a ContractViolation that names the promise.
void require_complete(const settlement::Invoice& invoice);

}  // namespace mutua::ubl
