#pragma once

#include "engine/ruleset/program/lowering.hpp"
#include "engine/ruleset/program/program.hpp"

#include <array>
#include <vector>

namespace mutua::ruleset {

/// Puts the operations of a graph in order of level and frame, joins products with the rounding
/// that ends them, and gives every value a slot: kept ones their own, the others by linear scan.
class Scheduler {
public:
    Scheduler(const Graph& graph, Program& program);

    /// A value that must be found after the run, in slots of that frame.
    void want(NodeId id, Frame frame);
    /// A test that must be run.
    void want_test(NodeId id) { live_[id] = true; }

    /// Everything: after it, `slot` answers.
    void run();

    [[nodiscard]] std::uint16_t slot(NodeId id, Frame frame) const {
        return slots_[static_cast<std::size_t>(frame)][id];
    }
    [[nodiscard]] bool is_live(NodeId id) const { return live_[id]; }

private:
    struct Operands {
        NodeId a = always;
        NodeId b = always;
        NodeId c = always;
        Frame frame_a = Frame::payslip;  ///< where each is read
        Frame frame_b = Frame::payslip;
        Frame frame_c = Frame::payslip;
    };

    [[nodiscard]] Operands operands_of(NodeId id) const;
    template <typename Visit>
    void each_operand(NodeId id, const Visit& visit) const;

    void spread();
    void fuse();
    void find_levels();
    void find_order();
    void find_kept();
    void place_constants();
    void place_kept();
    void place_scratch(const Kernel& kernel);
    void emit(NodeId id);
    [[nodiscard]] bool is_whole(NodeId id) const;
    [[nodiscard]] bool may_leave(NodeId id) const;
    [[nodiscard]] Hint hint_of(NodeId id) const;
    std::uint16_t new_slot(Frame frame, Int128 initial);
    std::uint16_t& slot_of(NodeId id, Frame frame) {
        return slots_[static_cast<std::size_t>(frame)][id];
    }

    const Graph& graph_;
    Program& program_;
    std::vector<bool> live_;
    std::vector<bool> fused_;  ///< products that are computed by the rounding that ends them
    std::vector<bool> kept_;
    std::vector<std::uint32_t> level_;
    std::vector<std::uint32_t> kernel_;    ///< of an operation: index of its kernel
    std::vector<std::uint32_t> last_use_;  ///< position in the order
    std::vector<NodeId> order_;
    std::vector<std::pair<NodeId, Frame>> wanted_;
    std::array<std::vector<std::uint16_t>, frame_count> slots_;
    std::array<std::vector<std::uint16_t>, frame_count> free_;
};

}  // namespace mutua::ruleset
