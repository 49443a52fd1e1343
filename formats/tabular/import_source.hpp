#pragma once

#include "formats/tabular/csv_table.hpp"

#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::tabular {

/// What an import asks of a column.
enum class Presence {
    required,  ///< the column is there and every cell is filled
    column,    ///< the column is there, cells may be empty
    optional,  ///< the column may be missing
};

/// One column that an import knows.
struct Column {
    std::string_view name;
    Presence presence = Presence::required;
    bool secret = false;  ///< never shown in full: national numbers, IBANs
};

/// A file as it was handed in: its bytes, its rows and where each field stands. Kept with the rows,
/// so that checks made later by rules can point at the right column.
class ImportSource {
public:
    /// Reads CSV, or JSON when the text begins with a bracket or a brace.
    /// Errors: those of read_csv and read_json, and I009 to I011 about the header, in `table()`. A
    /// file that is plainly another one has I019 instead, and no rows.
    ImportSource(std::string bytes, const std::string& file, std::span<const Column> columns,
                 const TableLimits& limits);

    /// One row that did not come from a file: `fields` are names and values, `origin` is what
    /// messages name, such as "command line".
    ImportSource(const std::vector<std::pair<std::string, std::string>>& fields,
                 const std::string& origin, std::span<const Column> columns);

    ImportSource(const ImportSource&) = delete;
    ImportSource& operator=(const ImportSource&) = delete;

    [[nodiscard]] const Table& table() const noexcept { return table_; }
    [[nodiscard]] std::span<const Column> columns() const noexcept { return columns_; }

    /// Whether rows are objects, each with the keys that it has, rather than lines under a header.
    [[nodiscard]] bool is_json() const noexcept { return is_json_; }

    /// Whether some columns must not be shown in full.
    [[nodiscard]] bool has_secrets() const;

    /// Whether the file has that column.
    [[nodiscard]] bool has(std::string_view column) const;

    /// The cell of a row; empty when the file does not have the column.
    [[nodiscard]] Cell cell(const TableRow& row, std::string_view column) const;

    /// Where a field stands; the begin of the row when the file does not have the column.
    [[nodiscard]] SourcePosition position(const TableRow& row, std::string_view column) const;

    /// A finding about one field, as people see it: "price: `…` …", with the line of the file in
    /// which secrets are covered.
    [[nodiscard]] Diagnostic finding(const TableRow& row, std::string_view column,
                                     Severity severity, std::string code,
                                     const std::string& message, std::string help) const;

    /// The same about a part of the field's text, where the cell lets its place be known: `part`
    /// is a piece of the text that cell() gave.
    [[nodiscard]] Diagnostic finding_in(const TableRow& row, std::string_view column,
                                        std::string_view part, std::string code,
                                        const std::string& message, std::string help) const;

    /// The line of the file where the row begins, secrets covered; empty when it is too long to
    /// show or cannot be.
    [[nodiscard]] std::string shown_line(const TableRow& row) const;

private:
    static constexpr std::size_t missing = std::numeric_limits<std::size_t>::max();

    void match_header();
    void refuse_other_kind();
    void check_header_name(const Cell& cell, std::size_t index);
    void check_missing_columns();
    [[nodiscard]] std::size_t spec_index(std::string_view column) const;

    std::string bytes_;
    std::span<const Column> columns_;
    Table table_;
    std::vector<std::size_t> header_index_;  ///< for each known column, its place in the file
    std::vector<bool> secret_;               ///< for each column of the file
    bool is_json_ = false;
};

}  // namespace mutua::tabular
