#include "engine/core/date.hpp"

#include "engine/core/contract.hpp"

namespace mutua {

namespace {

/// Exactly `text.size()` digits as a number, or nothing.
std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') { return std::nullopt; }
        value = value * 10 + (c - '0');
    }
    return text.empty() ? std::nullopt : std::optional{value};
}

std::string padded(unsigned value, std::size_t width) {
    std::string text = std::to_string(value);
    if (text.size() < width) { text.insert(0, width - text.size(), '0'); }
    return text;
}

}  // namespace

std::optional<Month> parse_month(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') { return std::nullopt; }
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    if (!year || !month || *year == 0) { return std::nullopt; }
    const Month found{date::year{*year}, date::month{static_cast<unsigned>(*month)}};
    return found.ok() ? std::optional{found} : std::nullopt;
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[7] != '-') { return std::nullopt; }
    const auto month = parse_month(text.substr(0, 7));
    const auto day = digits(text.substr(8, 2));
    if (!month || !day) { return std::nullopt; }
    const Date found{month->year(), month->month(), date::day{static_cast<unsigned>(*day)}};
    return found.ok() ? std::optional{found} : std::nullopt;
}

std::string to_string(Month month) {
    return padded(static_cast<unsigned>(static_cast<int>(month.year())), 4) + "-" +
           padded(static_cast<unsigned>(month.month()), 2);
}

std::string to_string(Date day) {
    const int year = static_cast<int>(day.year());
    if (year < 0 || year > 9'999) {
        return to_string(month_of(day)) + "-" + padded(static_cast<unsigned>(day.day()), 2);
    }
    std::string text = "0000-00-00";
    const auto write = [&text](std::size_t last, unsigned value) {
        for (; value > 0; value /= 10) { text[last--] = static_cast<char>('0' + value % 10); }
    };
    write(3, static_cast<unsigned>(year));
    write(6, static_cast<unsigned>(day.month()));
    write(9, static_cast<unsigned>(day.day()));
    return text;
}

Month month_of(Date day) { return {day.year(), day.month()}; }

Date first_day(Month month) { return {month.year(), month.month(), date::day{1}}; }

Date last_day(Month month) { return Date{month / date::last}; }

Date add_days(Date day, int days) {
    require(day.ok(), "the day exists");
    return Date{date::sys_days{day} + date::days{days}};
}

int days_between(Date from, Date to) {
    return static_cast<int>((date::sys_days{to} - date::sys_days{from}).count());
}

bool is_weekday(Date day) {
    const date::weekday weekday{date::sys_days{day}};
    return weekday != date::Saturday && weekday != date::Sunday;
}

int weekdays_in(Month month) {
    int count = 0;
    for (Date day = first_day(month); day <= last_day(month); day = add_days(day, 1)) {
        count += is_weekday(day) ? 1 : 0;
    }
    return count;
}

}  // namespace mutua
