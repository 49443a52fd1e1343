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

private:
    void cut(Clock clock, Date day);
    void cut_days(Clock clock, const Days& days);

    std::array<std::vector<Date>, clock_count> cuts_;
};

}  // namespace mutua::ruleset
