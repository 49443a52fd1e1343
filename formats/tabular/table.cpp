#include "formats/tabular/table.hpp"

#include "engine/core/contract.hpp"
#include "formats/tabular/text_page.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>
#include <optional>

namespace mutua::tabular {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 8;
/// What has less room than this is not wrapped beside its row, but below it.
constexpr std::size_t narrowest_text = 14;
constexpr std::size_t below_indent = 3;

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

/// Combining marks U+0300 to U+036F are written over the character before.
bool is_combining(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    return first == 0xCCU || (first == 0xCDU && second < 0xB0U);
}

std::string padded(const std::string& text, std::size_t width, Align align) {
    const std::size_t shown = display_width(text);
    const std::string blanks(width > shown ? width - shown : 0, ' ');
    return align == Align::right ? blanks + text : text + blanks;
}

void trim_end(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

std::vector<std::size_t> natural_widths(const std::vector<TextColumn>& columns,
                                        const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::size_t width = display_width(columns[i].title);
        for (const auto& row : rows) {
            if (!row.empty()) { width = std::max(width, display_width(row[i])); }
        }
        widths.push_back(width);
    }
    return widths;
}

std::size_t total_width(const std::vector<std::size_t>& widths) {
    return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
}

/// Takes from the widest columns of free text until the table fits, or nothing more can be taken.
void narrow(std::vector<std::size_t>& widths, const std::vector<TextColumn>& columns,
            std::size_t width) {
    while (total_width(widths) > width) {
        std::size_t widest = columns.size();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const bool narrows =
                columns[i].width == Width::cut || columns[i].width == Width::wrapped;
            if (!narrows || widths[i] <= narrowest) { continue; }
            if (widest == columns.size() || widths[i] > widths[widest]) { widest = i; }
        }
        if (widest == columns.size()) { return; }
        --widths[widest];
    }
}

/// Which columns stand beside each other, and which below their rows; how wide each is.
struct Layout {
    std::vector<std::size_t> widths;  ///< 0 where a column stands below
    std::vector<std::size_t> below;   ///< from left to right

    [[nodiscard]] bool is_below(std::size_t column) const {
        return std::find(below.begin(), below.end(), column) != below.end();
    }
    /// Of what stands beside each other.
    [[nodiscard]] std::size_t width() const { return total_width(widths) - gap * below.size(); }
};

/// The widest column that has to leave its line: a text with too little room, or a key where the
/// table is too wide all the same.
std::optional<std::size_t> leaving(const Layout& layout, const std::vector<TextColumn>& columns,
                                   const std::vector<std::size_t>& natural, std::size_t width) {
    std::optional<std::size_t> widest;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (layout.is_below(i)) { continue; }
        const bool is_cramped = layout.widths[i] < std::min(natural[i], narrowest_text);
        const bool leaves = (columns[i].width == Width::wrapped && is_cramped) ||
                            (columns[i].width == Width::below && layout.width() > width);
        if (leaves && (!widest || natural[i] > natural[*widest])) { widest = i; }
    }
    return widest;
}

Layout layout_of(const std::vector<TextColumn>& columns, const std::vector<std::size_t>& natural,
                 std::size_t width) {
    Layout layout;
    while (true) {
        layout.widths = natural;
        for (const std::size_t i : layout.below) { layout.widths[i] = 0; }
        narrow(layout.widths, columns, width + gap * layout.below.size());
        const auto next = leaving(layout, columns, natural, width);
        if (!next) { return layout; }
        layout.below.insert(std::upper_bound(layout.below.begin(), layout.below.end(), *next),
                            *next);
    }
}

/// The lines of a row: what does not fit beside it in a wrapped column goes on in the next.
std::vector<std::vector<std::string>> lines_of(const std::vector<std::string>& row,
                                               const std::vector<TextColumn>& columns,
                                               const std::vector<std::size_t>& widths) {
    std::vector<std::vector<std::string>> lines{row};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].width != Width::wrapped || widths[i] == 0) { continue; }
        const std::vector<std::string> parts = wrapped(row[i], widths[i]);
        lines.resize(std::max(lines.size(), parts.size()), std::vector<std::string>(row.size()));
        for (std::size_t k = 0; k < parts.size(); ++k) { lines[k][i] = parts[k]; }
    }
    return lines;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (begins_character(text[i]) && !is_combining(text, i)) { ++width; }
    }
    return width;
}

std::string shortened(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) { return std::string{text}; }
    std::size_t end = 0;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!begins_character(text[i])) { continue; }
        if (!is_combining(text, i) && ++shown == std::max<std::size_t>(width, 1)) {
            end = i;
            break;
        }
    }
    return std::string{text.substr(0, end)} + "…";
}

TextTable::TextTable(std::vector<TextColumn> columns) : columns_{std::move(columns)} {
    require(!columns_.empty(), "a table has columns");
}

void TextTable::add(std::vector<std::string> cells) {
    require(cells.size() == columns_.size(), "a row has a cell for each column");
    rows_.push_back(std::move(cells));
}

void TextTable::add_line() { rows_.emplace_back(); }

std::string TextTable::aligned(std::size_t width) const {
    const Layout layout = layout_of(columns_, natural_widths(columns_, rows_), width);
    const auto line_of = [&](const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (layout.is_below(i)) { continue; }
            line +=
                padded(shortened(cells[i], layout.widths[i]), layout.widths[i], columns_[i].align) +
                std::string(gap, ' ');
        }
        trim_end(line);
        return line + "\n";
    };
    std::vector<std::string> titles;
    for (const TextColumn& column : columns_) { titles.push_back(column.title); }
    std::string text = line_of(titles);
    for (const auto& row : rows_) {
        if (row.empty()) {
            text += std::string(layout.width(), '-') + "\n";
            continue;
        }
        for (const auto& line : lines_of(row, columns_, layout.widths)) { text += line_of(line); }
        for (const std::size_t i : layout.below) {
            if (row[i].empty()) { continue; }
            for (const std::string& part :
                 wrapped(columns_[i].title + ": " + row[i], width - below_indent)) {
                text += std::string(below_indent, ' ') + part + "\n";
            }
        }
    }
    return text;
}

std::string TextTable::tab_separated() const {
    std::string text;
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) { text += '\t'; }
            for (const char c : row[i]) { text += c == '\t' || c == '\n' || c == '\r' ? ' ' : c; }
        }
        if (!row.empty()) { text += '\n'; }
    }
    return text;
}

std::string TextTable::json(std::size_t indent) const {
    const std::string margin(indent, ' ');
    std::string text = "[";
    for (const auto& row : rows_) {
        if (row.empty()) { continue; }
        text += (text.size() > 1 ? ",\n" : "\n") + margin + "  {";
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool absent = row[i].empty() && columns_[i].align == Align::right;
            text += (i > 0 ? ", " : "") + json_text(columns_[i].key) + ": " +
                    (absent ? "null" : json_text(row[i]));
        }
        text += "}";
    }
    return text + (text.size() > 1 ? "\n" + margin : "") + "]";
}

std::string json_text(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace mutua::tabular
