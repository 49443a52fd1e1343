#pragma once

#include "cli/commands/csv_chunks.hpp"
#include "engine/ruleset/run/column_calculator.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::cli {

/// Fractions in lowest terms. The rows of a file share few of them, and finding a common divisor
/// takes as long as reading ten cells: what was found lately is kept.
class KnownFractions {
public:
    /// The denominator is above zero.
    void reduce(std::int64_t& above, std::int64_t& below);

private:
    struct Fraction {
        std::int64_t above = 0;
        std::int64_t below = 0;
        std::int64_t least_above = 0;
        std::int64_t least_below = 0;
    };
    std::array<Fraction, 1'024> places_{};
};

/// Turns plain CSV rows into columns. What is not plain (quotes, rates in percent, anything that is
/// wrong) it leaves to the reader that knows how to say it.
class CellColumns {
public:
    /// `inputs` are the columns of the file, in its order.
    CellColumns(const ruleset::CheckedRuleset& rules, ruleset::ColumnCalculator& calculator,
                const std::vector<ruleset::ColumnShape>& inputs, char separator);

    /// Reads whole rows. False when one of them is not plain: `columns` is then worthless.
    [[nodiscard]] bool read(const CsvChunk& chunk, ruleset::ColumnRows& columns);

private:
    enum class Form : std::uint8_t { number, fraction, known_word, any_word };

    /// A word that a cell may hold, with its first eight bytes as they are compared.
    struct Word {
        std::string text;
        std::int64_t value = 0;
        std::uint64_t begin = 0;
        std::uint64_t mask = 0;
    };

    /// Knows the values of one column, and where those of this chunk go.
    struct Reader {
        ruleset::ColumnShape shape;
        Form form = Form::number;
        std::vector<Word> words;  ///< of a condition or an enum
        std::string last_text;    ///< of a code or a date
        std::int64_t last_value = 0;
        std::int64_t* values = nullptr;
        std::int64_t* denominators = nullptr;  ///< of a fraction
    };

    /// False when a line is not plain. The same for every x86-64 and for those with BMI2.
    [[nodiscard]] bool read_lines_baseline(std::string_view lines, ruleset::ColumnRows& columns,
                                           std::size_t& row);
    [[nodiscard]] bool read_lines_modern(std::string_view lines, ruleset::ColumnRows& columns,
                                         std::size_t& row);
    [[nodiscard]] bool read_lines(std::string_view lines, ruleset::ColumnRows& columns,
                                  std::size_t& row);
    /// Behind what was read; nullptr when it is not plain.
    [[nodiscard]] const char* read_line(const char* at, ruleset::ColumnRows& columns,
                                        std::size_t row);
    [[nodiscard]] const char* read_cell(Reader& reader, const char* at, std::size_t row);
    [[nodiscard]] static Word word_of(std::string text, std::int64_t value);
    [[nodiscard]] const char* read_known_word(const Reader& reader, const char* at,
                                              std::int64_t& value) const;
    [[nodiscard]] bool read_any_word(Reader& reader, std::string_view text, std::int64_t& value);
    [[nodiscard]] std::string_view cell_at(const char* at) const;

    ruleset::ColumnCalculator& calculator_;
    std::vector<Reader> readers_;
    KnownFractions fractions_;
    char separator_;
};

}  // namespace mutua::cli
