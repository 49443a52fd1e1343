#include "engine/ruleset/run/row_machine.hpp"

#include "engine/ruleset/program/element.hpp"
#include "engine/ruleset/run/split_shares.hpp"

#include <algorithm>

namespace mutua::ruleset {

void RowFrames::reset(const Program& program, RowTree rows) {
    tree = std::move(rows);
    for (std::size_t frame = 0; frame < frame_count; ++frame) {
        const auto& initial = program.frames[frame].initial;
        size[frame] = initial.size();
        slots[frame].clear();
        for (std::size_t i = 0; i < tree.count[frame]; ++i) {
            slots[frame].insert(slots[frame].end(), initial.begin(), initial.end());
        }
    }
}

std::size_t row_above(const RowTree& tree, Frame below, Frame above, std::size_t index) {
    if (below == above) { return index; }
    if (below == Frame::contract && above == Frame::member) {
        return tree.above(Frame::payslip, above, tree.above(below, Frame::payslip, index));
    }
    return tree.above(below, above, index);
}

const std::vector<RowFault>& RowMachine::run(const Program& program, RowFrames& frames,
                                             const Marks& rejected_before) {
    faults_.clear();
    arithmetic_.clear();
    for (std::size_t frame = 0; frame < frame_count; ++frame) {
        rejected_[frame] = rejected_before[frame];
        rejected_[frame].resize(frames.tree.count[frame], 0);
        spoiled_[frame].clear();
    }
    overflows_.clear();
    for (const Kernel& kernel : program.kernels) {
        for (std::uint32_t i = kernel.begin; i < kernel.elements; ++i) {
            run_whole(program.code[i], kernel.frame, frames);
        }
        for (std::size_t row = 0; row < frames.tree.rows(kernel.frame); ++row) {
            run_row(program, kernel, frames, row);
        }
    }
    if (!overflows_.empty()) { tell_of_outputs(program, frames); }
    spread_rejections(program, frames.tree);
    return faults_;
}

/// A rejected row rejects what reads it, and what reads that.
void RowMachine::spread_rejections(const Program& program, const RowTree& tree) {
    const auto any = [](const std::vector<std::uint8_t>& marks) {
        return std::find(marks.begin(), marks.end(), 1) != marks.end();
    };
    bool changed = std::any_of(rejected_.begin(), rejected_.end(), any);
    const auto pass_on = [&](Frame from, std::size_t row, Frame to, std::size_t reader) {
        if (!is_rejected(from, row) || is_rejected(to, reader)) { return; }
        reject(to, reader);
        changed = true;
    };
    while (changed) {
        changed = false;
        for (const Kernel& kernel : program.kernels) {
            for (std::uint32_t i = kernel.begin; i < kernel.end; ++i) {
                const Instruction& step = program.code[i];
                if (step.op <= Op::fail) { continue; }
                const auto other = static_cast<Frame>(step.constant);
                const bool reads_below = step.op >= Op::sum_rows;
                const Frame below = reads_below ? other : kernel.frame;
                const Frame above = reads_below ? kernel.frame : other;
                for (std::size_t row = 0; row < tree.rows(below); ++row) {
                    const std::size_t owner = row_above(tree, below, above, row);
                    if (reads_below || step.op == Op::split) { pass_on(below, row, above, owner); }
                    if (!reads_below) { pass_on(above, owner, below, row); }
                }
            }
        }
    }
}

RowMachine::Spoiling RowMachine::note_overflow(const Instruction& step, Frame frame,
                                               std::size_t row, const RowFrames& frames) {
    arithmetic_.clear();
    if (overflows_.empty()) {
        for (std::size_t one = 0; one < frame_count; ++one) {
            spoiled_[one].assign(frames.slots[one].size(), 0);
        }
    }
    overflows_.push_back({{std::nullopt, step.node, frame, row}, false});
    return static_cast<Spoiling>(overflows_.size());
}

RowMachine::Spoiling RowMachine::spoiling(const RowFrames& frames, Frame frame, std::size_t row,
                                          std::uint16_t slot) const {
    const auto at = static_cast<std::size_t>(frame);
    return spoiled_[at][row * frames.size[at] + slot];
}

void RowMachine::spoil(const Instruction& step, Frame frame, std::size_t row, RowFrames& frames,
                       Spoiling by) {
    const auto at = static_cast<std::size_t>(frame);
    spoiled_[at][row * frames.size[at] + step.target] = by;
    if (by != 0) { frames.row(frame, row)[step.target] = 0; }
}

/// A side that is not chosen spoils nothing, nor does what cannot change a condition.
RowMachine::Spoiling RowMachine::spoiling_of(const Instruction& step, Frame frame, std::size_t row,
                                             const RowFrames& frames) const {
    const Int128* slots = frames.row(frame, row);
    const Spoiling a = spoiling(frames, frame, row, step.a);
    const Spoiling b = spoiling(frames, frame, row, step.b);
    if (step.op == Op::select) {
        const Spoiling condition = spoiling(frames, frame, row, step.guard);
        return condition != 0 ? condition : (slots[step.guard] != 0 ? a : b);
    }
    if (step.op == Op::logical_and || step.op == Op::logical_or) {
        const Int128 decides = step.op == Op::logical_or ? 1 : 0;
        const bool decided =
            (a == 0 && slots[step.a] == decides) || (b == 0 && slots[step.b] == decides);
        if (decided) { return 0; }
    }
    return a != 0 ? a : b;
}

/// After an overflow: whether the result of a step is worthless because of an operand.
bool RowMachine::take_spoiling(const Instruction& step, Frame frame, std::size_t row,
                               RowFrames& frames) {
    const Spoiling by = spoiling_of(step, frame, row, frames);
    spoil(step, frame, row, frames, by);
    return by != 0;
}

/// Rejects a row that needs what overflowed, and the row where it did.
void RowMachine::tell(Spoiling by, Frame frame, std::size_t row) {
    if (by == 0) { return; }
    Overflow& one = overflows_[by - 1];
    if (!one.told) { faults_.push_back(one.fault); }
    one.told = true;
    reject(one.fault.frame, one.fault.row);
    reject(frame, row);
}

void RowMachine::tell_of_outputs(const Program& program, const RowFrames& frames) {
    const auto look = [&](Frame frame, std::uint16_t slot) {
        if (slot == no_slot) { return; }
        for (std::size_t row = 0; row < frames.tree.rows(frame); ++row) {
            tell(spoiling(frames, frame, row, slot), frame, row);
        }
    };
    for (const Output& output : program.outputs) {
        look(output.frame, output.slot);
        look(output.frame, output.denominator);
        look(output.applicable_frame, output.applicable);
    }
}

void RowMachine::run_row(const Program& program, const Kernel& kernel, RowFrames& frames,
                         std::size_t index) {
    const Frame frame = kernel.frame;
    Int128* slots = frames.row(frame, index);
    for (std::uint32_t i = kernel.elements; i < kernel.end; ++i) {
        const Instruction& step = program.code[i];
        if (step.op < Op::fail) {
            if (!overflows_.empty() && take_spoiling(step, frame, index, frames)) { continue; }
            slots[step.target] = element(arithmetic_, step, slots[step.a], slots[step.b],
                                         slots[step.guard], program.pool);
            if (arithmetic_.overflowed()) {
                spoil(step, frame, index, frames, note_overflow(step, frame, index, frames));
            }
        } else if (step.op == Op::fail) {
            test(program, step, frame, index, frames);
        } else {
            const auto from = static_cast<Frame>(step.constant);
            const std::size_t above = row_above(frames.tree, frame, from, index);
            slots[step.target] = frames.row(from, above)[step.a];
            if (overflows_.empty()) { continue; }
            spoil(step, frame, index, frames, spoiling(frames, from, above, step.a));
        }
    }
}

void RowMachine::test(const Program& program, const Instruction& step, Frame frame, std::size_t row,
                      const RowFrames& frames) {
    const Int128* slots = frames.row(frame, row);
    if (!overflows_.empty()) {
        const Spoiling guard = spoiling(frames, frame, row, step.guard);
        if (guard != 0) { return tell(guard, frame, row); }
        if (slots[step.guard] == 0) { return; }
        const Spoiling condition = spoiling(frames, frame, row, step.a);
        if (condition != 0) { return tell(condition, frame, row); }
    }
    if (slots[step.a] == 0 || slots[step.guard] == 0) { return; }
    const auto site = static_cast<std::size_t>(step.constant);
    faults_.push_back({site, program.sites[site].definition, frame, row});
    reject(frame, row);
}

void RowMachine::run_whole(const Instruction& step, Frame frame, RowFrames& frames) {
    if (step.op == Op::split) {
        split(step, frame, frames);
    } else {
        reduce(step, frame, frames);
    }
}

/// Over the rows below where the guard holds; zero (or no) when there is none, yes for `all`.
void RowMachine::reduce(const Instruction& step, Frame frame, RowFrames& frames) {
    const auto from = static_cast<Frame>(step.constant);
    const std::size_t count = frames.tree.rows(frame);
    totals_.assign(count, step.op == Op::all_rows ? 1 : 0);
    seen_.assign(count, 0);
    spoiled_totals_.assign(count, 0);
    for (std::size_t i = 0; i < frames.tree.rows(from); ++i) {
        const Int128* slots = frames.row(from, i);
        const std::size_t above = row_above(frames.tree, from, frame, i);
        Spoiling& spoiled = spoiled_totals_[above];
        if (!overflows_.empty() && spoiled == 0) {
            spoiled = spoiling(frames, from, i, step.guard);
            const bool counts = spoiled == 0 && slots[step.guard] != 0;
            if (counts) { spoiled = spoiling(frames, from, i, step.a); }
        }
        if (spoiled != 0 || slots[step.guard] == 0) { continue; }
        const Int128 value = slots[step.a];
        Int128& result = totals_[above];
        const bool first = seen_[above] == 0;
        switch (step.op) {
            case Op::sum_rows:
                result = arithmetic_.add(result, value);
                if (arithmetic_.overflowed()) {
                    spoiled = note_overflow(step, frame, above, frames);
                }
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
        seen_[above] = 1;
    }
    for (std::size_t row = 0; row < count; ++row) {
        frames.row(frame, row)[step.target] = totals_[row];
        if (!overflows_.empty()) { spoil(step, frame, row, frames, spoiled_totals_[row]); }
    }
}

void RowMachine::split(const Instruction& step, Frame frame, RowFrames& frames) {
    const auto above = static_cast<Frame>(step.constant);
    std::vector<std::vector<std::size_t>> rows(frames.tree.rows(above));
    for (std::size_t i = 0; i < frames.tree.rows(frame); ++i) {
        rows[row_above(frames.tree, frame, above, i)].push_back(i);
    }
    std::vector<Int128> weights;
    for (std::size_t whole = 0; whole < rows.size(); ++whole) {
        weights.clear();
        Spoiling spoiled =
            overflows_.empty() ? Spoiling{0} : spoiling(frames, above, whole, step.a);
        for (const std::size_t i : rows[whole]) {
            weights.push_back(frames.row(frame, i)[step.b]);
            if (overflows_.empty() || spoiled != 0) { continue; }
            spoiled = spoiling(frames, frame, i, step.b);
        }
        const auto parts = split_shares(arithmetic_, frames.row(above, whole)[step.a], weights);
        for (std::size_t k = 0; k < parts.size(); ++k) {
            frames.row(frame, rows[whole][k])[step.target] = parts[k];
        }
        if (arithmetic_.overflowed()) {
            const Spoiling own = note_overflow(step, frame, rows[whole].front(), frames);
            if (spoiled == 0) { spoiled = own; }
        }
        if (overflows_.empty()) { continue; }
        for (const std::size_t i : rows[whole]) { spoil(step, frame, i, frames, spoiled); }
    }
}

}  // namespace mutua::ruleset
