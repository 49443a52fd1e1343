#pragma once

#include <filesystem>
#include <iosfwd>

namespace mutua::benchmarks {

/// Measures the validator of e-invoices on 1,000 invoices of ten lines made of `invoice`: against
/// libxml2's parsing of the same bytes, and against the official rules in a warm JVM when
/// `shared/tools/ubl-oracle` is at hand; and what hostile documents take. Prints the ratios; false
/// when one of the invoices is not found clean, or one of the hostile documents is not refused.
bool ubl_benchmark(const std::filesystem::path& invoice, std::ostream& out);

}  // namespace mutua::benchmarks
