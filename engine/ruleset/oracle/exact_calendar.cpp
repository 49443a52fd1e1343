#include "engine/ruleset/oracle/exact_calendar.hpp"

#include "engine/core/contract.hpp"

namespace mutua::ruleset {

namespace {

int whole(const Constant& value) {
    return boost::multiprecision::numerator(std::get<Decimal>(value)).convert_to<int>();
}

int months_of(Date day) {
    return static_cast<int>(day.year()) * 12 + static_cast<int>(static_cast<unsigned>(day.month()));
}

/// Whole months elapsed; negative when `to` comes first.
int whole_months(Date from, Date to) {
    if (to < from) { return -whole_months(to, from); }
    const int months = months_of(to) - months_of(from);
    return to.day() < from.day() ? months - 1 : months;
}

/// The day `months` later; where that month is too short, its last day or the day after it.
Date shifted(Date day, int months, bool up) {
    const date::year_month target = month_of(day) + date::months{months};
    const Date moved{target.year(), target.month(), day.day()};
    if (moved.ok()) { return moved; }
    return up ? add_days(last_day(target), 1) : last_day(target);
}

}  // namespace

Constant calendar_value(TypedKind kind, const std::vector<Constant>& arguments) {
    const Date first = std::get<Date>(arguments.at(0));
    switch (kind) {
        case TypedKind::days_between:
            return Decimal{days_between(first, std::get<Date>(arguments.at(1)))};
        case TypedKind::months_between:
            return Decimal{whole_months(first, std::get<Date>(arguments.at(1)))};
        case TypedKind::years_between:
            return Decimal{whole_months(first, std::get<Date>(arguments.at(1))) / 12};
        case TypedKind::add_days:
            return add_days(first, whole(arguments.at(1)));
        case TypedKind::add_months_up:
            return shifted(first, whole(arguments.at(1)), true);
        case TypedKind::add_months_down:
            return shifted(first, whole(arguments.at(1)), false);
        case TypedKind::year_of:
            return Decimal{static_cast<int>(first.year())};
        case TypedKind::month_of:
            return Decimal{static_cast<unsigned>(first.month())};
        case TypedKind::day_of:
            return Decimal{static_cast<unsigned>(first.day())};
        default:
            break;
    }
    require(false, "every other kind of expression is walked elsewhere");
    return false;
}

}  // namespace mutua::ruleset
