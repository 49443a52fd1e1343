#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace mutua::ruleset {

/// Notes what every definition reads, once all are known.
void note_readings(CheckedRuleset& rules);

/// Whose fault it is, and whether it is a failed `ensure`: a test of the value, not a part of it.
struct FaultOwner {
    DefinitionId definition = 0;
    bool is_test = false;
};

/// How a value or a test is made of another definition, directly or through others: of its value in
/// the same row, or by way of other rows.
struct Reliance {
    bool same_row = false;
    bool other_rows = false;
};
[[nodiscard]] Reliance reliance(const CheckedRuleset& rules, FaultOwner fault, DefinitionId on);

/// Which of some things follow from none that is first itself; of a circle one is first.
[[nodiscard]] std::vector<bool> first_of_chains(
    const std::vector<std::vector<std::size_t>>& follows);

/// Of some faults those that follow from no other one: what reads a refused value says nothing new.
/// `owner_of(fault)` is a FaultOwner; `in_one_row(fault, cause)` is true of faults of one row, or
/// of a row and the one that it belongs to, `connected(fault, cause)` of rows that read one
/// another.
template <typename Fault, typename OwnerOf, typename InOneRow, typename Connected>
[[nodiscard]] std::vector<Fault> causes_of(const CheckedRuleset& rules,
                                           const std::vector<Fault>& faults,
                                           const OwnerOf& owner_of, const InOneRow& in_one_row,
                                           const Connected& connected) {
    const std::size_t count = faults.size();
    std::vector<std::vector<std::size_t>> follows(count);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < count; ++j) {
            const FaultOwner own = owner_of(faults[i]);
            const FaultOwner other = owner_of(faults[j]);
            const bool here = in_one_row(faults[i], faults[j]);
            if (own.definition == other.definition) {
                if (here && own.is_test && !other.is_test) { follows[i].push_back(j); }
                continue;
            }
            const Reliance how = reliance(rules, own, other.definition);
            const bool by_row = here && (how.same_row || how.other_rows);
            if (by_row || (how.other_rows && connected(faults[i], faults[j]))) {
                follows[i].push_back(j);
            }
        }
    }
    const std::vector<bool> is_first = first_of_chains(follows);
    std::vector<Fault> kept;
    for (std::size_t i = 0; i < count; ++i) {
        if (is_first[i]) { kept.push_back(faults[i]); }
    }
    return kept;
}

}  // namespace mutua::ruleset
