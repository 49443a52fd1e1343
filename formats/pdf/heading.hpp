#pragma once

#include "formats/pdf/pages.hpp"
#include "formats/pdf/sheet.hpp"

namespace mutua::pdf {

/// "INVOICE 2026-000001".
[[nodiscard]] std::string title_of(const Sheet& sheet);

/// Who writes to whom, what, when and about what: everything above the lines. The buyer stands
/// where the window of an envelope is.
[[nodiscard]] Block heading(const Sheet& sheet);

/// Bottom and, from the second page on, top of a page: whose it is, and its number.
void draw_frame(Canvas& canvas, const Sheet& sheet, Pages::Place place);

}  // namespace mutua::pdf
