#include "engine/core/date.hpp"

#include "engine/core/contract.hpp"

#include <catch2/catch.hpp>

namespace mutua {
namespace {

Date day(int year, unsigned month, unsigned day_of_month) {
    return {date::year{year}, date::month{month}, date::day{day_of_month}};
}

Month month(int year, unsigned month_of_year) {
    return {date::year{year}, date::month{month_of_year}};
}

TEST_CASE("a day is read and printed as ISO 8601", "[core]") {
    const auto text = GENERATE(as<std::string>{}, "2026-11-03", "2026-01-01", "2026-12-31",
                               "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31");
    CAPTURE(text);
    REQUIRE(parse_date(text).has_value());
    CHECK(to_string(*parse_date(text)) == text);
    CHECK(to_string(month_of(*parse_date(text))) == text.substr(0, 7));
}

TEST_CASE("the parts of a day stand where ISO 8601 puts them", "[core]") {
    CHECK(parse_date("2026-11-03") == day(2026, 11, 3));
    CHECK(parse_month("2026-11") == month(2026, 11));
}

TEST_CASE("a text that is no day is refused", "[core]") {
    struct Row {
        const char* why;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({
        {"empty", ""},
        {"a month only", "2026-11"},
        {"31 November", "2026-11-31"},
        {"29 February of a common year", "2026-02-29"},
        {"29 February of a century that is no leap year", "1900-02-29"},
        {"day zero", "2026-11-00"},
        {"month zero", "2026-00-10"},
        {"month thirteen", "2026-13-01"},
        {"year zero", "0000-01-01"},
        {"one digit for the day", "2026-11-3"},
        {"one digit for the month", "2026-1-03"},
        {"slashes", "2026/11/03"},
        {"day first", "03-11-2026"},
        {"points", "03.11.2026"},
        {"no separators", "20261103"},
        {"with a time", "2026-11-03T00:00"},
        {"blank before", " 2026-11-03"},
        {"blank after", "2026-11-03 "},
        {"a sign for a digit", "2026-11-+3"},
        {"a negative year", "-026-11-03"},
        {"letters", "2026-nov-3"},
    }));
    CAPTURE(row.why);
    CHECK_FALSE(parse_date(row.text).has_value());
}

TEST_CASE("a text that is no month is refused", "[core]") {
    const auto text = GENERATE(as<std::string>{}, "", "2026", "2026-1", "2026-13", "2026-00",
                               "2026/11", "11-2026", "2026-11-01", "0000-01", "2026-1a");
    CAPTURE(text);
    CHECK_FALSE(parse_month(text).has_value());
}

TEST_CASE("months end where the calendar says", "[core]") {
    struct Row {
        Month month;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {month(2026, 1), "2026-01-31"},
        {month(2026, 2), "2026-02-28"},
        {month(2024, 2), "2024-02-29"},
        {month(2000, 2), "2000-02-29"},
        {month(2100, 2), "2100-02-28"},
        {month(2026, 4), "2026-04-30"},
        {month(2026, 11), "2026-11-30"},
        {month(2026, 12), "2026-12-31"},
    }));
    CHECK(to_string(last_day(row.month)) == row.expected);
    CHECK(to_string(first_day(row.month)) == to_string(row.month) + "-01");
}

TEST_CASE("days are added across months and years", "[core]") {
    CHECK(add_days(day(2026, 11, 30), 1) == day(2026, 12, 1));
    CHECK(add_days(day(2026, 12, 31), 1) == day(2027, 1, 1));
    CHECK(add_days(day(2024, 2, 28), 1) == day(2024, 2, 29));
    CHECK(add_days(day(2026, 3, 1), -1) == day(2026, 2, 28));
    CHECK(add_days(day(2026, 11, 3), 30) == day(2026, 12, 3));
    CHECK(add_days(day(2026, 11, 3), 0) == day(2026, 11, 3));
    CHECK_THROWS_AS(add_days(day(2026, 2, 30), 1), ContractViolation);
}

TEST_CASE("days between are counted from the first to the second", "[core]") {
    CHECK(days_between(day(2026, 11, 1), day(2026, 11, 30)) == 29);
    CHECK(days_between(day(2026, 11, 30), day(2026, 11, 1)) == -29);
    CHECK(days_between(day(2024, 1, 1), day(2025, 1, 1)) == 366);
    CHECK(days_between(day(2026, 1, 1), day(2027, 1, 1)) == 365);
    CHECK(days_between(day(2026, 11, 3), day(2026, 11, 3)) == 0);
}

TEST_CASE("weekdays run from Monday to Friday, holidays included", "[core]") {
    CHECK(is_weekday(day(2026, 11, 2)));        // Monday
    CHECK(is_weekday(day(2026, 11, 6)));        // Friday
    CHECK_FALSE(is_weekday(day(2026, 11, 7)));  // Saturday
    CHECK_FALSE(is_weekday(day(2026, 11, 1)));  // Sunday
    CHECK(is_weekday(day(2026, 11, 11)));       // Wednesday, Armistice
}

TEST_CASE("the weekdays of a month are counted", "[core]") {
    struct Row {
        Month month;
        int expected;
    };
    // Counted on a calendar. November 2026 begins on a Sunday.
    const auto row = GENERATE(values<Row>({
        {month(2026, 11), 21},
        {month(2026, 2), 20},   // 28 days: four whole weeks
        {month(2024, 2), 21},   // 29 days from a Thursday
        {month(2026, 12), 23},  // 31 days from a Tuesday
        {month(2026, 8), 21},   // 31 days from a Saturday
        {month(2026, 1), 22},   // 31 days from a Thursday
    }));
    CAPTURE(to_string(row.month));
    CHECK(weekdays_in(row.month) == row.expected);
}

}  // namespace
}  // namespace mutua
