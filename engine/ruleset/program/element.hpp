#pragma once

#include "engine/ruleset/program/arithmetic.hpp"

namespace mutua::ruleset {

/// One operation on elements of one frame: used to fold constants and by the row machine.
template <typename Int>
inline Int element(Arithmetic<Int>& with, const Instruction& step, Int a, Int b, Int guard,
                   const Pool& pool) {
    const auto index = static_cast<std::size_t>(step.constant);
    switch (step.op) {
        case Op::add:
            return with.add(a, b);
        case Op::subtract:
            return with.subtract(a, b);
        case Op::multiply:
            return with.multiply(a, b);
        case Op::negate:
            return with.negate(a);
        case Op::absolute:
            return with.absolute(a);
        case Op::minimum:
            return a < b ? a : b;
        case Op::maximum:
            return a < b ? b : a;
        case Op::reduce:
            return a / with.common_divisor(a, b);
        case Op::reduce_below:
            return b / with.common_divisor(a, b);
        case Op::round:
            return with.round(a, 1, pool.scalings[index], step.mode);
        case Op::multiply_round:
            return with.round(with.multiply(a, b), 1, pool.scalings[index], step.mode);
        case Op::quotient_round:
            return with.round(a, b, pool.scalings[index], step.mode);
        case Op::less:
            return a < b;
        case Op::less_equal:
            return a <= b;
        case Op::equal:
            return a == b;
        case Op::logical_and:
            return a & b;
        case Op::logical_or:
            return a | b;
        case Op::logical_not:
            return a ^ 1;
        case Op::select:
            return guard != 0 ? a : b;
        case Op::scale_marginal:
            return with.scale_marginal(pool.scales[index], a);
        case Op::scale_stated:
            return with.scale_stated(pool.scales[index], a);
        case Op::scale_step:
            return with.scale_step(pool.scales[index], a);
        case Op::find:
            return with.find(pool.tables[index], a);
        case Op::has_row:
            return pool.tables[index].row_of(a) < pool.tables[index].keys.size() ? 1 : 0;
        case Op::year_of:
            return with.year_of(a);
        case Op::month_of:
            return with.month_of(a);
        case Op::day_of:
            return with.day_of(a);
        case Op::days_between:
            return with.days_between(a, b);
        case Op::months_between:
            return with.months_between(a, b);
        case Op::years_between:
            return with.years_between(a, b);
        case Op::add_days:
            return with.add_days(a, b);
        case Op::add_months_up:
            return with.add_months(a, b, true);
        case Op::add_months_down:
            return with.add_months(a, b, false);
        case Op::days_leave:
            return with.days_leave(a, b) ? 1 : 0;
        case Op::months_leave:
            return with.months_leave(a, b) ? 1 : 0;
        case Op::fail:
        case Op::gather:
        case Op::split:
        case Op::sum_rows:
        case Op::minimum_rows:
        case Op::maximum_rows:
        case Op::any_row:
        case Op::all_rows:
        case Op::count_rows:
            break;
    }
    return 0;
}

}  // namespace mutua::ruleset
