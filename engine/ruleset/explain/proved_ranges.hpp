#pragma once

#include "engine/ruleset/explain/replayed_question.hpp"
#include "engine/ruleset/program/interval.hpp"
#include "engine/ruleset/program/program.hpp"
#include "engine/ruleset/run/question.hpp"

#include <map>

namespace mutua::ruleset {

/// What is proved of the values of rules on the days of a case, for all inputs in their ranges.
class ProvedRanges {
public:
    explicit ProvedRanges(const ReplayedQuestion& asked);

    /// The values of a rule in raw numbers; what is not known lies at the limits.
    const Interval& of(DefinitionId rule);

private:
    const CheckedRuleset& rules_;
    CodeTable codes_;
    ResolvedCase resolved_;
    std::map<DefinitionId, Interval> known_;
};

}  // namespace mutua::ruleset
