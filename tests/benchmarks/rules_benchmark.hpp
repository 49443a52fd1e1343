#pragma once

#include <cstddef>
#include <filesystem>
#include <iosfwd>

namespace mutua::benchmarks {

/// The speed of the rules in `folder`: columns, rows and the formulas by hand, compiling, files.
/// One line a ratio. False when a figure differs between them: then the benchmark has failed.
[[nodiscard]] bool rules_benchmark(const std::filesystem::path& folder, std::ostream& out);

/// Whether the formulas by hand, the columns and the rows give the same cents on so many random
/// months: what makes the ratios mean something. No times.
[[nodiscard]] bool rules_agree(const std::filesystem::path& folder, std::size_t rows,
                               std::ostream& out);

}  // namespace mutua::benchmarks
