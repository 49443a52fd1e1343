#include "formats/tabular/import_rows.hpp"

#include "formats/tabular/csv_encoding.hpp"

#include <algorithm>

namespace mutua::tabular {

std::string differing_columns(const ImportSource& source, std::size_t left, std::size_t right) {
    const Table& table = source.table();
    std::vector<std::string_view> names;
    for (const Column& column : source.columns()) {
        const std::string_view one = source.cell(table.rows[left], column.name).text;
        const std::string_view other = source.cell(table.rows[right], column.name).text;
        if (trimmed(one) != trimmed(other)) { names.push_back(column.name); }
    }
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) { text += i + 1 == names.size() ? " and " : ", "; }
        text += names[i];
    }
    return text;
}

Diagnostic repeated_row(const ImportSource& source, std::size_t row, std::string_view key_column,
                        std::size_t line_before) {
    return source.finding(
        source.table().rows[row], key_column, Severity::note, "I302",
        "the row is the same as line " + std::to_string(line_before) + " and adds nothing", "");
}

Diagnostic conflicting_row(const ImportSource& source, std::size_t row, std::string_view key_column,
                           std::size_t row_before) {
    const Table& table = source.table();
    const TableRow& before = table.rows[row_before];
    Diagnostic found =
        source.finding(table.rows[row], key_column, Severity::error, "I301",
                       "line " + std::to_string(before.line) + " has the same key with another " +
                           differing_columns(source, row_before, row),
                       "give one of the two rows its own key, or delete it");
    found.related.push_back(
        {source.position(before, key_column), source.shown_line(before), "the same key"});
    return found;
}

void show_lines(const ImportSource& source, const TableRow& row, Diagnostics& diagnostics) {
    if (source.has_secrets()) { return; }
    for (Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.where.line == row.line) { diagnostic.source_line = source.shown_line(row); }
    }
}

void in_file_order(Diagnostics& diagnostics) {
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& left, const Diagnostic& right) {
                         return std::pair{left.where.line, left.where.column} <
                                std::pair{right.where.line, right.where.column};
                     });
}

Diagnostic too_many_bad_rows(const ImportSource& source, std::size_t line, std::size_t limit) {
    return problem(
        "I016",
        "more than " + std::to_string(limit) + " rows are wrong; the rest of the file was not read",
        "mend the first mistakes: often all come from one cause",
        {source.table().file, line, 1, 2});
}

}  // namespace mutua::tabular
