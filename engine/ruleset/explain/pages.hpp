#pragma once

#include "engine/ruleset/ruleset.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// One HTML page about the rules.
struct RulesPage {
    std::string file;  ///< "index.html", "be.payslip.html"
    std::string text;
};

/// An index and one page for each package: every rule, figure, scale and table with every version,
/// its source with a link, labels, days of review, formulas with links to what they use and what
/// uses them. Plain HTML with its style inside, no script; the same rules give the same bytes. The
/// words are those of the language (fr nl de, else en), whose labels come first.
[[nodiscard]] std::vector<RulesPage> rules_pages(const Ruleset& rules,
                                                 std::string_view language = "en");

}  // namespace mutua::ruleset
