#include "formats/tabular/import_rejects.hpp"

#include "engine/core/short_quotes.hpp"
#include "formats/tabular/csv_encoding.hpp"

#include <algorithm>
#include <array>

namespace mutua::tabular {

namespace {

std::string joined_codes(const Diagnostics& reasons) {
    std::string text;
    for (const Diagnostic& reason : reasons) {
        if (reason.severity != Severity::error) { continue; }
        if (!text.empty()) { text += ' '; }
        text += reason.code;
    }
    return text;
}

std::string joined_reasons(const Diagnostics& reasons) {
    std::string text;
    for (const Diagnostic& reason : reasons) {
        if (reason.severity != Severity::error) { continue; }
        if (!text.empty()) { text += "; "; }
        text += with_short_quotes(reason.message, message_quote_max);
    }
    return text;
}

std::vector<std::string_view> cut_at(std::string_view line, char separator) {
    std::vector<std::string_view> cells;
    for (std::size_t from = 0; from <= line.size();) {
        const std::size_t to = std::min(line.find(separator, from), line.size());
        cells.push_back(line.substr(from, to - from));
        from = to + 1;
    }
    return cells;
}

/// What stood in the row, cell by cell; the whole line where its cells cannot be told apart.
std::vector<std::string_view> cells_of(const Table& source, const TableRow& row) {
    const bool is_cut =
        std::all_of(row.diagnostics.begin(), row.diagnostics.end(), [](const Diagnostic& one) {
            return one.severity != Severity::error || one.code == "I008";
        });
    if (!is_cut && (row.bytes.empty() || row.bytes.find('"') != std::string_view::npos)) {
        return {row.bytes.empty() ? row.source : row.bytes};
    }
    if (!is_cut) { return cut_at(row.bytes, source.separator); }
    std::vector<std::string_view> cells;
    for (std::size_t i = 0; i < row.cell_count; ++i) { cells.push_back(source.cell(row, i).text); }
    return cells;
}

}  // namespace

bool is_added_to_rejects(std::string_view name) {
    constexpr std::array<std::string_view, 3> added = {"line", "code", "reason"};
    return std::find(added.begin(), added.end(), trimmed(name)) != added.end();
}

void write_rejects_header(CsvWriter& out, const Table& source) {
    for (const Cell& cell : source.header) {
        if (!is_added_to_rejects(cell.text)) { out.text(trimmed(cell.text)); }
    }
    out.text("line").text("code").text("reason").end_row();
}

void write_reject(CsvWriter& out, const Table& source, std::size_t row,
                  const Diagnostics& reasons) {
    const TableRow& cells = source.rows[row];
    const std::vector<std::string_view> texts = cells_of(source, cells);
    for (std::size_t i = 0; i < std::max(texts.size(), source.header.size()); ++i) {
        const bool is_added =
            i < source.header.size() && is_added_to_rejects(source.header[i].text);
        if (!is_added) { out.text(i < texts.size() ? texts[i] : std::string_view{}); }
    }
    out.number(std::to_string(cells.line)).text(joined_codes(reasons));
    out.text(joined_reasons(reasons)).end_row();
}

}  // namespace mutua::tabular
