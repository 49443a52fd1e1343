#pragma once

#include <filesystem>
#include <iosfwd>

namespace mutua::benchmarks {

/// How long the pages of an e-invoice take to be drawn, and how many bytes they have; false when
/// they come out otherwise a second time.
[[nodiscard]] bool pdf_benchmark(const std::filesystem::path& invoice, std::ostream& out);

}  // namespace mutua::benchmarks
