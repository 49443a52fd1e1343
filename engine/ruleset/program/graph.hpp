#pragma once

#include "engine/ruleset/program/instruction.hpp"

#include <cstdint>
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
    bool nonnegative = false;
    bool positive = false;
    NodeId a = always;
    NodeId b = always;
    NodeId c = always;       ///< condition of a select, mask of a reduce, guard of a fail
    std::int64_t index = 0;  ///< column, scaling, scale or fault site
    Int128 constant = 0;
    DefinitionId origin = 0;
};

/// A typed acyclic graph of values. Equal nodes are one node, constants are folded as they come,
/// and operands stand before what is made of them.
class Graph {
public:
    Graph();

    NodeId constant(Int128 value);
    NodeId boolean(bool value) { return value ? always : constant(0); }
    /// A column that the row brings; `low` is the least value it may have, if known.
    NodeId column(Frame frame, std::int64_t index, std::optional<Int128> low);

    /// An operation on elements; values of the payslip are gathered where a contract needs them.
    NodeId operation(Op op, NodeId a, NodeId b = always);
    NodeId select(NodeId condition, NodeId when_true, NodeId when_false);
    NodeId logical_and(NodeId a, NodeId b);
    NodeId logical_or(NodeId a, NodeId b);
    NodeId logical_not(NodeId a);
    NodeId round(NodeId a, NodeId b, const Scaling& scaling, Rounding mode);
    NodeId scale(Op op, NodeId a, ScaleTable table);
    /// sum_rows … count_rows over the contracts where `mask` holds.
    NodeId reduce(Op op, NodeId operand, NodeId mask);
    /// The value as the contracts see it.
    NodeId in_contracts(NodeId node);
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

    /// What new nodes are computed for.
    void set_origin(DefinitionId origin) noexcept { origin_ = origin; }

    std::vector<Scaling> scalings;
    std::vector<ScaleTable> scales;
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
    NodeId fold(const Node& node);
    [[nodiscard]] bool foldable(const Node& node) const;
    [[nodiscard]] Frame frame_of(NodeId a, NodeId b, NodeId c) const;
    void align(Node& node);
    void mark_sign(Node& node) const;
    [[nodiscard]] std::int64_t scaling_index(const Scaling& scaling);

    std::vector<Node> nodes_;
    std::unordered_map<Key, NodeId, KeyHash> known_;
    DefinitionId origin_ = 0;
};

}  // namespace mutua::ruleset
