#include "cli/commands/named_rows.hpp"

#include "formats/tabular/csv_reader.hpp"

namespace mutua::cli {

namespace {

std::string quoted_cell(std::string_view cell) {
    std::string text = "\"";
    for (const char c : cell) {
        if (c == '"') { text += '"'; }
        text += c;
    }
    return text + '"';
}

}  // namespace

Result<NamedRows> without_identifier(const std::string& text, const std::string& file,
                                     const std::string& identifier) {
    const tabular::Table table = tabular::read_csv(text, file);
    if (!table.diagnostics.empty()) { return table.diagnostics; }
    std::size_t column = table.header.size();
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        if (table.header[i].text == identifier) { column = i; }
    }
    if (column == table.header.size()) {
        return Diagnostics{
            problem("U140", "--id: " + file + " has no column `" + identifier + "`")};
    }
    NamedRows named;
    const auto add_line = [&](const auto& cell_at) {
        bool first = true;
        for (std::size_t i = 0; i < table.header.size(); ++i) {
            if (i == column) { continue; }
            named.text += (first ? "" : ",") + quoted_cell(cell_at(i));
            first = false;
        }
        named.text += '\n';
    };
    add_line([&](std::size_t i) { return table.header[i].text; });
    for (const tabular::TableRow& row : table.rows) {
        if (!row.diagnostics.empty()) { return row.diagnostics; }
        named.names.emplace_back(table.cell(row, column).text);
        add_line([&](std::size_t i) { return table.cell(row, i).text; });
    }
    return named;
}

}  // namespace mutua::cli
