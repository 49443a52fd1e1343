#include "engine/ruleset/check/overlaps.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

bool ordered(const RuleVersion& version, std::size_t left, std::size_t right) {
    const auto& over_left = version.exceptions[left].over;
    const auto& over_right = version.exceptions[right].over;
    return std::find(over_left.begin(), over_left.end(), right) != over_left.end() ||
           std::find(over_right.begin(), over_right.end(), left) != over_right.end();
}

}  // namespace

void check_overlaps(CheckContext& context, const Definition& rule, RuleVersion& version,
                    const std::vector<std::pair<std::size_t, std::size_t>>& exclusive) {
    (void)context;
    (void)rule;
    (void)exclusive;
    for (std::size_t i = 0; i < version.exceptions.size(); ++i) {
        for (std::size_t j = i + 1; j < version.exceptions.size(); ++j) {
            if (!ordered(version, i, j)) { version.watched_pairs.emplace_back(i, j); }
        }
    }
}

}  // namespace mutua::ruleset
