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
        stopped_[frame].assign(frames.tree.count[frame], 0);
    }
    for (const Kernel& kernel : program.kernels) {
        for (std::uint32_t i = kernel.begin; i < kernel.elements; ++i) {
            run_whole(program.code[i], kernel.frame, frames);
        }
        for (std::size_t row = 0; row < frames.tree.rows(kernel.frame); ++row) {
            run_row(program, kernel, frames, row);
        }
    }
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

bool RowMachine::note_overflow(const Instruction& step, Frame frame, std::size_t row) {
    if (!arithmetic_.overflowed()) { return false; }
    arithmetic_.clear();
    faults_.push_back({std::nullopt, step.node, frame, row});
    reject(frame, row);
    stopped_[index_of(frame)][row] = 1;
    return true;
}

void RowMachine::run_row(const Program& program, const Kernel& kernel, RowFrames& frames,
                         std::size_t index) {
    if (stopped_[index_of(kernel.frame)][index] != 0) { return; }
    Int128* slots = frames.row(kernel.frame, index);
    for (std::uint32_t i = kernel.elements; i < kernel.end; ++i) {
        const Instruction& step = program.code[i];
        if (step.op < Op::fail) {
            slots[step.target] = element(arithmetic_, step, slots[step.a], slots[step.b],
                                         slots[step.guard], program.pool);
            if (note_overflow(step, kernel.frame, index)) { return; }
        } else if (step.op == Op::fail) {
            if (slots[step.a] == 0 || slots[step.guard] == 0) { continue; }
            const auto site = static_cast<std::size_t>(step.constant);
            faults_.push_back({site, program.sites[site].definition, kernel.frame, index});
            reject(kernel.frame, index);
        } else {
            const auto from = static_cast<Frame>(step.constant);
            const std::size_t above = row_above(frames.tree, kernel.frame, from, index);
            slots[step.target] = frames.row(from, above)[step.a];
        }
    }
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
    for (std::size_t i = 0; i < frames.tree.rows(from); ++i) {
        const Int128* slots = frames.row(from, i);
        const std::size_t above = row_above(frames.tree, from, frame, i);
        if (slots[step.guard] == 0) { continue; }
        const Int128 value = slots[step.a];
        Int128& result = totals_[above];
        const bool first = seen_[above] == 0;
        switch (step.op) {
            case Op::sum_rows:
                result = arithmetic_.add(result, value);
                static_cast<void>(note_overflow(step, frame, above));
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
        for (const std::size_t i : rows[whole]) { weights.push_back(frames.row(frame, i)[step.b]); }
        const auto parts = split_shares(arithmetic_, frames.row(above, whole)[step.a], weights);
        for (std::size_t k = 0; k < parts.size(); ++k) {
            frames.row(frame, rows[whole][k])[step.target] = parts[k];
        }
        if (!rows[whole].empty()) {
            static_cast<void>(note_overflow(step, frame, rows[whole].front()));
        }
    }
}

}  // namespace mutua::ruleset
