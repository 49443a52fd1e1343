#include "engine/cooperative/check_digits.hpp"
#include "formats/tabular/import_field_values.hpp"
#include "formats/tabular/import_words.hpp"

#include <algorithm>
#include <set>

namespace mutua::tabular {

namespace {

constexpr std::string_view separators = ";, ";
constexpr std::size_t longest_list = 20'000;

/// "3/11/2026", "03.11.2026" or "3-11-2026" as the ISO date that was probably meant, or nothing.
std::optional<std::string> day_first(std::string_view text) {
    const std::size_t first = text.find_first_of("/.-");
    const std::size_t second = text.find_first_of("/.-", first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) {
        return std::nullopt;
    }
    std::string day{text.substr(0, first)};
    std::string month{text.substr(first + 1, second - first - 1)};
    const std::string year{text.substr(second + 1)};
    if (day.size() == 1) { day.insert(0, 1, '0'); }
    if (month.size() == 1) { month.insert(0, 1, '0'); }
    std::string iso = year + "-" + month + "-" + day;
    return parse_date(iso) ? std::optional{std::move(iso)} : std::nullopt;
}

bool looks_like_iso(std::string_view text) {
    return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
           cooperative::all_digits(text.substr(0, 4)) &&
           cooperative::all_digits(text.substr(5, 2)) && cooperative::all_digits(text.substr(8));
}

/// "November 2026 has 30 days", as far as the month itself exists.
std::string month_length_help(std::string_view iso) {
    const auto month = parse_month(iso.substr(0, 7));
    if (!month) { return "months go from 01 to 12: write year, month, day"; }
    const auto days = static_cast<unsigned>(last_day(*month).day());
    return mutua::to_string(*month) + " has " + std::to_string(days) + " days";
}

std::optional<Date> read_date(FieldReader& row, std::string_view column, std::string_view text) {
    if (const auto day = parse_date(text)) { return day; }
    if (looks_like_iso(text)) {
        row.fault_in(column, text, "I111", shown(text) + " does not exist",
                     month_length_help(text));
    } else if (const auto meant = day_first(text)) {
        row.fault_in(column, text, "I110", shown(text) + " is not written as year, month, day",
                     "write `" + *meant + "`, if that day is meant");
    } else {
        row.fault_in(column, text, "I110", shown(text) + " is not a date",
                     "write year, month and day: `2026-11-03`; several dates with `;` between");
    }
    return std::nullopt;
}

}  // namespace

std::vector<Date> read_dates(FieldReader& row, std::string_view column) {
    const auto text = row.given(column, longest_list);
    if (!text) { return {}; }
    std::set<Date> days;
    bool any = false;
    std::string_view rest = *text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(separators), rest.size());
        const std::string_view part = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (part.empty()) { continue; }
        any = true;
        const auto day = read_date(row, column, part);
        if (day && !days.insert(*day).second) {
            row.fault_in(column, part, "I112", shown(part) + " stands twice",
                         "write each date once; the hours are those of all dates together");
        }
    }
    if (!any) {
        row.fault(column, "I110", shown(*text) + " holds no date",
                  "write year, month and day: `2026-11-03`");
    }
    return {days.begin(), days.end()};
}

}  // namespace mutua::tabular
