#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// A figure or formula that somebody is to look at again.
struct Review {
    Date by;                      ///< `review by`
    std::string name;             ///< "be.vat.rate", "be.vat.treatment exception farm"
    std::optional<Date> since;    ///< first day of the version; none of what holds always
    std::string value;            ///< "0.02 %", "from_20: 0.18 %, under_20: 0.13 %", a formula
    std::string evidence;         ///< source and place, as written
    bool is_provisional = false;  ///< it stands in for what is not known
};

/// Every `review by` of the rules, by day, name and version: what an expert has to look up, and
/// until when what stands there is used.
[[nodiscard]] std::vector<Review> reviews(const CheckedRuleset& rules);

}  // namespace mutua::ruleset
