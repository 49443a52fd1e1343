#include "engine/cooperative/check_digits.hpp"
#include "formats/tabular/import_field_values.hpp"
#include "formats/tabular/import_number.hpp"
#include "formats/tabular/import_words.hpp"

#include <algorithm>
#include <charconv>

namespace mutua::tabular {

namespace {

/// What to write instead of a number with two readings: `1234.00`, or `1.23`.
std::string two_readings_help(const NumberReading& reading) {
    const std::string shorter =
        reading.decimal_reading.substr(0, reading.decimal_reading.size() - 1);
    return "write `" + reading.grouped_reading + ".00`, or `" + shorter + "` with two decimals";
}

/// Reports all faults but `unreadable`, which each field words itself.
void report_fault(FieldReader& row, std::string_view column, std::string_view text,
                  const NumberReading& reading) {
    if (reading.fault == NumberFault::two_readings) {
        row.fault(
            column, "I204",
            shown(text) + " can mean " + reading.grouped_reading + " or " + reading.decimal_reading,
            two_readings_help(reading));
    } else if (reading.fault == NumberFault::too_many_decimals) {
        row.fault(column, "I202", shown(text) + " has more than two decimals",
                  "round it yourself to two decimals");
    } else if (reading.fault == NumberFault::too_large) {
        row.fault(column, "I208", shown(text) + " is larger than this field can be",
                  "check the decimal sign");
    }
}

/// A number in hundredths, or nothing with the fault reported.
std::optional<std::int64_t> read_number(FieldReader& row, std::string_view column,
                                        std::string_view text, const char* unreadable_code,
                                        const char* unreadable, const char* help) {
    const NumberReading reading = read_hundredths(text);
    if (reading.fault == NumberFault::none) { return reading.hundredths; }
    if (reading.fault == NumberFault::unreadable) {
        row.fault(column, unreadable_code, shown(text) + unreadable, help);
    } else {
        report_fault(row, column, text, reading);
    }
    return std::nullopt;
}

}  // namespace

std::optional<Money> read_amount(FieldReader& row, std::string_view column) {
    const auto text = row.given(column);
    if (!text) { return std::nullopt; }
    const auto cents = read_number(row, column, *text, "I201", " is not an amount",
                                   "write digits with at most two decimals and no currency sign, "
                                   "such as `1234.50`");
    return cents ? std::optional{euro_cents(*cents)} : std::nullopt;
}

std::optional<std::int64_t> read_hours(FieldReader& row, std::string_view column) {
    const auto text = row.given(column);
    if (!text) { return std::nullopt; }
    NumberReading reading = read_hundredths(*text);
    if (reading.fault == NumberFault::two_readings) {  // Nobody works thousands of hours.
        reading.fault = NumberFault::too_many_decimals;
        report_fault(row, column, *text, reading);
        return std::nullopt;
    }
    return read_number(row, column, *text, "I206", " is not a number of hours",
                       "write hours with at most two decimals: 7 h 36 min is `7.60`");
}

std::string read_percentage(FieldReader& row, std::string_view column) {
    const auto text = row.given(column);
    if (!text) { return {}; }
    std::string_view number = *text;
    if (number.ends_with('%')) { number.remove_suffix(1); }
    while (number.ends_with(' ')) { number.remove_suffix(1); }
    const NumberReading reading = read_hundredths(number);
    if (reading.fault != NumberFault::none || reading.hundredths < 0 ||
        reading.hundredths > 100 * 100) {
        row.fault(column, "I209", shown(*text) + " is not a percentage from 0 to 100",
                  "write it with at most two decimals, such as `18.00`");
        return {};
    }
    return mutua::to_string(euro_cents(reading.hundredths));
}

std::optional<std::int64_t> read_count(FieldReader& row, std::string_view column,
                                       std::int64_t most) {
    const auto text = row.given(column);
    if (!text) { return std::nullopt; }
    std::int64_t value = 0;
    const char* end = text->data() + text->size();
    const auto [behind, error] = std::from_chars(text->data(), end, value);
    const bool is_whole =
        cooperative::all_digits(*text) && error == std::errc{} && behind == end && value <= most;
    if (!is_whole) {
        row.fault(column, "I210",
                  shown(*text) + " is not a whole number from 0 to " + std::to_string(most),
                  "write digits only");
        return std::nullopt;
    }
    return value;
}

}  // namespace mutua::tabular
