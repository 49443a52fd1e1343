#include "engine/ruleset/run/column_code.hpp"

#include "engine/ruleset/program/arithmetic.hpp"

#include <algorithm>
#include <limits>

namespace mutua::ruleset {

namespace {

bool is_narrow(Int128 value) { return value >= -narrow_max && value <= narrow_max; }

}  // namespace

const StepFunction* column_loops() {
    return __builtin_cpu_supports("x86-64-v3") != 0 ? modern::step_functions()
                                                    : baseline::step_functions();
}

/// Chooses the loop of each instruction.
class StepChooser {
public:
    explicit StepChooser(ColumnProgram& made)
        : made_{made}, program_{*made.program_}, functions_{column_loops()} {}

    void choose_all() {
        for (const Kernel& kernel : program_.kernels) {
            const FrameLayout& layout = program_.layout(kernel.frame);
            for (std::uint32_t i = kernel.begin; i < kernel.end; ++i) {
                ColumnCode code;
                code.step = program_.code[i];
                if (i >= kernel.elements) { choose(code, layout, program_.hints[i]); }
                made_.code_.push_back(code);
            }
        }
        for (const FrameLayout& layout : program_.frames) {
            for (std::size_t i = 0; i < layout.constants; ++i) {
                made_.fits_ = made_.fits_ && is_narrow(layout.initial[i]);
            }
        }
        for (const KeyTable& table : program_.pool.tables) {
            const auto fits = [](const auto& all) {
                return std::all_of(all.begin(), all.end(), is_narrow);
            };
            made_.fits_ = made_.fits_ && fits(table.values) && is_narrow(table.otherwise);
        }
    }

private:
    void set(ColumnCode& code, StepKind kind) {
        code.run = functions_[static_cast<std::size_t>(kind)];
    }

    void choose(ColumnCode& code, const FrameLayout& layout, const Hint& hint) {
        const Instruction& step = code.step;
        const bool a = step.a < layout.constants;
        const bool b = step.b < layout.constants;
        const auto value = [&](std::uint16_t slot) {
            return static_cast<std::int64_t>(layout.initial[slot]);
        };
        switch (step.op) {
            case Op::add:
                return commutative(code, a, b, value(step.a), value(step.b), StepKind::add_cc,
                                   StepKind::add_ck);
            case Op::minimum:
                return commutative(code, a, b, value(step.a), value(step.b), StepKind::minimum_cc,
                                   StepKind::minimum_ck);
            case Op::maximum:
                return commutative(code, a, b, value(step.a), value(step.b), StepKind::maximum_cc,
                                   StepKind::maximum_ck);
            case Op::equal:
                return commutative(code, a, b, value(step.a), value(step.b), StepKind::equal_cc,
                                   StepKind::equal_ck);
            case Op::multiply:
                commutative(code, a, b, value(step.a), value(step.b), StepKind::multiply_cc,
                            StepKind::multiply_ck);
                code.k2 = code.k == 0 ? static_cast<std::int64_t>(narrow_max)
                                      : static_cast<std::int64_t>(narrow_max) / std::abs(code.k);
                return;
            case Op::subtract:
                return ordered(code, a, b, value(step.a), value(step.b), StepKind::subtract_cc,
                               StepKind::subtract_ck, StepKind::subtract_kc);
            case Op::less:
                return ordered(code, a, b, value(step.a), value(step.b), StepKind::less_cc,
                               StepKind::less_ck, StepKind::less_kc);
            case Op::less_equal:
                return ordered(code, a, b, value(step.a), value(step.b), StepKind::less_equal_cc,
                               StepKind::less_equal_ck, StepKind::less_equal_kc);
            case Op::select:
                return select(code, a, b, value(step.a), value(step.b));
            case Op::fail:
                return set(code, step.guard == 0 ? StepKind::fail : StepKind::fail_guarded);
            case Op::round:
            case Op::multiply_round:
                return round(code, layout, hint);
            case Op::quotient_round:
                return b && layout.initial[step.b] > 0
                           ? by_constant(code, layout.initial[step.b], hint)
                           : quotient(code, hint);
            case Op::scale_marginal:
            case Op::scale_stated:
            case Op::scale_step:
                return scale(code);
            default:
                return plain(code);
        }
    }

    void plain(ColumnCode& code) {
        switch (code.step.op) {
            case Op::negate:
                code.k = 0;
                return set(code, StepKind::negate);
            case Op::absolute:
                return set(code, StepKind::absolute);
            case Op::logical_and:
                return set(code, StepKind::and_cc);
            case Op::logical_or:
                return set(code, StepKind::or_cc);
            case Op::logical_not:
                return set(code, StepKind::not_c);
            case Op::gather:
                return set(code, StepKind::gather);
            default:
                return;  // row by row
        }
    }

    void commutative(ColumnCode& code, bool a, bool b, std::int64_t value_a, std::int64_t value_b,
                     StepKind columns, StepKind constant) {
        code.swapped = a && !b;
        code.k = b ? value_b : value_a;
        set(code, a || b ? constant : columns);
    }

    void ordered(ColumnCode& code, bool a, bool b, std::int64_t value_a, std::int64_t value_b,
                 StepKind columns, StepKind second, StepKind first) {
        code.k = b ? value_b : value_a;
        set(code, b ? second : (a ? first : columns));
    }

    void select(ColumnCode& code, bool a, bool b, std::int64_t value_a, std::int64_t value_b) {
        code.k = a ? value_a : value_b;
        code.k2 = value_b;
        set(code, a ? (b ? StepKind::select_kk : StepKind::select_kc)
                    : (b ? StepKind::select_ck : StepKind::select_cc));
    }

    /// A rounding, with the constant of a product taken into its ratio.
    void round(ColumnCode& code, const FrameLayout& layout, const Hint& hint) {
        Instruction& step = code.step;
        const Scaling& scaling = program_.pool.scalings[static_cast<std::size_t>(step.constant)];
        const bool product = step.op == Op::multiply_round;
        const bool a = product && step.a < layout.constants;
        const bool b = product && step.b < layout.constants;
        Int128 factor = scaling.factor;
        if (a || b) {
            code.swapped = a && !b;
            const Int128 k = layout.initial[b ? step.b : step.a];
            if (!is_narrow(k) || __builtin_mul_overflow(k, scaling.factor, &factor)) {
                return give_up();
            }
        }
        const Ratio ratio = lowest_terms(factor, scaling.divisor);
        if (ratio.divisor == 1 && (a || b || !product)) {
            return whole(code, ratio.factor, scaling.step);
        }
        const auto fast = reciprocal_of(ratio.factor, ratio.divisor, scaling.step, step.mode);
        const bool columns = product && !a && !b;
        if (!fast || hint.wide) { return wide(code, ratio, scaling.step, columns); }
        code.reciprocal = keep(*fast);
        const bool steps = scaling.step != 1;
        if (columns) {
            return set(code, steps ? StepKind::mul_round_signed_step : StepKind::mul_round_signed);
        }
        set(code, round_kind(ratio.factor != 1, !hint.nonnegative, steps));
    }

    static StepKind round_kind(bool times, bool is_signed, bool steps) {
        const StepKind first =
            times ? (is_signed ? StepKind::mulk_round_signed : StepKind::mulk_round_positive)
                  : (is_signed ? StepKind::round_signed : StepKind::round_positive);
        // In the list, the loop for another step follows the one for a unit.
        return steps ? static_cast<StepKind>(static_cast<std::uint8_t>(first) + 1) : first;
    }

    /// Nothing is divided: a product by a constant.
    void whole(ColumnCode& code, Int128 factor, Int128 step) {
        Int128 k = 0;
        if (__builtin_mul_overflow(factor, step, &k) || !is_narrow(k)) { return give_up(); }
        code.k = static_cast<std::int64_t>(k);
        code.k2 = static_cast<std::int64_t>(k == 0 ? narrow_max : narrow_max / (k < 0 ? -k : k));
        set(code, StepKind::multiply_ck);
    }

    void wide(ColumnCode& code, const Ratio& ratio, Int128 step, bool columns) {
        if (!is_narrow(ratio.factor) || !is_narrow(ratio.divisor) || !is_narrow(step)) {
            return give_up();
        }
        keep_plain(code, ratio, step);
        set(code, StepKind::round_wide);
        code.k = columns ? 1 : 0;  // whether there is a second column
    }

    void quotient(ColumnCode& code, const Hint& hint) {
        const Scaling& scaling =
            program_.pool.scalings[static_cast<std::size_t>(code.step.constant)];
        if (!is_narrow(scaling.factor) || !is_narrow(scaling.divisor) || !is_narrow(scaling.step)) {
            return give_up();
        }
        keep_plain(code, {scaling.factor, scaling.divisor}, scaling.step);
        const bool fast = code.step.mode == Rounding::half_up && !hint.wide;
        set(code, fast ? StepKind::quotient_round_half_up : StepKind::quotient_round_wide);
    }

    /// Divided by a constant: a rounding like any other.
    void by_constant(ColumnCode& code, Int128 divisor, const Hint& hint) {
        const Scaling& scaling =
            program_.pool.scalings[static_cast<std::size_t>(code.step.constant)];
        Int128 below = 0;
        if (!is_narrow(divisor) || !is_narrow(scaling.divisor) ||
            __builtin_mul_overflow(divisor, scaling.divisor, &below)) {
            return quotient(code, hint);
        }
        const Ratio ratio = lowest_terms(scaling.factor, below);
        const auto fast = reciprocal_of(ratio.factor, ratio.divisor, scaling.step, code.step.mode);
        if (!fast || hint.wide) { return quotient(code, hint); }
        code.reciprocal = keep(*fast);
        set(code, round_kind(ratio.factor != 1, !hint.nonnegative, scaling.step != 1));
    }

    void keep_plain(ColumnCode& code, const Ratio& ratio, Int128 step) {
        Reciprocal made;
        made.factor = static_cast<std::int64_t>(ratio.factor);
        made.divisor = static_cast<std::int64_t>(ratio.divisor);
        made.step = static_cast<std::int64_t>(step);
        made.mode = static_cast<std::uint8_t>(code.step.mode);
        code.reciprocal = keep(made);
    }

    /// A scale as a line in each bracket. A marginal scale is one whose amounts are its own values
    /// at the thresholds: all brackets below are complete there.
    void scale(ColumnCode& code) {
        const ScaleTable& table =
            program_.pool.scales[static_cast<std::size_t>(code.step.constant)];
        const std::size_t count = table.brackets.size();
        const auto fits = [](const ScaleTable::Bracket& one) {
            return is_narrow(one.threshold - 1) && is_narrow(one.value) && is_narrow(one.rate);
        };
        const Scaling& part = table.part;
        if (!std::all_of(table.brackets.begin(), table.brackets.end(), fits) ||
            !is_narrow(part.factor) || !is_narrow(part.divisor) || !is_narrow(part.step)) {
            return give_up();
        }
        if (count == 0 || count > ScaleColumns::brackets_max) { return; }  // row by row
        auto columns = std::make_unique<ScaleColumns>();
        columns->count = count;
        Arithmetic<Int128> with;
        for (std::size_t i = 0; i < count; ++i) {
            const auto& bracket = table.brackets[i];
            const Int128 amount = code.step.op == Op::scale_marginal
                                      ? with.scale_marginal(table, bracket.threshold)
                                      : bracket.value;
            Int128 rate = 0;
            const bool bad = __builtin_mul_overflow(bracket.rate, part.factor, &rate);
            if (bad || rate < 0 || !is_narrow(rate) || !is_narrow(amount)) { return; }
            const bool from = bracket.above || code.step.op == Op::scale_marginal;
            columns->threshold[i + 1] =
                static_cast<std::int64_t>(from ? bracket.threshold : bracket.threshold - 1);
            columns->base[i + 1] = static_cast<std::int64_t>(bracket.threshold);
            columns->amount[i + 1] = static_cast<std::int64_t>(amount);
            columns->rate[i + 1] = static_cast<std::int64_t>(rate);
        }
        if (with.overflowed()) { return; }
        lines(code, table, *columns);
        code.scale = made_.scales_.emplace_back(std::move(columns)).get();
    }

    void lines(ColumnCode& code, const ScaleTable& table, ScaleColumns& columns) {
        if (code.step.op == Op::scale_step) { return set(code, StepKind::scale_value); }
        Int128 divisor = table.part.divisor;
        for (std::size_t i = 1; i <= columns.count; ++i) {
            divisor = common_factor(columns.rate[i], divisor);
        }
        // Rates and divisor in lowest terms together.
        std::int64_t rate_most = 1;
        for (std::size_t i = 1; i <= columns.count; ++i) {
            columns.rate[i] = static_cast<std::int64_t>(columns.rate[i] / divisor);
            rate_most = std::max(rate_most, columns.rate[i]);
        }
        divisor = table.part.divisor / divisor;
        if (divisor == 1) {
            const Int128 step = table.part.step;
            for (std::size_t i = 1; i <= columns.count; ++i) {
                const Int128 rate = columns.rate[i] * step;
                if (!is_narrow(rate)) { return give_up(); }
                columns.rate[i] = static_cast<std::int64_t>(rate);
                rate_most = std::max(rate_most, columns.rate[i]);
            }
            Reciprocal plain;
            plain.limit = static_cast<std::uint64_t>(narrow_max / rate_most);
            code.reciprocal = keep(plain);
            add_small_lines(columns, 1, 0, narrow_max / 4);
            return set(code, StepKind::scale_line);
        }
        const auto by = reciprocal_of(rate_most, divisor, table.part.step, table.mode);
        if (!by) { return; }  // row by row
        code.reciprocal = keep(*by);
        if (by->step == 1 && by->small_magic != 0) {
            const Int128 end = (static_cast<Int128>(1) << (31U + by->small_twos)) - 1;
            add_small_lines(columns, divisor, by->bias_positive, end);
        }
        set(code, StepKind::scale_line_round);
    }

    /// Each bracket as rate * a + offset, for values up to a limit: there the line stays between
    /// zero and `end`.
    static void add_small_lines(ScaleColumns& columns, Int128 divisor, std::uint64_t bias,
                                Int128 end) {
        constexpr Int128 half = static_cast<Int128>(1) << 32U;
        columns.offset[0] = static_cast<std::int64_t>(bias);
        Int128 limit = half - 1;
        for (std::size_t i = 1; i <= columns.count; ++i) {
            const Int128 rate = columns.rate[i];
            const Int128 offset = columns.amount[i] * divisor + bias - columns.base[i] * rate;
            if (columns.threshold[i] < -1 || columns.amount[i] < 0 || rate >= half ||
                offset > end || offset < -end) {
                return;
            }
            columns.offset[i] = static_cast<std::int64_t>(offset);
            const Int128 last = i == columns.count ? limit : columns.threshold[i + 1];
            if (rate > 0 && std::min(last, limit) * rate + offset > end) {
                limit = std::max<Int128>((end - offset) / rate, columns.threshold[i]);
            }
        }
        columns.small_limit = static_cast<std::int64_t>(limit);
    }

    static Int128 common_factor(Int128 a, Int128 b) {
        Int128 x = a < 0 ? -a : a;
        while (b != 0) { x = std::exchange(b, x % b); }
        return x;
    }

    const Reciprocal* keep(const Reciprocal& one) {
        return made_.reciprocals_.emplace_back(std::make_unique<Reciprocal>(one)).get();
    }

    void give_up() { made_.fits_ = false; }

    ColumnProgram& made_;
    const Program& program_;
    const StepFunction* functions_;
};

ColumnProgram::ColumnProgram(const Program& program) : program_{&program} {
    StepChooser{*this}.choose_all();
}

}  // namespace mutua::ruleset
