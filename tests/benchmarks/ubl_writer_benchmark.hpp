#pragma once

#include <iosfwd>

namespace mutua::benchmarks {

/// The speed of writing electronic invoices, against appending the very same bytes with escaping.
/// One line a ratio. False when the two differ by a byte: then the benchmark has failed.
[[nodiscard]] bool ubl_writer_benchmark(std::ostream& out);

}  // namespace mutua::benchmarks
