#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::tabular {

enum class Align { left, right };

/// What becomes of a column where a line is too short. Free text may be cut; a key, a word or an
/// amount that is cut means nothing. A text to be read whole goes on in the next line, or stands
/// below its row, behind its title, where too little of the line is left; a key that few rows have,
/// or that may be long, stands there whole.
enum class Width { kept, cut, wrapped, below };

struct TextColumn {
    std::string key;    ///< for programs; never changes
    std::string title;  ///< for people
    Align align = Align::left;
    Width width = Width::kept;
};

/// Rows for a person (aligned by displayed width, with a heading) or for a program (tab-separated,
/// no heading, nothing cut).
class TextTable {
public:
    explicit TextTable(std::vector<TextColumn> columns);

    /// Errors: another number of cells than columns is a ContractViolation.
    void add(std::vector<std::string> cells);
    /// A line across the table, before a total.
    void add_line();

    [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
    /// With heading, two spaces between columns, no blanks at line ends. When the table is wider
    /// than `width`, the widest of the columns that may be narrowed is: cut with an ellipsis, or
    /// wrapped. When that is not enough, the widest of those that may stand below does.
    [[nodiscard]] std::string aligned(std::size_t width = 80) const;
    /// Tabs and line ends inside a cell become blanks.
    [[nodiscard]] std::string tab_separated() const;
    /// A list of objects, each cell a text under its column's key, indented by `indent` blanks. An
    /// amount that is not there is null.
    [[nodiscard]] std::string json(std::size_t indent = 0) const;

private:
    std::vector<TextColumn> columns_;
    std::vector<std::vector<std::string>> rows_;  ///< an empty row is a line
};

/// A JSON text, quotes included.
[[nodiscard]] std::string json_text(std::string_view text);

/// Columns that a UTF-8 text takes on a terminal: one a character, none for combining marks.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The text cut to `width` columns, the last one an ellipsis when something was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);

}  // namespace mutua::tabular
