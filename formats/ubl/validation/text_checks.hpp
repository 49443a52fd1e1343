#pragma once

#include "formats/ubl/validation/checks.hpp"

namespace mutua::ubl::validation {

/// What EN 16931 and Peppol compare within a document: dates, names, references, currencies.
void add_text_checks(CheckTable& checks);

}  // namespace mutua::ubl::validation
