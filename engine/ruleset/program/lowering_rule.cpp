#include "engine/ruleset/program/lowering.hpp"

#include <algorithm>

namespace mutua::ruleset {

LoweredDefinition Lowering::lower_version(DefinitionId id, const RuleVersion& version,
                                          NodeId guard) {
    const Definition& definition = rules_.definitions[id];
    NodeId applicable = always;
    if (version.applies_when) { applicable = condition(*version.applies_when, {id, guard}); }
    if (graph.is_false(applicable)) { return {zero(definition.type), applicable}; }
    const Lowered value = lower_exceptions(id, version, graph.logical_and(guard, applicable));
    return {choose(applicable, value, zero(definition.type)), applicable};
}

Lowered Lowering::lower_exceptions(DefinitionId id, const RuleVersion& version, NodeId guard) {
    const Type& type = rules_.definitions[id].type;
    const auto& exceptions = version.exceptions;
    std::vector<NodeId> live;
    for (const CheckedException& one : exceptions) {
        live.push_back(condition(one.when, {id, guard}));
    }
    NodeId any = graph.boolean(false);
    std::vector<NodeId> top = live;
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        any = graph.logical_or(any, live[i]);
        for (std::size_t j = 0; j < exceptions.size(); ++j) {
            const auto& over = exceptions[j].over;
            if (std::find(over.begin(), over.end(), i) == over.end()) { continue; }
            top[i] = graph.logical_and(top[i], graph.logical_not(live[j]));
        }
    }
    for (const auto& [first, second] : version.watched_pairs) {
        const std::string& name = rules_.definitions[id].name;
        note_fault({id, guard}, graph.logical_and(top[first], top[second]),
                   {"E301", id,
                    "exceptions `" + exceptions[first].label + "` and `" +
                        exceptions[second].label + "` of `" + name + "` hold together",
                    "say in the rules which is `over` the other"});
    }
    const NodeId none = graph.logical_not(any);
    Lowered value = graph.is_false(none)
                        ? zero(type)
                        : formula(version.formula, type, {id, graph.logical_and(guard, none)});
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        if (graph.is_false(top[i])) { continue; }
        const Lowered other =
            formula(exceptions[i].formula, type, {id, graph.logical_and(guard, top[i])});
        value = choose(top[i], other, value);
    }
    return value;
}

Lowered Lowering::formula(const Formula& formula, const Type& type, const Path& path) {
    Lowered value = expression(formula.value, path);
    graph.set_origin(path.owner);
    if (!type.is_number()) { return value; }
    if (formula.rounding) {
        value = rounded(value, formula.rounding->mode, formula.rounding->step,
                        formula.rounding->decimals);
    }
    return type.quotient ? as_fraction(value) : at_scale(value, static_cast<int>(type.decimals));
}

Lowered Lowering::zero(const Type& type) {
    Lowered made;
    made.node = graph.constant(0);
    if (type.kind == ValueKind::code) { made.node = graph.constant(codes_.find("").value_or(0)); }
    if (type.is_number() && type.quotient) {
        made.denominator = always;
    } else if (type.is_number()) {
        made.scale = static_cast<int>(type.decimals);
    }
    return made;
}

Lowered Lowering::choose(NodeId condition, const Lowered& when_true, const Lowered& when_false) {
    Lowered made;
    made.node = graph.select(condition, when_true.node, when_false.node);
    made.scale = when_true.scale;
    if (when_true.denominator && when_false.denominator) {
        made.denominator = graph.select(condition, *when_true.denominator, *when_false.denominator);
    }
    return made;
}

}  // namespace mutua::ruleset
