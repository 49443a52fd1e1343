#include "engine/ruleset/program/interval.hpp"

#include "engine/ruleset/program/arithmetic.hpp"

#include <initializer_list>

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
        if (value <= -Interval::limit || value >= Interval::limit) { return value; }
        const Int128 wide = product(value, scaling.factor);
        const bool away = up == (value > 0);
        const Int128 divisor = product(away ? least : most, scaling.divisor);
        Int128 whole = wide / divisor;
        if (wide % divisor != 0 && up == (wide > 0)) { whole += up ? 1 : -1; }
        return product(whole, scaling.step);
    };
    Interval result{end(above.low, false), end(above.high, true)};
    if (above.low >= 0) { result.low = 0; }
    if (above.high <= 0) { result.high = 0; }
    return result;
}

Interval range_of(Op op, const ScaleTable& scale, const Interval& argument) {
    const Interval nothing{0, 0};
    if (scale.brackets.empty()) { return nothing; }
    if (op == Op::scale_step) {
        Interval all = nothing;
        for (const auto& bracket : scale.brackets) { all = all.hull(Interval::of(bracket.value)); }
        return all;
    }
    if (argument.high >= Interval::limit) { return {}; }
    Arithmetic<Int128> with;
    if (op == Op::scale_marginal) {
        const bool rises = std::all_of(scale.brackets.begin(), scale.brackets.end(),
                                       [](const auto& one) { return one.rate >= 0; });
        const Int128 most = with.scale_marginal(scale, argument.high);
        return rises && !with.overflowed() ? Interval{0, Interval::clamp(most)} : Interval{};
    }
    // Linear inside a bracket: the ends of each bracket are enough.
    Interval all = nothing;
    for (std::size_t i = 0; i < scale.brackets.size(); ++i) {
        const auto& bracket = scale.brackets[i];
        const Int128 top = i + 1 < scale.brackets.size()
                               ? scale.brackets[i + 1].threshold
                               : std::max(argument.high, bracket.threshold);
        all = all.hull(Interval::of(bracket.value));
        const Int128 value = with.scale_stated({{bracket}, scale.part, scale.mode},
                                               std::max(top, bracket.threshold + 1));
        all = all.hull(Interval::of(value));
    }
    return with.overflowed() ? Interval{} : all;
}

Interval range_of(const KeyTable& table) {
    Interval all = Interval::of(table.otherwise);
    for (const Int128 value : table.values) { all = all.hull(Interval::of(value)); }
    return all;
}

}  // namespace mutua::ruleset
