#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/check/constants.hpp"

#include <array>
#include <vector>

namespace mutua::ruleset {

/// The days on which anything changes, for each clock. Inside a segment every definition has one
/// version, so one program serves all its days.
class Segments {
public:
    Segments() = default;
    explicit Segments(const CheckedRuleset& rules);

    /// Which segment of each clock holds the days.
    [[nodiscard]] std::array<std::uint16_t, clock_count> of(const ClockDays& days) const;

    /// The first days of the segments of a clock, but for the first segment.
    [[nodiscard]] const std::vector<Date>& cuts(Clock clock) const {
        return cuts_[static_cast<std::size_t>(clock)];
    }

    /// True when a rule that is `dated by day` changes inside the worked period: what it gives then
    /// depends on the days themselves.
    [[nodiscard]] bool is_cut_inside(const ClockDays& days) const;

    /// For rules that are `dated by day`: the segment of the first and of the last worked day.
    [[nodiscard]] std::vector<std::uint16_t> inner_of(const ClockDays& days) const;

private:
    void cut_amendments(const CheckedRuleset& rules, const RuleDefinition& rule);
    void cut(Clock clock, Date day);
    void cut_days(Clock clock, const Days& days);

    std::array<std::vector<Date>, clock_count> cuts_;
    std::vector<Date> inner_cuts_;  ///< of rules that are `dated by day`
};

}  // namespace mutua::ruleset
