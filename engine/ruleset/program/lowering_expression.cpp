#include "engine/core/contract.hpp"
#include "engine/ruleset/program/arithmetic.hpp"
#include "engine/ruleset/program/lowering.hpp"

#include <algorithm>

namespace mutua::ruleset {

Lowered Lowering::expression(const TypedExpression& one, const Path& path) {
    switch (one.kind) {
        case TypedKind::constant:
            return constant(one.constant, one.type);
        case TypedKind::read:
            return read(one, path);
        case TypedKind::scale_call:
            return scale_call(one, path);
        case TypedKind::negate: {
            Lowered inner = expression(one.children.front(), path);
            inner.node = graph.operation(Op::negate, inner.node);
            return inner;
        }
        case TypedKind::absolute: {
            Lowered inner = expression(one.children.front(), path);
            inner.node = graph.operation(Op::absolute, inner.node);
            return inner;
        }
        case TypedKind::add:
        case TypedKind::subtract:
        case TypedKind::multiply:
            return arithmetic(one, path);
        case TypedKind::divide:
            return divide(one, path);
        case TypedKind::if_then_else:
            return if_then_else(one, path);
        case TypedKind::match:
            return match(one, path);
        case TypedKind::round:
            return rounded(expression(one.children.front(), path), one.mode, one.step,
                           one.step_decimals);
        case TypedKind::minimum:
        case TypedKind::maximum:
        case TypedKind::clamp:
            return extreme(one, path);
        case TypedKind::days_between:
        case TypedKind::months_between:
        case TypedKind::years_between:
        case TypedKind::add_days:
        case TypedKind::add_months_up:
        case TypedKind::add_months_down:
        case TypedKind::year_of:
        case TypedKind::month_of:
        case TypedKind::day_of:
            return dates(one, path);
        case TypedKind::sum_rows:
        case TypedKind::minimum_rows:
        case TypedKind::maximum_rows:
        case TypedKind::any_row:
        case TypedKind::all_rows:
        case TypedKind::count_rows:
            return rows(one, path);
        case TypedKind::look_up:
            return look_up(one, path);
        case TypedKind::split:
            return split(one, path);
        case TypedKind::prior:
            return prior(one.definition);
        case TypedKind::inherited:
            require(inherited_.has_value(), "`inherited` stands in an amendment");
            return *inherited_;
        case TypedKind::as_unit:
            return expression(one.children.front(), path);
        default:
            break;
    }
    return {condition(one, path), std::nullopt, 0};
}

NodeId Lowering::condition(const TypedExpression& one, const Path& path) {
    switch (one.kind) {
        case TypedKind::less:
        case TypedKind::less_equal:
        case TypedKind::greater:
        case TypedKind::greater_equal:
        case TypedKind::equal:
        case TypedKind::not_equal:
            return compare(one, path);
        case TypedKind::in_set:
            return in_set(one, path);
        case TypedKind::applies: {
            const NodeId applicable = lower(one.definition).applicable;
            edges_[path.owner].push_back({one.definition, path.guard});
            return applicable;
        }
        case TypedKind::logical_and: {
            const NodeId left = condition(one.children[0], path);
            if (graph.is_false(left)) { return left; }
            return graph.logical_and(left, condition(one.children[1], under(path, left)));
        }
        case TypedKind::logical_or: {
            const NodeId left = condition(one.children[0], path);
            if (graph.is_true(left)) { return left; }
            return graph.logical_or(
                left, condition(one.children[1], under(path, graph.logical_not(left))));
        }
        case TypedKind::logical_not:
            return graph.logical_not(condition(one.children.front(), path));
        case TypedKind::previous:
            require(false, "`previous` is folded when rules are checked");
        default:
            break;
    }
    return expression(one, path).node;
}

Lowered Lowering::constant(const Constant& value, const Type& type) {
    Lowered made;
    if (const auto* number = std::get_if<Decimal>(&value)) {
        if (type.quotient) {
            const auto above = narrow(numerator(*number));
            const auto below = narrow(denominator(*number));
            require(above && below, "a constant fraction fits");
            made.node = graph.constant(*above);
            made.denominator = graph.constant(*below);
            return made;
        }
        const auto raw = scaled(*number, type.decimals);
        require(raw.has_value(), "a constant has the decimals of its type");
        made.node = graph.constant(*raw);
        made.scale = static_cast<int>(type.decimals);
        return made;
    }
    if (const auto* flag = std::get_if<bool>(&value)) { made.node = graph.boolean(*flag); }
    if (const auto* item = std::get_if<EnumItem>(&value)) {
        made.node = graph.constant(item->position);
    }
    if (const auto* day = std::get_if<Date>(&value)) {
        made.node = graph.constant(Arithmetic<Int128>::number_of(*day));
    }
    if (const auto* code = std::get_if<CodeText>(&value)) {
        made.node = graph.constant(codes_.find(code->text).value_or(0));
    }
    return made;
}

Lowered Lowering::read(const TypedExpression& one, const Path& path) {
    if (rules_.definitions[one.definition].param() != nullptr) { return param(one, path); }
    const Lowered value = lower(one.definition).value;
    edges_[path.owner].push_back({one.definition, path.guard});
    graph.set_origin(path.owner);
    return value;
}

Lowered Lowering::param(const TypedExpression& one, const Path& path) {
    const Definition& definition = rules_.definitions[one.definition];
    const auto& versions = definition.param()->versions;
    const auto version = version_for(definition, versions, path, one.at);
    if (!version) { return zero(one.type); }
    return constant(versions[*version].values[one.field.value_or(0)], one.type);
}

NodeId Lowering::times_power(NodeId node, int exponent) {
    // A power that leaves 128 bits is left to the run, which then says so.
    constexpr int step = 36;
    for (; exponent > 0; exponent -= step) {
        const auto power = power_of_ten(static_cast<unsigned>(std::min(exponent, step)));
        node = graph.operation(Op::multiply, node, graph.constant(power));
    }
    return node;
}

Lowered Lowering::at_scale(const Lowered& value, int scale) {
    require(scale >= value.scale, "a value is only widened without rounding");
    Lowered made = value;
    made.node = times_power(value.node, scale - value.scale);
    made.scale = scale;
    return made;
}

Lowered Lowering::as_fraction(const Lowered& value) {
    const NodeId above = times_power(value.node, -value.scale);
    const NodeId below = times_power(value.denominator.value_or(always), value.scale);
    Lowered made;
    made.node = above;
    made.denominator = below;
    if (graph.is_true(below)) { return made; }
    // Lowest terms: above / gcd, and below / gcd with the gcd taken from the same two numbers.
    made.node = graph.operation(Op::reduce, above, below);
    made.denominator = graph.operation(Op::reduce_below, above, below);
    return made;
}

Lowered Lowering::arithmetic(const TypedExpression& one, const Path& path) {
    const Lowered left = expression(one.children[0], path);
    const Lowered right = expression(one.children[1], path);
    graph.set_origin(path.owner);
    if (one.kind == TypedKind::multiply) {
        Lowered made;
        made.node = graph.operation(Op::multiply, left.node, right.node);
        made.scale = left.scale + right.scale;
        if (left.denominator || right.denominator) {
            made.denominator = graph.operation(Op::multiply, left.denominator.value_or(always),
                                               right.denominator.value_or(always));
        }
        return made;
    }
    return sum_of(one.kind == TypedKind::add ? Op::add : Op::subtract, left, right);
}

Lowered Lowering::sum_of(Op op, const Lowered& first, const Lowered& second) {
    Lowered left = first;
    Lowered right = second;
    Lowered made;
    if (left.denominator != right.denominator) {
        const NodeId below_left = left.denominator.value_or(always);
        const NodeId below_right = right.denominator.value_or(always);
        left.node = graph.operation(Op::multiply, left.node, below_right);
        right.node = graph.operation(Op::multiply, right.node, below_left);
        made.denominator = graph.operation(Op::multiply, below_left, below_right);
    } else {
        made.denominator = left.denominator;
    }
    made.scale = std::max(left.scale, right.scale);
    made.node = graph.operation(op, times_power(left.node, made.scale - left.scale),
                                times_power(right.node, made.scale - right.scale));
    return made;
}

Lowered Lowering::divide(const TypedExpression& one, const Path& path) {
    const Lowered left = expression(one.children[0], path);
    const Lowered right = expression(one.children[1], path);
    graph.set_origin(path.owner);
    Lowered made;
    made.scale = left.scale - right.scale;
    NodeId above = graph.operation(Op::multiply, left.node, right.denominator.value_or(always));
    NodeId below = right.node;
    const Frame here = place_of(path);
    if (!graph[below].positive() && !graph.is_constant(below) &&
        lies_below(here, graph[below].frame)) {
        const NodeId seen = graph.in_frame(below, here);
        if (graph[seen].positive()) { below = seen; }
    }
    if (!graph[below].positive()) {
        const NodeId is_zero = graph.operation(Op::equal, below, graph.constant(0));
        note_fault(path, is_zero,
                   {"E303", path.owner,
                    "division by zero in `" + rules_.definitions[path.owner].name + "`: `" +
                        text(one.children[1].span) + "` is zero",
                    "the rules must say what holds then, or the input must not be zero"});
        if (!graph[below].nonnegative()) {
            const NodeId negative = graph.operation(Op::less, below, graph.constant(0));
            above = graph.select(negative, graph.operation(Op::negate, above), above);
        }
        below = graph.select(is_zero, always, graph.operation(Op::absolute, below));
    }
    made.node = above;
    made.denominator = graph.operation(Op::multiply, below, left.denominator.value_or(always));
    return made;
}

NodeId Lowering::compare_values(TypedKind kind, const Lowered& left, const Lowered& right) {
    NodeId a = left.node;
    NodeId b = right.node;
    if (left.denominator != right.denominator) {
        a = graph.operation(Op::multiply, a, right.denominator.value_or(always));
        b = graph.operation(Op::multiply, b, left.denominator.value_or(always));
    }
    const int scale = std::max(left.scale, right.scale);
    a = times_power(a, scale - left.scale);
    b = times_power(b, scale - right.scale);
    switch (kind) {
        case TypedKind::less:
            return graph.operation(Op::less, a, b);
        case TypedKind::less_equal:
            return graph.operation(Op::less_equal, a, b);
        case TypedKind::greater:
            return graph.operation(Op::less, b, a);
        case TypedKind::greater_equal:
            return graph.operation(Op::less_equal, b, a);
        case TypedKind::not_equal:
            return graph.logical_not(graph.operation(Op::equal, a, b));
        default:
            return graph.operation(Op::equal, a, b);
    }
}

NodeId Lowering::compare(const TypedExpression& one, const Path& path) {
    const Lowered left = expression(one.children[0], path);
    const Lowered right = expression(one.children[1], path);
    graph.set_origin(path.owner);
    return compare_values(one.kind, left, right);
}

NodeId Lowering::in_set(const TypedExpression& one, const Path& path) {
    const Lowered subject = expression(one.children.front(), path);
    NodeId found = graph.boolean(false);
    for (std::size_t i = 1; i < one.children.size(); ++i) {
        const Lowered item = expression(one.children[i], path);
        found = graph.logical_or(found, compare_values(TypedKind::equal, subject, item));
    }
    return found;
}

Lowered Lowering::if_then_else(const TypedExpression& one, const Path& path) {
    const NodeId when = condition(one.children[0], path);
    const int scale = one.type.is_number() ? static_cast<int>(one.type.decimals) : 0;
    const auto side = [&](std::size_t index, NodeId under_condition) {
        return at_scale(expression(one.children[index], under(path, under_condition)), scale);
    };
    if (graph.is_true(when)) { return side(1, always); }
    if (graph.is_false(when)) { return side(2, always); }
    const Lowered yes = side(1, when);
    const Lowered no = side(2, graph.logical_not(when));
    return choose(when, yes, no);
}

Lowered Lowering::match(const TypedExpression& one, const Path& path) {
    const Lowered subject = expression(one.children.front(), path);
    const int scale = one.type.is_number() ? static_cast<int>(one.type.decimals) : 0;
    NodeId left = always;  // no case before has matched
    std::vector<std::pair<NodeId, Lowered>> chosen;
    for (std::size_t i = 0; i < one.cases.size(); ++i) {
        const TypedCase& branch = one.cases[i];
        NodeId matches = graph.boolean(branch.patterns.empty() || i + 1 == one.cases.size());
        for (const TypedExpression& pattern : branch.patterns) {
            if (graph.is_true(matches)) { break; }
            matches = graph.logical_or(
                matches, compare_values(TypedKind::equal, subject, expression(pattern, path)));
        }
        const NodeId here = graph.logical_and(left, matches);
        if (graph.is_false(here)) { continue; }
        chosen.emplace_back(matches, at_scale(expression(branch.value, under(path, here)), scale));
        left = graph.logical_and(left, graph.logical_not(matches));
    }
    require(!chosen.empty(), "a match has a case that holds");
    Lowered value = chosen.back().second;
    for (auto at = chosen.rbegin() + 1; at != chosen.rend(); ++at) {
        value = choose(at->first, at->second, value);
    }
    return value;
}

}  // namespace mutua::ruleset
