#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// What tests must pass so that they can notice a mutant.
struct MutantReach {
    std::vector<ExpressionId> expressions;
    /// Definitions, each in a version; versions of rules count too.
    std::vector<std::pair<DefinitionId, std::size_t>> versions;
    std::vector<DefinitionId> definitions;  ///< in any version
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

/// Every mutant of a ruleset, in the order of its definitions.
[[nodiscard]] std::vector<Mutant> mutants_of(const CheckedRuleset& rules);

}  // namespace mutua::ruleset
