#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>

namespace mutua::benchmarks {

/// The median time of a work that is done several times, after once to warm up. Units: nanoseconds.
[[nodiscard]] std::int64_t median_time(int times, const std::function<void()>& work);

/// "column / hand-written: 1.62 (goal 2.00)". Ratio and goal in hundredths; no goal: 0.
void print_ratio(std::ostream& out, const std::string& what, std::int64_t above, std::int64_t below,
                 std::int64_t goal);

/// "1.62" of 162.
[[nodiscard]] std::string hundredths(std::int64_t value);

/// "3.4 M/s" and so on: how often something happens that takes some nanoseconds for `count`.
[[nodiscard]] std::string per_second(std::int64_t count, std::int64_t nanoseconds);

}  // namespace mutua::benchmarks
