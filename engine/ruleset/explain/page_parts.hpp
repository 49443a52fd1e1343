#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/explain/words.hpp"

#include <map>
#include <string>
#include <vector>

/// What the pages about the rules are made of; everything returned is HTML.
namespace mutua::ruleset::html {

/// The comments of the authors, by "package" or full name of a definition.
using Notes = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] Notes notes_of(const CheckedRuleset& rules);

/// `be.payslip.html#net_pay`, or `#net_pay` on the page of its own package.
[[nodiscard]] std::string address_of(const CheckedRuleset& rules, DefinitionId definition,
                                     PackageId page);

/// Words of a rule file as a formula: laid out, names linked, reserved words marked.
[[nodiscard]] std::string formula_of(const CheckedRuleset& rules, PackageId page,
                                     std::string_view words);

/// Titles with links, places, the day of review and whether it is provisional.
[[nodiscard]] std::string evidence_of(const Words& words, const CheckedRuleset& rules,
                                      const CheckedEvidence& evidence);

/// A list of links to definitions, empty without any.
[[nodiscard]] std::string links_to(const CheckedRuleset& rules, PackageId page,
                                   std::string_view lead, const std::vector<DefinitionId>& all);

/// The first column of a version: its days.
[[nodiscard]] std::string days_of(const Words& words, const Days& days);

/// What a package says of the rules of others, version by version; empty when it amends none.
[[nodiscard]] std::string amendments_of(const Words& words, const CheckedRuleset& rules,
                                        PackageId package);

/// All versions of a definition, as the table or the formulas that a reader compares.
[[nodiscard]] std::string versions_of(const Words& words, const CheckedRuleset& rules,
                                      const Definition& definition);

}  // namespace mutua::ruleset::html
