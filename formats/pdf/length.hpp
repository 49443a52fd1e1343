#pragma once

#include <cstdint>

namespace mutua::pdf {

/// A length on paper in 1024ths of a point, as pango counts; a point is a 72nd of an inch. Whole
/// numbers: what is added up on one machine is the same on every other.
using Length = std::int64_t;

inline constexpr Length one_point = 1024;

/// 12_pt, 6.5_pt: up to three decimals, to the nearest 1024th.
consteval Length operator""_pt(const char* digits) {
    Length thousandths = 0;
    int decimals = -1;  // none before the point
    for (; *digits != '\0'; ++digits) {
        if (*digits == '.') {
            decimals = 0;
        } else {
            thousandths = thousandths * 10 + (*digits - '0');
            decimals += decimals < 0 ? 0 : 1;
        }
    }
    for (decimals = decimals < 0 ? 0 : decimals; decimals < 3; ++decimals) { thousandths *= 10; }
    return (thousandths * one_point + 500) / 1000;
}

}  // namespace mutua::pdf
