#include "formats/tabular/csv_writer.hpp"

namespace mutua::tabular {

namespace {

bool is_formula(std::string_view value) {
    constexpr std::string_view starts{"=+-@\t\0", 6};
    return !value.empty() && starts.find(value.front()) != std::string_view::npos;
}

/// A cell that is empty would make a row of one column look like a blank line; blanks at the ends
/// would be lost by programs that trim.
bool needs_quotes(std::string_view value, char separator) {
    return value.find_first_of("\"\r\n") != std::string_view::npos ||
           value.find(separator) != std::string_view::npos || value.starts_with(' ') ||
           value.ends_with(' ');
}

}  // namespace

CsvWriter& CsvWriter::text(std::string_view value) {
    cell(value, guard_ == FormulaGuard::on && is_formula(value));
    return *this;
}

CsvWriter& CsvWriter::number(std::string_view value) {
    cell(value, false);
    return *this;
}

void CsvWriter::end_row() {
    written_ += '\n';
    first_ = true;
}

void CsvWriter::cell(std::string_view value, bool guarded) {
    if (!first_) { written_ += separator_; }
    const bool quoted = needs_quotes(value, separator_) || (first_ && value.empty());
    first_ = false;
    if (quoted) { written_ += '"'; }
    if (guarded) { written_ += '\''; }
    for (const char c : value) {
        written_ += c;
        if (c == '"') { written_ += '"'; }
    }
    if (quoted) { written_ += '"'; }
}

}  // namespace mutua::tabular
