#include "engine/core/contract.hpp"
#include "engine/ruleset/program/lowering.hpp"
#include "engine/ruleset/program/program.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// Gives every live value a slot and puts the operations in order of level and frame.
class Scheduler {
public:
    Scheduler(Lowering& lowering, Program& program)
        : lowering_{lowering},
          graph_{lowering.graph},
          program_{program},
          live_(graph_.size(), false),
          level_(graph_.size(), 0) {
        program_.payslip_frame = {1};
        program_.contract_frame = {1};
        slots_[0].assign(graph_.size(), no_slot);
        slots_[1].assign(graph_.size(), no_slot);
        slots_[0][always] = 0;
        slots_[1][always] = 0;
    }

    void mark(NodeId id) { live_[id] = true; }

    /// Operands come before what is made of them: one pass backwards finds all that is needed.
    void spread() {
        for (std::size_t i = graph_.size(); i-- > 0;) {
            const Node& node = graph_[static_cast<NodeId>(i)];
            if (!live_[i] || node.kind != Node::Kind::operation) { continue; }
            for (const NodeId operand : {node.a, node.b, node.c}) { live_[operand] = true; }
        }
    }

    void emit() {
        std::vector<NodeId> order;
        for (NodeId id = 0; id < graph_.size(); ++id) {
            const Node& node = graph_[id];
            if (!live_[id] || node.kind != Node::Kind::operation) { continue; }
            for (const NodeId operand : {node.a, node.b, node.c}) {
                level_[id] =
                    std::max(level_[id], level_[operand] + (crosses(id, operand) ? 1U : 0U));
            }
            order.push_back(id);
        }
        std::stable_sort(order.begin(), order.end(), [&](NodeId left, NodeId right) {
            return std::pair{level_[left], graph_[left].frame} <
                   std::pair{level_[right], graph_[right].frame};
        });
        for (const NodeId id : order) { emit(id); }
    }

    /// The slot of a value in a frame; constants stand in each frame that uses them.
    std::uint16_t slot(NodeId id, Frame frame) {
        std::uint16_t& at = slots_[static_cast<std::size_t>(frame)][id];
        if (at == no_slot) {
            auto& values =
                frame == Frame::payslip ? program_.payslip_frame : program_.contract_frame;
            require(values.size() < no_slot, "a program has at most 65 535 values");
            at = static_cast<std::uint16_t>(values.size());
            values.push_back(graph_.is_constant(id) ? graph_[id].constant : Int128{0});
        }
        return at;
    }
    std::uint16_t slot(NodeId id) { return slot(id, graph_[id].frame); }
    [[nodiscard]] bool is_live(NodeId id) const { return live_[id]; }

private:
    [[nodiscard]] bool crosses(NodeId id, NodeId operand) const {
        return !graph_.is_constant(operand) && graph_[operand].frame != graph_[id].frame;
    }

    void emit(NodeId id) {
        const Node& node = graph_[id];
        const bool reduces = node.op >= Op::sum_rows && node.op <= Op::count_rows;
        const Frame from = node.op == Op::gather ? Frame::payslip
                           : reduces             ? Frame::contract
                                                 : node.frame;
        Instruction step;
        step.op = node.op;
        step.mode = node.mode;
        step.a = slot(node.a, from);
        step.b = slot(node.b, from);
        step.guard = slot(node.c, from);
        step.target = node.op == Op::fail ? std::uint16_t{0} : slot(id, node.frame);
        step.node = node.origin;
        step.constant = node.index;
        const auto at = static_cast<std::uint32_t>(program_.code.size());
        auto& kernels = program_.kernels;
        if (kernels.empty() || kernels.back().frame != node.frame ||
            kernels.back().level != level_[id]) {
            kernels.push_back({node.frame, level_[id], at, at});
        }
        program_.code.push_back(step);
        kernels.back().end = at + 1;
    }

    Lowering& lowering_;
    const Graph& graph_;
    Program& program_;
    std::vector<bool> live_;
    std::vector<std::uint32_t> level_;
    std::array<std::vector<std::uint16_t>, 2> slots_;
};

void place_columns(Lowering& lowering, Scheduler& scheduler, Program& program) {
    for (std::size_t i = 0; i < lowering.columns.size(); ++i) {
        Column column = lowering.columns[i];
        const Lowering::ColumnNodes& nodes = lowering.column_nodes[i];
        const auto place = [&](NodeId id) {
            return scheduler.is_live(id) ? scheduler.slot(id) : no_slot;
        };
        column.slot = place(nodes.value);
        if (nodes.denominator) { column.denominator = place(*nodes.denominator); }
        if (nodes.given) { column.given = place(*nodes.given); }
        program.columns.push_back(column);
    }
}

Frame output_frame(const Graph& graph, const Lowered& value) {
    const auto in_contract = [&](NodeId id) {
        return !graph.is_constant(id) && graph[id].frame == Frame::contract;
    };
    const bool contract =
        in_contract(value.node) || (value.denominator && in_contract(*value.denominator));
    return contract ? Frame::contract : Frame::payslip;
}

void place_outputs(const ProgramRequest& request, Lowering& lowering,
                   const std::vector<LoweredDefinition>& wanted, Scheduler& scheduler,
                   Program& program) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const LoweredDefinition& one = wanted[i];
        Output output;
        output.definition = request.wanted[i].definition;
        output.field = request.wanted[i].field;
        output.frame = output_frame(lowering.graph, one.value);
        output.slot = scheduler.slot(one.value.node, output.frame);
        if (one.value.denominator) {
            output.denominator = scheduler.slot(*one.value.denominator, output.frame);
        }
        output.applicable_frame = output_frame(lowering.graph, {one.applicable, {}, 0});
        output.applicable = scheduler.slot(one.applicable, output.applicable_frame);
        program.outputs.push_back(output);
    }
}

/// Both numbers of a fraction are read from one frame.
void join_frames(Graph& graph, Lowered& value) {
    if (!value.denominator || output_frame(graph, value) == Frame::payslip) { return; }
    value.node = graph.in_contracts(value.node);
    value.denominator = graph.in_contracts(*value.denominator);
}

}  // namespace

Program compile(const CheckedRuleset& rules, const CodeTable& codes,
                const ProgramRequest& request) {
    Lowering lowering{rules, codes, request};
    lowering.run();
    std::vector<LoweredDefinition> wanted;
    for (const ProgramRequest::Wanted& one : request.wanted) {
        wanted.push_back(lowering.wanted(one));
        join_frames(lowering.graph, wanted.back().value);
    }
    Program program;
    Scheduler scheduler{lowering, program};
    for (const LoweredDefinition& one : wanted) {
        scheduler.mark(one.value.node);
        if (one.value.denominator) { scheduler.mark(*one.value.denominator); }
        scheduler.mark(one.applicable);
    }
    for (const NodeId failure : lowering.failures) { scheduler.mark(failure); }
    scheduler.spread();
    scheduler.emit();
    place_columns(lowering, scheduler, program);
    place_outputs(request, lowering, wanted, scheduler, program);
    program.scalings = std::move(lowering.graph.scalings);
    program.scales = std::move(lowering.graph.scales);
    program.sites = std::move(lowering.graph.sites);
    program.missing = std::move(lowering.missing);
    program.uncovered = std::move(lowering.uncovered);
    return program;
}

std::string disassemble(const CheckedRuleset& rules, const Program& program) {
    std::string text;
    for (const Kernel& kernel : program.kernels) {
        text += "kernel " + std::to_string(kernel.level) +
                (kernel.frame == Frame::payslip ? " payslip\n" : " contract\n");
        for (std::uint32_t i = kernel.begin; i < kernel.end; ++i) {
            const Instruction& step = program.code[i];
            text += "  " + std::to_string(step.target) + " = " + std::string{to_string(step.op)} +
                    " " + std::to_string(step.a) + " " + std::to_string(step.b) + " if " +
                    std::to_string(step.guard) + " # " + std::to_string(step.constant) + "  " +
                    full_name(rules, step.node) + "\n";
        }
    }
    return text;
}

}  // namespace mutua::ruleset
