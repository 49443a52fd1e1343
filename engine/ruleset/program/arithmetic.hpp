#pragma once

#include "engine/core/date.hpp"
#include "engine/ruleset/program/instruction.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace mutua::ruleset {

/// The days of the years 1 to 9999, since 1970-01-01.
inline constexpr int first_of_calendar = -719'162;
inline constexpr int last_of_calendar = 2'932'896;

/// What each operation does to its elements, for any signed integer type: the only place where a
/// program's numbers are computed. Overflow is sticky and makes the results worthless.
template <typename Int>
class Arithmetic {
public:
    /// True once any result did not fit.
    [[nodiscard]] bool overflowed() const noexcept { return overflowed_; }
    void clear() noexcept { overflowed_ = false; }

    Int add(Int a, Int b) {
        Int result = 0;
        overflowed_ |= __builtin_add_overflow(a, b, &result);
        return result;
    }
    Int subtract(Int a, Int b) {
        Int result = 0;
        overflowed_ |= __builtin_sub_overflow(a, b, &result);
        return result;
    }
    Int multiply(Int a, Int b) {
        Int result = 0;
        overflowed_ |= __builtin_mul_overflow(a, b, &result);
        return result;
    }
    Int negate(Int a) { return subtract(0, a); }
    Int absolute(Int a) { return a < 0 ? negate(a) : a; }

    /// The greatest common divisor; b is above zero.
    Int common_divisor(Int a, Int b) {
        Int x = absolute(a);
        Int y = b;
        while (y != 0) {
            const Int rest = x % y;
            x = y;
            y = rest;
        }
        return x == 0 ? Int{1} : x;
    }

    /// step * round(a * factor / (b * divisor)); b and the scaling are above zero.
    Int round(Int a, Int b, const Scaling& scaling, Rounding mode) {
        const Int above = scaling.factor == 1 ? a : multiply(a, static_cast<Int>(scaling.factor));
        const Int below = b == 1 ? static_cast<Int>(scaling.divisor)
                                 : multiply(b, static_cast<Int>(scaling.divisor));
        if (overflowed_ || below <= 0) { return 0; }
        return multiply(divide_rounded(above, below, mode), static_cast<Int>(scaling.step));
    }

    Int scale_marginal(const ScaleTable& scale, Int value) {
        Int total = 0;
        for (std::size_t i = 0; i < scale.brackets.size(); ++i) {
            const auto& bracket = scale.brackets[i];
            const Int floor = static_cast<Int>(bracket.threshold);
            if (value <= floor) { break; }
            Int top = value;
            if (i + 1 < scale.brackets.size()) {
                top = std::min(top, static_cast<Int>(scale.brackets[i + 1].threshold));
            }
            total = add(total, part_over(scale, bracket, top));
        }
        return total;
    }

    /// The amount of the bracket that holds the value, plus its rate of what lies over.
    Int scale_stated(const ScaleTable& scale, Int value) {
        const ScaleTable::Bracket* bracket = bracket_of(scale, value);
        if (bracket == nullptr) { return 0; }
        const Int amount = static_cast<Int>(bracket->value);
        return bracket->rate == 0 ? amount : add(amount, part_over(scale, *bracket, value));
    }

    Int scale_step(const ScaleTable& scale, Int value) {
        const ScaleTable::Bracket* bracket = bracket_of(scale, value);
        return bracket == nullptr ? Int{0} : static_cast<Int>(bracket->value);
    }

    /// The value of a table's row for that key.
    Int find(const KeyTable& table, Int key) {
        const std::size_t row = table.row_of(key);
        return static_cast<Int>(row < table.values.size() ? table.values[row] : table.otherwise);
    }

    Int year_of(Int day) { return static_cast<int>(date_of(day).year()); }
    Int month_of(Int day) { return static_cast<unsigned>(date_of(day).month()); }
    Int day_of(Int day) { return static_cast<unsigned>(date_of(day).day()); }
    Int days_between(Int from, Int until) { return subtract(until, from); }

    /// Whole months elapsed; negative when `until` comes first.
    Int months_between(Int from, Int until) {
        if (until < from) { return -months_between(until, from); }
        const Date first = date_of(from);
        const Date last = date_of(until);
        const int months = (static_cast<int>(last.year()) - static_cast<int>(first.year())) * 12 +
                           static_cast<int>(static_cast<unsigned>(last.month())) -
                           static_cast<int>(static_cast<unsigned>(first.month()));
        return last.day() < first.day() ? months - 1 : months;
    }
    Int years_between(Int from, Int until) { return months_between(from, until) / 12; }

    Int add_days(Int day, Int count) { return in_calendar(add(day, count)); }

    /// The same day `count` months later; a day that does not exist becomes the first of the next
    /// month (`up`) or the last of its own.
    Int add_months(Int day, Int count, bool up) {
        if (count > months_max || count < -months_max) {
            overflowed_ = true;
            return day;
        }
        const Date start = date_of(day);
        const Date wanted = start + date::months{static_cast<int>(count)};
        if (wanted.ok()) { return in_calendar(number_of(wanted)); }
        const Date last = wanted.year() / wanted.month() / date::last;
        return in_calendar(number_of(last) + (up ? 1 : 0));
    }

    /// True when that many days or months later there is no day: dates stay in the years 1 to 9999.
    bool days_leave(Int day, Int count) {
        return count < first_of_calendar - day || count > last_of_calendar - day;
    }
    bool months_leave(Int day, Int count) {
        const Int month = year_of(day) * 12 + month_of(day);
        return count < first_month - month || count > last_month - month;
    }

    /// Days since 1970-01-01, and back.
    [[nodiscard]] static Date date_of(Int day) {
        return Date{date::sys_days{date::days{static_cast<int>(day)}}};
    }
    [[nodiscard]] static Int number_of(Date day) {
        return static_cast<Int>(date::sys_days{day}.time_since_epoch().count());
    }

private:
    static constexpr int months_max = 120'000;
    static constexpr int first_month = 1 * 12 + 1;
    static constexpr int last_month = 9999 * 12 + 12;

    Int in_calendar(Int day) {
        if (day < first_of_calendar || day > last_of_calendar) {
            overflowed_ = true;
            return 0;
        }
        return day;
    }

    Int part_over(const ScaleTable& scale, const ScaleTable::Bracket& bracket, Int value) {
        const Int over = subtract(value, static_cast<Int>(bracket.threshold));
        return round(multiply(over, static_cast<Int>(bracket.rate)), 1, scale.part, scale.mode);
    }

    static const ScaleTable::Bracket* bracket_of(const ScaleTable& scale, Int value) {
        const ScaleTable::Bracket* found = nullptr;
        for (const auto& bracket : scale.brackets) {
            const Int threshold = static_cast<Int>(bracket.threshold);
            if (bracket.above ? value <= threshold : value < threshold) { break; }
            found = &bracket;
        }
        return found;
    }

    /// Rounds above / below, below > 0. Most values fit 64 bits, where dividing is much faster.
    static Int divide_rounded(Int above, Int below, Rounding mode) {
        if (below == 1) { return above; }
        Int quotient = 0;
        Int rest = 0;
        const auto small_above = static_cast<std::int64_t>(above);
        const auto small_below = static_cast<std::int64_t>(below);
        if (small_above == above && small_below == below) {
            quotient = small_above / small_below;
            rest = small_above % small_below;
        } else {
            quotient = above / below;
            rest = above % below;
        }
        if (rest == 0) { return quotient; }
        const bool negative = rest < 0;
        const Int magnitude = negative ? -rest : rest;
        return away(magnitude, below, quotient, negative, mode)
                   ? (negative ? quotient - 1 : quotient + 1)
                   : quotient;
    }

    static bool away(Int rest, Int below, Int quotient, bool negative, Rounding mode) {
        const Int missing = below - rest;  // compared with `rest`: twice the rest might not fit
        switch (mode) {
            case Rounding::half_up:
                return rest >= missing;
            case Rounding::half_down:
                return rest > missing;
            case Rounding::half_even:
                return rest > missing || (rest == missing && quotient % 2 != 0);
            case Rounding::up:
                return true;
            case Rounding::down:
                return false;
            case Rounding::floor:
                return negative;
            case Rounding::ceiling:
                return !negative;
        }
        return false;
    }

    bool overflowed_ = false;
};

}  // namespace mutua::ruleset
