#include "engine/ruleset/program/scheduler.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace mutua::ruleset {

Scheduler::Scheduler(const Graph& graph, Program& program)
    : graph_{graph},
      program_{program},
      live_(graph.size(), false),
      fused_(graph.size(), false),
      kept_(graph.size(), false),
      level_(graph.size(), 0),
      kernel_(graph.size(), 0),
      last_use_(graph.size(), 0) {
    for (auto& slots : slots_) {
        slots.assign(graph.size(), no_slot);
        slots[always] = 0;
    }
}

void Scheduler::want(NodeId id, Frame frame) {
    live_[id] = true;
    kept_[id] = true;
    wanted_.emplace_back(id, frame);
}

void Scheduler::run() {
    spread();
    fuse();
    find_levels();
    find_order();
    find_kept();
    place_constants();
    place_kept();
    for (const Kernel& kernel : program_.kernels) { place_scratch(kernel); }
    for (const NodeId id : order_) { emit(id); }
}

Scheduler::Operands Scheduler::operands_of(NodeId id) const {
    const Node& node = graph_[id];
    Operands found{node.a, node.b, node.c, node.frame, node.frame, node.frame};
    const auto other = static_cast<Frame>(node.index);
    if (node.op == Op::gather || node.op == Op::split) { found.frame_a = other; }
    if (is_reduce(node.op)) { found.frame_a = found.frame_b = found.frame_c = other; }
    if (node.op == Op::round && fused_[node.a]) {
        found.a = graph_[node.a].a;
        found.b = graph_[node.a].b;
    }
    return found;
}

template <typename Visit>
void Scheduler::each_operand(NodeId id, const Visit& visit) const {
    const Operands all = operands_of(id);
    visit(all.a, all.frame_a);
    visit(all.b, all.frame_b);
    visit(all.c, all.frame_c);
}

/// Operands come before what is made of them: one pass backwards finds all that is needed.
void Scheduler::spread() {
    for (std::size_t i = graph_.size(); i-- > 0;) {
        const Node& node = graph_[static_cast<NodeId>(i)];
        if (!live_[i] || node.kind != Node::Kind::operation) { continue; }
        for (const NodeId operand : {node.a, node.b, node.c}) { live_[operand] = true; }
    }
}

/// A product that only one rounding reads is computed inside it.
void Scheduler::fuse() {
    std::vector<std::uint32_t> uses(graph_.size(), 0);
    for (const auto& [id, frame] : wanted_) { uses[id] += 2; }
    for (NodeId id = 0; id < graph_.size(); ++id) {
        const Node& node = graph_[id];
        if (!live_[id] || node.kind != Node::Kind::operation) { continue; }
        for (const NodeId operand : {node.a, node.b, node.c}) { ++uses[operand]; }
    }
    for (NodeId id = 0; id < graph_.size(); ++id) {
        const Node& node = graph_[id];
        if (!live_[id] || node.kind != Node::Kind::operation || node.op != Op::round) { continue; }
        const Node& product = graph_[node.a];
        fused_[node.a] = product.kind == Node::Kind::operation && product.op == Op::multiply &&
                         product.frame == node.frame && uses[node.a] == 1;
    }
}

/// level(n) = the largest level of an operand, one more where it lies in another frame. A split
/// looks at the weights of all rows: these too must be complete before.
void Scheduler::find_levels() {
    for (NodeId id = 0; id < graph_.size(); ++id) {
        const Node& node = graph_[id];
        if (!live_[id] || fused_[id] || node.kind != Node::Kind::operation) { continue; }
        each_operand(id, [&](NodeId operand, Frame frame) {
            if (graph_.is_constant(operand)) { return; }
            const bool crosses = frame != node.frame || node.op == Op::split;
            level_[id] = std::max(level_[id], level_[operand] + (crosses ? 1U : 0U));
        });
        order_.push_back(id);
    }
}

bool Scheduler::is_whole(NodeId id) const {
    return is_reduce(graph_[id].op) || graph_[id].op == Op::split;
}

void Scheduler::find_order() {
    std::stable_sort(order_.begin(), order_.end(), [&](NodeId left, NodeId right) {
        return std::tuple{level_[left], graph_[left].frame, !is_whole(left)} <
               std::tuple{level_[right], graph_[right].frame, !is_whole(right)};
    });
    auto& kernels = program_.kernels;
    for (std::uint32_t at = 0; at < order_.size(); ++at) {
        const NodeId id = order_[at];
        const Frame frame = graph_[id].frame;
        if (kernels.empty() || kernels.back().frame != frame ||
            kernels.back().level != level_[id]) {
            kernels.push_back({frame, level_[id], at, at, at});
        }
        kernel_[id] = static_cast<std::uint32_t>(kernels.size());
        kernels.back().end = at + 1;
        if (is_whole(id)) { kernels.back().elements = at + 1; }
    }
}

/// What another kernel reads, and what a whole-frame operation writes or reads, is kept for all
/// rows.
void Scheduler::find_kept() {
    for (std::uint32_t at = 0; at < order_.size(); ++at) {
        const NodeId id = order_[at];
        if (is_whole(id)) { kept_[id] = true; }
        each_operand(id, [&](NodeId operand, Frame) {
            last_use_[operand] = at;
            if (kernel_[operand] != kernel_[id] || is_whole(id)) { kept_[operand] = true; }
        });
    }
}

std::uint16_t Scheduler::new_slot(Frame frame, Int128 initial) {
    auto& values = program_.frames[static_cast<std::size_t>(frame)].initial;
    require(values.size() < no_slot, "a frame has at most 65 535 values");
    values.push_back(initial);
    return static_cast<std::uint16_t>(values.size() - 1);
}

void Scheduler::place_constants() {
    const auto place = [&](NodeId id, Frame frame) {
        std::uint16_t& at = slot_of(id, frame);
        if (graph_.is_constant(id) && at == no_slot) { at = new_slot(frame, graph_[id].constant); }
    };
    for (const NodeId id : order_) { each_operand(id, place); }
    for (const auto& [id, frame] : wanted_) { place(id, frame); }
    for (FrameLayout& one : program_.frames) {
        one.constants = static_cast<std::uint16_t>(one.initial.size());
    }
}

void Scheduler::place_kept() {
    for (NodeId id = 0; id < graph_.size(); ++id) {
        const Node& node = graph_[id];
        if (!live_[id] || fused_[id] || graph_.is_constant(id)) { continue; }
        const bool is_column = node.kind == Node::Kind::column;
        if (!is_column && (!kept_[id] || node.op == Op::fail)) { continue; }
        slot_of(id, node.frame) = new_slot(node.frame, 0);
    }
    for (FrameLayout& one : program_.frames) {
        one.kept = static_cast<std::uint16_t>(one.initial.size());
    }
}

/// Linear scan: a slot is free again after the last instruction that reads it, and the one freed
/// last is the first to be taken, since it is still in the cache.
void Scheduler::place_scratch(const Kernel& kernel) {
    const auto frame = static_cast<std::size_t>(kernel.frame);
    const std::uint16_t first = program_.frames[frame].kept;
    auto& free = free_[frame];
    free.clear();
    for (auto at = static_cast<std::uint16_t>(program_.frames[frame].initial.size()); at > first;) {
        free.push_back(--at);
    }
    for (std::uint32_t at = kernel.begin; at < kernel.end; ++at) {
        const NodeId id = order_[at];
        each_operand(id, [&](NodeId operand, Frame) {
            const bool is_scratch = !graph_.is_constant(operand) && !kept_[operand] &&
                                    graph_[operand].kind == Node::Kind::operation;
            if (!is_scratch || last_use_[operand] != at) { return; }
            last_use_[operand] = std::numeric_limits<std::uint32_t>::max();
            free.push_back(slot_of(operand, kernel.frame));
        });
        if (kept_[id] || graph_[id].op == Op::fail) { continue; }
        if (free.empty()) { free.push_back(new_slot(kernel.frame, 0)); }
        slot_of(id, kernel.frame) = free.back();
        free.pop_back();
    }
}

/// Whether the number that an instruction makes, or one inside it, may leave 128 bits.
bool Scheduler::may_leave(NodeId id) const {
    const Node& node = graph_[id];
    const auto leaves = [](const Interval& range) {
        return range.low <= -Interval::limit || range.high >= Interval::limit;
    };
    switch (node.op) {
        case Op::round:
        case Op::quotient_round: {
            const Scaling& scaling = graph_.pool.scalings[static_cast<std::size_t>(node.index)];
            return leaves(graph_[node.a].range * Interval::of(scaling.factor)) ||
                   leaves(graph_[node.b].range * Interval::of(scaling.divisor)) ||
                   leaves(node.range);
        }
        case Op::add:
        case Op::subtract:
        case Op::multiply:
        case Op::negate:
        case Op::scale_marginal:
        case Op::scale_stated:
        case Op::sum_rows:
            return leaves(node.range);
        default:
            return false;
    }
}

Hint Scheduler::hint_of(NodeId id) const {
    const Node& node = graph_[id];
    const bool beyond = may_leave(id);
    const auto leaves = [](const Interval& range) {
        constexpr Int128 limit = std::numeric_limits<std::int64_t>::max();
        return range.is_known() && (range.low < -limit || range.high > limit);
    };
    const bool rounds = node.op == Op::round || node.op == Op::quotient_round;
    if (!rounds) { return {leaves(node.range), node.nonnegative(), beyond}; }
    const Scaling& scaling = graph_.pool.scalings[static_cast<std::size_t>(node.index)];
    const Interval above = graph_[node.a].range;
    const bool wide = leaves(above) || leaves(above * Interval::of(scaling.factor)) ||
                      leaves(graph_[node.b].range * Interval::of(scaling.divisor));
    return {wide, above.low >= 0, beyond};
}

void Scheduler::emit(NodeId id) {
    const Node& node = graph_[id];
    const Operands all = operands_of(id);
    Instruction step;
    step.op = node.op == Op::round && fused_[node.a] ? Op::multiply_round : node.op;
    step.mode = node.mode;
    step.a = slot(all.a, all.frame_a);
    step.b = slot(all.b, all.frame_b);
    step.guard = slot(all.c, all.frame_c);
    step.target = node.op == Op::fail ? std::uint16_t{0} : slot(id, node.frame);
    step.node = node.origin;
    step.constant = node.index;
    program_.code.push_back(step);
    program_.hints.push_back(hint_of(id));
}

}  // namespace mutua::ruleset
