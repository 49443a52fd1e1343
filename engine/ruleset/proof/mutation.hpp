#pragma once

#include "engine/ruleset/proof/unread_rows.hpp"
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
    std::vector<UnreadRows> unread;  ///< rows of CSV tables, which have no mutants
    /// R905, in the order of the files: mutants, and rows that no test reads, without a reason.
    Diagnostics survivors;
};

/// Changes one thing of the checked rules at a time and runs, on the exact walk, the tests that
/// reach it. Nothing is checked or compiled again. `progress` is told how many of how many are done
/// now and then; it may be empty.
/// Source: the specification of the language, its section 18.
[[nodiscard]] MutationReport mutation(
    const Ruleset& ruleset, std::string_view only = "",
    const std::function<void(std::size_t, std::size_t)>& progress = {});

}  // namespace mutua::ruleset
