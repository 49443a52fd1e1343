#include "cli/commands/named_rows.hpp"

#include "cli/commands/rules_input.hpp"

#include <algorithm>

namespace mutua::cli {

Result<std::vector<std::string>> row_names(const std::string& text, const std::string& file,
                                           const std::string& identifier) {
    const tabular::Table table = input_table(text, file);
    if (!table.diagnostics.empty()) { return table.diagnostics; }
    const auto column =
        std::find_if(table.header.begin(), table.header.end(),
                     [&](const tabular::Cell& cell) { return cell.text == identifier; });
    if (column == table.header.end()) {
        return Diagnostics{
            problem("U140", "--id: " + file + " has no column `" + identifier + "`")};
    }
    const auto index = static_cast<std::size_t>(column - table.header.begin());
    std::vector<std::string> names;
    for (const tabular::TableRow& row : table.rows) {
        names.emplace_back(table.cell(row, index).text);
    }
    return names;
}

}  // namespace mutua::cli
