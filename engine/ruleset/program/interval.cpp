#include "engine/ruleset/program/interval.hpp"

#include "engine/ruleset/program/arithmetic.hpp"

#include <initializer_list>
#include <optional>

namespace mutua::ruleset {

namespace {

Int128 product(Int128 a, Int128 b) {
    Int128 result = 0;
    if (!__builtin_mul_overflow(a, b, &result)) { return Interval::clamp(result); }
    return (a < 0) == (b < 0) ? Interval::limit : -Interval::limit;
}

Interval hull_of(std::initializer_list<Int128> values) {
    return {std::min(values), std::max(values)};
}

}  // namespace

bool lies_in(const ScaleTable::Bracket& bracket, Int128 value) {
    return bracket.above ? value > bracket.threshold : value >= bracket.threshold;
}

Interval operator+(const Interval& left, const Interval& right) {
    return {Interval::clamp(left.low + right.low), Interval::clamp(left.high + right.high)};
}

Interval operator-(const Interval& left, const Interval& right) {
    return {Interval::clamp(left.low - right.high), Interval::clamp(left.high - right.low)};
}

Interval operator*(const Interval& left, const Interval& right) {
    return hull_of({product(left.low, right.low), product(left.low, right.high),
                    product(left.high, right.low), product(left.high, right.high)});
}

Interval rounded(const Interval& above, const Interval& below, const Scaling& scaling) {
    const Int128 least = std::max<Int128>(1, below.low);
    const Int128 most = std::max(least, below.high);
    // The quotient lies between the ends over the least and over the most divisor; every mode gives
    // the whole number below or above it.
    const auto end = [&](Int128 value, bool up) {
        const Int128 wide = product(value, scaling.factor);
        const bool away = up == (value > 0);
        const Int128 divisor = product(away ? least : most, scaling.divisor);
        const bool at_limit = wide <= -Interval::limit || wide >= Interval::limit;
        if (away && at_limit) { return wide; }
        if (!away && divisor >= Interval::limit) { return Int128{0}; }
        Int128 whole = wide / divisor;
        if (wide % divisor != 0 && up == (wide > 0)) { whole += up ? 1 : -1; }
        return product(whole, scaling.step);
    };
    return {end(above.low, false), end(above.high, true)};
}

Interval range_of(Op op, const ScaleTable& scale, const Interval& argument) {
    const auto& brackets = scale.brackets;
    if (brackets.empty()) { return {0, 0}; }
    if (op != Op::scale_step && argument.high >= Interval::limit) { return {}; }
    Arithmetic<Int128> with;
    if (op == Op::scale_marginal) {
        const bool rises = std::all_of(brackets.begin(), brackets.end(),
                                       [](const auto& one) { return one.rate >= 0; });
        const Int128 least = with.scale_marginal(scale, argument.low);
        const Int128 most = with.scale_marginal(scale, argument.high);
        return rises && !with.overflowed() ? Interval{Interval::clamp(least), Interval::clamp(most)}
                                           : Interval{};
    }
    // Below the first bracket nothing is given. Inside one the value is linear: its ends are
    // enough.
    std::optional<Interval> all;
    const auto add = [&](Int128 value) {
        const Interval one = Interval::of(value);
        all = all ? all->hull(one) : one;
    };
    if (!lies_in(brackets.front(), argument.low)) { add(0); }
    for (std::size_t i = 0; i < brackets.size(); ++i) {
        const auto& bracket = brackets[i];
        const bool is_last = i + 1 == brackets.size();
        const bool is_left = !is_last && lies_in(brackets[i + 1], argument.low);
        if (is_left || !lies_in(bracket, argument.high)) { continue; }
        const Int128 top =
            is_last ? argument.high : std::min(argument.high, brackets[i + 1].threshold);
        for (const Int128 value : {argument.low, top}) {
            const bool has_part = op == Op::scale_stated && value > bracket.threshold;
            add(has_part ? with.scale_stated({{bracket}, scale.part, scale.mode}, value)
                         : bracket.value);
        }
    }
    return with.overflowed() ? Interval{} : *all;
}

Interval range_of(const KeyTable& table) {
    Interval all = Interval::of(table.otherwise);
    for (const Int128 value : table.values) { all = all.hull(Interval::of(value)); }
    return all;
}

}  // namespace mutua::ruleset
