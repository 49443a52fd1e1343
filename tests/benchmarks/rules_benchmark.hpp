#pragma once

#include <filesystem>
#include <iosfwd>

namespace mutua::benchmarks {

/// The speed of the rules in `folder`: columns, rows and the formulas by hand, compiling, files.
/// One line a ratio. False when a figure differs between them: then the benchmark has failed.
[[nodiscard]] bool rules_benchmark(const std::filesystem::path& folder, std::ostream& out);

}  // namespace mutua::benchmarks
