#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// A row of a table, in a version.
struct TablePlace {
    DefinitionId table = 0;
    std::size_t version = 0;
    std::size_t row = 0;
    friend auto operator<=>(const TablePlace&, const TablePlace&) = default;
};

/// What tests must pass so that they can notice a mutant.
struct MutantReach {
    std::vector<ExpressionId> expressions;
    /// Definitions, each in a version; versions of rules count too.
    std::vector<std::pair<DefinitionId, std::size_t>> versions;
    std::vector<DefinitionId> definitions;  ///< in any version
    std::vector<TablePlace> rows;
};

/// One change to a checked ruleset.
struct Mutant {
    syntax::Span span;
    std::string text;  ///< "10.00 % -> 10.01 %"
    MutantReach reach;
    std::vector<DefinitionId> changed;  ///< what apply() changes, and an undo restores
    std::optional<PackageId> package;   ///< its layer condition too
    std::function<void(CheckedRuleset&)> apply;
};

/// Every mutant of a ruleset, in the order of its definitions. A CSV table may have thousands of
/// rows: only those that some test finds, in `found_rows`, have mutants.
[[nodiscard]] std::vector<Mutant> mutants_of(const CheckedRuleset& rules,
                                             const std::set<TablePlace>& found_rows);

}  // namespace mutua::ruleset
