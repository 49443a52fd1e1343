#pragma once

#include "engine/ruleset/explain/difference.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// One thing that a definition says and that can change by itself.
struct Facet {
    std::string part;  ///< which one: facets of two versions with one part are compared
    ChangeKind kind = ChangeKind::figure;
    std::string text;                           ///< as people read it
    std::string meaning;                        ///< equal for equal content, however it is written
    std::string source;                         ///< what a figure or formula rests on
    const CheckedEvidence* evidence = nullptr;  ///< of the facet that is the evidence itself
};

/// What a definition says whatever the day: type, range, labels, where it is printed.
[[nodiscard]] std::vector<Facet> facets_always(const CheckedRuleset& rules,
                                               const Definition& definition);

/// What it says on a day; nothing when it has no version then.
[[nodiscard]] std::optional<std::vector<Facet>> facets_on(const CheckedRuleset& rules,
                                                          const Definition& definition, Date day);

/// What a package says itself: coverage, layer, rounding, sources, enums.
[[nodiscard]] std::vector<Facet> facets_of(const CheckedRuleset& rules, const Package& package);

/// The first days of the versions of a definition and the days after their ends.
[[nodiscard]] std::vector<Date> cut_days(const Definition& definition);

/// `source act "par. 2"  review by 2027-06-30  provisional`, as it is written in rules.
[[nodiscard]] std::string evidence_text(const CheckedRuleset& rules,
                                        const CheckedEvidence& evidence);

/// A formula in canonical form on one line, with the rounding that is written at it.
[[nodiscard]] std::string formula_line(const CheckedRuleset& rules, const Formula& formula);

/// "half up to 0.01"
[[nodiscard]] std::string rounding_text(const CheckedRounding& rounding);

}  // namespace mutua::ruleset
