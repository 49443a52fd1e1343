#pragma once

#include "engine/ruleset/explain/code_pages.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::cli {

/// Every code that this program prints beside those of the rules (`ruleset::all_codes`); the rules
/// of e-invoicing that `ubl validate` names have pages of their own (`ubl_rule_pages.hpp`). I4NN
/// stands for the checks of a declaration: their numbers and texts are those of the rule packs.
[[nodiscard]] std::vector<std::string> program_codes();

/// The page of any code, of the rules too, in `fr`, `nl`, `de` or `en`; nothing for what is no
/// code. "I408" has the page of I4NN.
[[nodiscard]] std::optional<ruleset::CodePage> page_of_code(const std::string& code,
                                                            std::string_view language);

}  // namespace mutua::cli
