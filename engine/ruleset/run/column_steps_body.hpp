#pragma once

// The loops of the column machine. This file is compiled twice, for every x86-64 and for those with
// AVX2, into two namespaces: it includes nothing that could leave code for the newer machines in a
// function that the older ones share.
#include "engine/ruleset/run/column_steps.hpp"

#ifndef MUTUA_STEPS
#error "say for which machine the loops are compiled"
#endif

namespace mutua::ruleset::MUTUA_STEPS {

namespace {

using Signed = std::int64_t;
using Unsigned = std::uint64_t;
__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;

inline Unsigned bits(Signed value) { return static_cast<Unsigned>(value); }
/// All ones for true: the form of masks and of the overflow flag.
inline Unsigned mask(bool condition) { return Unsigned{0} - static_cast<Unsigned>(condition); }

/// target[i] = compute(i), where no row looks at another.
template <typename Compute>
inline void each_row(Signed* target, std::size_t rows, const Compute& compute) {
    // Batches are filled up, so that nothing is left over behind the widest registers.
    if (rows % rows_step != 0) { __builtin_unreachable(); }
#pragma GCC ivdep
    for (std::size_t i = 0; i < rows; ++i) { target[i] = compute(i); }
}

/// Operands that are columns or constants.
struct ColumnOperand {
    const Signed* values;
    Signed operator()(std::size_t i) const { return values[i]; }
};
struct ConstantOperand {
    Signed value;
    Signed operator()(std::size_t) const { return value; }
};

template <typename A, typename B>
inline void add(const ColumnStep& step, std::size_t rows, A a, B b, Unsigned& overflow) {
    Unsigned bad = 0;
    each_row(step.target, rows, [&](std::size_t i) {
        const Unsigned x = bits(a(i));
        const Unsigned y = bits(b(i));
        const Unsigned sum = x + y;
        bad |= (x ^ sum) & (y ^ sum);
        return static_cast<Signed>(sum);
    });
    overflow |= bad;
}

template <typename A, typename B>
inline void subtract(const ColumnStep& step, std::size_t rows, A a, B b, Unsigned& overflow) {
    Unsigned bad = 0;
    each_row(step.target, rows, [&](std::size_t i) {
        const Unsigned x = bits(a(i));
        const Unsigned y = bits(b(i));
        const Unsigned rest = x - y;
        bad |= (x ^ y) & (x ^ rest);
        return static_cast<Signed>(rest);
    });
    overflow |= bad;
}

void add_cc(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    add(step, rows, ColumnOperand{step.a}, ColumnOperand{step.b}, overflow);
}
void add_ck(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    add(step, rows, ColumnOperand{step.a}, ConstantOperand{step.k}, overflow);
}
void subtract_cc(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    subtract(step, rows, ColumnOperand{step.a}, ColumnOperand{step.b}, overflow);
}
void subtract_ck(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    subtract(step, rows, ColumnOperand{step.a}, ConstantOperand{step.k}, overflow);
}
void subtract_kc(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    subtract(step, rows, ConstantOperand{step.k}, ColumnOperand{step.b}, overflow);
}

void multiply_cc(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    const Signed* a = step.a;
    const Signed* b = step.b;
    Unsigned bad = 0;
    each_row(step.target, rows, [&](std::size_t i) {
        Signed product = 0;
        bad |= mask(__builtin_mul_overflow(a[i], b[i], &product));
        return product;
    });
    overflow |= bad;
}

/// By a constant: compared with the largest magnitude that it leaves inside 64 bits.
void multiply_ck(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    const Signed* a = step.a;
    const Unsigned k = bits(step.k);
    const Signed limit = step.k2;
    Unsigned bad = 0;
    each_row(step.target, rows, [&](std::size_t i) {
        const Signed x = a[i];
        bad |= mask(x > limit) | mask(x < -limit);
        return static_cast<Signed>(bits(x) * k);
    });
    overflow |= bad;
}

void negate(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    subtract(step, rows, ConstantOperand{0}, ColumnOperand{step.a}, overflow);
}

void absolute(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    const Signed* a = step.a;
    Unsigned bad = 0;
    each_row(step.target, rows, [&](std::size_t i) {
        const Unsigned sign = mask(a[i] < 0);
        const Unsigned size = (bits(a[i]) ^ sign) - sign;
        bad |= size;
        return static_cast<Signed>(size);
    });
    overflow |= bad;
}

void minimum_cc(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [a = step.a, b = step.b](std::size_t i) { return a[i] < b[i] ? a[i] : b[i]; });
}
void minimum_ck(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [a = step.a, k = step.k](std::size_t i) { return a[i] < k ? a[i] : k; });
}
void maximum_cc(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [a = step.a, b = step.b](std::size_t i) { return a[i] < b[i] ? b[i] : a[i]; });
}
void maximum_ck(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [a = step.a, k = step.k](std::size_t i) { return a[i] < k ? k : a[i]; });
}

void less_cc(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [a = step.a, b = step.b](std::size_t i) { return Signed{a[i] < b[i]}; });
}
void less_ck(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [a = step.a, k = step.k](std::size_t i) { return Signed{a[i] < k}; });
}
void less_kc(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [b = step.b, k = step.k](std::size_t i) { return Signed{k < b[i]}; });
}
void less_equal_cc(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [a = step.a, b = step.b](std::size_t i) { return Signed{a[i] <= b[i]}; });
}
void less_equal_ck(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [a = step.a, k = step.k](std::size_t i) { return Signed{a[i] <= k}; });
}
void less_equal_kc(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [b = step.b, k = step.k](std::size_t i) { return Signed{k <= b[i]}; });
}
void equal_cc(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [a = step.a, b = step.b](std::size_t i) { return Signed{a[i] == b[i]}; });
}
void equal_ck(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [a = step.a, k = step.k](std::size_t i) { return Signed{a[i] == k}; });
}

void and_cc(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows, [a = step.a, b = step.b](std::size_t i) { return a[i] & b[i]; });
}
void or_cc(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows, [a = step.a, b = step.b](std::size_t i) { return a[i] | b[i]; });
}
void not_c(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows, [a = step.a](std::size_t i) { return a[i] ^ 1; });
}

template <typename A, typename B>
inline void select(const ColumnStep& step, std::size_t rows, A a, B b) {
    const Signed* guard = step.guard;
    each_row(step.target, rows, [&](std::size_t i) {
        const Signed chosen = -guard[i];
        return (a(i) & chosen) | (b(i) & ~chosen);
    });
}
void select_cc(const ColumnStep& step, std::size_t rows, Unsigned&) {
    select(step, rows, ColumnOperand{step.a}, ColumnOperand{step.b});
}
void select_ck(const ColumnStep& step, std::size_t rows, Unsigned&) {
    select(step, rows, ColumnOperand{step.a}, ConstantOperand{step.k});
}
void select_kc(const ColumnStep& step, std::size_t rows, Unsigned&) {
    select(step, rows, ConstantOperand{step.k}, ColumnOperand{step.b});
}
void select_kk(const ColumnStep& step, std::size_t rows, Unsigned&) {
    select(step, rows, ConstantOperand{step.k}, ConstantOperand{step.k2});
}

inline Unsigned divided(Unsigned value, Unsigned magic, unsigned shift) {
    return static_cast<Unsigned>((static_cast<UnsignedWide>(value) * magic) >> 64U) >> shift;
}

/// Magnitudes are rounded; the sign goes round them. `times` and `steps` say which factors differ
/// from one.
template <bool signs, bool times, bool steps>
inline void round_by(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    const Signed* a = step.a;
    const Reciprocal by = *step.reciprocal;
    const Unsigned factor = bits(by.factor);
    const Unsigned size = bits(by.step);
    Unsigned bad = 0;
    each_row(step.target, rows, [&](std::size_t i) {
        Unsigned value = bits(a[i]);
        const Unsigned sign = signs ? mask(a[i] < 0) : 0;
        if (signs) { value = (value ^ sign) - sign; }
        bad |= value | (by.limit - value);
        if (times) { value *= factor; }
        value += signs ? by.bias_positive ^ ((by.bias_positive ^ by.bias_negative) & sign)
                       : by.bias_positive;
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

template <bool steps>
inline void mul_round(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
    const Signed* a = step.a;
    const Signed* b = step.b;
    const Reciprocal by = *step.reciprocal;
    const Unsigned size = bits(by.step);
    Unsigned bad = 0;
    each_row(step.target, rows, [&](std::size_t i) {
        Signed product = 0;
        bad |= mask(__builtin_mul_overflow(a[i], b[i], &product));
        const Unsigned sign = mask(product < 0);
        Unsigned value = (bits(product) ^ sign) - sign;
        bad |= value | (by.limit - value);
        value = value * bits(by.factor) +
                (by.bias_positive ^ ((by.bias_positive ^ by.bias_negative) & sign));
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

void quotient_round_half_up(const ColumnStep& step, std::size_t rows, Unsigned& overflow) {
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
        // Dividing 32 bits is much faster, and amounts mostly fit them.
        const Unsigned quotient =
            ((value | divisor) >> 32U) == 0
                ? static_cast<std::uint32_t>(value) / static_cast<std::uint32_t>(divisor)
                : value / divisor;
        bad |= mask(__builtin_mul_overflow(static_cast<Signed>(quotient), by.step, &whole));
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

/// Which bracket holds each value: 0 below the first. Scales are short: a walk without branches.
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
    alignas(64) Signed brackets[batch_rows];
    find_brackets(step, rows, brackets);
    const ScaleColumns& scale = *step.scale;
    const Reciprocal by = *step.reciprocal;
    const Signed* a = step.a;
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
    alignas(64) Signed brackets[batch_rows];
    find_brackets(step, rows, brackets);
    each_row(step.target, rows, [&](std::size_t i) { return step.scale->amount[brackets[i]]; });
}

void gather(const ColumnStep& step, std::size_t rows, Unsigned&) {
    each_row(step.target, rows,
             [a = step.a, above = step.rows](std::size_t i) { return a[above[i]]; });
}

/// Rows with a fault are marked; what it is, is found by running them alone.
void fail(const ColumnStep& step, std::size_t rows, Unsigned&) {
    Signed* marks = step.target;
    each_row(marks, rows, [a = step.a, marks](std::size_t i) { return marks[i] | a[i]; });
}
void fail_guarded(const ColumnStep& step, std::size_t rows, Unsigned&) {
    Signed* marks = step.target;
    each_row(marks, rows, [a = step.a, guard = step.guard, marks](std::size_t i) {
        return marks[i] | (a[i] & guard[i]);
    });
}

/// Values must lie between k and k2: rows where they do not are marked.
void check_range(const ColumnStep& step, std::size_t rows, Unsigned&) {
    Signed* marks = step.target;
    each_row(marks, rows, [a = step.a, low = step.k, high = step.k2, marks](std::size_t i) {
        return marks[i] | Signed{a[i] < low} | Signed{a[i] > high};
    });
}

/// A fraction a / b must lie between factor / divisor of the reciprocal and k / k2, b above zero.
void check_fraction(const ColumnStep& step, std::size_t rows, Unsigned&) {
    const Wide low_above = step.reciprocal->factor;
    const Wide low_below = step.reciprocal->divisor;
    const Wide high_above = step.k;
    const Wide high_below = step.k2;
    for (std::size_t i = 0; i < rows; ++i) {
        const Wide above = step.a[i];
        const Wide below = step.b[i];
        step.target[i] |= Signed{below <= 0} | Signed{above * low_below < low_above * below} |
                          Signed{above * high_below > high_above * below};
    }
}

void to_bytes(const ColumnStep& step, std::size_t rows, Unsigned&) {
    std::uint8_t* bytes = step.bytes;
    const Signed* flags = step.a;
#pragma GCC ivdep
    for (std::size_t i = 0; i < rows; ++i) { bytes[i] = static_cast<std::uint8_t>(flags[i]); }
}

constexpr StepFunction functions[] = {
#define MUTUA_STEP(name) name,
#include "engine/ruleset/run/column_steps.def"
};

}  // namespace

const StepFunction* step_functions() { return functions; }

}  // namespace mutua::ruleset::MUTUA_STEPS
