#pragma once

#include "engine/ruleset/explain/code_pages.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::cli {

/// The ids that findings of `ubl validate` have, in the newest release: "BR-CO-15", "XSD-02".
[[nodiscard]] std::vector<std::string> ubl_rule_ids();

/// The page of such an id: whose rule it is, what it judges and what it demands, in the words of
/// the language. The text of a rule is in English, as findings show it. Nothing for another id.
[[nodiscard]] std::optional<ruleset::CodePage> page_of_ubl_rule(const std::string& id,
                                                                std::string_view language);

}  // namespace mutua::cli
