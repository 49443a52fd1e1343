#include "engine/ruleset/run/row_machine.hpp"

#include "engine/ruleset/program/element.hpp"

namespace mutua::ruleset {

void RowFrames::reset(const Program& program, std::size_t count) {
    payslip = program.payslip_frame;
    contract_size = program.contract_frame.size();
    contract_count = count;
    contracts.clear();
    for (std::size_t i = 0; i < count; ++i) {
        contracts.insert(contracts.end(), program.contract_frame.begin(),
                         program.contract_frame.end());
    }
}

const std::vector<RowFault>& RowMachine::run(const Program& program, RowFrames& frames) {
    faults_.clear();
    arithmetic_.clear();
    for (const Kernel& kernel : program.kernels) {
        if (kernel.frame == Frame::payslip) {
            run_payslip(program, kernel, frames);
        } else {
            for (std::size_t i = 0; i < frames.contract_count; ++i) {
                run_contract(program, kernel, frames, i);
            }
        }
        if (arithmetic_.overflowed()) { break; }
    }
    return faults_;
}

bool RowMachine::note_overflow(const Instruction& step, std::optional<std::size_t> contract) {
    if (!arithmetic_.overflowed()) { return false; }
    faults_ = {{std::nullopt, step.node, contract}};
    return true;
}

void RowMachine::fail(const Program& program, const Instruction& step,
                      std::optional<std::size_t> contract) {
    const auto site = static_cast<std::size_t>(step.constant);
    faults_.push_back({site, program.sites[site].definition, contract});
}

void RowMachine::run_payslip(const Program& program, const Kernel& kernel, RowFrames& frames) {
    Int128* slots = frames.payslip.data();
    for (std::uint32_t i = kernel.begin; i < kernel.end; ++i) {
        const Instruction& step = program.code[i];
        if (step.op < Op::fail) {
            slots[step.target] = element(arithmetic_, step, slots[step.a], slots[step.b],
                                         slots[step.guard], program.scalings, program.scales);
        } else if (step.op == Op::fail) {
            if (slots[step.a] != 0 && slots[step.guard] != 0) { fail(program, step, std::nullopt); }
            continue;
        } else {
            slots[step.target] = reduce(step, frames);
        }
        if (note_overflow(step, std::nullopt)) { return; }
    }
}

void RowMachine::run_contract(const Program& program, const Kernel& kernel, RowFrames& frames,
                              std::size_t index) {
    if (arithmetic_.overflowed()) { return; }
    Int128* slots = frames.contract(index);
    for (std::uint32_t i = kernel.begin; i < kernel.end; ++i) {
        const Instruction& step = program.code[i];
        if (step.op < Op::fail) {
            slots[step.target] = element(arithmetic_, step, slots[step.a], slots[step.b],
                                         slots[step.guard], program.scalings, program.scales);
        } else if (step.op == Op::fail) {
            if (slots[step.a] != 0 && slots[step.guard] != 0) { fail(program, step, index); }
            continue;
        } else {
            slots[step.target] = frames.payslip[step.a];
        }
        if (note_overflow(step, index)) { return; }
    }
}

/// Over the contracts where the guard holds; zero (or no) when there is none, yes for `all`.
Int128 RowMachine::reduce(const Instruction& step, const RowFrames& frames) {
    Int128 result = step.op == Op::all_rows ? 1 : 0;
    bool first = true;
    for (std::size_t i = 0; i < frames.contract_count; ++i) {
        const Int128* slots = frames.contract(i);
        if (slots[step.guard] == 0) { continue; }
        const Int128 value = slots[step.a];
        switch (step.op) {
            case Op::sum_rows:
                result = arithmetic_.add(result, value);
                break;
            case Op::minimum_rows:
                result = first || value < result ? value : result;
                break;
            case Op::maximum_rows:
                result = first || result < value ? value : result;
                break;
            case Op::any_row:
                result = result | value;
                break;
            case Op::all_rows:
                result = result & value;
                break;
            default:
                result = result + 1;
                break;
        }
        first = false;
    }
    return result;
}

}  // namespace mutua::ruleset
