#include "engine/ruleset/check/csv_table.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// Text of one cell and where it stands.
struct Cell {
    std::string_view text;
    syntax::Span span;
};

Cell trimmed(Cell cell) {
    while (!cell.text.empty() && cell.text.front() == ' ') {
        cell.text.remove_prefix(1);
        ++cell.span.begin;
    }
    while (!cell.text.empty() && cell.text.back() == ' ') {
        cell.text.remove_suffix(1);
        --cell.span.end;
    }
    return cell;
}

std::vector<Cell> cells_of(const Cell& line) {
    std::vector<Cell> cells;
    std::string_view rest = line.text;
    std::uint32_t begin = line.span.begin;
    while (true) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        const auto length = static_cast<std::uint32_t>(end);
        cells.push_back(trimmed({rest.substr(0, end), {line.span.file, begin, begin + length}}));
        if (end == rest.size()) { return cells; }
        rest.remove_prefix(end + 1);
        begin += length + 1;
    }
}

std::string without_spaces(std::string_view text) {
    std::string plain{text};
    plain.erase(std::remove(plain.begin(), plain.end(), ' '), plain.end());
    return plain;
}

bool are_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// True for `12 345` and `12345`: all digits, or groups of three after one to three.
bool are_grouped(std::string_view text) {
    const std::size_t first = text.find(' ');
    if (first == std::string_view::npos) { return are_digits(text); }
    if (first > 3 || !are_digits(text.substr(0, first))) { return false; }
    text.remove_prefix(first);
    while (!text.empty()) {
        if (text.size() < 4 || text.front() != ' ' || !are_digits(text.substr(1, 3))) {
            return false;
        }
        text.remove_prefix(4);
    }
    return true;
}

/// A number as written, exactly, with the digits after its point; `%` divides by a hundred.
struct WrittenNumber {
    Decimal value;
    unsigned decimals = 0;
    bool percent = false;
};

std::optional<WrittenNumber> number_of(std::string_view text) {
    WrittenNumber made;
    const bool negative = text.starts_with('-');
    if (negative) { text.remove_prefix(1); }
    if (text.ends_with('%')) {
        made.percent = true;
        text.remove_suffix(1);
        while (text.ends_with(' ')) { text.remove_suffix(1); }
    }
    const std::size_t point = text.find('.');
    const bool has_point = point != std::string_view::npos;
    const std::string_view after = has_point ? text.substr(point + 1) : std::string_view{};
    if (!are_grouped(text.substr(0, point)) || (has_point && !are_digits(after))) {
        return std::nullopt;
    }
    if (text.size() > 40) { return std::nullopt; }
    const auto value = parse_decimal(without_spaces(text));
    if (!value) { return std::nullopt; }
    made.value = negative ? Decimal{-*value} : *value;
    made.decimals = static_cast<unsigned>(after.size());
    if (!made.percent) { return made; }
    made.value = made.value / 100;
    made.decimals += 2;
    return made;
}

class CsvReader {
public:
    CsvReader(CheckContext& context, const Definition& table, const syntax::Table& written,
              std::uint32_t file)
        : context_{context},
          table_{table},
          written_{written},
          file_{file},
          bytes_{context.rules.files[file].bytes} {
        for (const RecordField& key : table.table()->keys) { types_.push_back(&key.type); }
        types_.push_back(&table.type);
    }

    std::vector<PlacedRow> read() {
        std::vector<PlacedRow> rows;
        if (!check_bytes() || !check_heading()) { return rows; }
        while (position_ < bytes_.size() && faults_ < CheckFindings::limit_per_file) {
            const Cell line = next_line();
            if (auto row = row_of(line)) { rows.push_back(std::move(*row)); }
        }
        return rows;
    }

private:
    void fault(syntax::Span span, std::string message, std::string help) {
        ++faults_;
        context_.findings.error(span, "R606", std::move(message), std::move(help));
    }

    syntax::Span span(std::size_t begin, std::size_t end) const {
        return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    bool check_bytes() {
        if (bytes_.substr(0, 3) == "\xEF\xBB\xBF") {
            fault(span(0, 3), "the file begins with a byte-order mark",
                  "save it as UTF-8 without byte-order mark");
            return false;
        }
        for (const char forbidden : {'\r', '\t', '\0', '"'}) {
            const std::size_t at = bytes_.find(forbidden);
            if (at == std::string_view::npos) { continue; }
            fault(span(at, at + 1),
                  forbidden == '\r'   ? "a carriage return"
                  : forbidden == '\t' ? "a tab"
                  : forbidden == '"'  ? "cells have no quotes"
                                      : "a zero byte",
                  forbidden == '\r' ? "save it with LF line ends"
                                    : "write cells as plain text between `;`");
            return false;
        }
        return true;
    }

    Cell next_line() {
        const std::size_t end = std::min(bytes_.find('\n', position_), bytes_.size());
        const Cell line{bytes_.substr(position_, end - position_), span(position_, end)};
        position_ = end + 1;
        return line;
    }

    /// `town:code;rate:percent`, as the table is declared; the last column has a name of its own.
    std::string wanted_heading() const {
        std::string heading;
        for (std::size_t i = 0; i + 1 < types_.size(); ++i) {
            heading += written_.keys[i].name.text + ":" + type_text(i) + ";";
        }
        return heading + "value:" + type_text(types_.size() - 1);
    }

    std::string type_text(std::size_t column) const {
        const syntax::Type& type =
            column < written_.keys.size() ? written_.keys[column].type : written_.result;
        if (type.kind == syntax::TypeKind::inline_enum) { return "enum"; }
        return without_spaces(text_of(context_.rules.files, type.span));
    }

    bool check_heading() {
        const Cell line = next_line();
        const std::vector<Cell> cells = cells_of(line);
        bool fine = cells.size() == types_.size();
        for (std::size_t i = 0; fine && i < cells.size(); ++i) {
            const std::string text = without_spaces(cells[i].text);
            const std::size_t colon = text.find(':');
            const bool named = colon != std::string::npos && colon > 0;
            const bool is_key = i + 1 < types_.size();
            fine = named && text.substr(colon + 1) == type_text(i) &&
                   (!is_key || text.substr(0, colon) == written_.keys[i].name.text);
        }
        if (fine) { return true; }
        fault(line.span, "the heading does not fit `" + table_.name + "`",
              "write `" + wanted_heading() + "`");
        return false;
    }

    std::optional<PlacedRow> row_of(const Cell& line) {
        const std::vector<Cell> cells = cells_of(line);
        if (cells.size() != types_.size()) {
            fault(line.span,
                  "a row has " + std::to_string(types_.size()) + " cells, this one " +
                      std::to_string(cells.size()),
                  line.text.empty() ? "remove the empty line" : "write one `;` between two cells");
            return std::nullopt;
        }
        PlacedRow made;
        made.span = line.span;
        bool fine = true;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto value = cell_value(cells[i], *types_[i]);
            fine = fine && value.has_value();
            if (!value) { continue; }
            if (i + 1 < cells.size()) {
                made.row.keys.push_back(*value);
            } else {
                made.row.value = *value;
                made.row.value_span = cells[i].span;
            }
        }
        if (!fine) { return std::nullopt; }
        return made;
    }

    std::optional<Constant> cell_value(const Cell& cell, const Type& type) {
        switch (type.kind) {
            case ValueKind::number:
                return number_value(cell, type);
            case ValueKind::boolean:
                if (cell.text == "yes" || cell.text == "no") { return cell.text == "yes"; }
                break;
            case ValueKind::date:
                if (const auto day = parse_date(cell.text)) { return *day; }
                break;
            case ValueKind::code:
                if (!cell.text.empty()) { return CodeText{std::string{cell.text}}; }
                break;
            case ValueKind::enumeration:
                return item_value(cell, context_.rules.enums[type.enumeration]);
            default:
                return std::nullopt;
        }
        fault(cell.span,
              "`" + std::string{cell.text} + "` is not " + describe(context_.rules, type),
              type.kind == ValueKind::boolean ? "write yes or no"
              : type.kind == ValueKind::date  ? "write it like `2026-07-01`"
                                              : "write the code");
        return std::nullopt;
    }

    std::optional<Constant> item_value(const Cell& cell, const EnumDefinition& one) {
        const auto at = std::find(one.items.begin(), one.items.end(), cell.text);
        if (at != one.items.end()) {
            return EnumItem{static_cast<std::uint32_t>(at - one.items.begin())};
        }
        std::string help = did_you_mean(cell.text, one.items);
        if (help.empty()) { help = "its items are " + listed_names(one.items); }
        fault(cell.span, "`" + std::string{cell.text} + "` is no item of " + one.name, help);
        return std::nullopt;
    }

    std::optional<Constant> number_value(const Cell& cell, const Type& type) {
        const auto number = number_of(cell.text);
        if (!number || (number->percent && !type.unit.is_pure())) {
            fault(cell.span, "`" + std::string{cell.text} + "` is no number of this column",
                  type.percent ? "write it like `5.00 %`" : "write it like `12 345.67`");
            return std::nullopt;
        }
        if (number->decimals > type.decimals) {
            fault(cell.span,
                  "this number has " + std::to_string(number->decimals) + " decimals, `" +
                      table_.name + "` keeps " + std::to_string(type.decimals),
                  "declare more decimals, or write fewer");
            return std::nullopt;
        }
        if (!check_magnitude(context_, number->value, cell.span)) { return std::nullopt; }
        return number->value;
    }

    CheckContext& context_;
    const Definition& table_;
    const syntax::Table& written_;
    std::uint32_t file_;
    std::string_view bytes_;
    std::vector<const Type*> types_;
    std::size_t position_ = 0;
    std::size_t faults_ = 0;
};

}  // namespace

std::optional<std::uint32_t> find_csv(CheckContext& context, PackageId package,
                                      const syntax::QuotedText& name) {
    const std::string& own = context.rules.files[context.rules.packages[package].file].path;
    const std::size_t slash = own.rfind('/');
    const std::string path =
        (slash == std::string::npos ? "" : own.substr(0, slash + 1)) + name.text;
    const auto& files = context.rules.files;
    const auto at = std::lower_bound(
        files.begin(), files.end(), path,
        [](const SourceFile& file, const std::string& wanted) { return file.path < wanted; });
    const bool is_csv = name.text.ends_with(".csv");
    if (is_csv && at != files.end() && at->path == path) {
        return static_cast<std::uint32_t>(at - files.begin());
    }
    std::vector<std::string> names;
    for (const SourceFile& file : files) {
        if (file.path.ends_with(".csv")) { names.push_back(file.path); }
    }
    std::string help = did_you_mean(path, names);
    if (help.empty()) { help = "put the table there, beside the rules, or correct the name"; }
    context.findings.error(
        name.span, "R606",
        is_csv ? "there is no file " + path : "`" + name.text + "` is no CSV file",
        is_csv ? help : "its name ends in `.csv`");
    return std::nullopt;
}

std::vector<PlacedRow> read_csv(CheckContext& context, const Definition& table,
                                const syntax::Table& written, std::uint32_t file) {
    return CsvReader{context, table, written, file}.read();
}

}  // namespace mutua::ruleset
