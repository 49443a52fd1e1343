#pragma once

#include "formats/ubl/validation/checks.hpp"

namespace mutua::ubl::validation {

/// The calculations of EN 16931: sums, totals, VAT breakdowns.
void add_amount_checks(CheckTable& checks);

}  // namespace mutua::ubl::validation
