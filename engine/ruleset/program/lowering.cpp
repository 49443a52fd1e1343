#include "engine/ruleset/program/lowering.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

Frame frame_of(const Definition& definition) { return definition.scope.value_or(Scope::payslip); }

}  // namespace

Lowering::Lowering(const CheckedRuleset& rules, const CodeTable& codes,
                   const ProgramRequest& request)
    : rules_{rules},
      codes_{codes},
      request_{request},
      definitions_(rules.definitions.size()),
      priors_(rules.definitions.size()),
      edges_(rules.definitions.size()) {}

void Lowering::run() {
    for (const ProgramRequest::Wanted& one : request_.wanted) {
        if (rules_.definitions[one.definition].param() != nullptr) {
            static_cast<void>(wanted(one));  // Notes a day that its package does not cover.
            continue;
        }
        lower(one.definition);
        always_needed_.push_back(one.definition);
    }
    lower_ensures();
    find_missing();
    place_faults();
}

LoweredDefinition Lowering::wanted(const ProgramRequest::Wanted& wanted) {
    const Definition& definition = rules_.definitions[wanted.definition];
    if (definition.param() == nullptr) { return lower(wanted.definition); }
    TypedExpression read_param;
    read_param.kind = TypedKind::read;
    read_param.definition = wanted.definition;
    read_param.field = wanted.field;
    read_param.type = wanted.field ? definition.type.fields[*wanted.field].type : definition.type;
    return {param(read_param, {wanted.definition, always}), always};
}

const LoweredDefinition& Lowering::lower(DefinitionId id) {
    if (!definitions_[id]) {
        const Definition& definition = rules_.definitions[id];
        LoweredDefinition made = definition.input() != nullptr   ? lower_input(id)
                                 : definition.carry() != nullptr ? lower_carry(id)
                                                                 : lower_rule(id);
        definitions_[id] = made;
        finished_.push_back(id);
        if (definition.rule() != nullptr && request_.given[id] != Presence::all) {
            ensures_left_.push_back(id);
        }
    }
    return *definitions_[id];
}

Frame Lowering::place_of(const Path& path) const {
    return path.rows.value_or(frame_of(rules_.definitions[path.owner]));
}

/// What the range of an input or a carry says of its raw values.
Interval Lowering::declared_range(DefinitionId id) const {
    const Definition& definition = rules_.definitions[id];
    const InputDefinition* input = definition.input();
    const CarryDefinition* carry = definition.carry();
    const auto low = input != nullptr ? input->low : (carry != nullptr ? carry->low : std::nullopt);
    const auto high =
        input != nullptr ? input->high : (carry != nullptr ? carry->high : std::nullopt);
    switch (definition.type.kind) {
        case ValueKind::boolean:
            return {0, 1};
        case ValueKind::enumeration:
            return {0, static_cast<Int128>(rules_.enums[definition.type.enumeration].items.size())};
        case ValueKind::number:
            break;
        default:
            return {-(static_cast<Int128>(1) << 40), static_cast<Int128>(1) << 40};
    }
    Interval range;
    if (definition.type.quotient) {
        // Of a fraction the sign is known, and in lowest terms nothing else.
        if (low && *low >= 0) { range.low = *low > 0 ? 1 : 0; }
        return range;
    }
    if (low) { range.low = scaled(*low, definition.type.decimals).value_or(range.low); }
    if (high) { range.high = scaled(*high, definition.type.decimals).value_or(range.high); }
    return range;
}

Lowered Lowering::column(DefinitionId id, std::optional<NodeId>* given) {
    const Definition& definition = rules_.definitions[id];
    const Frame frame = frame_of(definition);
    const auto index = static_cast<std::int64_t>(columns.size()) * 3;
    ColumnNodes nodes;
    Lowered made;
    graph.set_origin(id);
    nodes.value = graph.column(frame, index, declared_range(id));
    made.node = nodes.value;
    made.scale = static_cast<int>(definition.type.decimals);
    if (!definition.type.is_number()) { made.scale = 0; }
    if (definition.type.quotient) {
        nodes.denominator = graph.column(frame, index + 1, {1, Interval::limit});
        made.denominator = nodes.denominator;
        made.scale = 0;
    }
    if (given != nullptr) {
        nodes.given = graph.column(frame, index + 2, {0, 1});
        *given = nodes.given;
    }
    columns.push_back({id, frame, no_slot, no_slot, no_slot});
    column_nodes.push_back(nodes);
    return made;
}

LoweredDefinition Lowering::blend(NodeId given, const Lowered& from_row,
                                  const LoweredDefinition& computed) {
    return {choose(given, from_row, computed.value), graph.logical_or(given, computed.applicable)};
}

LoweredDefinition Lowering::lower_input(DefinitionId id) {
    const Definition& definition = rules_.definitions[id];
    const InputDefinition& input = *definition.input();
    const Presence presence = request_.given[id];
    if (presence == Presence::all && !request_.profile.empty() && request_.profile[id]) {
        return {{graph.constant(*request_.profile[id]), std::nullopt, 0}, always};
    }
    if (presence == Presence::all) { return {column(id, nullptr), always}; }
    std::optional<NodeId> given;
    Lowered from_row;
    if (presence == Presence::some) { from_row = column(id, &given); }
    if (!input.default_value) {
        missing_ids_.insert(id);
        note_fault({id, given ? graph.logical_not(*given) : always}, always,
                   {missing_input, id, "", ""});
        const Lowered nothing = zero(definition.type);
        return given ? blend(*given, from_row, {nothing, always})
                     : LoweredDefinition{nothing, always};
    }
    const NodeId needed = given ? graph.logical_not(*given) : always;
    const Path path{id, needed};
    LoweredDefinition computed{formula(*input.default_value, definition.type, path), always};
    note_outside(id, computed.value, path,
                 {"E101", id, "the default of `" + definition.name + "` lies outside its range",
                  "give `" + definition.name + "`"});
    return given ? blend(*given, from_row, computed) : computed;
}

/// " 0.00 .. 90.00" of a carry that has one.
std::string Lowering::range_text(DefinitionId id) const {
    const Definition& definition = rules_.definitions[id];
    const CarryDefinition& carry = *definition.carry();
    if (!definition.type.is_number() || !carry.low || !carry.high) { return ""; }
    const auto bound = [&](const Decimal& limit) {
        return mutua::to_string(limit, definition.type.decimals);
    };
    return " " + bound(*carry.low) + " .. " + bound(*carry.high);
}

/// A value that was computed must lie in the range that is declared.
void Lowering::note_outside(DefinitionId id, const Lowered& value, const Path& path,
                            FaultSite site) {
    const Definition& definition = rules_.definitions[id];
    const InputDefinition* input = definition.input();
    const CarryDefinition* carry = definition.carry();
    const auto& low = input != nullptr ? input->low : carry->low;
    const auto& high = input != nullptr ? input->high : carry->high;
    if (!definition.type.is_number() || !low || !high) { return; }
    const auto bound = [&](const Decimal& limit) { return constant(limit, definition.type); };
    const NodeId outside =
        graph.logical_or(compare_values(TypedKind::less, value, bound(*low)),
                         compare_values(TypedKind::greater, value, bound(*high)));
    note_fault(path, outside, std::move(site));
}

LoweredDefinition Lowering::lower_carry(DefinitionId id) {
    const Definition& definition = rules_.definitions[id];
    const Path path{id, always};
    const Lowered value = formula(definition.carry()->formula, definition.type, path);
    note_outside(id, value, path,
                 {"E104", id, "`" + definition.name + "` leaves its range" + range_text(id),
                  "look at what it adds up, or widen its range in the rules"});
    return {value, always};
}

/// The carry as it was before the row: a column, or where it starts.
Lowered Lowering::prior(DefinitionId id) {
    if (priors_[id]) { return *priors_[id]; }
    const Definition& definition = rules_.definitions[id];
    const CarryDefinition& carry = *definition.carry();
    const Lowered start =
        carry.starts_at ? constant(*carry.starts_at, definition.type) : zero(definition.type);
    const int scale = start.denominator || !definition.type.is_number()
                          ? start.scale
                          : static_cast<int>(definition.type.decimals);
    Lowered value = at_scale(start, scale);
    std::optional<NodeId> given;
    if (request_.given[id] == Presence::all) { value = column(id, nullptr); }
    if (request_.given[id] == Presence::some) {
        const Lowered from_row = column(id, &given);
        value = choose(*given, from_row, value);
    }
    priors_[id] = value;
    return value;
}

LoweredDefinition Lowering::lower_rule(DefinitionId id) {
    const Definition& definition = rules_.definitions[id];
    const Presence presence = request_.given[id];
    if (presence == Presence::all) { return {column(id, nullptr), always}; }
    std::optional<NodeId> given;
    Lowered from_row;
    if (presence == Presence::some) { from_row = column(id, &given); }
    const NodeId needed = given ? graph.logical_not(*given) : always;
    const auto computed = lower_versions(id, needed);
    if (!computed) { return {zero(definition.type), always}; }
    return given ? blend(*given, from_row, *computed) : *computed;
}

void Lowering::check_covered(PackageId package, Clock clock, const Path& path) {
    const Date day = request_.days[static_cast<std::size_t>(clock)];
    if (!rules_.packages[package].covers.holds(day)) { note_uncovered(package, clock, path); }
}

void Lowering::note_uncovered(PackageId package, Clock clock, const Path& path) {
    note_fault(path, always, {"E201", path.owner, "", "", std::pair{package, clock}});
}

void Lowering::lower_ensures() {
    for (std::size_t next = 0; next < ensures_left_.size(); ++next) {
        const DefinitionId id = ensures_left_[next];
        const Definition& definition = rules_.definitions[id];
        for (const CheckedEnsure& ensure : definition.rule()->ensures) {
            const NodeId applicable = definitions_[id]->applicable;
            const Path path{id, applicable};
            const auto value_edges = static_cast<std::ptrdiff_t>(edges_[id].size());
            const NodeId holds = condition(ensure.condition, path);
            // What a test reads is needed where the test is made, not where its rule is read.
            for (auto at = edges_[id].begin() + value_edges; at != edges_[id].end(); ++at) {
                if (at->to != id) { test_edges_.push_back({id, *at}); }
            }
            edges_[id].erase(edges_[id].begin() + value_edges, edges_[id].end());
            const std::string said = ensure.message.empty()
                                         ? "`" + text(ensure.condition.span) +
                                               "` does not hold for `" + definition.name + "`"
                                         : ensure.message;
            note_fault(path, graph.logical_not(holds),
                       {"E401", id, said,
                        ensure.message.empty()
                            ? "look at the inputs that `" + definition.name + "` is made of"
                            : ""});
        }
    }
}

/// A condition as rows of the definition, or of one above them, can test it.
NodeId Lowering::as_needed_by(DefinitionId id, NodeId condition) {
    const Frame frame = frame_of(rules_.definitions[id]);
    if (graph.is_constant(condition) || belongs_to(frame, graph[condition].frame)) {
        return condition;
    }
    return graph.in_frame(condition, frame);
}

/// Where each definition is needed: what is asked for everywhere, what `tests` read under their
/// guards, and a value where a needed value reads it on a side that is chosen.
std::vector<std::optional<NodeId>> Lowering::needed_with(const std::vector<Edge>& tests) {
    std::vector<std::optional<NodeId>> needed(rules_.definitions.size());
    const auto add = [&](const Edge& edge, NodeId reader) {
        const NodeId here = as_needed_by(edge.to, graph.logical_and(reader, edge.guard));
        needed[edge.to] = needed[edge.to] ? graph.logical_or(*needed[edge.to], here) : here;
    };
    for (const DefinitionId id : always_needed_) { needed[id] = always; }
    for (const Edge& test : tests) { add(test, always); }
    for (auto at = finished_.rbegin(); at != finished_.rend(); ++at) {
        if (!needed[*at]) { continue; }
        for (const Edge& edge : edges_[*at]) { add(edge, *needed[*at]); }
    }
    return needed;
}

/// A test is made where its rule is needed, and what it reads may have tests of its own. After a
/// round for each rule with tests nothing is missing: who comes back to a rule needs nothing more.
std::vector<std::optional<NodeId>> Lowering::where_needed() {
    std::set<DefinitionId> tested;
    for (const auto& [rule, edge] : test_edges_) { tested.insert(rule); }
    std::vector<std::optional<NodeId>> needed = needed_with({});
    for (std::size_t round = 0; round < tested.size(); ++round) {
        std::vector<Edge> tests;
        for (const auto& [rule, edge] : test_edges_) {
            if (!needed[rule]) { continue; }
            tests.push_back({edge.to, graph.logical_and(*needed[rule], edge.guard)});
        }
        std::vector<std::optional<NodeId>> more = needed_with(tests);
        if (more == needed) { break; }
        needed = std::move(more);
    }
    return needed;
}

/// A fault counts only where its definition is needed.
void Lowering::place_faults() {
    const std::vector<std::optional<NodeId>> needed = where_needed();
    for (PendingFault& fault : pending_) {
        const NodeId guard = graph.logical_and(fault.guard, needed[fault.owner].value_or(always));
        if (graph.is_false(graph.logical_and(guard, fault.condition))) { continue; }
        graph.set_origin(fault.owner);
        if (fault.site.uncovered && graph.is_true(guard)) {
            uncovered_ids_.insert(*fault.site.uncovered);
            continue;
        }
        if (fault.site.code == missing_input && graph.is_true(guard)) {
            for (MissingInput& one : missing) {
                if (one.definition == fault.owner) { one.always_needed = true; }
            }
        }
        failures.push_back(graph.fail(fault.condition, guard, std::move(fault.site)));
    }
    for (const auto& [package, clock] : uncovered_ids_) {
        uncovered.push_back({package, clock, request_.days[static_cast<std::size_t>(clock)]});
    }
}

void Lowering::note_fault(const Path& path, NodeId condition, FaultSite site) {
    if (graph.is_false(condition) || graph.is_false(path.guard)) { return; }
    pending_.push_back({path.owner, condition, path.guard, std::move(site)});
}

/// Names the missing inputs, each with the input whose default alone needs it.
void Lowering::find_missing() {
    std::vector<std::optional<DefinitionId>> through(rules_.definitions.size());
    std::vector<bool> direct(rules_.definitions.size(), false);
    std::vector<DefinitionId> queue = always_needed_;
    for (const auto& [rule, edge] : test_edges_) { queue.push_back(edge.to); }
    for (const DefinitionId id : queue) { direct[id] = true; }
    for (std::size_t next = 0; next < queue.size(); ++next) {
        if (rules_.definitions[queue[next]].input() != nullptr) { continue; }
        for (const Edge& edge : edges_[queue[next]]) {
            if (!direct[edge.to]) {
                direct[edge.to] = true;
                queue.push_back(edge.to);
            }
        }
    }
    for (std::size_t next = 0; next < queue.size(); ++next) {
        const DefinitionId from = queue[next];
        const bool is_input = rules_.definitions[from].input() != nullptr;
        for (const Edge& edge : edges_[from]) {
            if (direct[edge.to] || through[edge.to]) { continue; }
            through[edge.to] = is_input ? from : through[from];
            queue.push_back(edge.to);
        }
    }
    for (const DefinitionId id : missing_ids_) { missing.push_back({id, through[id], false}); }
}

std::string Lowering::text(syntax::Span span) const {
    return std::string{text_of(rules_.files, span)};
}

}  // namespace mutua::ruleset
