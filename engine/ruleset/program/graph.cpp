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

template <typename Figure>
std::int64_t index_in(std::vector<Figure>& all, Figure one) {
    const auto at = std::find(all.begin(), all.end(), one);
    const auto index = at - all.begin();
    if (at == all.end()) { all.push_back(std::move(one)); }
    return index;
}

}  // namespace

bool lies_below(Frame below, Frame above) { return below != above && belongs_to(below, above); }

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
        if (node.kind == Node::Kind::constant) { node.range = Interval::of(node.constant); }
        if (node.kind == Node::Kind::operation) {
            node.range = range_from(node, nodes_[node.a].range, nodes_[node.b].range);
        }
        nodes_.push_back(node);
    }
    return at->second;
}

NodeId Graph::constant(Int128 value) {
    Node node;
    node.constant = value;
    return add(node);
}

NodeId Graph::column(Frame frame, std::int64_t index, const Interval& range) {
    Node node;
    node.kind = Node::Kind::column;
    node.frame = frame;
    node.index = index;
    node.range = range;
    return add(node);
}

std::optional<Frame> Graph::frame_of(std::initializer_list<NodeId> nodes) const {
    std::optional<Frame> found;
    for (const NodeId id : nodes) {
        if (is_constant(id)) { continue; }
        const Frame frame = nodes_[id].frame;
        if (!found || lies_below(frame, *found)) {
            found = frame;
        } else if (frame != *found && !lies_below(*found, frame)) {
            found = Frame::contract;
        }
    }
    return found;
}

NodeId Graph::gather(NodeId id, Frame frame) {
    const Frame above = nodes_[id].frame;
    // A contract reads its member through its payslip.
    if (frame == Frame::contract && above == Frame::member) { id = gather(id, Frame::payslip); }
    Node node;
    node.kind = Node::Kind::operation;
    node.op = Op::gather;
    node.frame = frame;
    node.a = id;
    node.index = static_cast<std::int64_t>(nodes_[id].frame);
    return add(node);
}

NodeId Graph::in_frame(NodeId id, Frame frame) {
    if (is_constant(id) || nodes_[id].frame == frame) { return id; }
    const Frame from = nodes_[id].frame;
    if (lies_below(frame, from)) { return gather(id, frame); }
    if (lies_below(from, frame)) { return reduce(Op::any_row, from, frame, id, always); }
    return in_frame(gather(id, Frame::contract), frame);
}

void Graph::align(Node& node) {
    node.kind = Node::Kind::operation;
    node.frame = frame_of({node.a, node.b, node.c}).value_or(Frame::payslip);
    const auto lower = [&](NodeId id) {
        return is_constant(id) || nodes_[id].frame == node.frame ? id : gather(id, node.frame);
    };
    node.a = lower(node.a);
    node.b = lower(node.b);
    node.c = lower(node.c);
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
                                 nodes_[node.c].constant, pool);
    // What does not fit is left to the run, which then says so.
    return arithmetic.overflowed() ? add(node) : constant(value);
}

/// What neutral elements say, and the ranges of the operands: inputs lie in theirs, or the row is
/// rejected.
std::optional<NodeId> Graph::without_computing(Op op, NodeId a, NodeId b) {
    const Interval& left = nodes_[a].range;
    const Interval& right = nodes_[b].range;
    switch (op) {
        case Op::multiply:
            if (is_true(a) || is_false(b)) { return b; }
            if (is_true(b) || is_false(a)) { return a; }
            break;
        case Op::add:
            if (is_false(a)) { return b; }
            if (is_false(b)) { return a; }
            break;
        case Op::subtract:
            if (is_false(b)) { return a; }
            break;
        case Op::minimum:
            if (a == b || left.is_at_most(right)) { return a; }
            if (right.is_at_most(left)) { return b; }
            break;
        case Op::maximum:
            if (a == b || right.is_at_most(left)) { return a; }
            if (left.is_at_most(right)) { return b; }
            break;
        case Op::absolute:
            if (nodes_[a].nonnegative()) { return a; }
            break;
        case Op::less:
            if (left.is_below(right)) { return always; }
            if (right.is_at_most(left)) { return constant(0); }
            break;
        case Op::less_equal:
            if (left.is_at_most(right)) { return always; }
            if (right.is_below(left)) { return constant(0); }
            break;
        case Op::equal:
            if (left.is_below(right) || right.is_below(left)) { return constant(0); }
            break;
        default:
            break;
    }
    return std::nullopt;
}

NodeId Graph::operation(Op op, NodeId a, NodeId b) {
    if (const auto known = without_computing(op, a, b)) { return *known; }
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
    if (node.kind == Node::Kind::operation) {
        if (node.op == Op::logical_not) { return node.a; }
        if (node.op == Op::less) { return operation(Op::less_equal, node.b, node.a); }
        if (node.op == Op::less_equal) { return operation(Op::less, node.b, node.a); }
    }
    return operation(Op::logical_not, a);
}

NodeId Graph::round(NodeId a, NodeId b, const Scaling& scaling, Rounding mode) {
    if (is_true(b) && scaling.factor == 1 && scaling.divisor == 1 && scaling.step == 1) {
        return a;
    }
    if (is_false(a)) { return a; }
    Node node;
    node.op = is_true(b) ? Op::round : Op::quotient_round;
    node.mode = mode;
    node.a = a;
    node.b = b;
    node.index = index_in(pool.scalings, scaling);
    align(node);
    return fold(node);
}

NodeId Graph::scale(Op op, NodeId a, ScaleTable table) {
    Node node;
    node.op = op;
    node.a = a;
    node.index = index_in(pool.scales, std::move(table));
    align(node);
    return fold(node);
}

NodeId Graph::table(Op op, NodeId key, KeyTable table) {
    Node node;
    node.op = op;
    node.a = key;
    node.index = index_in(pool.tables, std::move(table));
    align(node);
    return fold(node);
}

NodeId Graph::reduce(Op op, Frame from, Frame to, NodeId operand, NodeId mask) {
    // Contracts belong to a member through its payslips.
    if (from == Frame::contract && to == Frame::member) {
        const NodeId some = reduce(Op::any_row, from, Frame::payslip, mask, always);
        const NodeId part = reduce(op, from, Frame::payslip, operand, mask);
        return reduce(op == Op::count_rows ? Op::sum_rows : op, Frame::payslip, to, part, some);
    }
    Node node;
    node.kind = Node::Kind::operation;
    node.op = op;
    node.frame = to;
    node.a = in_frame(operand, from);
    node.c = in_frame(mask, from);
    node.index = static_cast<std::int64_t>(from);
    return add(node);
}

NodeId Graph::split(Frame frame, Frame above, NodeId whole, NodeId weight) {
    Node node;
    node.kind = Node::Kind::operation;
    node.op = Op::split;
    node.frame = frame;
    node.a = in_frame(whole, above);
    node.b = in_frame(weight, frame);
    node.index = static_cast<std::int64_t>(above);
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
