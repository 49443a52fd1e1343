#pragma once

#include <string>
#include <string_view>

namespace mutua::tabular {

/// Whether text that a spreadsheet would take for a formula gets a leading apostrophe.
enum class FormulaGuard {
    off,  ///< for programs and for files that are imported again
    on,   ///< for people. Source: OWASP ASVS 5.0, 1.2.10
};

/// Appends rows of cells to one text, quoted as RFC 4180 says, one line feed a row.
class CsvWriter {
public:
    explicit CsvWriter(char separator = ',', FormulaGuard guard = FormulaGuard::off)
        : separator_{separator}, guard_{guard} {}

    /// A cell of free text.
    CsvWriter& text(std::string_view value);
    /// A cell that is a number or a date: never guarded, so that a negative amount stays one.
    CsvWriter& number(std::string_view value);
    void end_row();

    [[nodiscard]] const std::string& written() const noexcept { return written_; }
    [[nodiscard]] std::string take() { return std::move(written_); }

private:
    void cell(std::string_view value, bool guarded);

    std::string written_;
    char separator_;
    FormulaGuard guard_;
    bool first_ = true;
};

}  // namespace mutua::tabular
