#pragma once

#include "engine/ruleset/ruleset.hpp"

#include <iosfwd>

namespace mutua::benchmarks {

/// What a second thread brings: whole payslips by columns, first all by one thread, then half by
/// each of two, which share nothing but the checked rules. False when a figure differs.
bool threads_benchmark(const ruleset::Ruleset& rules, std::ostream& out);

}  // namespace mutua::benchmarks
