#pragma once

// Rounding, quotients and scales of the column machine: see column_lanes_body.hpp. Each has a loop
// for small numbers, which amounts of money nearly always are, several rows at once; and one for
// all others.
#include "engine/ruleset/run/column_lanes_body.hpp"

namespace mutua::ruleset::MUTUA_STEPS {

namespace {

inline Unsigned divided(Unsigned value, Unsigned magic, unsigned shift) {
    return static_cast<Unsigned>((static_cast<UnsignedWide>(value) * magic) >> 64U) >> shift;
}

/// What is added to a magnitude with this sign before it is divided.
template <bool signs, typename Number>
inline Number bias_of(const Reciprocal& by, Number sign) {
    const Number plus = Number{} + by.bias_positive;
    if constexpr (!signs) { return plus; }
    return plus ^ ((plus ^ (Number{} + by.bias_negative)) & sign);
}

/// A reciprocal for small numbers, in every lane.
template <bool signs, bool times, bool steps>
class SmallRounding {
public:
    explicit SmallRounding(const Reciprocal& by)
        : factor_{spread(bits(by.factor))},
          plus_{spread(by.bias_positive)},
          other_{spread(by.bias_positive ^ by.bias_negative)},
          magic_{spread(by.small_magic)},
          step_{spread(bits(by.step))},
          twos_{static_cast<int>(by.small_twos)},
          shift_{static_cast<int>(by.small_shift)} {}

    Lanes operator()(Lanes value, Lanes sign) const {
        if (times) { value = product(value, factor_); }
        value += signs ? plus_ ^ (other_ & sign) : plus_;
        value = product(value >> twos_, magic_) >> shift_;
        if (steps) { value = product(value, step_); }
        return signs ? with_sign(value, sign) : value;
    }

private:
    Lanes factor_;
    Lanes plus_;
    Lanes other_;
    Lanes magic_;
    Lanes step_;
    int twos_;
    int shift_;
};

/// Magnitudes are rounded; the sign goes round them. `times` and `steps` say which factors differ
/// from one.
template <bool signs, bool times, bool steps>
inline void round_by(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    const Signed* a = step.a;
    const Reciprocal by = *step.reciprocal;
    if (signs ? all_small(a, rows, by.small_limit) : all_between(a, rows, 0, by.small_limit)) {
        const SmallRounding<signs, times, steps> rounded{by};
        return each_lanes(step.target, rows, [&](std::size_t i) {
            const Lanes value = load(a + i);
            if (!signs) { return rounded(value, Lanes{}); }
            const Lanes sign = sign_of(value);
            return rounded(with_sign(value, sign), sign);
        });
    }
    const Unsigned factor = bits(by.factor);
    const Unsigned size = bits(by.step);
    Unsigned bad = 0;
    each_row(step.target, rows, [&](std::size_t i) {
        Unsigned value = bits(a[i]);
        const Unsigned sign = signs ? mask(a[i] < 0) : 0;
        if (signs) { value = (value ^ sign) - sign; }
        bad |= value | (by.limit - value);
        if (times) { value *= factor; }
        value += bias_of<signs>(by, sign);
        Unsigned whole = divided(value, by.magic, by.shift);
        if (steps) { whole *= size; }
        if (signs) { whole = (whole ^ sign) - sign; }
        return static_cast<Signed>(whole);
    });
    overflow |= bad;
}

void round_positive(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    round_by<false, false, false>(step, rows, overflow);
}
void round_positive_step(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    round_by<false, false, true>(step, rows, overflow);
}
void round_signed(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    round_by<true, false, false>(step, rows, overflow);
}
void round_signed_step(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    round_by<true, false, true>(step, rows, overflow);
}
void mulk_round_positive(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    round_by<false, true, false>(step, rows, overflow);
}
void mulk_round_positive_step(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    round_by<false, true, true>(step, rows, overflow);
}
void mulk_round_signed(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    round_by<true, true, false>(step, rows, overflow);
}
void mulk_round_signed_step(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    round_by<true, true, true>(step, rows, overflow);
}

/// Whether the magnitudes of all products of two columns are at most `limit`, from 32 bits each.
inline bool products_small(const Signed* a, const Signed* b, std::size_t rows, Unsigned limit) {
    constexpr Unsigned most = 0xFFFF'FFFF;
    return limit > 0 && all_small(a, rows, most) && all_small(b, rows, most) &&
           none_marked(rows, [a, b, high = spread(limit)](std::size_t i) {
               const Lanes x = load(a + i);
               const Lanes y = load(b + i);
               const Lanes size = product(with_sign(x, sign_of(x)), with_sign(y, sign_of(y)));
               return size | (high - size);
           });
}

template <bool times, bool steps>
inline void mul_round_small(const ColumnStep& step, std::size_t rows) {
    const SmallRounding<true, times, steps> rounded{*step.reciprocal};
    each_lanes(step.target, rows, [&](std::size_t i) {
        const Lanes x = load(step.a + i);
        const Lanes y = load(step.b + i);
        const Lanes x_sign = sign_of(x);
        const Lanes y_sign = sign_of(y);
        return rounded(product(with_sign(x, x_sign), with_sign(y, y_sign)), x_sign ^ y_sign);
    });
}

template <bool steps>
inline void mul_round(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    const Signed* a = step.a;
    const Signed* b = step.b;
    const Reciprocal by = *step.reciprocal;
    if (products_small(a, b, rows, by.small_limit)) {
        return by.factor == 1 ? mul_round_small<false, steps>(step, rows)
                              : mul_round_small<true, steps>(step, rows);
    }
    const Unsigned size = bits(by.step);
    Unsigned bad = 0;
    each_row(step.target, rows, [&](std::size_t i) {
        Signed product = 0;
        bad |= mask(__builtin_mul_overflow(a[i], b[i], &product));
        const Unsigned sign = mask(product < 0);
        Unsigned value = (bits(product) ^ sign) - sign;
        bad |= value | (by.limit - value);
        value = value * bits(by.factor) + bias_of<true>(by, sign);
        Unsigned whole = divided(value, by.magic, by.shift);
        if (steps) { whole *= size; }
        return static_cast<Signed>((whole ^ sign) - sign);
    });
    overflow |= bad;
}
void mul_round_signed(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    mul_round<false>(step, rows, overflow);
}
void mul_round_signed_step(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    mul_round<true>(step, rows, overflow);
}

/// above / below rounded by a mode, below above zero: the order of `Rounding`.
inline Wide rounded(Wide above, Wide below, std::uint8_t mode) {
    const Wide whole = above / below;
    const Wide rest = above % below;
    if (rest == 0) { return whole; }
    const bool negative = rest < 0;
    const Wide left = negative ? -rest : rest;
    const Wide missing = below - left;
    const bool away[] = {left >= missing,
                         left > missing,
                         left > missing || (left == missing && whole % 2 != 0),
                         true,
                         false,
                         negative,
                         !negative};
    if (!away[mode]) { return whole; }
    return negative ? whole - 1 : whole + 1;
}

inline Signed narrow(Wide value, Unsigned& bad) {
    const auto small = static_cast<Signed>(value);
    bad |= mask(small != value);
    return small;
}

void round_wide(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    const Reciprocal by = *step.reciprocal;
    Unsigned bad = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const Wide value = static_cast<Wide>(step.a[i]) * (step.b == nullptr ? 1 : step.b[i]);
        Wide above = 0;
        bad |= mask(__builtin_mul_overflow(value, static_cast<Wide>(by.factor), &above));
        Wide result = 0;
        bad |= mask(__builtin_mul_overflow(rounded(above, by.divisor, by.mode),
                                           static_cast<Wide>(by.step), &result));
        step.target[i] = narrow(result, bad);
    }
    overflow |= bad;
}

/// Small numbers: above and below the line both fit 32 bits.
inline void quotient_small(const ColumnStep& step, std::size_t rows) {
    const Reciprocal by = *step.reciprocal;
    const Signed* a = step.a;
    const Signed* b = step.b;
    Signed* target = step.target;
#pragma GCC unroll 4
    for (std::size_t i = 0; i < rows; ++i) {
        const Unsigned sign = mask(a[i] < 0);
        const auto divisor = static_cast<std::uint32_t>(b[i] * by.divisor);
        const Unsigned size = ((bits(a[i]) ^ sign) - sign) * bits(by.factor) + (divisor >> 1U);
        const Unsigned whole = static_cast<std::uint32_t>(size) / divisor * bits(by.step);
        target[i] = static_cast<Signed>((whole ^ sign) - sign);
    }
}

/// A column of small numbers of either sign.
template <bool times>
inline void round_small(const ColumnStep& step, std::size_t rows, const Reciprocal& by) {
    const SmallRounding<true, times, true> rounded{by};
    each_lanes(step.target, rows, [&](std::size_t i) {
        const Lanes value = load(step.a + i);
        const Lanes sign = sign_of(value);
        return rounded(with_sign(value, sign), sign);
    });
}

inline bool is_one_value(const Signed* column, std::size_t rows) {
    const Lanes first = spread(bits(column[0]));
    Lanes other{};
    for (std::size_t i = 0; i < rows; i += lane_count) { other |= load(column + i) ^ first; }
    Unsigned any = 0;
    for (std::size_t i = 0; i < lane_count; ++i) { any |= other[i]; }
    return any == 0;
}

/// One divisor for all rows, as the hours of a month are: divided by it as by a constant.
inline bool quotient_by_one(const ColumnStep& step, std::size_t rows) {
    if (step.b[0] <= 0 || !is_one_value(step.b, rows)) { return false; }
    Reciprocal by = *step.reciprocal;
    if (__builtin_mul_overflow(step.b[0], by.divisor, &by.divisor)) { return false; }
    by.bias_positive = by.bias_negative = bits(by.divisor) / 2;
    add_small(by);
    if (!all_small(step.a, rows, by.small_limit)) { return false; }
    by.factor == 1 ? round_small<false>(step, rows, by) : round_small<true>(step, rows, by);
    return true;
}

/// What both sides of a quotient may be at most to fit 32 bits with their factors.
inline bool quotient_fits_half(const ColumnStep& step, std::size_t rows) {
    const Reciprocal& by = *step.reciprocal;
    constexpr Unsigned most = 0xFFFF'FFFF;
    return by.factor > 0 && by.divisor > 0 && by.step > 0 && by.step <= Signed{half_most} &&
           all_small(step.a, rows, (most - most / 2) / bits(by.factor)) &&
           all_between(step.b, rows, 1, most / bits(by.divisor));
}

void quotient_round_half_up(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    if (quotient_by_one(step, rows)) { return; }
    if (quotient_fits_half(step, rows)) { return quotient_small(step, rows); }
    const Reciprocal by = *step.reciprocal;
    const Signed* a = step.a;
    const Signed* b = step.b;
    Unsigned bad = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        Signed above = 0;
        Signed below = 0;
        bad |= mask(__builtin_mul_overflow(a[i], by.factor, &above));
        bad |= mask(__builtin_mul_overflow(b[i], by.divisor, &below));
        bad |= mask(below <= 0);
        const Unsigned divisor = bits(below) | static_cast<Unsigned>(below == 0);
        const Unsigned sign = mask(above < 0);
        const Unsigned value = ((bits(above) ^ sign) - sign) + (divisor >> 1U);
        bad |= value;
        Signed whole = 0;
        bad |= mask(__builtin_mul_overflow(static_cast<Signed>(value / divisor), by.step, &whole));
        step.target[i] = static_cast<Signed>((bits(whole) ^ sign) - sign);
    }
    overflow |= bad;
}

void quotient_round_wide(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    const Reciprocal by = *step.reciprocal;
    Unsigned bad = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const Wide above = static_cast<Wide>(step.a[i]) * by.factor;
        Wide below = static_cast<Wide>(step.b[i]) * by.divisor;
        bad |= mask(below <= 0);
        if (below <= 0) { below = 1; }
        Wide result = 0;
        bad |= mask(__builtin_mul_overflow(rounded(above, below, by.mode),
                                           static_cast<Wide>(by.step), &result));
        step.target[i] = narrow(result, bad);
    }
    overflow |= bad;
}

/// The bracket of each value chooses what stands in `first` and `second`; scales are short, so all
/// brackets are walked through, without branches.
struct Line {
    Lanes first;
    Lanes second;
};
inline Line line_at(const ScaleColumns& scale, Lanes value, const Signed* first,
                    const Signed* second) {
    Line line{spread(bits(first[0])), spread(bits(second[0]))};
    for (std::size_t k = 1; k <= scale.count; ++k) {
        const Lanes inside = above(value, spread(bits(scale.threshold[k])));
        line.first = chosen(inside, spread(bits(first[k])), line.first);
        line.second = chosen(inside, spread(bits(second[k])), line.second);
    }
    return line;
}

/// Which bracket holds each value: 0 below the first.
inline void find_brackets(const ColumnStep& step, std::size_t rows, Signed* brackets) {
    const ScaleColumns& scale = *step.scale;
    const Signed* a = step.a;
    for (std::size_t i = 0; i < rows; ++i) { brackets[i] = 0; }
    for (std::size_t k = 1; k <= scale.count; ++k) {
        const Signed threshold = scale.threshold[k];
        for (std::size_t i = 0; i < rows; ++i) { brackets[i] += Signed{a[i] > threshold}; }
    }
}

template <bool divides>
inline void scale_lines(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    const ScaleColumns& scale = *step.scale;
    const Reciprocal by = *step.reciprocal;
    const Signed* a = step.a;
    const auto within = [most = spread(bits(scale.small_limit)), a](std::size_t i) {
        return above(load(a + i), most);
    };
    if (none_marked(rows, within)) {
        const Lanes magic = spread(by.small_magic);
        const auto twos = static_cast<int>(by.small_twos);
        const auto shift = static_cast<int>(by.small_shift);
        return each_lanes(step.target, rows, [&](std::size_t i) {
            const Lanes value = load(a + i);
            const Line line = line_at(scale, value, scale.rate, scale.offset);
            const Lanes above_line = product(value, line.first) + line.second;
            return divides ? product(above_line >> twos, magic) >> shift : above_line;
        });
    }
    alignas(64) Signed brackets[batch_rows];
    find_brackets(step, rows, brackets);
    const Unsigned size = bits(by.step);
    Unsigned bad = 0;
    each_row(step.target, rows, [&](std::size_t i) {
        const Signed at = brackets[i];
        const Unsigned over = bits(a[i]) - bits(scale.base[at]);
        const Unsigned rate = bits(scale.rate[at]);
        // Without a rate nothing lies over, however large the value is.
        const Unsigned counted = over & mask(rate != 0);
        bad |= counted | (by.limit - counted);
        Unsigned part = counted * rate;
        if (divides) { part = divided(part + by.bias_positive, by.magic, by.shift) * size; }
        const Unsigned amount = bits(scale.amount[at]);
        const Unsigned sum = amount + part;
        bad |= (amount ^ sum) & (part ^ sum);
        return static_cast<Signed>(sum);
    });
    overflow |= bad;
}
void scale_line(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    scale_lines<false>(step, rows, overflow);
}
void scale_line_round(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    scale_lines<true>(step, rows, overflow);
}

void scale_value(const ColumnStep& step, std::size_t rows, Unsigned&) {
    const ScaleColumns& scale = *step.scale;
    each_lanes(step.target, rows, [&](std::size_t i) {
        const Lanes value = load(step.a + i);
        Lanes found = spread(bits(scale.amount[0]));
        for (std::size_t k = 1; k <= scale.count; ++k) {
            const Lanes inside = above(value, spread(bits(scale.threshold[k])));
            found = chosen(inside, spread(bits(scale.amount[k])), found);
        }
        return found;
    });
}

}  // namespace

}  // namespace mutua::ruleset::MUTUA_STEPS
