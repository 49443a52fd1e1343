#pragma once

#include <date/date.h>

#include <optional>
#include <string>
#include <string_view>

namespace mutua {

/// A calendar day, without time zone. Every Date inside the engine exists.
using Date = date::year_month_day;

/// A calendar month.
using Month = date::year_month;

/// Reads ISO 8601 "2026-11-03"; nothing when it is badly written or no such day exists.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// Reads "2026-11".
[[nodiscard]] std::optional<Month> parse_month(std::string_view text);

/// ISO 8601: "2026-11-03".
[[nodiscard]] std::string to_string(Date day);

/// ISO 8601: "2026-11".
[[nodiscard]] std::string to_string(Month month);

/// The month that holds a day.
[[nodiscard]] Month month_of(Date day);

/// First and last day of a month.
[[nodiscard]] Date first_day(Month month);
[[nodiscard]] Date last_day(Month month);

/// The day `days` later (earlier when negative).
[[nodiscard]] Date add_days(Date day, int days);

/// Whole days from `from` to `to`; negative when `to` comes first.
[[nodiscard]] int days_between(Date from, Date to);

/// True from Monday to Friday. Legal holidays are rules, not calendar.
[[nodiscard]] bool is_weekday(Date day);

/// Number of days from Monday to Friday in a month.
[[nodiscard]] int weekdays_in(Month month);

}  // namespace mutua
