#include "engine/ruleset/program/lowering.hpp"

#include <algorithm>

namespace mutua::ruleset {

/// The value after every layer that may say something, from the lowest to the highest.
Lowered Lowering::amended(DefinitionId id, Lowered value, NodeId guard) {
    const auto& amendments = rules_.definitions[id].rule()->amendments;
    for (std::size_t i = 0; i < amendments.size(); ++i) {
        const bool is_first = i == 0 || amendments[i - 1].layer != amendments[i].layer;
        if (is_first) { value = amended_by(id, amendments[i].layer, value, guard); }
    }
    return value;
}

Lowered Lowering::amended_by(DefinitionId id, Layer layer, const Lowered& below, NodeId guard) {
    const Type& type = rules_.definitions[id].type;
    const std::optional<Lowered> outer = inherited_;
    inherited_ = below;
    const std::vector<LiveAmendment> live = live_amendments(id, layer, guard);
    note_rivals(id, live, guard);
    Lowered value = below;
    for (const LiveAmendment& one : live) {
        const Path path{id, graph.logical_and(guard, one.top)};
        const Lowered other = formula(one.exception->formula, type, path);
        note_bound(id, below, other, path);
        value = choose(one.top, other, value);
    }
    inherited_ = outer;
    return value;
}

/// The exceptions of every amendment of a layer that can hold on this day and row.
std::vector<Lowering::LiveAmendment> Lowering::live_amendments(DefinitionId id, Layer layer,
                                                               NodeId guard) {
    std::vector<LiveAmendment> all;
    const auto& amendments = rules_.definitions[id].rule()->amendments;
    for (std::size_t i = 0; i < amendments.size(); ++i) {
        if (amendments[i].layer != layer) { continue; }
        const Package& package = rules_.packages[amendments[i].package];
        const Date day = request_.days[static_cast<std::size_t>(package.clock)];
        const auto version = version_on(amendments[i].versions, day);
        if (!version) { continue; }
        NodeId holds = always;
        if (package.layer_when) { holds = condition(*package.layer_when, {id, guard}); }
        if (graph.is_false(holds)) { continue; }
        const AmendmentVersion& chosen = amendments[i].versions[*version];
        const NodeId inside = graph.logical_and(guard, holds);
        std::vector<NodeId> live;
        for (const CheckedException& one : chosen.exceptions) {
            live.push_back(graph.logical_and(holds, condition(one.when, {id, inside})));
        }
        const std::vector<NodeId> top = top_exceptions(chosen.exceptions, live);
        for (std::size_t j = 0; j < top.size(); ++j) {
            if (graph.is_false(top[j])) { continue; }
            all.push_back({&chosen.exceptions[j], i, j, &chosen, top[j]});
        }
    }
    return all;
}

/// Two exceptions of one amendment that hold together and are not ordered: E301. Those of two
/// amendments are proved to exclude each other (R501, R502).
void Lowering::note_rivals(DefinitionId id, const std::vector<LiveAmendment>& live, NodeId guard) {
    for (std::size_t i = 0; i < live.size(); ++i) {
        for (std::size_t j = i + 1; j < live.size(); ++j) {
            const LiveAmendment& first = live[i];
            const LiveAmendment& second = live[j];
            if (first.source != second.source) { continue; }
            const auto& watched = first.version->watched_pairs;
            const std::pair pair{first.position, second.position};
            if (std::find(watched.begin(), watched.end(), pair) == watched.end()) { continue; }
            const std::string& name = rules_.definitions[id].name;
            note_fault({id, guard}, graph.logical_and(first.top, second.top),
                       {"E301", id,
                        "amendments `" + first.exception->label + "` and `" +
                            second.exception->label + "` of `" + name + "` hold together",
                        "say in the rules which is `over` the other"});
        }
    }
}

/// True where the graph proves that a value is no less than `below` (or no more, for `at most`),
/// which stands in it times `factor`.
bool Lowering::keeps_to(OpenTo::Bound bound, NodeId value, NodeId below, Int128 factor,
                        int depth) const {
    constexpr int depth_max = 8;
    if (value == below && factor == 1) { return true; }
    const Node& node = graph[value];
    if (node.kind != Node::Kind::operation || depth == depth_max) { return false; }
    const bool least = bound == OpenTo::Bound::at_least;
    const auto keeps = [&](NodeId operand) {
        return keeps_to(bound, operand, below, factor, depth + 1);
    };
    const auto adds = [&](NodeId operand) {
        const Interval& range = graph[operand].range;
        return least ? range.low >= 0 : range.high <= 0;
    };
    const auto is_factor = [&](NodeId operand) {
        return graph.is_constant(operand) && graph[operand].constant == factor;
    };
    switch (node.op) {
        case Op::multiply:
            return (node.a == below && is_factor(node.b)) || (node.b == below && is_factor(node.a));
        case Op::add:
            return (keeps(node.a) && adds(node.b)) || (keeps(node.b) && adds(node.a));
        case Op::minimum:
        case Op::maximum:
            return least == (node.op == Op::maximum) ? keeps(node.a) || keeps(node.b)
                                                     : keeps(node.a) && keeps(node.b);
        case Op::select:
            return keeps(node.a) && keeps(node.b);
        case Op::round: {
            // Of whole numbers in order the rounded ones are in order, and `below` is whole.
            const Scaling& scaling = graph.pool.scalings[static_cast<std::size_t>(node.index)];
            const bool whole = scaling.factor == 1 && scaling.step == 1;
            return whole && scaling.divisor < Interval::limit / factor &&
                   keeps_to(bound, node.a, below, factor * scaling.divisor, depth + 1);
        }
        default:
            return false;
    }
}

/// The principle of favour: what a layer above may not go below, or beyond.
void Lowering::note_bound(DefinitionId id, const Lowered& below, const Lowered& value,
                          const Path& path) {
    const Definition& definition = rules_.definitions[id];
    const auto& open = definition.rule()->open;
    if (!open || open->bound == OpenTo::Bound::none || !definition.type.is_number()) { return; }
    const bool plain = !value.denominator && !below.denominator && value.scale == below.scale;
    if (plain && keeps_to(open->bound, value.node, below.node, 1, 0)) { return; }
    const bool least = open->bound == OpenTo::Bound::at_least;
    const NodeId broken =
        compare_values(least ? TypedKind::less : TypedKind::greater, value, below);
    note_fault(path, broken,
               {"E302", id,
                "an amendment of `" + definition.name + "` gives " +
                    (least ? "less than the layers below, which it may only raise"
                           : "more than the layers below, which it may only lower"),
                least ? "the rule is open `at least`" : "the rule is open `at most`"});
}

}  // namespace mutua::ruleset
