#include "engine/ruleset/explain/proved_ranges.hpp"

#include "engine/ruleset/program/lowering.hpp"

namespace mutua::ruleset {

ProvedRanges::ProvedRanges(const ReplayedQuestion& asked)
    : rules_{asked.replay.rules()},
      codes_{rules_},
      resolved_{resolve_case(rules_, asked.package, asked.asked_row)} {}

const Interval& ProvedRanges::of(DefinitionId rule) {
    const auto known = known_.find(rule);
    if (known != known_.end()) { return known->second; }
    ProgramRequest request;
    request.wanted = {{rule, std::nullopt}};
    request.given = resolved_.given;
    request.given[rule] = Presence::none;
    request.days = resolved_.days;
    Lowering lowering{rules_, codes_, request};
    lowering.run();
    const NodeId node = lowering.wanted(request.wanted.front()).value.node;
    return known_.emplace(rule, lowering.graph[node].range).first->second;
}

}  // namespace mutua::ruleset
