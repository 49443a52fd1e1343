#pragma once

// The loops of the column machine. This file is compiled twice, for every x86-64 and for those with
// AVX2, into two namespaces: it includes nothing that could leave code for the newer machines in a
// function that the older ones share.
#include "engine/ruleset/run/column_lanes_body.hpp"
#include "engine/ruleset/run/column_rounding_body.hpp"

#ifndef MUTUA_STEPS
#error "say for which machine the loops are compiled"
#endif

namespace mutua::ruleset::MUTUA_STEPS {

namespace {

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
    if (all_between(a, rows, 0, half_most) && all_between(b, rows, 0, half_most)) {
        return each_lanes(step.target, rows,
                          [=](std::size_t i) { return product(load(a + i), load(b + i)); });
    }
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

/// Values must lie between k and k2: `outside` is set when one does not.
void check_range(const ColumnStep& step, std::size_t rows, Unsigned& outside) {
    const Lanes low = spread(bits(step.k));
    const Lanes high = spread(bits(step.k2));
    const bool inside = none_marked(rows, [&](std::size_t i) {
        const Lanes value = load(step.a + i);
        return above(low, value) | above(value, high);
    });
    outside |= mask(!inside);
}

/// Fractions a / b must lie between k / factor and k2 / divisor of the reciprocal, b above zero.
/// Large ones count as outside: they are looked at again one by one.
void check_fraction(const ColumnStep& step, std::size_t rows, Unsigned& outside) {
    const Lanes low = spread(bits(step.k));
    const Lanes low_below = spread(bits(step.reciprocal->factor));
    const Lanes high = spread(bits(step.k2));
    const Lanes high_below = spread(bits(step.reciprocal->divisor));
    const auto half = [](Signed value) { return value >= 0 && bits(value) <= half_most; };
    const bool inside = half(step.k) && half(step.k2) && half(step.reciprocal->factor) &&
                        half(step.reciprocal->divisor) && all_between(step.a, rows, 0, half_most) &&
                        all_between(step.b, rows, 1, half_most) &&
                        none_marked(rows, [&](std::size_t i) {
                            const Lanes value = load(step.a + i);
                            const Lanes below = load(step.b + i);
                            return (product(value, low_below) - product(low, below)) |
                                   (product(high, below) - product(value, high_below));
                        });
    outside |= mask(!inside);
}

/// Sets `marked` when a flag is not zero.
void any_flag(const ColumnStep& step, std::size_t rows, Unsigned& marked) {
    const bool none = none_marked(rows, [&](std::size_t i) { return Lanes{} - load(step.a + i); });
    marked |= mask(!none);
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
