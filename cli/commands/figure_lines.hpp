#pragma once

#include "engine/ruleset/run/column_calculator.hpp"

#include <string>
#include <vector>

namespace mutua::cli {

/// Writes computed columns as lines of CSV, the figures as ruleset::to_string has them.
class FigureLines {
public:
    FigureLines(const ruleset::CheckedRuleset& rules, const ruleset::ColumnCalculator& calculator,
                const std::vector<ruleset::ColumnShape>& outputs,
                const std::vector<std::size_t>& order);

    /// Appends the lines of some rows.
    void write(const ruleset::ColumnResult& result, std::size_t first, std::size_t behind_last,
               std::string& text) const;

private:
    struct Column {
        std::size_t output = 0;
        ruleset::ColumnShape shape;
        const std::vector<std::string>* items = nullptr;
        bool is_plain = false;  ///< a number with a fixed count of decimals
        unsigned decimals = 0;
    };
    void write_cell(const Column& column, const ruleset::OutputColumn& values, std::size_t row,
                    std::string& text) const;

    const ruleset::ColumnCalculator& calculator_;
    std::vector<Column> columns_;
    std::vector<std::size_t> runs_behind_;  ///< by column: the next one that is not plain
};

}  // namespace mutua::cli
