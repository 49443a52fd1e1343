#pragma once

#include "engine/ruleset/run/column_calculator.hpp"
#include "engine/ruleset/run/solver.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// A figure that is asked for many values of one input, all else as the case says.
struct TrialQuestion {
    std::string_view package;
    std::string_view input;
    std::string_view figure;
    const Case& row;
};

/// Computes a figure at many values of one input: by columns, and one by one for a case of several
/// contracts or clients, and for a question that columns do not answer.
class ManyTrials {
public:
    /// `one` computes it alone. Question and function outlive it.
    ManyTrials(const Ruleset& rules, const TrialQuestion& question, const TrialFunction& one);

    /// So many values are looked at within a second or two.
    [[nodiscard]] std::size_t inputs_max() const { return by_columns_ ? 4'000'000 : 400'000; }

    /// The figure at these values; nothing where 64 bits do not hold it.
    [[nodiscard]] std::vector<SolverSample> at(const std::vector<std::int64_t>& inputs);

    /// The figure at every value of a range.
    [[nodiscard]] std::vector<SolverSample> each(SearchRange range);

private:
    bool prepare(const TrialQuestion& question);
    [[nodiscard]] ColumnRows rows_of(const std::vector<std::int64_t>& inputs) const;

    const TrialFunction& one_;
    ColumnCalculator columns_;
    PreparedColumns prepared_;
    bool by_columns_ = false;
    std::vector<std::optional<ColumnCell>> cells_;  ///< by input; nothing for the unknown
};

}  // namespace mutua::ruleset
