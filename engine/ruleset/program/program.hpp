#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/program/instruction.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// Which rows give a value for a name, instead of letting it be computed.
enum class Presence : std::uint8_t { none, some, all };

/// What a program is compiled for: what is asked, which names are given, which days choose.
struct ProgramRequest {
    struct Wanted {
        DefinitionId definition = 0;
        std::optional<std::size_t> field;
        friend bool operator==(const Wanted&, const Wanted&) = default;
    };
    std::vector<Wanted> wanted;
    std::vector<Presence> given;  ///< by DefinitionId; of a carry: its value before the row
    ClockDays days{};
    /// By DefinitionId, or empty: the value that a profile input has in every row.
    std::vector<std::optional<Int128>> profile;
};

/// Straight-line code over the slots of one frame, run once for each of its rows. Kernels run in
/// order; between them values cross frames. Splits and sums over rows stand first: they look at all
/// rows, while everything after them looks at one.
struct Kernel {
    Frame frame = Frame::payslip;
    std::uint32_t level = 0;
    std::uint32_t begin = 0;
    std::uint32_t elements = 0;  ///< first instruction that looks at one row
    std::uint32_t end = 0;
};

inline constexpr std::uint16_t no_slot = 0xFFFF;

/// The slots of a frame: constants, then what is kept for all rows while the program runs (the
/// columns of the row, the outputs, what crosses to another kernel), then slots that a kernel uses
/// again and again for values that are not alive together. Slot 0 is the constant true.
struct FrameLayout {
    std::vector<Int128> initial{1};  ///< constants in place, the rest zero
    std::uint16_t constants = 1;     ///< slots below are constants
    std::uint16_t kept = 1;          ///< slots below are constants or kept
};

/// Where the row's value of an input, of a rule that is given, or of a carry before the row goes.
struct Column {
    DefinitionId definition = 0;
    Frame frame = Frame::payslip;
    std::uint16_t slot = no_slot;         ///< no_slot: not needed after folding
    std::uint16_t denominator = no_slot;  ///< of a fraction
    std::uint16_t given = no_slot;        ///< 1 where the row gives it, when only some rows do
};

/// Where a figure that was asked for is found.
struct Output {
    DefinitionId definition = 0;
    std::optional<std::size_t> field;
    Frame frame = Frame::payslip;
    std::uint16_t slot = 0;
    std::uint16_t denominator = no_slot;  ///< of a fraction
    Frame applicable_frame = Frame::payslip;
    std::uint16_t applicable = 0;
};

/// The code of the fault sites of missing inputs: their words are found when they are told.
inline constexpr const char* missing_input = "E102";

/// An input that may be needed and is not given, by all rows or by some. `through` is the input
/// whose default needs it, when nothing else does. Whether a row needs it is tested by a fault
/// site; `always_needed` when there is no condition on the way.
struct MissingInput {
    DefinitionId definition = 0;
    std::optional<DefinitionId> through;
    bool always_needed = false;
};

/// A package asked about a day that it does not cover.
struct UncoveredDay {
    PackageId package = 0;
    Clock clock = Clock::work_end;
    Date day;
};

/// What the ranges say of an instruction. It only chooses between loops, and is told: every result
/// is checked.
struct Hint {
    bool wide = false;         ///< a product inside may leave 64 bits
    bool nonnegative = false;  ///< what is rounded is zero or more
    bool beyond = false;       ///< it is not proved to stay within 128 bits
};

/// Everything that a machine needs to compute some figures on one segment of each clock.
struct Program {
    std::vector<Kernel> kernels;
    std::vector<Instruction> code;
    std::vector<Hint> hints;  ///< by instruction
    std::array<FrameLayout, frame_count> frames;
    Pool pool;
    std::vector<FaultSite> sites;
    std::vector<Column> columns;
    std::vector<Output> outputs;
    std::vector<MissingInput> missing;
    std::vector<UncoveredDay> uncovered;

    /// False when some day of the clocks is not covered.
    [[nodiscard]] bool runnable() const { return uncovered.empty(); }
    [[nodiscard]] const FrameLayout& layout(Frame frame) const {
        return frames[static_cast<std::size_t>(frame)];
    }
};

/// Numbers of the codes of a ruleset: every text literal, sorted.
class CodeTable {
public:
    explicit CodeTable(const CheckedRuleset& rules);
    CodeTable() = default;

    [[nodiscard]] std::optional<std::int64_t> find(std::string_view text) const;
    [[nodiscard]] const std::string& text(std::int64_t number) const;
    [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }

private:
    std::vector<std::string> texts_;
};

/// Compiles a program. Never fails: what cannot be computed is said in `missing` and `uncovered`.
[[nodiscard]] Program compile(const CheckedRuleset& rules, const CodeTable& codes,
                              const ProgramRequest& request);

/// The program as text, one instruction a line: for dumps and for people who look for a fault.
[[nodiscard]] std::string disassemble(const CheckedRuleset& rules, const Program& program);

}  // namespace mutua::ruleset
