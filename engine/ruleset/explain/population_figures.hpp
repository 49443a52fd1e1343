#pragma once

#include "engine/ruleset/explain/population.hpp"
#include "engine/ruleset/run/column_calculator.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// What is computed on each side: all rows of the question, and what they give.
struct PopulationRun {
    PopulationRun(const PopulationQuestion& asked, const std::vector<std::string>& wanted);

    const PopulationQuestion& question;
    const std::vector<std::string>& figures;
    std::vector<std::string> given;  ///< every name that some row gives, in order
};

/// The figures of every row on one side, computed by columns; rows that columns cannot hold (an
/// input that this side does not know, or of another kind) are computed alone, and say the same.
class PopulationFigures {
public:
    PopulationFigures(const Ruleset& rules, Date day, const PopulationRun& run);

    /// Rows without figures, and why.
    [[nodiscard]] const std::map<std::size_t, Fault>& refused() const noexcept { return refused_; }
    /// A figure of a row that was not refused.
    [[nodiscard]] Figure at(std::size_t figure, std::size_t row) const;

    /// The column of a figure: numbers of a fixed count of decimals, as whole numbers, or nothing
    /// for other kinds. Rows computed alone are not in it.
    [[nodiscard]] const OutputColumn* plain_column(std::size_t figure) const;
    [[nodiscard]] bool is_alone(std::size_t row) const { return alone_.contains(row); }
    /// Of a plain column.
    [[nodiscard]] unsigned decimals(std::size_t figure) const {
        return prepared_.outputs()[figure].type.decimals;
    }

private:
    [[nodiscard]] ColumnRows columns_of(const PopulationQuestion& question, std::size_t begin,
                                        std::size_t end);
    void put(ColumnRows& columns, const Values& values, std::size_t row, std::size_t whole_row);
    void keep(ColumnResult&& result, std::size_t begin);
    void compute_alone(const Ruleset& rules, Date day, const PopulationRun& run);

    ColumnCalculator calculator_;
    PreparedColumns prepared_;
    std::map<std::string, std::size_t, std::less<>> inputs_;  ///< index of the column, by name
    std::vector<OutputColumn> columns_;                       ///< of all rows, a figure each
    std::map<std::size_t, Fault> refused_;
    std::set<std::size_t> unfit_;  ///< rows that columns cannot hold
    std::map<std::size_t, std::vector<Figure>> alone_;
};

}  // namespace mutua::ruleset
