#pragma once

#include "engine/ruleset/proof/answers.hpp"

#include <string>

namespace mutua::ruleset {

/// A case as a `test` block of the rule language, to be pasted into the file of the package: its
/// days, what it gives, and what the exact walk found for the asked figures. Names are as short as
/// they can be read there; every contract and client of several is named.
[[nodiscard]] std::string test_text(const CheckedRuleset& rules, PackageId package, const Case& one,
                                    const AskedFigures& asked, const ExactAnswer& exact);

}  // namespace mutua::ruleset
