#pragma once

#include "engine/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::tabular {

/// One value and where it stands. Lines and columns count from 1, columns in bytes; the end column
/// is one past the cell, quotes included. The text lives as long as the input and the table.
struct Cell {
    std::string_view text;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t end_column = 0;
};

/// One row: a slice of the table's cells. A row that could not be cut into cells has a diagnostic
/// instead, and maybe the cells before it.
struct TableRow {
    std::size_t line = 0;
    std::size_t first_cell = 0;
    std::size_t cell_count = 0;
    std::string_view source;  ///< the line where the row begins, without its end, where it is text
    std::string_view bytes;   ///< the same of a CSV, whatever it holds
    Diagnostics diagnostics;
};

/// Rows of cells with a header, whatever file they came from.
struct Table {
    std::string file;
    char separator = ',';
    std::vector<Cell> header;
    std::vector<Cell> cells;
    std::vector<TableRow> rows;
    /// What is wrong with the file as a whole; rows carry their own.
    Diagnostics diagnostics;
    /// Texts that differ from the bytes of the file, such as cells with doubled quotes.
    std::deque<std::string> owned_texts;

    /// The cell of a row in the column of that index; an empty one when the row is shorter.
    [[nodiscard]] Cell cell(const TableRow& row, std::size_t index) const {
        if (index >= row.cell_count) { return {{}, static_cast<std::uint32_t>(row.line), 0, 0}; }
        return cells[row.first_cell + index];
    }
};

/// How much a table may hold, so that a hostile file costs neither memory nor time.
struct TableLimits {
    std::size_t cell_bytes = std::size_t{64} * 1024;
    std::size_t line_bytes = std::size_t{1024} * 1024;
    /// Rows with errors after which the rest of the file is not read.
    std::size_t bad_rows = 100'000;
    std::size_t rows = 2'000'000;
    /// Whether a row of separators alone is a row of empty cells; else it is a blank line, as
    /// spreadsheets leave them behind.
    bool keeps_empty_rows = false;
};

}  // namespace mutua::tabular
