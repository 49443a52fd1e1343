#pragma once

#include "engine/ruleset/program/arithmetic.hpp"
#include "engine/ruleset/program/program.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace mutua::ruleset {

/// The slots of one case: one payslip frame, and a frame for each contract one after the other.
struct RowFrames {
    std::vector<Int128> payslip;
    std::vector<Int128> contracts;
    std::size_t contract_count = 1;
    std::size_t contract_size = 1;

    /// Empty frames of a program: constants in place.
    void reset(const Program& program, std::size_t count);
    [[nodiscard]] Int128* contract(std::size_t index) {
        return contracts.data() + index * contract_size;
    }
    [[nodiscard]] const Int128* contract(std::size_t index) const {
        return contracts.data() + index * contract_size;
    }
};

/// A test of the program that went wrong, or a number that left 128 bits.
struct RowFault {
    std::optional<std::size_t> site;  ///< index into Program::sites; nothing: overflow
    DefinitionId definition = 0;
    std::optional<std::size_t> contract;
};

/// Runs a program for one case, in checked 128-bit numbers.
class RowMachine {
public:
    /// Computes every slot. The result is empty when the row is sound. After an overflow nothing
    /// more is computed.
    const std::vector<RowFault>& run(const Program& program, RowFrames& frames);

private:
    void run_payslip(const Program& program, const Kernel& kernel, RowFrames& frames);
    void run_contract(const Program& program, const Kernel& kernel, RowFrames& frames,
                      std::size_t index);
    void fail(const Program& program, const Instruction& step, std::optional<std::size_t> contract);
    Int128 reduce(const Instruction& step, const RowFrames& frames);
    bool note_overflow(const Instruction& step, std::optional<std::size_t> contract);

    Arithmetic<Int128> arithmetic_;
    std::vector<RowFault> faults_;
};

}  // namespace mutua::ruleset
