#pragma once

#include "formats/pdf/pages.hpp"
#include "formats/pdf/sheet.hpp"

namespace mutua::pdf {

/// VAT by rate with its reasons on the left, what the lines add up to on the right: together on one
/// page.
[[nodiscard]] Block totals(const Sheet& sheet);

/// Adds what the seller has to say: notes, and what the law wants said of a credit note.
void add_notes(Pages& pages, const Sheet& sheet);

/// How to pay, with the code that a bank's application reads; nothing where nothing is asked.
[[nodiscard]] Block payment(const Sheet& sheet);

}  // namespace mutua::pdf
