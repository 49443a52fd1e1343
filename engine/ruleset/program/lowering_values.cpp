#include "engine/core/contract.hpp"
#include "engine/ruleset/program/arithmetic.hpp"
#include "engine/ruleset/program/lowering.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

Op op_of(TypedKind kind) {
    switch (kind) {
        case TypedKind::days_between:
            return Op::days_between;
        case TypedKind::months_between:
            return Op::months_between;
        case TypedKind::years_between:
            return Op::years_between;
        case TypedKind::add_days:
            return Op::add_days;
        case TypedKind::add_months_up:
            return Op::add_months_up;
        case TypedKind::add_months_down:
            return Op::add_months_down;
        case TypedKind::year_of:
            return Op::year_of;
        case TypedKind::month_of:
            return Op::month_of;
        case TypedKind::day_of:
            return Op::day_of;
        case TypedKind::sum_rows:
            return Op::sum_rows;
        case TypedKind::minimum_rows:
            return Op::minimum_rows;
        case TypedKind::maximum_rows:
            return Op::maximum_rows;
        case TypedKind::any_row:
            return Op::any_row;
        case TypedKind::all_rows:
            return Op::all_rows;
        default:
            return Op::count_rows;
    }
}

}  // namespace

Lowered Lowering::extreme(const TypedExpression& one, const Path& path) {
    const int scale = one.type.is_number() ? static_cast<int>(one.type.decimals) : 0;
    std::vector<NodeId> values;
    for (const TypedExpression& child : one.children) {
        values.push_back(at_scale(expression(child, path), scale).node);
    }
    graph.set_origin(path.owner);
    Lowered made;
    made.scale = scale;
    if (one.kind == TypedKind::clamp) {
        made.node = graph.operation(Op::minimum, graph.operation(Op::maximum, values[0], values[1]),
                                    values[2]);
        return made;
    }
    const Op op = one.kind == TypedKind::minimum ? Op::minimum : Op::maximum;
    made.node = values.front();
    for (std::size_t i = 1; i < values.size(); ++i) {
        made.node = graph.operation(op, made.node, values[i]);
    }
    return made;
}

Lowered Lowering::dates(const TypedExpression& one, const Path& path) {
    const NodeId first = expression(one.children.front(), path).node;
    const NodeId second = one.children.size() > 1 ? expression(one.children[1], path).node : always;
    graph.set_origin(path.owner);
    const bool moves = one.kind == TypedKind::add_days || one.kind == TypedKind::add_months_up ||
                       one.kind == TypedKind::add_months_down;
    const NodeId count = moves ? kept_in_calendar(one, first, second, path) : second;
    return {graph.operation(op_of(one.kind), first, count), std::nullopt, 0};
}

/// How far a day is moved: not at all where it would leave the calendar, which is a fault.
NodeId Lowering::kept_in_calendar(const TypedExpression& one, NodeId day, NodeId count,
                                  const Path& path) {
    const bool by_days = one.kind == TypedKind::add_days;
    const Int128 longest = by_days ? 1 : 31;
    const Interval& from = graph[day].range;
    const Interval& moved = graph[count].range;
    const Int128 least = from.low + longest * std::min<Int128>(moved.low, 0);
    const Int128 most = from.high + longest * std::max<Int128>(moved.high, 0);
    if (least >= first_of_calendar && most <= last_of_calendar) { return count; }
    const NodeId leaves = graph.operation(by_days ? Op::days_leave : Op::months_leave, day, count);
    note_fault(path, leaves,
               {"E901", path.owner,
                "`" + text(one.span) + "` in `" + rules_.definitions[path.owner].name +
                    "` is a day outside the calendar",
                "days lie in the years 1 to 9999"});
    return graph.select(leaves, graph.constant(0), count);
}

Lowered Lowering::rows(const TypedExpression& one, const Path& path) {
    const bool counts = one.kind == TypedKind::count_rows;
    const std::size_t where_at = counts ? 0 : 1;
    NodeId where = always;
    const Path below = in_rows(path, one.rows);
    if (one.children.size() > where_at) { where = condition(one.children[where_at], below); }
    Lowered operand{always, std::nullopt, 0};
    if (!counts) { operand = expression(one.children.front(), under(below, where)); }
    graph.set_origin(path.owner);
    const Frame to = place_of(path);
    require(lies_below(one.rows, to), "rows lie below what reads them");
    return {graph.reduce(op_of(one.kind), one.rows, to, operand.node, where), std::nullopt,
            operand.scale};
}

Lowered Lowering::rounded(const Lowered& value, Rounding mode, const Decimal& step,
                          unsigned decimals) {
    const auto raw_step = scaled(step, decimals);
    require(raw_step.has_value(), "a rounding step has the decimals it is written with");
    const int shift = static_cast<int>(decimals) - value.scale;
    // What the scaling cannot hold goes into the numbers themselves.
    constexpr int shift_max = 18;
    const NodeId above = times_power(value.node, shift - shift_max);
    const NodeId below = times_power(value.denominator.value_or(always), -shift - shift_max);
    const auto within = static_cast<unsigned>(std::min(std::abs(shift), shift_max));
    Scaling scaling;
    scaling.step = *raw_step;
    scaling.divisor = *raw_step;
    if (shift > 0) { scaling.factor = power_of_ten(within); }
    if (shift < 0) { scaling.divisor *= power_of_ten(within); }
    Int128 x = scaling.factor;
    Int128 y = scaling.divisor;
    while (y != 0) { x = std::exchange(y, x % y); }
    scaling.factor /= x;
    scaling.divisor /= x;
    return {graph.round(above, below, scaling, mode), std::nullopt, static_cast<int>(decimals)};
}

Lowered Lowering::scale_call(const TypedExpression& one, const Path& path) {
    const Definition& definition = rules_.definitions[one.definition];
    const ScaleDefinition& scale = *definition.scale();
    const auto version = version_for(definition, scale.versions, path, one.at);
    if (!version) { return zero(one.type); }
    Lowered argument = expression(one.children.front(), path);
    graph.set_origin(path.owner);
    argument =
        at_scale(argument, std::max(argument.scale, static_cast<int>(scale.argument.decimals)));
    const ScaleTable table = scale_table(scale, scale.versions[*version],
                                         static_cast<unsigned>(argument.scale), one.type.decimals);
    if (scale.kind != ScaleKind::marginal && !table.brackets.empty()) {
        const auto& first = table.brackets.front();
        const NodeId floor = graph.constant(first.threshold);
        note_fault(path,
                   graph.operation(first.above ? Op::less_equal : Op::less, argument.node, floor),
                   {"E203", path.owner,
                    "scale `" + definition.name + "` has no bracket for `" +
                        text(one.children.front().span) + "`: it lies below the first one",
                    "give the scale a bracket that begins lower"});
    }
    const Op op = scale.kind == ScaleKind::marginal ? Op::scale_marginal
                  : scale.kind == ScaleKind::stated ? Op::scale_stated
                                                    : Op::scale_step;
    return {graph.scale(op, argument.node, table), std::nullopt,
            static_cast<int>(one.type.decimals)};
}

ScaleTable Lowering::scale_table(const ScaleDefinition& scale, const ScaleVersion& version,
                                 unsigned argument_decimals, unsigned result_decimals) {
    const auto raw = [](const Decimal& value, unsigned decimals) {
        const auto found = scaled(value, decimals);
        require(found.has_value(), "the figures of a scale have the decimals of their type");
        return *found;
    };
    constexpr unsigned rate_decimals = 6;
    ScaleTable table;
    for (const CheckedBracket& bracket : version.brackets) {
        const bool marginal = scale.kind == ScaleKind::marginal;
        table.brackets.push_back({bracket.above, raw(bracket.threshold, argument_decimals),
                                  marginal ? Int128{0} : raw(bracket.value, result_decimals),
                                  raw(marginal ? bracket.value : bracket.plus, rate_decimals)});
    }
    const unsigned exact = argument_decimals + rate_decimals;
    if (!version.each_bracket) {
        if (result_decimals > exact) { table.part.factor = power_of_ten(result_decimals - exact); }
        return table;
    }
    const unsigned kept = version.each_bracket->decimals;
    const Int128 step = raw(version.each_bracket->step, kept);
    table.mode = version.each_bracket->mode;
    table.part.step = step * power_of_ten(result_decimals - kept);
    table.part.divisor = step;
    if (exact > kept) { table.part.divisor *= power_of_ten(exact - kept); }
    if (kept > exact) { table.part.factor = power_of_ten(kept - exact); }
    return table;
}

}  // namespace mutua::ruleset
