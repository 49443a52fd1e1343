#pragma once

#include <cstdint>
#include <iosfwd>

namespace mutua::benchmarks {

/// Whole French payslips of modele-social under Node beside `count` whole Belgian ones that took
/// `spent` by columns: payslips per second of both and their ratio; "skipped: reason" where npm or
/// the network is missing. Units: nanoseconds.
void publicodes_benchmark(std::int64_t count, std::int64_t spent, std::ostream& out);

}  // namespace mutua::benchmarks
