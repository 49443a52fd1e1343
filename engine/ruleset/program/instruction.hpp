#pragma once

#include "engine/core/rounding.hpp"
#include "engine/ruleset/check/typed_expression.hpp"
#include "engine/ruleset/program/integer.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// What an instruction does: the list is operations.def.
enum class Op : std::uint8_t {
#define MUTUA_OPERATION(name) name,
#include "engine/ruleset/program/operations.def"
};

/// "add", "quotient_round", …
[[nodiscard]] std::string_view to_string(Op op);

/// Where a value lives: once for each row of a scope.
using Frame = Scope;
[[nodiscard]] constexpr std::size_t index_of(Frame frame) noexcept {
    return static_cast<std::size_t>(frame);
}
inline constexpr std::size_t frame_count = 4;

/// One step over a row or a column. Operands are slots of the frame of its kernel; 24 bytes.
struct Instruction {
    Op op = Op::add;
    Rounding mode = Rounding::half_up;
    std::uint16_t target = 0;
    std::uint16_t a = 0;
    std::uint16_t b = 0;
    std::uint16_t guard = 0;    ///< slot that must be true; slot 0 is the constant true
    std::uint32_t node = 0;     ///< the definition it is computed for: the way back to the rule
    std::int64_t constant = 0;  ///< index of a scaling, scale, table or fault site; a frame
};
static_assert(sizeof(Instruction) == 24);

/// result = step * round(a * factor / (b * divisor)): one rounding, from the exact value.
struct Scaling {
    Int128 factor = 1;
    Int128 divisor = 1;
    Int128 step = 1;
    friend bool operator==(const Scaling&, const Scaling&) = default;
};

/// A scale of one version: thresholds at the decimals of its argument, rates at six decimals.
struct ScaleTable {
    struct Bracket {
        bool above = true;
        Int128 threshold = 0;
        Int128 value = 0;  ///< amount or value at the decimals of the result
        Int128 rate = 0;   ///< of what lies over the threshold
        friend bool operator==(const Bracket&, const Bracket&) = default;
    };
    std::vector<Bracket> brackets;
    Scaling part;  ///< from part times rate to the decimals of the result
    Rounding mode = Rounding::half_up;
    friend bool operator==(const ScaleTable&, const ScaleTable&) = default;
};

/// A table of one version: keys in rising order, a value each.
struct KeyTable {
    std::vector<Int128> keys;
    std::vector<Int128> values;
    Int128 otherwise = 0;
    friend bool operator==(const KeyTable&, const KeyTable&) = default;

    /// Index of the key; the number of keys when there is no such row.
    [[nodiscard]] std::size_t row_of(Int128 key) const {
        const auto at = std::lower_bound(keys.begin(), keys.end(), key);
        return at == keys.end() || *at != key ? keys.size()
                                              : static_cast<std::size_t>(at - keys.begin());
    }
};

/// The figures of a program that its instructions name by index.
struct Pool {
    std::vector<Scaling> scalings;
    std::vector<ScaleTable> scales;
    std::vector<KeyTable> tables;
};

/// What a `fail` instruction says.
struct FaultSite {
    std::string code;
    DefinitionId definition = 0;
    std::string message;
    std::string help;
    /// Of E201: the package that does not cover the day of the clock. One program serves all days
    /// of a segment, so the words are found when it is told, as those of a missing input.
    std::optional<std::pair<PackageId, Clock>> uncovered{};
};

}  // namespace mutua::ruleset
