#pragma once

#include "engine/ruleset/run/column_code.hpp"
#include "engine/ruleset/run/row_tree.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <new>
#include <vector>

namespace mutua::ruleset {

/// Whole numbers in one piece of memory that begins on a cache line.
class AlignedNumbers {
public:
    void resize(std::size_t count);
    [[nodiscard]] std::int64_t* data() noexcept { return numbers_.get(); }
    [[nodiscard]] const std::int64_t* data() const noexcept { return numbers_.get(); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
    struct Free {
        void operator()(std::int64_t* numbers) const noexcept {
            ::operator delete[](numbers, std::align_val_t{64});
        }
    };
    std::unique_ptr<std::int64_t[], Free> numbers_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

/// Runs a program for many rows at once: a loop an instruction, over batches of 64-bit numbers.
/// Says when a number leaves them, and which rows have a fault; what then, others know.
class ColumnMachine {
public:
    explicit ColumnMachine(const ColumnProgram& program);

    /// Makes room for these rows.
    void resize(const RowTree& tree);

    /// A column that is kept: an input to write before a run, an output to read after it. Constants
    /// are columns too, of one batch.
    [[nodiscard]] std::int64_t* column(Frame frame, std::uint16_t slot);

    /// Lets a kept column of one batch lie elsewhere, so that it need not be copied: until it is
    /// bound to nothing. There must be room for every row that is filled up.
    void bind(Frame frame, std::uint16_t slot, std::int64_t* elsewhere);

    /// Clears all marks: before the columns of a run are written.
    void begin();

    /// Computes everything. False when a number left 64 bits: the results are then worthless.
    [[nodiscard]] bool run();

    /// By row: 1 when it is faulty. May be set between `begin` and `run`, which sets more.
    [[nodiscard]] std::int64_t* marks(Frame frame) {
        return marks_[static_cast<std::size_t>(frame)].data();
    }
    /// After a run: whether any row of any frame is faulty.
    [[nodiscard]] bool any_faulty() const;
    /// Of independent rows: whether this one is, in any frame.
    [[nodiscard]] bool is_faulty(std::size_t row) const;

private:
    [[nodiscard]] std::int64_t* at(Frame frame, std::uint16_t slot, std::size_t batch);
    [[nodiscard]] std::size_t batches(Frame frame) const {
        return padded_[static_cast<std::size_t>(frame)] / batch_rows;
    }
    void fill_up();
    void fill_up(Frame frame, std::int64_t* column) const;
    void resolve(const Kernel& kernel, std::size_t batch);
    void resolve_bound();
    void note_operand(std::uint32_t step, std::uint8_t which, Frame frame, std::uint16_t slot);
    void run_batch(const Kernel& kernel, std::size_t batch);
    void run_rows(std::size_t index, std::size_t rows);
    /// Rows of a batch that are computed: those that are there, filled up.
    [[nodiscard]] std::size_t rows_of(Frame frame, std::size_t batch) const;
    void run_whole(const Kernel& kernel, const Instruction& step);
    void reduce(const Kernel& kernel, const Instruction& step);
    void split(const Kernel& kernel, const Instruction& step);
    const std::uint32_t* rows_above(Frame below, Frame above);

    const ColumnProgram& code_;
    const Program& program_;
    RowTree tree_;
    std::vector<ColumnStep> steps_;
    std::array<AlignedNumbers, frame_count> constants_;
    std::array<AlignedNumbers, frame_count> kept_;
    std::array<AlignedNumbers, frame_count> scratch_;
    std::array<AlignedNumbers, frame_count> marks_;
    std::array<std::size_t, frame_count> padded_{};
    std::array<std::array<std::vector<std::uint32_t>, frame_count>, frame_count> above_;
    std::array<std::vector<std::int64_t*>, frame_count> elsewhere_;  ///< by kept slot
    /// Operands that are kept columns: what a binding changes.
    struct Operand {
        std::uint32_t step = 0;
        std::uint8_t which = 0;  ///< 0: target, 1: a, 2: b, 3: guard
        Frame frame = Frame::payslip;
        std::uint16_t slot = 0;
    };
    std::vector<Operand> kept_operands_;
    bool bound_ = false;  ///< some column lies elsewhere, or did before
    bool resolved_ = false;
    std::uint64_t overflow_ = 0;
};

}  // namespace mutua::ruleset
