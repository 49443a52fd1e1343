#pragma once

#include "engine/ruleset/run/column_calculator.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::cli {

/// Writes computed columns as lines of CSV, the figures as ruleset::to_string has them.
class FigureLines {
public:
    FigureLines(const ruleset::CheckedRuleset& rules, const ruleset::ColumnCalculator& calculator,
                const std::vector<ruleset::ColumnShape>& outputs,
                const std::vector<std::size_t>& order);

    /// The lines of some rows. They last until the next call.
    [[nodiscard]] std::string_view write(const ruleset::ColumnResult& result, std::size_t first,
                                         std::size_t behind_last);

private:
    struct Column {
        std::size_t output = 0;
        ruleset::ColumnShape shape;
        const std::vector<std::string>* items = nullptr;
        bool is_plain = false;  ///< a number with a fixed count of decimals
        unsigned decimals = 0;
    };
    /// Room for so many bytes behind what was written.
    [[nodiscard]] char* behind(std::size_t size, std::size_t bytes);
    [[nodiscard]] std::string cell_text(const Column& column, const ruleset::OutputColumn& values,
                                        std::size_t row) const;

    const ruleset::ColumnCalculator& calculator_;
    std::vector<Column> columns_;
    std::vector<std::size_t> runs_behind_;  ///< by column: the next one that is not plain
    std::vector<char> room_;                ///< for lines; what was in it is not cleared
};

}  // namespace mutua::cli
