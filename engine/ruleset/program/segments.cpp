#include "engine/ruleset/program/segments.hpp"

#include "engine/ruleset/check/walk_definition.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// The first and the day after the last of each version.
std::vector<Date> cuts_of(const Definition& definition) {
    std::vector<Date> cuts;
    const auto take = [&](const auto& versions) {
        for (const auto& version : versions) {
            if (version.days.from > first_of_days) { cuts.push_back(version.days.from); }
            if (version.days.until < last_of_days) {
                cuts.push_back(add_days(version.days.until, 1));
            }
        }
    };
    if (const auto* param = definition.param()) { take(param->versions); }
    if (const auto* scale = definition.scale()) { take(scale->versions); }
    if (const auto* table = definition.table()) { take(table->versions); }
    if (const auto* rule = definition.rule()) { take(rule->versions); }
    return cuts;
}

}  // namespace

Segments::Segments(const CheckedRuleset& rules) {
    for (const Package& package : rules.packages) {
        for (std::size_t clock = 0; clock < clock_count; ++clock) {
            cut_days(static_cast<Clock>(clock), package.covers);
        }
    }
    for (const Definition& definition : rules.definitions) {
        const RuleDefinition* rule = definition.rule();
        const bool by_days = rule != nullptr && rule->mean_of_days.has_value();
        for (const Date day : cuts_of(definition)) {
            if (by_days) {
                inner_cuts_.push_back(day);
            } else {
                cut(definition.clock, day);
            }
        }
        if (rule != nullptr) { cut_amendments(rules, *rule); }
        walk_all(rules, definition, [&](const TypedExpression& one) {
            if (!one.at || one.at->day) { return; }
            for (const Date day : cuts_of(rules.definitions[one.definition])) {
                cut(one.at->clock, carried_back(day, one.at->start));
            }
        });
    }
    for (std::vector<Date>& cuts : cuts_) {
        std::sort(cuts.begin(), cuts.end());
        cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    }
}

void Segments::cut_amendments(const CheckedRuleset& rules, const RuleDefinition& rule) {
    for (const Amendment& amendment : rule.amendments) {
        for (const AmendmentVersion& version : amendment.versions) {
            cut_days(rules.packages[amendment.package].clock, version.days);
        }
    }
}

bool Segments::is_cut_inside(const ClockDays& days) const {
    const Date first = days[static_cast<std::size_t>(Clock::work_start)];
    const Date last = days[static_cast<std::size_t>(Clock::work_end)];
    return std::any_of(inner_cuts_.begin(), inner_cuts_.end(),
                       [&](Date day) { return first < day && day <= last; });
}

std::vector<std::uint16_t> Segments::inner_of(const ClockDays& days) const {
    std::vector<std::uint16_t> found;
    for (const Clock clock : {Clock::work_start, Clock::work_end}) {
        const Date day = days[static_cast<std::size_t>(clock)];
        const auto before = std::count_if(inner_cuts_.begin(), inner_cuts_.end(),
                                          [&](Date one) { return one <= day; });
        found.push_back(static_cast<std::uint16_t>(before));
    }
    return found;
}

void Segments::cut(Clock clock, Date day) { cuts_[static_cast<std::size_t>(clock)].push_back(day); }

void Segments::cut_days(Clock clock, const Days& days) {
    cut(clock, days.from);
    if (days.until < last_of_days) { cut(clock, add_days(days.until, 1)); }
}

std::array<std::uint16_t, clock_count> Segments::of(const ClockDays& days) const {
    std::array<std::uint16_t, clock_count> segments{};
    for (std::size_t clock = 0; clock < clock_count; ++clock) {
        const auto at = std::upper_bound(cuts_[clock].begin(), cuts_[clock].end(), days[clock]);
        segments[clock] = static_cast<std::uint16_t>(at - cuts_[clock].begin());
    }
    return segments;
}

}  // namespace mutua::ruleset
