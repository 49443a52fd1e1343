#pragma once

#include "formats/ubl/validation/expression.hpp"

#include <string>

namespace mutua::ubl::validation {

/// " (found 121.01, expected 121.00)" for a demand that an element does not meet and that compares
/// two figures; nothing for other demands. It goes behind the text of the rule. Called after
/// `holds` said false, before anything else is asked of the document.
[[nodiscard]] std::string figures_text(const Expression& demand, const JudgedDocument& document,
                                       xml::NodeIndex node);

}  // namespace mutua::ubl::validation
