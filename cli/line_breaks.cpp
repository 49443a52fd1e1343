#include "cli/line_breaks.hpp"

#include "formats/tabular/table.hpp"
#include "formats/tabular/text_page.hpp"

#include <algorithm>
#include <ostream>
#include <string_view>

namespace mutua::cli {

namespace {

constexpr std::size_t columns = tabular::TextPage::width;

/// The blank to break at: the last that fits outside backticks, else the last that fits, else the
/// first; npos where there is none behind the indent.
std::size_t place_of_break(std::string_view line, std::size_t indent) {
    const std::size_t begin = std::max(line.find_first_not_of(' '), indent);
    std::size_t inside = std::string_view::npos;
    std::size_t outside = std::string_view::npos;
    bool is_quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '`') { is_quoted = !is_quoted; }
        if (line[at] != ' ' || at <= begin) { continue; }
        const bool fits = tabular::display_width(line.substr(0, at)) <= columns;
        if (!fits && inside != std::string_view::npos) { break; }
        inside = at;
        if (!is_quoted) { outside = at; }
        if (!fits) { break; }
    }
    return outside != std::string_view::npos ? outside : inside;
}

/// What is no sentence: JSON, a table, a line of a file or the marks under it, a progress line.
bool is_laid_out(std::string_view line) {
    if (line.find_first_of("\t\r\033") != std::string_view::npos) { return true; }
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.empty() || std::string_view{"{}[]\""}.find(line.front()) != std::string_view::npos) {
        return true;
    }
    line.remove_prefix(std::min(line.find_first_not_of("0123456789 "), line.size()));
    return line.starts_with("|") || line.starts_with("--> ");
}

/// Where the text of a message goes on: below its first word.
std::size_t hanging_indent(std::string_view line) {
    constexpr std::size_t below_message = 2;
    const std::size_t blanks = line.find_first_not_of(' ');
    for (const std::string_view mark : {"= help: ", "= note: "}) {
        if (line.substr(blanks).starts_with(mark)) { return blanks + mark.size(); }
    }
    return blanks == 0 ? below_message : blanks;
}

}  // namespace

std::string broken_line(std::string line, std::size_t indent) {
    std::string made;
    while (tabular::display_width(line) > columns) {
        const std::size_t at = place_of_break(line, indent);
        if (at == std::string::npos) { break; }
        made += line.substr(0, at) + "\n";
        line = std::string(indent, ' ') + line.substr(at + 1);
    }
    return made + line;
}

LineBreaks::~LineBreaks() { terminal_ << line_; }

LineBreaks::int_type LineBreaks::overflow(int_type next) {
    if (traits_type::eq_int_type(next, traits_type::eof())) { return traits_type::not_eof(next); }
    const char c = traits_type::to_char_type(next);
    if (c != '\n') {
        line_ += c;
        return next;
    }
    terminal_ << (is_laid_out(line_) ? line_ : broken_line(line_, hanging_indent(line_))) << '\n';
    line_.clear();
    return terminal_ ? next : traits_type::eof();
}

int LineBreaks::sync() {
    terminal_ << line_ << std::flush;
    line_.clear();
    return terminal_ ? 0 : -1;
}

}  // namespace mutua::cli
