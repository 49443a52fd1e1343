#pragma once

#include "engine/cooperative/canonical.hpp"
#include "formats/tabular/import_batch.hpp"
#include "formats/tabular/import_field_reader.hpp"

#include <string>
#include <unordered_map>
#include <utility>

/// What the three imports share: rows become facts, and keys are compared within the file.
namespace mutua::tabular {

/// "price and hours": the columns whose text differs between two rows.
[[nodiscard]] std::string differing_columns(const ImportSource& source, std::size_t left,
                                            std::size_t right);

/// Reports that a row repeats the key of an earlier one, with the same content (a note) or with
/// other content (an error that names both lines).
[[nodiscard]] Diagnostic repeated_row(const ImportSource& source, std::size_t row,
                                      std::string_view key_column, std::size_t line_before);
[[nodiscard]] Diagnostic conflicting_row(const ImportSource& source, std::size_t row,
                                         std::string_view key_column, std::size_t row_before);

/// Sorts what was found in a row by where it stands; fields are not read in the file's order.
void in_file_order(Diagnostics& diagnostics);

/// Adds the line of the file to what was found when a row was cut into cells, unless the file may
/// hold secrets: nobody knows which cell is which then.
void show_lines(const ImportSource& source, const TableRow& row, Diagnostics& diagnostics);

/// The rest of the file was not read, because too many rows are wrong.
[[nodiscard]] Diagnostic too_many_bad_rows(const ImportSource& source, std::size_t line,
                                           std::size_t limit);

namespace detail {

/// Reads one row with `read_fact(FieldReader&) -> Fact`.
template <typename Fact, typename ReadFact>
ImportedRow<Fact> read_row(const ImportSource& source, std::size_t index, ReadFact read_fact) {
    const TableRow& cells = source.table().rows[index];
    ImportedRow<Fact> row;
    row.line = cells.line;
    row.index = index;
    row.diagnostics = cells.diagnostics;
    show_lines(source, cells, row.diagnostics);
    if (has_error(cells.diagnostics)) {
        row.state = RowState::bad;
        return row;
    }
    FieldReader fields{source, cells};
    Fact fact = read_fact(fields);
    const Diagnostics found = fields.take_diagnostics();
    row.diagnostics.insert(row.diagnostics.end(), found.begin(), found.end());
    in_file_order(row.diagnostics);
    if (!fields.is_sound()) {
        row.state = RowState::bad;
        row.draft = std::move(fact);
        return row;
    }
    row.content_hash = cooperative::content_hash(fact);
    row.fact = std::move(fact);
    return row;
}

/// Compares a row with the first one of its key, good or bad: which of two rows is meant is not
/// for the importer to guess, and mending the first would only bring the conflict back.
template <typename Fact>
void compare_with_earlier(ImportBatch<Fact>& batch, ImportedRow<Fact>& row,
                          std::string_view key_column,
                          std::unordered_map<std::string, std::size_t>& first_of_key) {
    const std::optional<Fact>& read = row.fact ? row.fact : row.draft;
    if (!read || read->code.text().empty()) { return; }
    const auto [earlier, is_new] = first_of_key.try_emplace(read->code.text(), batch.rows.size());
    if (is_new) { return; }
    const ImportedRow<Fact>& before = batch.rows[earlier->second];
    if (!row.fact) {
        // Two bad rows that are the same have the same to mend.
        if (differing_columns(*batch.source, before.index, row.index).empty()) { return; }
        row.diagnostics.push_back(
            conflicting_row(*batch.source, row.index, key_column, before.index));
        in_file_order(row.diagnostics);
    } else if (before.fact && before.content_hash == row.content_hash) {
        row.diagnostics.push_back(repeated_row(*batch.source, row.index, key_column, before.line));
        row.reject();
        row.state = RowState::repeated;
    } else {
        row.diagnostics.push_back(
            conflicting_row(*batch.source, row.index, key_column, before.index));
        row.reject();
    }
}

}  // namespace detail

/// All rows of a source as facts. With an error in the file as a whole every row is read, so that
/// everything wrong is told at once, and none is good.
template <typename Fact, typename ReadFact>
ImportBatch<Fact> read_rows(std::shared_ptr<const ImportSource> source,
                            const ImportOptions& options, std::string_view key_column,
                            ReadFact read_fact) {
    ImportBatch<Fact> batch;
    batch.source = std::move(source);
    const Table& table = batch.source->table();
    batch.diagnostics = table.diagnostics;
    std::unordered_map<std::string, std::size_t> first_of_key;
    std::size_t bad_rows = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        ImportedRow<Fact> row = detail::read_row<Fact>(*batch.source, i, read_fact);
        detail::compare_with_earlier(batch, row, key_column, first_of_key);
        bad_rows += row.state == RowState::bad ? 1 : 0;
        if (bad_rows > options.limits.bad_rows) {
            batch.diagnostics.push_back(
                too_many_bad_rows(*batch.source, row.line, options.limits.bad_rows));
            break;
        }
        batch.rows.push_back(std::move(row));
    }
    if (has_error(batch.diagnostics)) {
        for (ImportedRow<Fact>& row : batch.rows) { row.reject(); }
    }
    return batch;
}

}  // namespace mutua::tabular
