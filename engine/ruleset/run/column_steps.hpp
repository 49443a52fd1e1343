#pragma once

#include <cstddef>
#include <cstdint>

namespace mutua::ruleset {

/// Rows of a batch: few enough that the columns of a program stay in the second-level cache.
inline constexpr std::size_t batch_rows = 256;
/// A batch has a multiple of these.
inline constexpr std::size_t rows_step = 16;

/// The loops of the column machine: the list is column_steps.def.
enum class StepKind : std::uint8_t {
#define MUTUA_STEP(name) name,
#include "engine/ruleset/run/column_steps.def"
};

/// `step * round(a * factor / divisor)` in plain integers: the divisor as the multiplication by a
/// reciprocal of 64 bits and a shift, exact for every dividend below 2^63.
struct Reciprocal {
    std::int64_t factor = 1;
    std::int64_t step = 1;
    std::int64_t divisor = 1;
    std::uint64_t magic = 0;
    std::uint64_t bias_positive = 0;  ///< added to the magnitude before it is divided
    std::uint64_t bias_negative = 0;
    std::uint64_t limit = 0;  ///< largest magnitude of a (or of a product) that cannot overflow
    std::uint32_t shift = 0;
    std::uint8_t mode = 0;  ///< a Rounding

    /// The same for small numbers, several at once: what the divisor holds of two is shifted out
    /// first, then one product of 32 bits with `small_magic` is exact below 2^31.
    std::uint64_t small_limit = 0;  ///< largest magnitude of a (or of a product); 0: zero alone
    std::uint64_t small_magic = 0;
    std::uint32_t small_twos = 0;
    std::uint32_t small_shift = 0;
};

/// Fills what is for small numbers from factor, step, divisor and the two biases.
void add_small(Reciprocal& reciprocal);

/// A scale as columns want it: entry 0 for what lies below the first bracket.
struct ScaleColumns {
    static constexpr std::size_t brackets_max = 63;
    std::size_t count = 0;                          ///< of brackets
    std::int64_t threshold[brackets_max + 1] = {};  ///< the value lies in it when it is above this
    std::int64_t base[brackets_max + 1] = {};
    std::int64_t amount[brackets_max + 1] = {};
    std::int64_t rate[brackets_max + 1] = {};
    /// For small values the line of a bracket is rate * a + offset, divided once: amount, bias and
    /// what lies below the bracket are in the offset, which may be below zero.
    std::int64_t offset[brackets_max + 1] = {};
    std::int64_t small_limit = INT64_MIN;  ///< largest a for which that is exact; the least: none
};

/// One loop over a batch, its operands resolved.
struct ColumnStep {
    std::int64_t* target = nullptr;
    const std::int64_t* a = nullptr;
    const std::int64_t* b = nullptr;
    const std::int64_t* guard = nullptr;
    std::int64_t k = 0;   ///< a constant operand: of b, or of a in the kinds that end in `kc`
    std::int64_t k2 = 0;  ///< the second one of select_kk
    const Reciprocal* reciprocal = nullptr;
    const ScaleColumns* scale = nullptr;
    const std::uint32_t* rows = nullptr;  ///< gather: the row above each row
    std::uint8_t* bytes = nullptr;        ///< to_bytes: where they go
};

/// Runs a loop over so many rows of a batch. The highest bit of `overflow` is set when any result
/// may not fit 64 bits; results are then worthless.
using StepFunction = void (*)(const ColumnStep& step, std::size_t rows, std::uint64_t& overflow);

/// The loops by StepKind: for every x86-64, and for those with AVX2.
namespace baseline {
[[nodiscard]] const StepFunction* step_functions();
}
namespace modern {
[[nodiscard]] const StepFunction* step_functions();
}

}  // namespace mutua::ruleset
