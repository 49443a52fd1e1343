#include "formats/tabular/text_page.hpp"

#include "engine/core/contract.hpp"
#include "formats/tabular/csv_encoding.hpp"
#include "formats/tabular/table.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

constexpr std::size_t gap_before_cell = 2;

/// Control characters, also longer ones and those that turn text around, become blanks.
std::string printable(std::string_view text) {
    std::string line;
    while (!text.empty()) {
        const std::size_t sound = std::min(find_control_character(text), text.size());
        line += text.substr(0, sound);
        text.remove_prefix(sound);
        if (text.empty()) { break; }
        line += ' ';
        text.remove_prefix(hidden_length(text));
    }
    return line;
}

/// The bytes of the first `columns` columns, at least one character.
std::size_t bytes_that_fit(std::string_view text, std::size_t columns) {
    std::size_t end = 0;
    while (end < text.size()) {
        std::size_t next = end + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) {
            ++next;
        }
        if (end != 0 && display_width(text.substr(0, next)) > columns) { break; }
        end = next;
    }
    return end;
}

void pad_to(std::string& line, std::size_t column) {
    const std::size_t shown = display_width(line);
    if (shown < column) { line.append(column - shown, ' '); }
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
    require(columns > 0, "a text has room on its page");
    const std::string clean = printable(text);
    std::string_view rest = clean;
    std::vector<std::string> lines;
    while (true) {
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        if (rest.empty()) { break; }
        std::size_t end = bytes_that_fit(rest, columns);
        const std::size_t blank = rest.rfind(' ', end);
        if (end < rest.size() && blank != std::string_view::npos) { end = blank; }
        lines.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end);
    }
    if (lines.empty()) { lines.emplace_back(); }
    return lines;
}

void TextPage::put(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    page_ += line + "\n";
}

void TextPage::gap() { put(""); }

void TextPage::rule() {
    std::string line;
    for (std::size_t at = 0; at < width; ++at) { line += "─"; }
    put(std::move(line));
}

void TextPage::sum_rule(const std::vector<std::size_t>& ends) {
    std::vector<Cell> cells;
    for (const std::size_t end : ends) { cells.push_back({"────────────", end}); }
    row("", cells);
}

void TextPage::text(std::string_view text, std::size_t indent) {
    for (const std::string& line : wrapped(text, width - indent)) {
        put(std::string(indent, ' ') + line);
    }
}

void TextPage::sides(std::string_view left, std::string_view right) {
    row(left, {{std::string{right}}});
}

void TextPage::labelled(std::string_view label, std::string_view value, std::size_t column) {
    std::string line{label};
    for (const std::string& part : wrapped(value, width - column)) {
        pad_to(line, column);
        put(line + part);
        line.clear();
    }
}

void TextPage::row(std::string_view text, const std::vector<Cell>& cells, Indent indent) {
    std::size_t room = width;
    for (const Cell& cell : cells) {
        if (cell.text.empty()) { continue; }
        const std::size_t taken = display_width(cell.text) + gap_before_cell;
        room = std::min(room, cell.end - std::min(cell.end, taken));
    }
    const std::size_t before = indent.first + indent.hanging;
    std::vector<std::string> lines = wrapped(text, room > before ? room - before : 1);
    for (std::string& line : lines) {
        const bool is_first = &line == &lines.front();
        line.insert(0, is_first ? indent.first : before, ' ');
    }
    for (const Cell& cell : cells) {
        const std::size_t shown = display_width(cell.text);
        pad_to(lines.front(), cell.end - std::min(cell.end, shown));
        lines.front() += cell.text;
    }
    for (std::string& line : lines) { put(std::move(line)); }
}

}  // namespace mutua::tabular
