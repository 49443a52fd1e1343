#pragma once

#include "formats/words/text_number.hpp"

#include <string>
#include <string_view>

namespace mutua::words {

/// A unit of UN/ECE Recommendation 20 behind a quantity: "h", "jours", "km"; one day is "jour".
/// Nothing for what is only counted (C62); a code that has no word here is shown itself.
[[nodiscard]] std::string unit_text(std::string_view code, bool is_single, Language language);

}  // namespace mutua::words
