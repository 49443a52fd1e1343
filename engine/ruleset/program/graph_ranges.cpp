#include "engine/ruleset/check/range.hpp"
#include "engine/ruleset/program/graph.hpp"

namespace mutua::ruleset {

namespace {

bool gives_boolean(Op op) {
    return (op >= Op::less && op <= Op::logical_not) || op == Op::any_row || op == Op::all_rows ||
           op == Op::has_row || op == Op::days_leave || op == Op::months_leave;
}

Interval minimum_of(const Interval& a, const Interval& b) {
    return {std::min(a.low, b.low), std::min(a.high, b.high)};
}

Interval maximum_of(const Interval& a, const Interval& b) {
    return {std::max(a.low, b.low), std::max(a.high, b.high)};
}

Interval magnitude_of(const Interval& a) {
    if (a.low >= 0) { return a; }
    return {0, std::max(-a.low, a.high)};
}

}  // namespace

/// A row that reads a sum over all rows of its own kind is one of them: it is never a sum of none.
Interval Graph::gathered(const Node& node, const Interval& above) const {
    const Node& read = nodes_[node.a];
    const bool over_own = read.kind == Node::Kind::operation && is_reduce(read.op) &&
                          is_true(read.c) && static_cast<Frame>(read.index) == node.frame;
    if (!over_own) { return above; }
    const Interval& one = nodes_[read.a].range;
    switch (read.op) {
        case Op::sum_rows:
            return {one.low > 0 ? one.low : above.low, one.high < 0 ? one.high : above.high};
        case Op::minimum_rows:
        case Op::maximum_rows:
            return one;
        case Op::count_rows:
            return {1, above.high};
        default:
            return above;
    }
}

Interval Graph::range_from(const Node& node, const Interval& a, const Interval& b) const {
    const auto index = static_cast<std::size_t>(node.index);
    switch (node.op) {
        case Op::add:
            return a + b;
        case Op::subtract:
            return a - b;
        case Op::multiply:
            return a * b;
        case Op::negate:
            return Interval{0, 0} - a;
        case Op::absolute:
            return magnitude_of(a);
        case Op::minimum:
            return minimum_of(a, b);
        case Op::maximum:
            return maximum_of(a, b);
        case Op::select:
            return a.hull(b);
        case Op::reduce:
            return a.low >= 0 ? Interval{a.low > 0 ? 1 : 0, a.high} : a;
        case Op::reduce_below:
            return {1, std::max<Int128>(1, b.high)};
        case Op::round:
            return rounded(a, Interval{1, 1}, pool.scalings[index]);
        case Op::multiply_round:
            return rounded(a * b, Interval{1, 1}, pool.scalings[index]);
        case Op::quotient_round:
            return rounded(a, b, pool.scalings[index]);
        case Op::scale_marginal:
        case Op::scale_stated:
        case Op::scale_step:
            return range_of(node.op, pool.scales[index], a);
        case Op::find:
            return range_of(pool.tables[index]);
        case Op::gather:
            return gathered(node, a);
        case Op::split:
            return a.hull({0, 0});
        // A client, a payslip or a member may have no rows below it: then all of these are zero.
        case Op::sum_rows:
            return a * Interval{0, rows_max};
        case Op::minimum_rows:
        case Op::maximum_rows:
            return a.hull({0, 0});
        case Op::count_rows:
            return {0, rows_max};
        default:
            return gives_boolean(node.op) ? Interval{0, 1} : Interval{};
    }
}

}  // namespace mutua::ruleset
