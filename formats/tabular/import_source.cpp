#include "formats/tabular/import_source.hpp"

#include "engine/cooperative/personal_number.hpp"
#include "engine/core/contract.hpp"
#include "formats/tabular/csv_encoding.hpp"
#include "formats/tabular/csv_reader.hpp"
#include "formats/tabular/import_columns.hpp"
#include "formats/tabular/import_json.hpp"
#include "formats/tabular/import_words.hpp"

#include <algorithm>
#include <array>

namespace mutua::tabular {

namespace {

constexpr std::size_t longest_shown_line = 500;

/// What write_rejects() adds: a mended file comes back with them.
constexpr std::array<std::string_view, 3> ignored_columns = {"line", "code", "reason"};

std::vector<std::string> names_of(std::span<const Column> columns) {
    std::vector<std::string> names;
    for (const Column& column : columns) { names.emplace_back(column.name); }
    return names;
}

/// Covers bytes with asterisks but for the last four; columns stay where they are.
void cover(std::string& line, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i + 4 < std::min(end, line.size()); ++i) { line[i] = '*'; }
}

void cover(std::string& line, const Cell& cell) {
    if (cell.column == 0 || cell.end_column <= cell.column) { return; }
    cover(line, cell.column - 1, cell.end_column - 1);
}

/// Personal numbers that stand somewhere in a text are covered too.
void cover_personal_numbers(std::string& line) {
    constexpr Date any_birth = date::year{2199} / 12 / 31;
    const std::string text = line;
    for (const auto& found : cooperative::personal_numbers_in(text, any_birth)) {
        const auto begin = static_cast<std::size_t>(found.text.data() - text.data());
        cover(line, begin, begin + found.text.size());
    }
}

/// How many columns of the header a kind of file knows.
std::size_t known_in(std::span<const Column> columns, const std::vector<Cell>& header) {
    const auto knows = [&](const Cell& cell) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const Column& column) { return column.name == trimmed(cell.text); });
    };
    return static_cast<std::size_t>(std::count_if(header.begin(), header.end(), knows));
}

/// "members": the import whose first column is the same.
std::string_view kind_of(std::span<const Column> columns) {
    for (const ImportKind& kind : import_kinds) {
        if (kind.columns.front().name == columns.front().name) { return kind.name; }
    }
    return "rows";
}

std::string required_of(std::span<const Column> columns) {
    std::string text;
    for (const Column& column : columns) {
        if (column.presence == Presence::optional) { continue; }
        text += (text.empty() ? "" : ", ") + std::string{column.name};
    }
    return text;
}

}  // namespace

ImportSource::ImportSource(std::string bytes, const std::string& file,
                           std::span<const Column> columns, const TableLimits& limits)
    : bytes_{std::move(bytes)}, columns_{columns}, is_json_{looks_like_json(bytes_)} {
    table_ = is_json_ ? read_json(bytes_, file, limits) : read_csv(bytes_, file, limits);
    match_header();
}

ImportSource::ImportSource(const std::vector<std::pair<std::string, std::string>>& fields,
                           const std::string& origin, std::span<const Column> columns)
    : columns_{columns}, is_json_{true} {
    table_.file = origin;
    TableRow row;
    for (const auto& [name, value] : fields) {
        table_.header.push_back({table_.owned_texts.emplace_back(name), 0, 0, 0});
        table_.cells.push_back({table_.owned_texts.emplace_back(value), 0, 0, 0});
        const std::size_t good = valid_utf8_prefix(value);
        if (good != value.size()) {
            table_.cells.back().text = {};
            row.diagnostics.push_back(problem("I002", name + ": the text is not UTF-8",
                                              "set the terminal to UTF-8", {origin, 0, 0, 0}));
        }
    }
    row.cell_count = fields.size();
    table_.rows.push_back(row);
    match_header();
}

void ImportSource::match_header() {
    header_index_.assign(columns_.size(), missing);
    secret_.assign(table_.header.size(), false);
    if (table_.header.empty()) { return; }
    const bool is_readable = !has_error(table_.diagnostics);
    for (std::size_t i = 0; i < table_.header.size(); ++i) {
        check_header_name(table_.header[i], i);
    }
    if (!is_json_) { check_missing_columns(); }
    if (is_readable) { refuse_other_kind(); }
}

void ImportSource::refuse_other_kind() {
    const std::size_t known = known_in(columns_, table_.header);
    const ImportKind* other = nullptr;
    std::size_t most = known;
    for (const ImportKind& kind : import_kinds) {
        const std::size_t count = known_in(kind.columns, table_.header);
        if (count <= most) { continue; }
        most = count;
        other = &kind;
    }
    if (known > 0 && other == nullptr) { return; }
    const std::string ours{kind_of(columns_)};
    const std::string theirs = other != nullptr ? std::string{other->name} : "";
    const Cell& first = table_.header.front();
    // One cause, one message: what the rows would say follows from it.
    table_.diagnostics = {
        problem("I019",
                theirs.empty() ? "the header has none of the columns of " + ours
                               : "this looks like a file of " + theirs + ", not of " + ours,
                theirs.empty() ? "the first line names the columns: " + required_of(columns_)
                               : "`mutua import " + theirs + " FILE` takes it; a file of " + ours +
                                     " has the columns " + required_of(columns_),
                {table_.file, first.line, first.column, table_.header.back().end_column})};
    table_.rows.clear();
}

void ImportSource::check_header_name(const Cell& cell, std::size_t index) {
    const std::string_view name = trimmed(cell.text);
    const SourcePosition where{table_.file, cell.line, cell.column, cell.end_column};
    const std::size_t known = spec_index(name);
    if (known != missing && header_index_[known] != missing) {
        table_.diagnostics.push_back(problem(
            "I010", std::string{name} + ": the column stands twice", "keep one of the two", where));
    } else if (known != missing) {
        header_index_[known] = index;
        secret_[index] = columns_[known].secret;
    } else if (std::find(ignored_columns.begin(), ignored_columns.end(), name) ==
               ignored_columns.end()) {
        table_.diagnostics.push_back(
            problem("I009",
                    name.empty() ? "column " + std::to_string(index + 1) + " has no name"
                                 : shown(name) + " is not a column of this import",
                    name.empty() ? "give it a name, or remove the separator at the end"
                                 : unknown_word_help(name, names_of(columns_)),
                    where));
    }
}

void ImportSource::check_missing_columns() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].presence == Presence::optional || header_index_[i] != missing) { continue; }
        const Cell& last = table_.header.back();
        table_.diagnostics.push_back(
            problem("I011", std::string{columns_[i].name} + ": the column is missing",
                    "add the column to the header and fill it",
                    {table_.file, last.line, last.end_column, last.end_column + 1}));
    }
}

std::size_t ImportSource::spec_index(std::string_view column) const {
    const auto found = std::find_if(columns_.begin(), columns_.end(),
                                    [&](const Column& known) { return known.name == column; });
    return found == columns_.end() ? missing : static_cast<std::size_t>(found - columns_.begin());
}

bool ImportSource::has(std::string_view column) const {
    const std::size_t known = spec_index(column);
    return known != missing && header_index_[known] != missing;
}

Cell ImportSource::cell(const TableRow& row, std::string_view column) const {
    const std::size_t known = spec_index(column);
    require(known != missing, "a field is asked for by a name of its import");
    return table_.cell(row, header_index_[known]);
}

SourcePosition ImportSource::position(const TableRow& row, std::string_view column) const {
    const std::size_t known = spec_index(column);
    if (known == missing || header_index_[known] == missing) {
        return {table_.file, row.line, 0, 0};
    }
    const Cell found = table_.cell(row, header_index_[known]);
    return {table_.file, found.line, found.column, found.end_column};
}

Diagnostic ImportSource::finding(const TableRow& row, std::string_view column, Severity severity,
                                 std::string code, const std::string& message,
                                 std::string help) const {
    Diagnostic found = problem(std::move(code), std::string{column} + ": " + message,
                               std::move(help), position(row, column));
    found.severity = severity;
    if (found.where.line == row.line) { found.source_line = shown_line(row); }
    return found;
}

Diagnostic ImportSource::finding_in(const TableRow& row, std::string_view column,
                                    std::string_view part, std::string code,
                                    const std::string& message, std::string help) const {
    Diagnostic found =
        finding(row, column, Severity::error, std::move(code), message, std::move(help));
    const Cell whole = cell(row, column);
    const std::size_t width = whole.end_column - whole.column;
    const bool bare = width == whole.text.size();
    const bool quoted = width == whole.text.size() + 2;
    if (found.where.column > 0 && (bare || quoted)) {
        const auto offset = static_cast<std::size_t>(part.data() - whole.text.data());
        found.where.column += offset + (quoted ? 1 : 0);
        found.where.end_column = found.where.column + part.size();
    }
    return found;
}

bool ImportSource::has_secrets() const {
    return std::any_of(columns_.begin(), columns_.end(),
                       [](const Column& column) { return column.secret; });
}

std::string ImportSource::shown_line(const TableRow& row) const {
    if (row.source.size() > longest_shown_line) { return {}; }
    std::string line{row.source};
    for (std::size_t i = 0; i < row.cell_count; ++i) {
        const Cell& found = table_.cells[row.first_cell + i];
        const bool is_covered = (i < secret_.size() && secret_[i]) || looks_secret(found.text);
        if (is_covered && found.line == row.line) { cover(line, found); }
    }
    cover_personal_numbers(line);
    return line;
}

}  // namespace mutua::tabular
