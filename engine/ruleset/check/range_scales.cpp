#include "engine/ruleset/check/range_checker.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// What a marginal scale gives for one value, and what its rounded parts may add.
Decimal marginal_value(const ScaleVersion& version, const Decimal& value) {
    Decimal sum = 0;
    for (std::size_t i = 0; i < version.brackets.size(); ++i) {
        const CheckedBracket& bracket = version.brackets[i];
        if (value <= bracket.threshold) { break; }
        Decimal end = value;
        if (i + 1 < version.brackets.size()) {
            end = std::min(end, version.brackets[i + 1].threshold);
        }
        Decimal part = (end - bracket.threshold) * bracket.value;
        if (version.each_bracket) {
            part = round(part, version.each_bracket->step, version.each_bracket->mode);
        }
        sum += part;
    }
    return sum;
}

Range marginal_range(const ScaleVersion& version, const Range& argument) {
    // The sum bends only at thresholds: its extremes lie there or at the ends.
    std::vector<Decimal> points;
    if (argument.low) { points.push_back(*argument.low); }
    if (argument.high) { points.push_back(*argument.high); }
    for (const CheckedBracket& bracket : version.brackets) {
        const bool above = !argument.low || *argument.low < bracket.threshold;
        const bool below = !argument.high || bracket.threshold < *argument.high;
        if (above && below) { points.push_back(bracket.threshold); }
    }
    if (points.empty()) { return Range::all(); }
    Range range = Range::no_row();
    for (const Decimal& point : points) {
        range = hull(range, Range::point(marginal_value(version, point)));
    }
    if (version.each_bracket) {
        const Decimal slack = version.each_bracket->step * Decimal{version.brackets.size()};
        const bool rises = std::all_of(version.brackets.begin(), version.brackets.end(),
                                       [](const CheckedBracket& one) { return one.value >= 0; });
        if (!rises) { range = range + Range::of(-slack, slack); }
    }
    range.nonzero = false;
    if (!argument.high && !version.brackets.empty()) {
        const Decimal& last = version.brackets.back().value;
        if (last > 0) { range.high.reset(); }
        if (last < 0) { range.low.reset(); }
    }
    return range;
}

}  // namespace

Range RangeChecker::scale_version(const ScaleDefinition& scale, const ScaleVersion& version,
                                  const Range& argument) const {
    if (scale.kind == ScaleKind::marginal) { return marginal_range(version, argument); }
    Range range = Range::no_row();
    for (std::size_t i = 0; i < version.brackets.size(); ++i) {
        const CheckedBracket& bracket = version.brackets[i];
        Range inside = Range::all();
        inside.low = bracket.threshold;
        inside.low_open = bracket.above;
        if (i + 1 < version.brackets.size()) {
            inside.high = version.brackets[i + 1].threshold;
            inside.high_open = !version.brackets[i + 1].above;
        }
        inside = intersection(closed(inside, scale.argument), argument);
        if (inside.empty) { continue; }
        Range value = Range::point(bracket.value);
        if (scale.kind == ScaleKind::stated && bracket.plus != 0) {
            Range part = (inside - Range::point(bracket.threshold)) * Range::point(bracket.plus);
            if (version.each_bracket) {
                part = rounded(part, version.each_bracket->step, version.each_bracket->mode);
            }
            value = value + part;
        }
        range = hull(range, value);
    }
    return range;
}

void RangeChecker::check_first_bracket(const TypedExpression& one, const Definition& definition,
                                       const ScaleVersion& version, const Range& argument) {
    if (version.brackets.empty() || argument.unknown || argument.empty || silent_) { return; }
    const CheckedBracket& first = version.brackets.front();
    const bool within =
        argument.low && (first.above ? first.threshold < *argument.low ||
                                           (first.threshold == *argument.low && argument.low_open)
                                     : first.threshold <= *argument.low);
    if (within) { return; }
    const TypedExpression& written = one.children.front();
    const std::string text{text_of(rules_.files, written.span)};
    const Type& type = definition.scale()->argument;
    const std::string threshold = mutua::to_string(first.threshold, type.decimals);
    const std::string unit = type.unit.is_pure() ? "" : " " + type.unit.text();
    unproved({written.span, "R603",
              "`" + text + "` may lie below the first bracket of `" + definition.name +
                  "`: it is " + to_string(argument, written.type),
              first.above
                  ? "begin the scale with `reaching " + threshold + "`"
                  : "write `max(" + text + ", " + threshold + unit + ")`, or begin the scale lower",
              first.span, "the first bracket"});
}

Range RangeChecker::scale(const TypedExpression& one) {
    const Range argument = eval(one.children.front());
    const Definition& definition = rules_.definitions[one.definition];
    const ScaleDefinition& scale = *definition.scale();
    if (argument.unknown) { return argument; }
    Range range = Range::no_row();
    for (const ScaleVersion& version : scale.versions) {
        if (!is_met(version.days, definition, one.at)) { continue; }
        // A marginal scale is computed at each of its thresholds.
        const std::size_t count = version.brackets.size();
        if (!afford(count * count / 16 + count)) { return Range::nothing_known(); }
        if (scale.kind != ScaleKind::marginal) {
            check_first_bracket(one, definition, version, argument);
        }
        range = hull(range, scale_version(scale, version, argument));
    }
    return range.empty ? Range::nothing_known() : range;
}

}  // namespace mutua::ruleset
