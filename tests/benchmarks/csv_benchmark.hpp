#pragma once

#include "engine/ruleset/ruleset.hpp"

#include <iosfwd>

namespace mutua::benchmarks {

/// `rules eval` of a file of a million months, stage by stage: reading, computing, writing.
[[nodiscard]] bool csv_benchmark(const ruleset::Ruleset& rules, std::ostream& out);

}  // namespace mutua::benchmarks
