#pragma once

#include "formats/pdf/pages.hpp"
#include "formats/pdf/sheet.hpp"

namespace mutua::pdf {

/// Adds the lines: what was done and when, how much, at which price, with which VAT. The head
/// stands again on each page that they take.
void add_lines(Pages& pages, const Sheet& sheet);

}  // namespace mutua::pdf
