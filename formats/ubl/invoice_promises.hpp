#pragma once

#include "engine/settlement/invoice.hpp"

namespace mutua::ubl {

/// What an invoice must hold to be written at all: identifiers present, due date not before issue,
/// lines, breakdowns and totals that add up to the cent, one breakdown a category and rate.
/// Errors: anything else is a ContractViolation that names the promise.
/// Source: EN 16931 rules BR-CO-10, -13, -14, -15, -16, BR-S-08 and siblings, without tolerance.
void require_complete(const settlement::Invoice& invoice);

}  // namespace mutua::ubl
