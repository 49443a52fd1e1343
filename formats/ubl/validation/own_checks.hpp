#pragma once

#include "formats/ubl/validation/checks.hpp"

namespace mutua::ubl::validation {

/// What we ask beyond the official rules: Belgian numbers, accounts, exact amounts.
void add_own_checks(CheckTable& checks);

}  // namespace mutua::ubl::validation
