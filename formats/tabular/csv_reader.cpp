#include "formats/tabular/csv_reader.hpp"

#include "formats/tabular/csv_encoding.hpp"

#include <algorithm>
#include <optional>

namespace mutua::tabular {

namespace {

/// Reads one text from its first byte to its last; never keeps more than one row in mind.
class CsvReader {
public:
    CsvReader(std::string_view input, const std::string& file, const TableLimits& limits)
        : input_{input}, limits_{limits} {
        table_.file = file;
    }

    Table read() {
        if (input_.starts_with(byte_order_mark)) { line_start_ = byte_order_mark.size(); }
        if (!is_text() || !read_header()) { return std::move(table_); }
        std::size_t bad_rows = 0;
        while (line_start_ < input_.size() && bad_rows <= limits_.bad_rows) {
            const TableRow row = read_row();
            if (row.cell_count == 0 && row.diagnostics.empty()) { continue; }
            bad_rows += row.diagnostics.empty() ? 0 : 1;
            if (bad_rows > limits_.bad_rows) {
                return stopped(row.line, "I016",
                               "more than " + std::to_string(limits_.bad_rows) +
                                   " rows are wrong; the rest of the file was not read",
                               "mend the first mistakes: often all come from one cause");
            }
            if (table_.rows.size() == limits_.rows) {
                return stopped(row.line, "I018",
                               "the file has more than " + std::to_string(limits_.rows) + " rows",
                               "split it into several files");
            }
            table_.rows.push_back(row);
        }
        return std::move(table_);
    }

private:
    /// Refuses what is recognisably another kind of file, so that people are not told about
    /// quotes in an archive.
    bool is_text() {
        const bool archive = input_.starts_with("PK\x03\x04");
        const bool office = input_.starts_with("\xD0\xCF\x11\xE0");
        const bool wide = input_.starts_with("\xFF\xFE") || input_.starts_with("\xFE\xFF");
        if (wide) {
            blame("I002", "the file is UTF-16, not UTF-8", "save it again as \"CSV UTF-8\"");
        } else if (archive || office) {
            blame("I017", "this is an office document or an archive, not a text",
                  "open it in the spreadsheet program and save it as \"CSV UTF-8\"");
        }
        return !wide && !archive && !office;
    }

    bool read_header() {
        skip_blank_lines();
        if (line_start_ >= input_.size()) {
            blame("I001", "the file is empty",
                  "begin it with a line that names the columns; one row a line follows");
            return false;
        }
        choose_separator();
        const TableRow row = read_row();
        for (std::size_t i = 0; i < row.cell_count; ++i) {
            table_.header.push_back(table_.cell(row, i));
        }
        table_.cells.clear();
        table_.diagnostics.insert(table_.diagnostics.end(), row.diagnostics.begin(),
                                  row.diagnostics.end());
        return row.diagnostics.empty();
    }

    void skip_blank_lines() {
        while (line_start_ < input_.size() && line_text(line_end()).empty()) { next_line(); }
    }

    void choose_separator() {
        const std::string_view line = line_text(line_end());
        if (line.find(',') == std::string_view::npos && line.find(';') != std::string_view::npos) {
            table_.separator = ';';
        }
    }

    /// Reads from the start of a line to the start of the line behind the row.
    TableRow read_row() {
        row_ = {};
        row_.line = line_;
        row_.first_cell = table_.cells.size();
        const std::size_t end = line_end();
        row_.source = line_text(end);
        row_.bytes = row_.source;
        at_ = line_start_;
        if (end - line_start_ > limits_.line_bytes) {
            fail(
                "I004", at_,
                "the line has " + std::to_string(end - line_start_) + " bytes; no row is that long",
                "look for a missing line end or a missing closing quote");
            row_.source = {};
            next_line();
        } else if (row_.source.empty()) {
            next_line();
        } else if (is_sound(row_.source)) {
            cut(end);
        } else {
            row_.source = {};
            next_line();
        }
        drop_empty_row();
        row_.cell_count = table_.cells.size() - row_.first_cell;
        if (row_.diagnostics.empty() && !table_.header.empty() && row_.cell_count > 0) {
            compare_with_header();
        }
        return std::move(row_);
    }

    /// Spreadsheets leave rows of separators behind: they are blank lines.
    void drop_empty_row() {
        if (limits_.keeps_empty_rows) { return; }
        const auto first = table_.cells.begin() + static_cast<std::ptrdiff_t>(row_.first_cell);
        const bool empty = std::all_of(first, table_.cells.end(),
                                       [](const Cell& cell) { return cell.text.empty(); });
        if (empty) { table_.cells.erase(first, table_.cells.end()); }
    }

    /// Cuts one line without quotes; leaves lines with quotes to the slower way.
    void cut(std::size_t end) {
        const std::string_view line = row_.source;
        if (line.find('"') != std::string_view::npos) {
            cut_quoted();
            return;
        }
        std::size_t from = 0;
        while (from <= line.size()) {
            const std::size_t to = std::min(line.find(table_.separator, from), line.size());
            if (!keep_cell(line.substr(from, to - from), line_start_ + from, line_start_ + to)) {
                break;
            }
            from = to + 1;
        }
        line_start_ = end;
        next_line();
    }

    void cut_quoted() {
        bool more = true;
        while (more) {
            const bool quoted = at_ < input_.size() && input_[at_] == '"';
            const std::optional<std::size_t> behind = quoted ? quoted_cell() : bare_cell();
            if (!behind) {  // The cell failed and has said so.
                next_line();
                return;
            }
            at_ = *behind;
            more = at_ < input_.size() && input_[at_] == table_.separator;
            if (more) { ++at_; }
        }
        next_line();
    }

    /// The place behind an unquoted cell, or nothing after a failure.
    std::optional<std::size_t> bare_cell() {
        const std::size_t end = line_start_ + line_text(line_end()).size();
        const std::size_t separator = input_.substr(0, end).find(table_.separator, at_);
        const std::size_t to = separator == std::string_view::npos ? end : separator;
        const std::string_view text = input_.substr(at_, to - at_);
        if (const std::size_t quote = text.find('"'); quote != std::string_view::npos) {
            fail("I007", at_ + quote, "a quote stands inside a cell that is not in quotes",
                 "put the whole cell in quotes and write each quote inside it twice");
            return std::nullopt;
        }
        if (!keep_cell(text, at_, to)) { return std::nullopt; }
        return to;
    }

    /// The place behind a cell in quotes, or nothing after a failure. Line ends belong to it.
    std::optional<std::size_t> quoted_cell() {
        const std::size_t opened = at_;
        const std::size_t limit = std::min(input_.size(), opened + limits_.cell_bytes + 2);
        bool doubled = false;
        std::size_t at = opened + 1;
        for (; at < limit; ++at) {
            if (input_[at] != '"') { continue; }
            if (at + 1 >= input_.size() || input_[at + 1] != '"') { break; }
            doubled = true;
            ++at;
        }
        if (at >= limit) { return unclosed(opened, limit); }
        const std::string_view inside = input_.substr(opened + 1, at - opened - 1);
        if (!is_row_end(at + 1) && input_[at + 1] != table_.separator) {
            fail("I007", at + 1, "the cell goes on after its closing quote",
                 "put the whole cell in quotes and write each quote inside it twice");
            return std::nullopt;
        }
        const std::size_t first_line = line_;
        const std::size_t column = opened - line_start_ + 1;
        if (!pass_lines(inside, opened + 1)) { return std::nullopt; }
        const std::size_t end = line_ == first_line ? at + 1 - line_start_ + 1 : column + 1;
        store(doubled ? undoubled(inside) : inside, first_line, column, end);
        return at + 1;
    }

    std::optional<std::size_t> unclosed(std::size_t opened, std::size_t limit) {
        const std::string_view scanned = input_.substr(opened, limit - opened);
        if (limit < input_.size() && scanned.find('\n') == std::string_view::npos) {
            fail_long_cell(opened);
        } else {
            fail("I006", opened, "the quote that opens this cell is never closed",
                 "close the cell with a quote; write a quote inside a cell twice");
        }
        return std::nullopt;
    }

    /// Counts the lines inside a quoted cell and checks those that begin there.
    bool pass_lines(std::string_view inside, std::size_t start) {
        for (std::size_t end = inside.find('\n'); end != std::string_view::npos;
             end = inside.find('\n', end + 1)) {
            line_start_ = start + end + 1;
            ++line_;
            const std::size_t next = line_end();
            if (next - line_start_ > limits_.line_bytes) {
                fail("I004", line_start_, "the line is longer than any row can be",
                     "look for a missing line end or a missing closing quote");
                return false;
            }
            if (!is_sound(line_text(next))) { return false; }
        }
        return true;
    }

    std::string_view undoubled(std::string_view inside) {
        std::string text;
        text.reserve(inside.size());
        for (std::size_t i = 0; i < inside.size(); ++i) {
            text += inside[i];
            if (inside[i] == '"') { ++i; }
        }
        return table_.owned_texts.emplace_back(std::move(text));
    }

    bool keep_cell(std::string_view text, std::size_t from, std::size_t to) {
        if (text.size() > limits_.cell_bytes) {
            fail_long_cell(from);
            return false;
        }
        store(text, line_, from - line_start_ + 1, to - line_start_ + 1);
        return true;
    }

    void store(std::string_view text, std::size_t line, std::size_t column, std::size_t end) {
        table_.cells.push_back({text, static_cast<std::uint32_t>(line),
                                static_cast<std::uint32_t>(column),
                                static_cast<std::uint32_t>(end)});
    }

    /// Whether the line is UTF-8 without NUL; says where it is not.
    bool is_sound(std::string_view line) {
        if (const std::size_t nul = line.find('\0'); nul != std::string_view::npos) {
            fail("I003", line_start_ + nul, "a NUL byte stands in the text",
                 "the row is damaged: export the file again as CSV");
            return false;
        }
        const std::size_t good = valid_utf8_prefix(line);
        if (good == line.size()) { return true; }
        fail("I002", line_start_ + good, "the bytes from here are not UTF-8",
             "save the file again as \"CSV UTF-8\"");
        return false;
    }

    void compare_with_header() {
        const std::size_t wanted = table_.header.size();
        if (row_.cell_count == wanted) { return; }
        const bool many = row_.cell_count > wanted;
        const Cell cell = table_.cell(row_, many ? wanted : row_.cell_count - 1);
        Diagnostic diagnostic;
        diagnostic.code = "I008";
        diagnostic.message = "the row has " + std::to_string(row_.cell_count) +
                             " cells, the header names " + std::to_string(wanted);
        diagnostic.help = std::string{many ? "put a cell that contains `" : "add the missing `"} +
                          table_.separator + (many ? "` in quotes" : "`");
        diagnostic.where = {table_.file, cell.line, many ? cell.column : cell.end_column,
                            many ? cell.end_column : cell.end_column + 1};
        row_.diagnostics.push_back(std::move(diagnostic));
    }

    void fail_long_cell(std::size_t from) {
        fail("I005", from,
             "the cell has more than " + std::to_string(limits_.cell_bytes) + " bytes",
             "look for a missing closing quote, or shorten the text");
    }

    void fail(const char* code, std::size_t at, std::string message, std::string help) {
        const std::size_t column = at - line_start_ + 1;
        row_.diagnostics.push_back(problem(code, std::move(message), std::move(help),
                                           {table_.file, line_, column, column + 1}));
    }

    void blame(const char* code, std::string message, std::string help) {
        table_.diagnostics.push_back(
            problem(code, std::move(message), std::move(help), {table_.file, 1, 1, 2}));
    }

    Table stopped(std::size_t line, const char* code, std::string message, std::string help) {
        table_.diagnostics.push_back(
            problem(code, std::move(message), std::move(help), {table_.file, line, 1, 2}));
        return std::move(table_);
    }

    /// Place of the line feed that ends the current line, or the end of the text.
    [[nodiscard]] std::size_t line_end() const {
        return std::min(input_.find('\n', line_start_), input_.size());
    }

    /// The current line without CR and LF.
    [[nodiscard]] std::string_view line_text(std::size_t end) const {
        std::string_view line = input_.substr(line_start_, end - line_start_);
        if (line.ends_with('\r')) { line.remove_suffix(1); }
        return line;
    }

    [[nodiscard]] bool is_row_end(std::size_t at) const {
        const std::string_view rest = input_.substr(at, 2);
        return rest.empty() || rest[0] == '\n' || rest == "\r\n" || rest == "\r";
    }

    void next_line() {
        line_start_ = line_end() + 1;
        ++line_;
    }

    std::string_view input_;
    TableLimits limits_;
    Table table_;
    TableRow row_;
    std::size_t line_start_ = 0;
    std::size_t line_ = 1;
    std::size_t at_ = 0;
};

}  // namespace

Table read_csv(std::string_view input, const std::string& file, const TableLimits& limits) {
    return CsvReader{input, file, limits}.read();
}

}  // namespace mutua::tabular
