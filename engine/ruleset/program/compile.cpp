#include "engine/ruleset/program/lowering.hpp"
#include "engine/ruleset/program/program.hpp"
#include "engine/ruleset/program/scheduler.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

void place_columns(const Lowering& lowering, const Scheduler& scheduler, Program& program) {
    for (std::size_t i = 0; i < lowering.columns.size(); ++i) {
        Column column = lowering.columns[i];
        const Lowering::ColumnNodes& nodes = lowering.column_nodes[i];
        const auto place = [&](NodeId id) {
            return scheduler.is_live(id) ? scheduler.slot(id, column.frame) : no_slot;
        };
        column.slot = place(nodes.value);
        if (nodes.denominator) { column.denominator = place(*nodes.denominator); }
        if (nodes.given) { column.given = place(*nodes.given); }
        // Rows that do not give a fraction hold 0/1.
        const auto frame = static_cast<std::size_t>(column.frame);
        if (column.denominator != no_slot) {
            program.frames[frame].initial[column.denominator] = 1;
        }
        program.columns.push_back(column);
    }
}

/// Where the values of each figure that was asked are read.
struct WantedFrames {
    LoweredDefinition lowered;
    Frame value = Frame::payslip;
    Frame applicable = Frame::payslip;
};

std::vector<WantedFrames> wanted_frames(const CheckedRuleset& rules, const ProgramRequest& request,
                                        Lowering& lowering) {
    std::vector<WantedFrames> all;
    Graph& graph = lowering.graph;
    for (const ProgramRequest::Wanted& one : request.wanted) {
        const Frame own = rules.definitions[one.definition].scope.value_or(Frame::payslip);
        WantedFrames made;
        made.lowered = lowering.wanted(one);
        Lowered& value = made.lowered.value;
        // Both numbers of a fraction are read from one frame.
        const NodeId below = value.denominator.value_or(always);
        made.value = graph.frame_of({value.node, below}).value_or(own);
        value.node = graph.in_frame(value.node, made.value);
        if (value.denominator) { value.denominator = graph.in_frame(below, made.value); }
        made.applicable = graph.frame_of({made.lowered.applicable}).value_or(own);
        all.push_back(std::move(made));
    }
    return all;
}

void place_outputs(const ProgramRequest& request, const std::vector<WantedFrames>& wanted,
                   const Scheduler& scheduler, Program& program) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const WantedFrames& one = wanted[i];
        Output output;
        output.definition = request.wanted[i].definition;
        output.field = request.wanted[i].field;
        output.frame = one.value;
        output.slot = scheduler.slot(one.lowered.value.node, one.value);
        if (one.lowered.value.denominator) {
            output.denominator = scheduler.slot(*one.lowered.value.denominator, one.value);
        }
        output.applicable_frame = one.applicable;
        output.applicable = scheduler.slot(one.lowered.applicable, one.applicable);
        program.outputs.push_back(output);
    }
}

}  // namespace

Program compile(const CheckedRuleset& rules, const CodeTable& codes,
                const ProgramRequest& request) {
    Lowering lowering{rules, codes, request};
    lowering.run();
    const std::vector<WantedFrames> wanted = wanted_frames(rules, request, lowering);
    Program program;
    Scheduler scheduler{lowering.graph, program};
    for (const WantedFrames& one : wanted) {
        scheduler.want(one.lowered.value.node, one.value);
        if (one.lowered.value.denominator) {
            scheduler.want(*one.lowered.value.denominator, one.value);
        }
        scheduler.want(one.lowered.applicable, one.applicable);
    }
    for (const NodeId failure : lowering.failures) { scheduler.want_test(failure); }
    scheduler.run();
    place_columns(lowering, scheduler, program);
    place_outputs(request, wanted, scheduler, program);
    program.pool = std::move(lowering.graph.pool);
    program.sites = std::move(lowering.graph.sites);
    program.missing = std::move(lowering.missing);
    program.uncovered = std::move(lowering.uncovered);
    return program;
}

std::string disassemble(const CheckedRuleset& rules, const Program& program) {
    std::string text;
    for (const Kernel& kernel : program.kernels) {
        text += "kernel " + std::to_string(kernel.level) + " " +
                std::string{to_string(kernel.frame)} + "\n";
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
