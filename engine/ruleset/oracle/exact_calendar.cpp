#include "engine/ruleset/oracle/exact_calendar.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/check/checked_ruleset.hpp"

namespace mutua::ruleset {

namespace {

/// More days or months than the calendar has.
constexpr int distance_max = 4'000'000;

/// A count as far as it can lead to another day.
std::optional<int> distance(const Constant& value) {
    const Decimal& count = std::get<Decimal>(value);
    if (count < -distance_max || count > distance_max) { return std::nullopt; }
    return boost::multiprecision::numerator(count).convert_to<int>();
}

/// The calendar has the years 1 to 9999.
std::optional<Constant> in_calendar(Date day) {
    if (day < first_of_days || day > last_of_days) { return std::nullopt; }
    return day;
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
std::optional<Constant> shifted(Date day, int months, bool up) {
    constexpr int months_max = 120'000;
    if (months < -months_max || months > months_max) { return std::nullopt; }
    const date::year_month target = month_of(day) + date::months{months};
    const Date moved{target.year(), target.month(), day.day()};
    if (moved.ok()) { return in_calendar(moved); }
    return in_calendar(up ? add_days(last_day(target), 1) : last_day(target));
}

std::optional<Constant> moved_day(TypedKind kind, Date first, const Constant& count) {
    const auto by = distance(count);
    if (!by) { return std::nullopt; }
    if (kind == TypedKind::add_days) { return in_calendar(add_days(first, *by)); }
    return shifted(first, *by, kind == TypedKind::add_months_up);
}

}  // namespace

std::optional<Constant> calendar_value(TypedKind kind, const std::vector<Constant>& arguments) {
    const Date first = std::get<Date>(arguments.at(0));
    switch (kind) {
        case TypedKind::days_between:
            return Decimal{days_between(first, std::get<Date>(arguments.at(1)))};
        case TypedKind::months_between:
            return Decimal{whole_months(first, std::get<Date>(arguments.at(1)))};
        case TypedKind::years_between:
            return Decimal{whole_months(first, std::get<Date>(arguments.at(1))) / 12};
        case TypedKind::add_days:
        case TypedKind::add_months_up:
        case TypedKind::add_months_down:
            return moved_day(kind, first, arguments.at(1));
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
