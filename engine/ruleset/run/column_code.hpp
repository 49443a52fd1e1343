#pragma once

#include "engine/ruleset/program/program.hpp"
#include "engine/ruleset/run/column_steps.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace mutua::ruleset {

/// An instruction as the column machine runs it: which loop, and what is constant in it.
struct ColumnCode {
    Instruction step;
    StepFunction run = nullptr;  ///< nothing: row by row, by `element`
    std::int64_t k = 0;
    std::int64_t k2 = 0;
    const Reciprocal* reciprocal = nullptr;
    const ScaleColumns* scale = nullptr;
    bool swapped = false;  ///< operands change places: the constant stands second
};

/// A program for columns: the same instructions, each with its loop. The figures of the program
/// are read here and nowhere else: another pool of constants needs only this.
class ColumnProgram {
public:
    explicit ColumnProgram(const Program& program);

    /// False when a constant or a figure leaves 64 bits: then only the row machine can run it.
    [[nodiscard]] bool fits() const noexcept { return fits_; }
    [[nodiscard]] const std::vector<ColumnCode>& code() const noexcept { return code_; }
    [[nodiscard]] const Program& program() const noexcept { return *program_; }

private:
    friend class StepChooser;

    const Program* program_;
    bool fits_ = true;
    std::vector<ColumnCode> code_;
    std::vector<std::unique_ptr<Reciprocal>> reciprocals_;
    std::vector<std::unique_ptr<ScaleColumns>> scales_;
};

/// The loops for this machine.
[[nodiscard]] const StepFunction* column_loops();

/// Division by `divisor` and rounding, as a multiplication; nothing when a number is too large for
/// it, or the mode looks at more than the magnitude (half even). The divisor is above one.
[[nodiscard]] std::optional<Reciprocal> reciprocal_of(Int128 factor, Int128 divisor, Int128 step,
                                                      Rounding mode);

/// Lowest terms of factor / divisor.
struct Ratio {
    Int128 factor = 1;
    Int128 divisor = 1;
};
[[nodiscard]] Ratio lowest_terms(Int128 factor, Int128 divisor);

}  // namespace mutua::ruleset
