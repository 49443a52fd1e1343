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
