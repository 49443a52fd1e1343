#pragma once

#include "engine/core/digest.hpp"
#include "engine/ruleset/check/checked_ruleset.hpp"

#include <string>
#include <vector>

/// The checked tree for other tools.
namespace mutua::ruleset {

/// Packages as JSON, one object each, in an array unless `packages` names exactly one: format
/// `mutua-rules/1`. Numbers are exact strings, keys are only ever added.
[[nodiscard]] std::string dump_json(const CheckedRuleset& rules,
                                    const std::vector<PackageId>& packages);

/// The definitions that the roots reach as a graph in DOT, an arrow from each reader to what it
/// reads.
[[nodiscard]] std::string dump_graph(const CheckedRuleset& rules,
                                     const std::vector<DefinitionId>& roots);

/// What one definition means, as compact JSON without spans, labels, tests and sources: two
/// definitions with one such text compute the same from the same values.
[[nodiscard]] std::string meaning_json(const CheckedRuleset& rules, DefinitionId definition);

/// Identity of what the roots compute: SHA-256 of the meanings of all that they reach. Formatting,
/// comments, labels and sources change the hash of a ruleset and not this one.
[[nodiscard]] Digest program_hash(const CheckedRuleset& rules,
                                  const std::vector<DefinitionId>& roots);

}  // namespace mutua::ruleset
