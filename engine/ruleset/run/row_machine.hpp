#pragma once

#include "engine/ruleset/program/arithmetic.hpp"
#include "engine/ruleset/program/program.hpp"
#include "engine/ruleset/run/row_tree.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace mutua::ruleset {

/// The slots of some rows of every frame, those of one row after the other.
struct RowFrames {
    RowTree tree;
    std::array<std::vector<Int128>, frame_count> slots;
    std::array<std::size_t, frame_count> size{};

    /// Empty frames of a program: constants in place.
    void reset(const Program& program, RowTree rows);
    [[nodiscard]] Int128* row(Frame frame, std::size_t index) {
        const auto at = static_cast<std::size_t>(frame);
        return slots[at].data() + index * size[at];
    }
    [[nodiscard]] const Int128* row(Frame frame, std::size_t index) const {
        const auto at = static_cast<std::size_t>(frame);
        return slots[at].data() + index * size[at];
    }
};

/// The row of frame `above` that a row of `below` belongs to; both may be the same.
[[nodiscard]] std::size_t row_above(const RowTree& tree, Frame below, Frame above,
                                    std::size_t index);

/// A test of the program that went wrong, or a number that left 128 bits.
struct RowFault {
    std::optional<std::size_t> site;  ///< index into Program::sites; nothing: overflow
    DefinitionId definition = 0;
    Frame frame = Frame::payslip;
    std::size_t row = 0;
};

/// Runs a program in checked 128-bit numbers, one row after the other.
class RowMachine {
public:
    /// Rows that are rejected before a run: by frame, 1 for each.
    using Marks = std::array<std::vector<std::uint8_t>, frame_count>;

    /// Computes every slot. The result is empty when all rows are sound. A number that overflows
    /// spoils what is made of it; it rejects its row once a test or an output reads it, so a side
    /// that is not chosen rejects nothing.
    const std::vector<RowFault>& run(const Program& program, RowFrames& frames,
                                     const Marks& rejected_before = {});

    /// After a run: true for a row with a fault, or one that reads such a row.
    [[nodiscard]] bool is_rejected(Frame frame, std::size_t row) const {
        return rejected_[static_cast<std::size_t>(frame)][row] != 0;
    }

private:
    void run_whole(const Instruction& step, Frame frame, RowFrames& frames);
    void run_row(const Program& program, const Kernel& kernel, RowFrames& frames,
                 std::size_t index);
    void test(const Program& program, const Instruction& step, Frame frame, std::size_t row,
              const RowFrames& frames);
    void reduce(const Instruction& step, Frame frame, RowFrames& frames);
    void split(const Instruction& step, Frame frame, RowFrames& frames);
    void spread_rejections(const Program& program, const RowTree& tree);

    /// Which overflow a slot comes from: one more than its index; 0 for a sound one.
    using Spoiling = std::uint32_t;
    [[nodiscard]] Spoiling spoiling(const RowFrames& frames, Frame frame, std::size_t row,
                                    std::uint16_t slot) const;
    [[nodiscard]] Spoiling spoiling_of(const Instruction& step, Frame frame, std::size_t row,
                                       const RowFrames& frames) const;
    bool take_spoiling(const Instruction& step, Frame frame, std::size_t row, RowFrames& frames);
    void spoil(const Instruction& step, Frame frame, std::size_t row, RowFrames& frames,
               Spoiling by);
    [[nodiscard]] Spoiling note_overflow(const Instruction& step, Frame frame, std::size_t row,
                                         const RowFrames& frames);
    void tell(Spoiling by, Frame frame, std::size_t row);
    void tell_of_outputs(const Program& program, const RowFrames& frames);
    void reject(Frame frame, std::size_t row) {
        rejected_[static_cast<std::size_t>(frame)][row] = 1;
    }

    Arithmetic<Int128> arithmetic_;
    std::vector<RowFault> faults_;
    Marks rejected_;
    struct Overflow {
        RowFault fault;
        bool told = false;
    };
    std::vector<Overflow> overflows_;
    /// By slot of each row; empty before the first overflow.
    std::array<std::vector<Spoiling>, frame_count> spoiled_;
    std::vector<Spoiling> spoiled_totals_;
    std::vector<Int128> totals_;
    std::vector<std::uint8_t> seen_;
};

}  // namespace mutua::ruleset
