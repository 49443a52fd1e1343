#include "engine/ruleset/program/slopes.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

Decimal exact(Int128 value) { return Decimal{widen(value)}; }

Decimal magnitude_of(const Decimal& one) { return one < 0 ? Decimal{-one} : one; }

Slope still(const Interval& range) { return {false, false, 0, 0, 0, range, range}; }

Slope jump(const Interval& range, const Interval& start) {
    return {true, true, 0, 0, 0, range, start};
}

/// One of two functions, whichever it is for all x; or both, where they meet.
Slope either_of(const Slope& a, const Slope& b) {
    return {a.depends || b.depends,   a.jumps || b.jumps,           std::min(a.low, b.low),
            std::max(a.high, b.high), std::max(a.jitter, b.jitter), a.range.hull(b.range),
            a.start.hull(b.start)};
}

Slope turned(Slope one) {
    std::swap(one.low, one.high);
    one.low = -one.low;
    one.high = -one.high;
    return one;
}

Slope sum_of(const Slope& a, const Slope& b) {
    Slope made = a;
    made.depends = a.depends || b.depends;
    made.jumps = a.jumps || b.jumps;
    made.low += b.low;
    made.high += b.high;
    made.jitter += b.jitter;
    return made;
}

/// True for a function that is known but for its jitter.
bool is_line(const Slope& one) {
    return one.depends && !one.jumps && one.low == one.high && one.low != 0 &&
           one.start.low == one.start.high;
}

/// The furthest that a rounding of a value over a divisor moves it.
Decimal rounding_jitter(const Scaling& scaling, Rounding mode, const Interval& divisor) {
    const bool whole = divisor.low == 1 && divisor.high == 1;
    if (whole && scaling.divisor == 1 && scaling.step == 1) { return 0; }
    const bool nearest =
        mode == Rounding::half_up || mode == Rounding::half_down || mode == Rounding::half_even;
    return exact(scaling.step) / (nearest ? 2 : 1);
}

/// Decides a comparison for all values of two ranges, when they do.
std::optional<bool> decided(Op op, const Interval& a, const Interval& b) {
    if (op == Op::less) {
        if (a.high < b.low) { return true; }
        if (a.low >= b.high) { return false; }
    } else if (op == Op::less_equal) {
        if (a.high <= b.low) { return true; }
        if (a.low > b.high) { return false; }
    } else if (op == Op::equal) {
        if (a.high < b.low || b.high < a.low) { return false; }
        if (a.low == a.high && b.low == b.high) { return a.low == b.low; }
    }
    return std::nullopt;
}

bool is_comparison(Op op) { return op == Op::less || op == Op::less_equal || op == Op::equal; }

bool is_true(const Interval& one) { return one.low >= 1; }
bool is_false(const Interval& one) { return one.high <= 0; }

/// `and`, `or` and `not` of what is yes, no or not known.
Interval logic_range(Op op, const Interval& a, const Interval& b) {
    if (op == Op::logical_not) {
        return {1 - std::min<Int128>(1, a.high), 1 - std::max<Int128>(0, a.low)};
    }
    if (op == Op::logical_and) { return {std::min(a.low, b.low), std::min(a.high, b.high)}; }
    return {std::max(a.low, b.low), std::max(a.high, b.high)};
}

bool is_logic(Op op) {
    return op == Op::logical_and || op == Op::logical_or || op == Op::logical_not;
}

}  // namespace

SlopeProof::SlopeProof(const CheckedRuleset& rules, const CodeTable& codes,
                       const ProgramRequest& request, DefinitionId unknown, std::size_t rows)
    : lowering_{rules, codes, request}, rows_{static_cast<Int128>(rows)} {
    lowering_.run();
    const Lowered value = lowering_.wanted(request.wanted.front()).value;
    target_ = value.node;
    whole_ = !value.denominator;
    for (std::size_t i = 0; i < lowering_.columns.size(); ++i) {
        if (lowering_.columns[i].definition != unknown) { continue; }
        unknown_ = lowering_.column_nodes[i].value;
        known_unknown_ = true;
    }
}

void SlopeProof::set(DefinitionId definition, const Interval& values,
                     const Interval& denominators) {
    for (std::size_t i = 0; i < lowering_.columns.size(); ++i) {
        if (lowering_.columns[i].definition != definition) { continue; }
        const Lowering::ColumnNodes& nodes = lowering_.column_nodes[i];
        columns_.insert_or_assign(nodes.value, values);
        if (nodes.denominator) { columns_.insert_or_assign(*nodes.denominator, denominators); }
    }
}

bool SlopeProof::depends() const {
    if (!known_unknown_) { return false; }
    std::vector<bool> reads(target_ + 1, false);
    for (NodeId id = 0; id <= target_; ++id) {
        const Node& node = lowering_.graph[id];
        const bool operation = node.kind == Node::Kind::operation;
        reads[id] =
            id == unknown_ || (operation && (reads[node.a] || reads[node.b] || reads[node.c]));
    }
    return reads[target_];
}

Slope SlopeProof::over(const Interval& unknown) {
    walk(unknown);
    Slope found = slopes_[target_];
    found.jumps = found.jumps || !whole_;
    return found;
}

bool SlopeProof::rejects_all() const {
    for (NodeId id = 0; id < lowering_.graph.size(); ++id) {
        const Node& node = lowering_.graph[id];
        const bool fails = node.kind == Node::Kind::operation && node.op == Op::fail;
        if (fails && is_true(slopes_[node.a].range) && is_true(slopes_[node.c].range)) {
            return true;
        }
    }
    return false;
}

void SlopeProof::walk(const Interval& unknown) {
    slopes_.clear();
    slopes_.reserve(lowering_.graph.size());
    for (NodeId id = 0; id < lowering_.graph.size(); ++id) {
        slopes_.push_back(of_node(id, unknown));
        narrow_range(slopes_.back(), unknown);
    }
}

Slope SlopeProof::of_node(NodeId id, const Interval& unknown) const {
    const Node& node = lowering_.graph[id];
    if (node.kind == Node::Kind::constant) { return still(Interval::of(node.constant)); }
    if (node.kind == Node::Kind::column) { return of_column(id, unknown); }
    return of_operation(node);
}

Slope SlopeProof::of_column(NodeId id, const Interval& unknown) const {
    if (known_unknown_ && id == unknown_) {
        return {true, false, 1, 1, 0, unknown, Interval::of(unknown.low)};
    }
    const auto known = columns_.find(id);
    return still(known == columns_.end() ? lowering_.graph[id].range : known->second);
}

/// The value at the start, and slopes from there on, say more than the ranges of operands that move
/// together: `x - 10 % of x` falls nowhere below zero.
void SlopeProof::narrow_range(Slope& one, const Interval& unknown) const {
    if (!one.depends || one.jumps || !unknown.is_known()) { return; }
    const Decimal width = exact(unknown.high) - exact(unknown.low);
    const Decimal least = std::min(Decimal{0}, Decimal{one.low * width}) - 2 * one.jitter;
    const Decimal most = std::max(Decimal{0}, Decimal{one.high * width}) + 2 * one.jitter;
    const auto low = narrow(numerator(round(exact(one.start.low) + least, 1, Rounding::floor)));
    const auto high = narrow(numerator(round(exact(one.start.high) + most, 1, Rounding::ceiling)));
    if (low) { one.range.low = std::max(one.range.low, *low); }
    if (high) { one.range.high = std::min(one.range.high, *high); }
}

Slope SlopeProof::of_operation(const Node& node) const {
    const Slope& a = slopes_[node.a];
    const Slope& b = slopes_[node.b];
    if (is_comparison(node.op) || is_logic(node.op)) { return of_condition(node.op, a, b); }
    switch (node.op) {
        case Op::minimum:
        case Op::maximum:
        case Op::absolute:
        case Op::select:
            return chosen(node);
        case Op::scale_marginal:
        case Op::scale_stated:
        case Op::scale_step:
            return of_scale(node);
        case Op::gather:
            return a;
        case Op::split:
        case Op::sum_rows:
        case Op::minimum_rows:
        case Op::maximum_rows:
            return of_rows(node);
        default:
            return of_arithmetic(node, a, b);
    }
}

/// Yes, no, or what may change on the way.
Slope SlopeProof::of_condition(Op op, const Slope& a, const Slope& b) {
    Interval range{0, 1};
    if (is_logic(op)) {
        range = logic_range(op, a.range, b.range);
    } else if (const auto truth = decided(op, a.range, b.range)) {
        range = Interval::of(*truth ? 1 : 0);
    }
    const bool moves = (a.depends || b.depends) && range.low != range.high;
    return moves ? jump(range, range) : still(range);
}

Slope SlopeProof::of_arithmetic(const Node& node, const Slope& a, const Slope& b) const {
    const Graph& graph = lowering_.graph;
    const auto scaling = [&]() -> const Scaling& {
        return graph.pool.scalings[static_cast<std::size_t>(node.index)];
    };
    const Interval range = graph.range_from(node, a.range, b.range);
    const Interval start = graph.range_from(node, a.start, b.start);
    if (!a.depends && !b.depends && !slopes_[node.c].depends) { return still(range); }
    Slope made = jump(range, start);
    switch (node.op) {
        case Op::add:
            made = sum_of(a, b);
            break;
        case Op::subtract:
            made = sum_of(a, turned(b));
            break;
        case Op::negate:
            made = turned(a);
            break;
        case Op::multiply:
            made = multiplied(a, b);
            break;
        case Op::multiply_round:
            made = scaled_by(multiplied(a, b), scaling(), node.mode, {1, 1});
            break;
        case Op::round:
            made = scaled_by(a, scaling(), node.mode, {1, 1});
            break;
        case Op::quotient_round:
            if (!b.depends) { made = scaled_by(a, scaling(), node.mode, b.range); }
            break;
        default:
            break;
    }
    made.range = range;
    made.start = start;
    return made;
}

Slope SlopeProof::multiplied(const Slope& a, const Slope& b) {
    Slope made;
    made.depends = a.depends || b.depends;
    made.jumps = a.jumps || b.jumps;
    // (fg)' = f'g + fg'; the functions without jumps lie within the jitter of the values.
    const auto products = [](const Decimal& low, const Decimal& high, const Slope& other) {
        const Decimal least = exact(other.range.low) - other.jitter;
        const Decimal most = exact(other.range.high) + other.jitter;
        const Decimal all[] = {low * least, low * most, high * least, high * most};
        return std::pair<Decimal, Decimal>{*std::min_element(std::begin(all), std::end(all)),
                                           *std::max_element(std::begin(all), std::end(all))};
    };
    const auto first = products(a.low, a.high, b);
    const auto second = products(b.low, b.high, a);
    made.low = first.first + second.first;
    made.high = first.second + second.second;
    const auto magnitude = [](const Slope& one) {
        return std::max(magnitude_of(exact(one.range.low)), magnitude_of(exact(one.range.high)));
    };
    made.jitter = magnitude(a) * b.jitter + (magnitude(b) + b.jitter) * a.jitter;
    return made;
}

/// step * round(value * factor / (divisor of the row * divisor)).
Slope SlopeProof::scaled_by(const Slope& one, const Scaling& scaling, Rounding mode,
                            const Interval& divisor) {
    Slope made = one;
    const Decimal factor = exact(scaling.factor) * exact(scaling.step) / exact(scaling.divisor);
    const Decimal least = factor / exact(std::max<Int128>(1, divisor.high));
    const Decimal most = factor / exact(std::max<Int128>(1, divisor.low));
    made.low = std::min(Decimal{one.low * least}, Decimal{one.low * most});
    made.high = std::max(Decimal{one.high * least}, Decimal{one.high * most});
    made.jitter = one.jitter * most + rounding_jitter(scaling, mode, divisor);
    return made;
}

/// One of two values: which, is decided by the ranges, by what does not move, or changes on the
/// way. Where the greater and the smaller meet there is no jump; a condition may bring one.
Slope SlopeProof::chosen(const Node& node) const {
    const Slope& a = slopes_[node.a];
    const Slope& b = slopes_[node.b];
    if (node.op == Op::select) {
        const Slope& when = slopes_[node.c];
        if (is_true(when.range)) { return a; }
        if (is_false(when.range)) { return b; }
        if (when.depends) { return jump(a.range.hull(b.range), a.start.hull(b.start)); }
        return either_of(a, b);
    }
    Slope made = either_of(a, node.op == Op::absolute ? a : b);
    made.range = lowering_.graph.range_from(node, a.range, b.range);
    made.start = lowering_.graph.range_from(node, a.start, b.start);
    if (node.op == Op::absolute) {
        if (a.range.low >= 0) { return a; }
        made.low = std::min(Decimal{a.low}, Decimal{-a.high});
        made.high = std::max(Decimal{a.high}, Decimal{-a.low});
        return made;
    }
    const bool least = node.op == Op::minimum;
    if (a.range.high <= b.range.low) { return least ? a : b; }
    if (b.range.high <= a.range.low) { return least ? b : a; }
    return made;
}

Slope SlopeProof::of_rows(const Node& node) const {
    const Slope& a = slopes_[node.a];
    Slope made = a;
    made.range = lowering_.graph.range_from(node, a.range, slopes_[node.b].range);
    made.start = lowering_.graph.range_from(node, a.start, slopes_[node.b].start);
    if (node.op == Op::sum_rows) {
        // Of this case no more rows are summed than it has.
        made.range = a.range * Interval{0, rows_};
        made.start = a.start * Interval{0, rows_};
    }
    const bool choice_moves = slopes_[node.c].depends || slopes_[node.b].depends;
    if (!a.depends && !choice_moves) { return still(made.range); }
    if (choice_moves && !(rows_ == 1 && node.op == Op::split)) {
        return jump(made.range, made.start);
    }
    if (rows_ == 1 && (node.op == Op::split || lowering_.graph.is_true(node.c))) { return a; }
    if (node.op == Op::minimum_rows || node.op == Op::maximum_rows) {
        return lowering_.graph.is_true(node.c) ? made : either_of(made, still({0, 0}));
    }
    // Of a split some part between nothing and all; of a sum one row up to all of them.
    const Decimal rows = node.op == Op::split ? Decimal{1} : exact(rows_);
    const Decimal none = node.op == Op::split || !lowering_.graph.is_true(node.c) ? 0 : 1;
    made.low = std::min(Decimal{a.low * none}, Decimal{a.low * rows});
    made.high = std::max(Decimal{a.high * none}, Decimal{a.high * rows});
    made.jitter = a.jitter * rows + (node.op == Op::split ? 1 : 0);
    return made;
}

Slope SlopeProof::of_scale(const Node& node) const {
    const Slope& a = slopes_[node.a];
    const ScaleTable& table = lowering_.graph.pool.scales[static_cast<std::size_t>(node.index)];
    Slope made;
    made.depends = a.depends;
    made.jumps = a.jumps;
    made.range = lowering_.graph.range_from(node, a.range, a.range);
    made.start = lowering_.graph.range_from(node, a.start, a.start);
    if (!a.depends) { return still(made.range); }
    const Decimal unit =
        exact(table.part.factor) * exact(table.part.step) / exact(table.part.divisor);
    std::vector<Decimal> rates;
    std::size_t met = 0;
    const auto& brackets = table.brackets;
    for (std::size_t i = 0; i <= brackets.size(); ++i) {
        const bool begins = i == 0 || lies_in(brackets[i - 1], a.range.high);
        const bool left = i < brackets.size() && lies_in(brackets[i], a.range.low);
        if (!begins || left) { continue; }
        ++met;
        rates.push_back(i == 0 || node.op == Op::scale_step
                            ? Decimal{0}
                            : Decimal{exact(brackets[i - 1].rate) * unit});
    }
    if (node.op != Op::scale_marginal && met > 1) { return jump(made.range, made.start); }
    const Decimal least = *std::min_element(rates.begin(), rates.end());
    const Decimal most = *std::max_element(rates.begin(), rates.end());
    const Decimal ends[] = {a.low * least, a.low * most, a.high * least, a.high * most};
    made.low = *std::min_element(std::begin(ends), std::end(ends));
    made.high = *std::max_element(std::begin(ends), std::end(ends));
    const Decimal steepest = std::max(magnitude_of(least), magnitude_of(most));
    const Decimal parts = node.op == Op::scale_step ? Decimal{0} : Decimal{met};
    made.jitter = a.jitter * steepest + parts * rounding_jitter(table.part, table.mode, {1, 1});
    return made;
}

void SlopeProof::add_thresholds(const Slope& one, Int128 level, const Interval& unknown,
                                std::vector<Int128>& found) const {
    if (!is_line(one)) { return; }
    const Decimal at = exact(unknown.low) + (exact(level) - exact(one.start.low)) / one.low;
    for (const Rounding mode : {Rounding::floor, Rounding::ceiling}) {
        const auto x = narrow(numerator(round(at, 1, mode)));
        if (!x) { continue; }
        for (const Int128 near : {*x - 1, *x, *x + 1}) {
            if (unknown.low <= near && near <= unknown.high) { found.push_back(near); }
        }
    }
}

std::vector<Int128> SlopeProof::thresholds(const Interval& unknown, std::size_t most) {
    walk(unknown);
    std::vector<Int128> found;
    for (NodeId id = 0; id <= target_ && found.size() < 8 * most; ++id) {
        const Node& node = lowering_.graph[id];
        if (node.kind != Node::Kind::operation) { continue; }
        const Slope& a = slopes_[node.a];
        const Slope& b = slopes_[node.b];
        const bool meets =
            is_comparison(node.op) || node.op == Op::minimum || node.op == Op::maximum;
        if (meets && !b.depends && b.range.low == b.range.high) {
            add_thresholds(a, b.range.low, unknown, found);
        }
        if (meets && !a.depends && a.range.low == a.range.high) {
            add_thresholds(b, a.range.low, unknown, found);
        }
        if (meets && is_line(a) && is_line(b)) {
            Slope apart = a;
            apart.low = apart.high = a.low - b.low;
            apart.start = a.start - b.start;
            add_thresholds(apart, 0, unknown, found);
        }
        if (node.op == Op::absolute) { add_thresholds(a, 0, unknown, found); }
        const bool scale = node.op == Op::scale_marginal || node.op == Op::scale_stated ||
                           node.op == Op::scale_step;
        if (!scale) { continue; }
        for (const auto& bracket :
             lowering_.graph.pool.scales[static_cast<std::size_t>(node.index)].brackets) {
            add_thresholds(a, bracket.threshold, unknown, found);
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (found.size() > most) { found.resize(most); }
    return found;
}

}  // namespace mutua::ruleset
