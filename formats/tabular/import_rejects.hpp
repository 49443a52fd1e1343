#pragma once

#include "formats/tabular/csv_writer.hpp"
#include "formats/tabular/import_batch.hpp"

#include <string>

namespace mutua::tabular {

/// Columns that a rejects file adds itself; they are ignored when one is mended and read again.
[[nodiscard]] bool is_added_to_rejects(std::string_view name);

/// Appends the header of a rejects file: the columns of the source, then line, code, reason.
void write_rejects_header(CsvWriter& out, const Table& source);

/// Appends one row as it came, with where it stood and all that is wrong with it. A short row is
/// filled up, a long one keeps its cells before the added ones; bytes that are no text stay. A row
/// whose quotes are wrong stands as one piece in the first column.
void write_reject(CsvWriter& out, const Table& source, std::size_t row, const Diagnostics& reasons);

/// The bad rows of a batch, ready to be mended and imported again: the last three columns are
/// ignored then. Only the header when no row is bad.
template <typename Fact>
[[nodiscard]] std::string rejects_csv(const ImportBatch<Fact>& batch) {
    CsvWriter out{batch.source->table().separator};
    write_rejects_header(out, batch.source->table());
    for (const ImportedRow<Fact>& row : batch.rows) {
        if (row.state != RowState::bad) { continue; }
        write_reject(out, batch.source->table(), row.index, row.diagnostics);
    }
    return out.take();
}

}  // namespace mutua::tabular
