#pragma once

#include "engine/core/result.hpp"
#include "formats/tabular/csv_table.hpp"

#include <string>
#include <vector>

namespace mutua::tabular::testing {

/// "2:3 I007" for each thing that is wrong, of the file first.
inline std::vector<std::string> faults_of(const Table& table) {
    std::vector<std::string> found;
    const auto add = [&](const Diagnostics& diagnostics) {
        for (const Diagnostic& d : diagnostics) {
            found.push_back(std::to_string(d.where.line) + ":" + std::to_string(d.where.column) +
                            " " + d.code);
        }
    };
    add(table.diagnostics);
    for (const TableRow& row : table.rows) { add(row.diagnostics); }
    return found;
}

}  // namespace mutua::tabular::testing
