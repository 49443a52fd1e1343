#pragma once

#include "formats/tabular/csv_table.hpp"

#include <string>
#include <string_view>

namespace mutua::tabular {

/// Reads a JSON list of flat objects, or one object, as the table that the same rows in CSV would
/// be: keys are columns, a list of texts is one cell joined by `;`, null is an empty cell, true and
/// false are `yes` and `no`, numbers keep the digits that were written.
/// The table may point into `input`, which must outlive it.
///
/// Errors: I001, I002, I010, I012 to I014, I016, I018, each with line and column.
/// Source: RFC 8259.
[[nodiscard]] Table read_json(std::string_view input, const std::string& file,
                              const TableLimits& limits = {});

/// Whether the text is JSON rather than CSV: it begins with a bracket or a brace.
[[nodiscard]] bool looks_like_json(std::string_view input);

}  // namespace mutua::tabular
