#pragma once

#include "engine/ruleset/run/column_calculator.hpp"

#include <string_view>
#include <vector>

namespace mutua::cli {

/// Turns plain CSV rows into columns. What is not plain (quotes, rates in percent, anything that is
/// wrong) it leaves to the reader that knows how to say it.
class CellColumns {
public:
    /// `inputs` are the columns of the file, in its order.
    CellColumns(const ruleset::CheckedRuleset& rules, ruleset::ColumnCalculator& calculator,
                const std::vector<ruleset::ColumnShape>& inputs, char separator);

    /// Reads whole rows. False when one of them is not plain: `columns` is then worthless.
    [[nodiscard]] bool read(std::string_view rows, ruleset::ColumnRows& columns);

private:
    struct Cell {
        std::int64_t value = 0;
        std::int64_t denominator = 1;
    };
    /// Knows the values of one column.
    struct Reader {
        ruleset::ColumnShape shape;
        const std::vector<std::string>* items = nullptr;  ///< of an enum
        std::string last_text;                            ///< of a code or a date
        std::int64_t last_value = 0;
        bool any_missing = false;
    };

    [[nodiscard]] bool read_line(std::string_view line, ruleset::ColumnRows& columns);
    [[nodiscard]] bool read_cell(Reader& reader, std::string_view text, Cell& cell);
    [[nodiscard]] bool read_word(Reader& reader, std::string_view text, Cell& cell);

    ruleset::ColumnCalculator& calculator_;
    std::vector<Reader> readers_;
    char separator_;
};

}  // namespace mutua::cli
