#include "engine/ruleset/run/column_machine.hpp"

#include "engine/ruleset/program/element.hpp"
#include "engine/ruleset/run/row_machine.hpp"
#include "engine/ruleset/run/split_shares.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

constexpr std::uint64_t overflow_bit = std::uint64_t{1} << 63U;

}  // namespace

void AlignedNumbers::resize(std::size_t count) {
    if (count > capacity_) {
        const std::size_t bytes = count * sizeof(std::int64_t);
        numbers_.reset(static_cast<std::int64_t*>(::operator new[](bytes, std::align_val_t{64})));
        std::fill(numbers_.get(), numbers_.get() + count, 0);
        capacity_ = count;
    }
    size_ = count;
}

ColumnMachine::ColumnMachine(const ColumnProgram& program)
    : code_{program}, program_{program.program()}, steps_(program.code().size()) {
    for (std::size_t frame = 0; frame < frame_count; ++frame) {
        const FrameLayout& layout = program_.frames[frame];
        constants_[frame].resize(layout.constants * batch_rows);
        for (std::size_t slot = 0; slot < layout.constants; ++slot) {
            std::fill_n(constants_[frame].data() + slot * batch_rows, batch_rows,
                        static_cast<std::int64_t>(layout.initial[slot]));
        }
        elsewhere_[frame].assign(static_cast<std::size_t>(layout.kept - layout.constants), nullptr);
        scratch_[frame].resize((layout.initial.size() - layout.kept) * batch_rows);
    }
}

void ColumnMachine::resize(const RowTree& tree) {
    bool same = tree.one_each && tree_.one_each;
    tree_ = tree;
    for (std::size_t frame = 0; frame < frame_count; ++frame) {
        const std::size_t rows = (tree.count[frame] + batch_rows - 1) / batch_rows * batch_rows;
        if (rows == padded_[frame]) { continue; }
        const FrameLayout& layout = program_.frames[frame];
        kept_[frame].resize(static_cast<std::size_t>(layout.kept - layout.constants) * rows);
        marks_[frame].resize(rows);
        padded_[frame] = rows;
        same = false;
    }
    if (same) { return; }
    resolved_ = false;
    for (auto& frame : above_) {
        for (auto& links : frame) { links.clear(); }
    }
}

std::size_t ColumnMachine::rows_of(Frame frame, std::size_t batch) const {
    const std::size_t left = std::min(tree_.rows(frame) - batch * batch_rows, batch_rows);
    return (left + rows_step - 1) / rows_step * rows_step;
}

std::int64_t* ColumnMachine::at(Frame frame, std::uint16_t slot, std::size_t batch) {
    const std::size_t index = index_of(frame);
    const FrameLayout& layout = program_.frames[index];
    if (slot < layout.constants) { return constants_[index].data() + slot * batch_rows; }
    if (slot < layout.kept) {
        const auto column = static_cast<std::size_t>(slot - layout.constants);
        if (std::int64_t* other = elsewhere_[index][column]; other != nullptr) { return other; }
        return kept_[index].data() + column * padded_[index] + batch * batch_rows;
    }
    return scratch_[index].data() + static_cast<std::size_t>(slot - layout.kept) * batch_rows;
}

void ColumnMachine::bind(Frame frame, std::uint16_t slot, std::int64_t* elsewhere) {
    const std::size_t index = index_of(frame);
    const auto column = static_cast<std::size_t>(slot - program_.frames[index].constants);
    bound_ = bound_ || elsewhere_[index][column] != elsewhere;
    elsewhere_[index][column] = elsewhere;
}

void ColumnMachine::note_operand(std::uint32_t step, std::uint8_t which, Frame frame,
                                 std::uint16_t slot) {
    const FrameLayout& layout = program_.layout(frame);
    if (slot < layout.constants || slot >= layout.kept) { return; }
    kept_operands_.push_back({step, which, frame, slot});
}

void ColumnMachine::resolve_bound() {
    for (const Operand& one : kept_operands_) {
        ColumnStep& step = steps_[one.step];
        std::int64_t* column = at(one.frame, one.slot, 0);
        switch (one.which) {
            case 0:
                step.target = column;
                break;
            case 1:
                step.a = column;
                break;
            case 2:
                step.b = column;
                break;
            default:
                step.guard = column;
                break;
        }
    }
}

std::int64_t* ColumnMachine::column(Frame frame, std::uint16_t slot) { return at(frame, slot, 0); }

/// Rows that fill the last batch up are copies of the first: they can do nothing that it does not.
void ColumnMachine::fill_up(Frame frame, std::int64_t* column) const {
    const std::size_t rows = tree_.rows(frame);
    if (rows == 0 || rows % rows_step == 0) { return; }
    const std::size_t end = (rows + rows_step - 1) / rows_step * rows_step;
    std::fill(column + rows, column + end, column[0]);
}

void ColumnMachine::fill_up() {
    for (const Column& one : program_.columns) {
        for (const std::uint16_t slot : {one.slot, one.denominator, one.given}) {
            if (slot != no_slot) { fill_up(one.frame, column(one.frame, slot)); }
        }
    }
}

void ColumnMachine::begin() {
    for (std::size_t frame = 0; frame < frame_count; ++frame) {
        std::fill_n(marks_[frame].data(), marks_[frame].size(), 0);
    }
}

bool ColumnMachine::run() {
    overflow_ = 0;
    fill_up();
    bool several = false;
    if (resolved_ && bound_) { resolve_bound(); }
    bound_ = false;
    if (!resolved_) { kept_operands_.clear(); }
    for (const Kernel& kernel : program_.kernels) {
        for (std::uint32_t i = kernel.begin; i < kernel.elements; ++i) {
            run_whole(kernel, program_.code[i]);
        }
        several = several || batches(kernel.frame) > 1;
        for (std::size_t batch = 0; batch < batches(kernel.frame); ++batch) {
            if (!resolved_ || batches(kernel.frame) > 1) { resolve(kernel, batch); }
            run_batch(kernel, batch);
        }
        if ((overflow_ & overflow_bit) != 0) { return false; }
    }
    resolved_ = !several;
    return true;
}

bool ColumnMachine::any_faulty() const {
    std::uint64_t marked = 0;
    for (std::size_t frame = 0; frame < frame_count; ++frame) {
        ColumnStep step;
        step.a = marks_[frame].data();
        const std::size_t rows = (tree_.count[frame] + rows_step - 1) / rows_step * rows_step;
        column_loops()[static_cast<std::size_t>(StepKind::any_flag)](step, rows, marked);
    }
    return marked != 0;
}

bool ColumnMachine::is_faulty(std::size_t row) const {
    return std::any_of(marks_.begin(), marks_.end(),
                       [row](const AlignedNumbers& marks) { return marks.data()[row] != 0; });
}

void ColumnMachine::resolve(const Kernel& kernel, std::size_t batch) {
    for (std::uint32_t i = kernel.elements; i < kernel.end; ++i) {
        const ColumnCode& code = code_.code()[i];
        const Instruction& step = code.step;
        ColumnStep& made = steps_[i];
        const Frame from = step.op == Op::gather ? static_cast<Frame>(step.constant) : kernel.frame;
        const std::size_t from_batch = step.op == Op::gather ? 0 : batch;
        const std::uint16_t first = code.swapped ? step.b : step.a;
        const std::uint16_t second = code.swapped ? step.a : step.b;
        made.a = at(from, first, from_batch);
        made.b = at(kernel.frame, second, batch);
        // A rounding has a second column only where it multiplies two.
        if ((step.op == Op::round || step.op == Op::multiply_round) && code.k == 0) {
            const bool constant = step.op == Op::round || code.swapped ||
                                  step.b < program_.layout(kernel.frame).constants;
            if (constant) { made.b = nullptr; }
        }
        if (batch == 0) {
            note_operand(i, 1, from, first);
            if (made.b != nullptr) { note_operand(i, 2, kernel.frame, second); }
            note_operand(i, 3, kernel.frame, step.guard);
            if (step.op != Op::fail) { note_operand(i, 0, kernel.frame, step.target); }
        }
        made.guard = at(kernel.frame, step.guard, batch);
        made.target = step.op == Op::fail
                          ? marks_[index_of(kernel.frame)].data() + batch * batch_rows
                          : at(kernel.frame, step.target, batch);
        made.k = code.k;
        made.k2 = code.k2;
        made.reciprocal = code.reciprocal;
        made.scale = code.scale;
        if (step.op == Op::gather) {
            made.rows = rows_above(kernel.frame, from) + batch * batch_rows;
        }
    }
}

void ColumnMachine::run_batch(const Kernel& kernel, std::size_t batch) {
    const std::size_t rows = rows_of(kernel.frame, batch);
    for (std::uint32_t i = kernel.elements; i < kernel.end; ++i) {
        const StepFunction loop = code_.code()[i].run;
        if (loop != nullptr) {
            loop(steps_[i], rows, overflow_);
        } else {
            run_rows(i, rows);
        }
    }
}

/// What is rare is done element by element, by the same arithmetic as the row machine's.
void ColumnMachine::run_rows(std::size_t index, std::size_t rows) {
    const ColumnStep& step = steps_[index];
    const Instruction& instruction = program_.code[index];
    Arithmetic<std::int64_t> with;
    for (std::size_t i = 0; i < rows; ++i) {
        step.target[i] = element<std::int64_t>(with, instruction, step.a[i], step.b[i],
                                               step.guard[i], program_.pool);
    }
    if (with.overflowed()) { overflow_ |= overflow_bit; }
}

const std::uint32_t* ColumnMachine::rows_above(Frame below, Frame above) {
    auto& links = above_[index_of(below)][index_of(above)];
    if (links.empty()) {
        links.assign(padded_[index_of(below)], 0);
        // Of independent rows even those that fill up have a row above that fills up.
        const std::size_t rows = tree_.one_each ? links.size() : tree_.rows(below);
        for (std::size_t i = 0; i < rows; ++i) {
            links[i] = static_cast<std::uint32_t>(row_above(tree_, below, above, i));
        }
        if (rows > 0) {
            std::fill(links.begin() + static_cast<std::ptrdiff_t>(rows), links.end(), links[0]);
        }
    }
    return links.data();
}

void ColumnMachine::run_whole(const Kernel& kernel, const Instruction& step) {
    if (step.op == Op::split) {
        split(kernel, step);
    } else {
        reduce(kernel, step);
    }
    fill_up(kernel.frame, column(kernel.frame, step.target));
}

/// Over the rows below where the guard holds.
void ColumnMachine::reduce(const Kernel& kernel, const Instruction& step) {
    const auto from = static_cast<Frame>(step.constant);
    const std::size_t rows = tree_.rows(from);
    const std::uint32_t* above = rows_above(from, kernel.frame);
    const bool masked = step.guard >= program_.layout(from).constants;
    const bool constant = step.a < program_.layout(from).constants;
    const std::int64_t* guard = column(from, step.guard);
    const std::int64_t* values = column(from, step.a);
    std::int64_t* totals = column(kernel.frame, step.target);
    std::fill_n(totals, tree_.rows(kernel.frame), step.op == Op::all_rows ? 1 : 0);
    std::vector<std::uint8_t> seen(tree_.rows(kernel.frame), 0);
    if (!masked && guard[0] == 0) { return; }
    for (std::size_t i = 0; i < rows; ++i) {
        if (masked && guard[i] == 0) { continue; }
        std::int64_t& total = totals[above[i]];
        const std::int64_t value = values[constant ? 0 : i];
        const bool first = seen[above[i]] == 0;
        seen[above[i]] = 1;
        switch (step.op) {
            case Op::sum_rows:
                if (__builtin_add_overflow(total, value, &total)) { overflow_ |= overflow_bit; }
                break;
            case Op::minimum_rows:
                total = first || value < total ? value : total;
                break;
            case Op::maximum_rows:
                total = first || total < value ? value : total;
                break;
            case Op::any_row:
                total |= value;
                break;
            case Op::all_rows:
                total &= value;
                break;
            default:
                ++total;
                break;
        }
    }
}

void ColumnMachine::split(const Kernel& kernel, const Instruction& step) {
    const auto above = static_cast<Frame>(step.constant);
    const std::uint32_t* links = rows_above(kernel.frame, above);
    std::vector<std::vector<std::size_t>> rows(tree_.rows(above));
    for (std::size_t i = 0; i < tree_.rows(kernel.frame); ++i) { rows[links[i]].push_back(i); }
    const bool constant = step.b < program_.layout(kernel.frame).constants;
    const bool constant_whole = step.a < program_.layout(above).constants;
    const std::int64_t* weights = column(kernel.frame, step.b);
    const std::int64_t* wholes = column(above, step.a);
    std::int64_t* parts = column(kernel.frame, step.target);
    Arithmetic<Int128> with;
    std::vector<Int128> shares;
    for (std::size_t whole = 0; whole < rows.size(); ++whole) {
        shares.clear();
        for (const std::size_t i : rows[whole]) { shares.push_back(weights[constant ? 0 : i]); }
        const auto found = split_shares(with, wholes[constant_whole ? 0 : whole], shares);
        for (std::size_t k = 0; k < found.size(); ++k) {
            parts[rows[whole][k]] = static_cast<std::int64_t>(found[k]);
        }
    }
    if (with.overflowed()) { overflow_ |= overflow_bit; }
}

}  // namespace mutua::ruleset
