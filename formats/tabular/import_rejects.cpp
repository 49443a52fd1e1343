#include "formats/tabular/import_rejects.hpp"

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
        text += reason.message;
    }
    return text;
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
    const bool is_whole = cells.diagnostics.empty();
    bool first = true;
    for (std::size_t i = 0; i < source.header.size(); ++i) {
        if (is_added_to_rejects(source.header[i].text)) { continue; }
        out.text(is_whole ? source.cell(cells, i).text : first ? cells.source : std::string_view{});
        first = false;
    }
    out.number(std::to_string(cells.line)).text(joined_codes(reasons));
    out.text(joined_reasons(reasons)).end_row();
}

}  // namespace mutua::tabular
