#pragma once

#include "engine/ruleset/check/check_context.hpp"

#include <vector>

namespace mutua::ruleset {

/// A row of a table, with its place for messages.
struct PlacedRow {
    TableRow row;
    syntax::Span span;
};

/// Index of the CSV file `name` beside the rule file of a package, below its folder.
/// Errors: R606 at `place` when there is no such file or its name leads elsewhere.
[[nodiscard]] std::optional<std::uint32_t> find_csv(CheckContext& context, PackageId package,
                                                    const syntax::QuotedText& name);

/// Reads `town:code;rate:percent` and the rows below it: cells between `;`, numbers exact and
/// written as in rules, items of enums by name, `yes` and `no`, days as 2026-07-01.
/// Errors: R606 with file, line and column of the CSV, at most 50 a file.
[[nodiscard]] std::vector<PlacedRow> read_csv(CheckContext& context, const Definition& table,
                                              const syntax::Table& written, std::uint32_t file);

}  // namespace mutua::ruleset
