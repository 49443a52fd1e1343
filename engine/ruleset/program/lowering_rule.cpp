#include "engine/ruleset/program/arithmetic.hpp"
#include "engine/ruleset/program/lowering.hpp"

#include <algorithm>

namespace mutua::ruleset {

/// The value in the version of the day; nothing, and a note, where there is none.
std::optional<LoweredDefinition> Lowering::lower_versions(DefinitionId id, NodeId guard) {
    const Definition& definition = rules_.definitions[id];
    const RuleDefinition& rule = *definition.rule();
    LoweredDefinition made;
    if (rule.mean_of_days) {
        made = mean_of_days(id, guard);
    } else {
        const auto version = version_for(definition, rule.versions, {id, guard});
        if (!version) { return std::nullopt; }
        made = lower_version(id, rule.versions[*version], guard);
    }
    if (!rule.amendments.empty() && !graph.is_false(made.applicable)) {
        const NodeId here = graph.logical_and(guard, made.applicable);
        const Lowered above = amended(id, made.value, here);
        made.value = choose(made.applicable, above, zero(definition.type));
    }
    return made;
}

LoweredDefinition Lowering::lower_version(DefinitionId id, const RuleVersion& version,
                                          NodeId guard) {
    const Definition& definition = rules_.definitions[id];
    NodeId applicable = always;
    if (version.applies_when) { applicable = condition(*version.applies_when, {id, guard}); }
    if (graph.is_false(applicable)) { return {zero(definition.type), applicable}; }
    const NodeId here = graph.logical_and(guard, applicable);
    const Lowered value = lower_exceptions(id, version, here, Rest::rounded);
    return {choose(applicable, value, zero(definition.type)), applicable};
}

/// The value of each version in force during the worked period, times its days, over all its days:
/// one quotient, rounded once.
LoweredDefinition Lowering::mean_of_days(DefinitionId id, NodeId guard) {
    const Definition& definition = rules_.definitions[id];
    const RuleDefinition& rule = *definition.rule();
    const Days period{request_.days[static_cast<std::size_t>(Clock::work_start)],
                      request_.days[static_cast<std::size_t>(Clock::work_end)]};
    check_covered(definition.package, Clock::work_start, {id, guard});
    check_covered(definition.package, Clock::work_end, {id, guard});
    const auto number = [](Date day) { return Arithmetic<Int128>::number_of(day); };
    const Int128 all_days = number(period.until) - number(period.from) + 1;
    Int128 days_left = all_days;
    std::vector<Lowered> values;
    std::vector<Int128> weights;
    NodeId applicable = graph.boolean(false);
    for (const RuleVersion& version : rule.versions) {
        const Int128 days = std::min(number(version.days.until), number(period.until)) -
                            std::max(number(version.days.from), number(period.from)) + 1;
        if (days <= 0) { continue; }
        days_left -= days;
        NodeId here = always;
        if (version.applies_when) { here = condition(*version.applies_when, {id, guard}); }
        applicable = graph.logical_or(applicable, here);
        if (graph.is_false(here)) { continue; }
        Lowered value = lower_exceptions(id, version, graph.logical_and(guard, here), Rest::exact);
        value.node = graph.select(here, value.node, graph.constant(0));
        values.push_back(value);
        weights.push_back(days);
    }
    if (days_left != 0 || all_days <= 0) {
        note_uncovered(definition.package, Clock::work_end, {id, guard});
    }
    if (values.empty() || all_days <= 0) { return {zero(definition.type), applicable}; }
    graph.set_origin(id);
    Lowered sum = zero(definition.type);
    sum.denominator.reset();
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i].node = graph.operation(Op::multiply, values[i].node, graph.constant(weights[i]));
        sum = i == 0 ? values[i] : sum_of(Op::add, sum, values[i]);
    }
    sum.denominator =
        graph.operation(Op::multiply, sum.denominator.value_or(always), graph.constant(all_days));
    const CheckedRounding& how = *rule.mean_of_days;
    const Lowered mean = rounded(sum, how.mode, how.step, how.decimals);
    const Lowered value = at_scale(mean, static_cast<int>(definition.type.decimals));
    return {choose(applicable, value, zero(definition.type)), applicable};
}

/// Where each exception holds and none that is declared over it.
std::vector<NodeId> Lowering::top_exceptions(const std::vector<CheckedException>& exceptions,
                                             const std::vector<NodeId>& live) {
    std::vector<NodeId> top = live;
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        for (std::size_t j = 0; j < exceptions.size(); ++j) {
            const auto& over = exceptions[j].over;
            if (std::find(over.begin(), over.end(), i) == over.end()) { continue; }
            top[i] = graph.logical_and(top[i], graph.logical_not(live[j]));
        }
    }
    return top;
}

void Lowering::note_watched(DefinitionId id, const RuleVersion& version,
                            const std::vector<NodeId>& top, NodeId guard) {
    for (const auto& [first, second] : version.watched_pairs) {
        note_fault({id, guard}, graph.logical_and(top[first], top[second]),
                   {"E301", id,
                    "exceptions `" + version.exceptions[first].label + "` and `" +
                        version.exceptions[second].label + "` of `" + rules_.definitions[id].name +
                        "` hold together",
                    "say in the rules which is `over` the other"});
    }
}

Lowered Lowering::lower_exceptions(DefinitionId id, const RuleVersion& version, NodeId guard,
                                   Rest rest) {
    const Type& type = rules_.definitions[id].type;
    const auto& exceptions = version.exceptions;
    std::vector<NodeId> live;
    NodeId any = graph.boolean(false);
    for (const CheckedException& one : exceptions) {
        live.push_back(condition(one.when, {id, guard}));
        any = graph.logical_or(any, live.back());
    }
    const std::vector<NodeId> top = top_exceptions(exceptions, live);
    note_watched(id, version, top, guard);
    const auto value_of = [&](const Formula& one, NodeId when) {
        const Path path{id, graph.logical_and(guard, when)};
        return rest == Rest::exact ? expression(one.value, path) : formula(one, type, path);
    };
    const NodeId none = graph.logical_not(any);
    std::vector<Lowered> values{graph.is_false(none) ? zero(type)
                                                     : value_of(version.formula, none)};
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        values.push_back(graph.is_false(top[i]) ? zero(type)
                                                : value_of(exceptions[i].formula, top[i]));
    }
    if (rest == Rest::exact) { to_common_form(values); }
    Lowered value = values.front();
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        if (!graph.is_false(top[i])) { value = choose(top[i], values[i + 1], value); }
    }
    return value;
}

/// The same scale for all, and a denominator for all where one has it.
void Lowering::to_common_form(std::vector<Lowered>& values) {
    int scale = values.front().scale;
    bool pairs = false;
    for (const Lowered& one : values) {
        scale = std::max(scale, one.scale);
        pairs = pairs || one.denominator.has_value();
    }
    for (Lowered& one : values) {
        one = at_scale(one, scale);
        if (pairs) { one.denominator = one.denominator.value_or(always); }
    }
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
