#pragma once

#include "engine/settlement/difference.hpp"

#include <string>

namespace mutua::tabular {

/// The difference slip as a page of text, in the member's language: why, and each amount as it was,
/// as it is, and what changed.
[[nodiscard]] std::string difference_text(const settlement::DifferenceSlip& slip);

}  // namespace mutua::tabular
