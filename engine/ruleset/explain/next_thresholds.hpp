#pragma once

#include "engine/ruleset/explain/explanation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// A figure at a threshold.
struct ThresholdEffect {
    std::string becomes;  ///< with its unit; empty when the row is rejected
    bool applicable = true;
    std::string rejected;  ///< the code of the fault there
};

/// The nearest value of one quantity at which a figure comes about in another way.
struct NextThreshold {
    std::string figure;  ///< which changes its way: the one asked for, or a live one below it
    std::string now;     ///< its value, with its unit
    bool applies_now = true;
    std::string quantity;
    std::string value;  ///< now
    bool upwards = true;
    std::string at;        ///< the first value at which something changes
    std::string distance;  ///< from now to there
    std::string becomes;   ///< the figure there, with its unit; empty when it is rejected
    bool applicable = true;
    std::string rejected;              ///< the code of the fault there
    std::vector<std::string> because;  ///< what changes: an exception, a bracket, …
    ThresholdEffect asked;             ///< the figure that was asked for, there
};

struct NextThresholds {
    std::string figure;
    std::string language = "en";  ///< of its words
    std::string value;
    std::string label;
    bool applicable = true;
    std::vector<NextThreshold> next;
};

/// For each number or day that the rule, or a live rule below it, reads by name, changed alone: the
/// nearest value above and below at which another exception, bracket, branch or side of a `min`
/// decides, that rule applies or no longer does, or the row is rejected, and what its figure and
/// the one that was asked for become there. The nearest first, as a part of the quantity. Values
/// that a quantity cannot have, by the range of an input or what is proved of a rule, are no
/// thresholds. A figure that is given or no rule has none. Errors: as explain().
[[nodiscard]] Result<NextThresholds> next_thresholds(Calculator& calculator,
                                                     std::string_view package,
                                                     std::string_view figure, const Case& row,
                                                     const ExplainOptions& options = {});

/// For people and for programs, as explanations.
[[nodiscard]] std::string to_text(const NextThresholds& found);
[[nodiscard]] std::string to_json(const NextThresholds& found);

}  // namespace mutua::ruleset
