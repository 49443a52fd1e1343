#pragma once

#include "formats/tabular/csv_table.hpp"

#include <string>
#include <string_view>

namespace mutua::tabular {

/// Cuts a CSV text into a header and rows. Blank lines are skipped, and rows of separators alone
/// unless the limits keep them; a byte order mark and CR LF are
/// accepted; the separator is the comma, or the semicolon when only that stands in the header.
/// The table points into `input`, which must outlive it.
///
/// Errors: I001 to I008 and I016 to I018, each with line and column. Reading goes on behind a bad
///         row. A row over the limits costs no memory.
/// Source: RFC 4180; UTF-8 as in RFC 3629.
[[nodiscard]] Table read_csv(std::string_view input, const std::string& file,
                             const TableLimits& limits = {});

}  // namespace mutua::tabular
