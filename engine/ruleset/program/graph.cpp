#include "engine/ruleset/program/graph.hpp"

#include "engine/ruleset/program/element.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

bool is_commutative(Op op) {
    switch (op) {
        case Op::add:
        case Op::multiply:
        case Op::minimum:
        case Op::maximum:
        case Op::equal:
        case Op::logical_and:
        case Op::logical_or:
            return true;
        default:
            return false;
    }
}

bool gives_boolean(Op op) {
    return (op >= Op::less && op <= Op::logical_not) || op == Op::any_row || op == Op::all_rows;
}

}  // namespace

std::string_view to_string(Op op) {
    static constexpr std::string_view names[] = {
#define MUTUA_OPERATION(name) #name,
#include "engine/ruleset/program/operations.def"
    };
    return names[static_cast<std::size_t>(op)];
}

std::size_t Graph::KeyHash::operator()(const Key& key) const noexcept {
    std::uint64_t hash = key.head;
    for (const std::uint64_t part : {key.operands, key.rest, key.low, key.high}) {
        hash = (hash ^ part) * 0x9E37'79B9'7F4A'7C15ULL;
        hash ^= hash >> 29U;
    }
    return static_cast<std::size_t>(hash);
}

Graph::Graph() { constant(1); }

NodeId Graph::add(Node node) {
    const auto raw = static_cast<UnsignedInt128>(node.constant);
    const Key key{static_cast<std::uint64_t>(node.kind) |
                      static_cast<std::uint64_t>(node.op) << 8U |
                      static_cast<std::uint64_t>(node.mode) << 16U |
                      static_cast<std::uint64_t>(node.frame) << 24U |
                      static_cast<std::uint64_t>(node.index) << 32U,
                  static_cast<std::uint64_t>(node.a) << 32U | node.b, node.c,
                  static_cast<std::uint64_t>(raw), static_cast<std::uint64_t>(raw >> 64U)};
    const auto [at, is_new] = known_.emplace(key, static_cast<NodeId>(nodes_.size()));
    if (is_new) {
        node.origin = origin_;
        mark_sign(node);
        nodes_.push_back(node);
    }
    return at->second;
}

void Graph::mark_sign(Node& node) const {
    if (node.kind == Node::Kind::constant) {
        node.nonnegative = node.constant >= 0;
        node.positive = node.constant > 0;
        return;
    }
    if (node.kind == Node::Kind::column) { return; }
    const Node& a = nodes_[node.a];
    const Node& b = nodes_[node.b];
    switch (node.op) {
        case Op::add:
            node.nonnegative = a.nonnegative && b.nonnegative;
            node.positive = node.nonnegative && (a.positive || b.positive);
            break;
        case Op::multiply:
        case Op::minimum:
        case Op::select:
            node.nonnegative = a.nonnegative && b.nonnegative;
            node.positive = a.positive && b.positive;
            break;
        case Op::maximum:
            node.nonnegative = a.nonnegative || b.nonnegative;
            node.positive = a.positive || b.positive;
            break;
        case Op::absolute:
            node.nonnegative = true;
            break;
        case Op::round:
        case Op::quotient_round:
            node.nonnegative = a.nonnegative;
            break;
        case Op::sum_rows:
            node.nonnegative = a.nonnegative;
            // Without a mask there is at least one contract.
            node.positive = a.positive && is_true(node.c);
            break;
        case Op::reduce_below:
            node.nonnegative = true;
            node.positive = true;
            break;
        case Op::gather:
        case Op::reduce:
            node.nonnegative = a.nonnegative;
            node.positive = a.positive;
            break;
        default:
            node.nonnegative = gives_boolean(node.op) || node.op == Op::count_rows;
            break;
    }
}

NodeId Graph::constant(Int128 value) {
    Node node;
    node.constant = value;
    return add(node);
}

NodeId Graph::column(Frame frame, std::int64_t index, std::optional<Int128> low) {
    Node node;
    node.kind = Node::Kind::column;
    node.frame = frame;
    node.index = index;
    node.nonnegative = low && *low >= 0;
    node.positive = low && *low > 0;
    return add(node);
}

Frame Graph::frame_of(NodeId a, NodeId b, NodeId c) const {
    for (const NodeId id : {a, b, c}) {
        if (!is_constant(id) && nodes_[id].frame == Frame::contract) { return Frame::contract; }
    }
    return Frame::payslip;
}

NodeId Graph::in_contracts(NodeId id) {
    if (is_constant(id) || nodes_[id].frame == Frame::contract) { return id; }
    Node node;
    node.kind = Node::Kind::operation;
    node.op = Op::gather;
    node.frame = Frame::contract;
    node.a = id;
    return add(node);
}

void Graph::align(Node& node) {
    node.kind = Node::Kind::operation;
    node.frame = frame_of(node.a, node.b, node.c);
    if (node.frame == Frame::contract) {
        node.a = in_contracts(node.a);
        node.b = in_contracts(node.b);
        node.c = in_contracts(node.c);
    }
    if (is_commutative(node.op) && node.b < node.a) { std::swap(node.a, node.b); }
}

bool Graph::foldable(const Node& node) const {
    return is_constant(node.a) && is_constant(node.b) && is_constant(node.c);
}

NodeId Graph::fold(const Node& node) {
    if (!foldable(node)) { return add(node); }
    Arithmetic<Int128> arithmetic;
    Instruction step;
    step.op = node.op;
    step.mode = node.mode;
    step.constant = node.index;
    const Int128 value = element(arithmetic, step, nodes_[node.a].constant, nodes_[node.b].constant,
                                 nodes_[node.c].constant, scalings, scales);
    // What does not fit is left to the run, which then says so.
    return arithmetic.overflowed() ? add(node) : constant(value);
}

NodeId Graph::operation(Op op, NodeId a, NodeId b) {
    if (op == Op::multiply) {
        if (is_true(a)) { return b; }
        if (is_true(b)) { return a; }
    }
    if (op == Op::add && is_false(a)) { return b; }
    if ((op == Op::add || op == Op::subtract) && is_false(b)) { return a; }
    if ((op == Op::minimum || op == Op::maximum) && a == b) { return a; }
    if (op == Op::absolute && nodes_[a].nonnegative) { return a; }
    Node node;
    node.op = op;
    node.a = a;
    node.b = b;
    align(node);
    return fold(node);
}

NodeId Graph::select(NodeId condition, NodeId when_true, NodeId when_false) {
    if (when_true == when_false || is_true(condition)) { return when_true; }
    if (is_false(condition)) { return when_false; }
    Node node;
    node.op = Op::select;
    node.a = when_true;
    node.b = when_false;
    node.c = condition;
    align(node);
    return fold(node);
}

NodeId Graph::logical_and(NodeId a, NodeId b) {
    if (is_true(a) || a == b || is_false(b)) { return b; }
    if (is_true(b) || is_false(a)) { return a; }
    return operation(Op::logical_and, a, b);
}

NodeId Graph::logical_or(NodeId a, NodeId b) {
    if (is_true(a) || is_true(b)) { return always; }
    if (is_false(a) || a == b) { return b; }
    if (is_false(b)) { return a; }
    return operation(Op::logical_or, a, b);
}

NodeId Graph::logical_not(NodeId a) {
    const Node& node = nodes_[a];
    if (node.kind == Node::Kind::operation && node.op == Op::logical_not) { return node.a; }
    return operation(Op::logical_not, a);
}

std::int64_t Graph::scaling_index(const Scaling& scaling) {
    const auto at = std::find(scalings.begin(), scalings.end(), scaling);
    if (at == scalings.end()) {
        scalings.push_back(scaling);
        return static_cast<std::int64_t>(scalings.size() - 1);
    }
    return at - scalings.begin();
}

NodeId Graph::round(NodeId a, NodeId b, const Scaling& scaling, Rounding mode) {
    if (is_true(b) && scaling.factor == 1 && scaling.divisor == 1 && scaling.step == 1) {
        return a;
    }
    Node node;
    node.op = is_true(b) ? Op::round : Op::quotient_round;
    node.mode = mode;
    node.a = a;
    node.b = b;
    node.index = scaling_index(scaling);
    align(node);
    return fold(node);
}

NodeId Graph::scale(Op op, NodeId a, ScaleTable table) {
    Node node;
    node.op = op;
    node.a = a;
    node.index = static_cast<std::int64_t>(scales.size());
    scales.push_back(std::move(table));
    align(node);
    return fold(node);
}

NodeId Graph::reduce(Op op, NodeId operand, NodeId mask) {
    Node node;
    node.kind = Node::Kind::operation;
    node.op = op;
    node.frame = Frame::payslip;
    node.a = in_contracts(operand);
    node.c = in_contracts(mask);
    return add(node);
}

NodeId Graph::fail(NodeId condition, NodeId guard, FaultSite site) {
    Node node;
    node.op = Op::fail;
    node.a = condition;
    node.c = guard;
    node.index = static_cast<std::int64_t>(sites.size());
    sites.push_back(std::move(site));
    align(node);
    return add(node);
}

}  // namespace mutua::ruleset
