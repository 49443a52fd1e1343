#pragma once

#include "engine/ruleset/program/instruction.hpp"
#include "engine/ruleset/program/interval.hpp"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace mutua::ruleset {

using NodeId = std::uint32_t;

/// The node that is always there and true: no condition.
inline constexpr NodeId always = 0;

/// A value of the graph: a constant, an input column, or an operation on earlier nodes.
struct Node {
    enum class Kind : std::uint8_t { constant, column, operation };
    Kind kind = Kind::constant;
    Op op = Op::add;
    Rounding mode = Rounding::half_up;
    Frame frame = Frame::payslip;
    NodeId a = always;
    NodeId b = always;
    NodeId c = always;       ///< condition of a select, mask of a reduce, guard of a fail
    std::int64_t index = 0;  ///< column, scaling, scale, table, fault site or frame read from
    Int128 constant = 0;
    Interval range;
    DefinitionId origin = 0;

    [[nodiscard]] bool nonnegative() const { return range.low >= 0; }
    [[nodiscard]] bool positive() const { return range.low > 0; }
};

/// True for operations whose operands lie in another frame than their result.
[[nodiscard]] constexpr bool is_reduce(Op op) { return op >= Op::sum_rows && op <= Op::count_rows; }

/// True when a row of `below` belongs to one row of `above`, and is not one itself.
[[nodiscard]] bool lies_below(Frame below, Frame above);

/// A typed acyclic graph of values. Equal nodes are one node, constants are folded as they come,
/// and operands stand before what is made of them.
class Graph {
public:
    Graph();

    NodeId constant(Int128 value);
    NodeId boolean(bool value) { return value ? always : constant(0); }
    /// A column that the row brings, with what is known of its values.
    NodeId column(Frame frame, std::int64_t index, const Interval& range);

    /// An operation on elements; values of rows above are gathered where they are needed.
    NodeId operation(Op op, NodeId a, NodeId b = always);
    NodeId select(NodeId condition, NodeId when_true, NodeId when_false);
    NodeId logical_and(NodeId a, NodeId b);
    NodeId logical_or(NodeId a, NodeId b);
    NodeId logical_not(NodeId a);
    NodeId round(NodeId a, NodeId b, const Scaling& scaling, Rounding mode);
    NodeId scale(Op op, NodeId a, ScaleTable table);
    /// find or has_row.
    NodeId table(Op op, NodeId key, KeyTable table);
    /// sum_rows … count_rows for the rows of `to`, over their rows of `from` where `mask` holds.
    NodeId reduce(Op op, Frame from, Frame to, NodeId operand, NodeId mask);
    /// The part of the row of `frame` in a whole that belongs to its row of `above`.
    NodeId split(Frame frame, Frame above, NodeId whole, NodeId weight);
    /// The value as rows of `frame` see it: gathered from above; from below, whether any row holds.
    NodeId in_frame(NodeId node, Frame frame);
    /// A test that makes the row faulty.
    NodeId fail(NodeId condition, NodeId guard, FaultSite site);

    [[nodiscard]] const Node& operator[](NodeId id) const { return nodes_[id]; }
    [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
    [[nodiscard]] bool is_constant(NodeId id) const {
        return nodes_[id].kind == Node::Kind::constant;
    }
    [[nodiscard]] bool is_true(NodeId id) const { return id == always; }
    [[nodiscard]] bool is_false(NodeId id) const {
        return is_constant(id) && nodes_[id].constant == 0;
    }
    /// The lowest frame of values: where they can all be read. Nothing for constants alone.
    [[nodiscard]] std::optional<Frame> frame_of(std::initializer_list<NodeId> nodes) const;

    /// What an operation can give for operands of these ranges.
    [[nodiscard]] Interval range_from(const Node& node, const Interval& a, const Interval& b) const;

    /// What new nodes are computed for.
    void set_origin(DefinitionId origin) noexcept { origin_ = origin; }

    Pool pool;
    std::vector<FaultSite> sites;

private:
    struct Key {
        std::uint64_t head;
        std::uint64_t operands;
        std::uint64_t rest;
        std::uint64_t low;
        std::uint64_t high;
        friend bool operator==(const Key&, const Key&) = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const noexcept;
    };

    NodeId add(Node node);
    std::optional<NodeId> without_computing(Op op, NodeId a, NodeId b);
    NodeId fold(const Node& node);
    [[nodiscard]] bool foldable(const Node& node) const;
    [[nodiscard]] Interval gathered(const Node& node, const Interval& above) const;
    NodeId gather(NodeId node, Frame frame);
    void align(Node& node);

    std::vector<Node> nodes_;
    std::unordered_map<Key, NodeId, KeyHash> known_;
    DefinitionId origin_ = 0;
};

}  // namespace mutua::ruleset
