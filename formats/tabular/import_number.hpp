#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mutua::tabular {

/// Why a text is not one number with at most two decimals.
enum class NumberFault { none, unreadable, two_readings, too_many_decimals, too_large };

/// A number as people write it, in hundredths; meaningful when there is no fault.
struct NumberReading {
    std::int64_t hundredths = 0;
    NumberFault fault = NumberFault::none;
    std::string grouped_reading;  ///< with two readings: "1234"
    std::string decimal_reading;  ///< with two readings: "1.234"
};

/// Reads `1234.50`, `1234,50`, `1 234,50`, `1.234,50` and `1,234.50`, with or without a minus.
/// A single group of three digits behind a point or comma, as in `1.234`, has two readings.
/// Units:  hundredths: of a euro, of an hour, of a percent.
/// Errors: told by `fault`; more than twelve digits before the decimals are too large.
[[nodiscard]] NumberReading read_hundredths(std::string_view text);

}  // namespace mutua::tabular
