#pragma once

#include "engine/ruleset/ruleset.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// What tests notice of single changes to one package, or to all.
struct MutationTotal {
    std::string package;  ///< empty: all of them
    std::size_t mutants = 0;
    std::size_t killed = 0;
    std::size_t excused = 0;  ///< survivors that the rules give a reason for
    std::size_t survived = 0;
};

/// What tests notice of single changes to the rules.
struct MutationReport {
    std::vector<MutationTotal> totals;  ///< by package, without those that nothing changes in
    MutationTotal all;
    Diagnostics survivors;  ///< R905, in the order of the files
};

/// The comment that excuses the mutants of its line, or of the next one when it stands alone:
/// `# no mutant: REASON`.
inline constexpr std::string_view mutant_excuse = "# no mutant: ";

/// Changes one thing of the checked rules at a time and runs, on the exact walk, the tests that
/// reach it. Nothing is checked or compiled again. `progress` is told how many of how many are done
/// now and then; it may be empty.
/// Source: the specification of the language, its section 18.
[[nodiscard]] MutationReport mutation(
    const Ruleset& ruleset, std::string_view only = "",
    const std::function<void(std::size_t, std::size_t)>& progress = {});

}  // namespace mutua::ruleset
