#pragma once

#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/figure_replay.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace mutua::ruleset {

/// One figure of one case, computed by the machine and replayed by the exact walk.
struct ReplayedQuestion {
    ReplayedQuestion(Calculator& asked, const Case& row, PackageId from, NamedDefinition figure,
                     ExactCase exact)
        : calculator{asked},
          ruleset{asked.ruleset()},
          asked_row{row},
          package{from},
          named{figure},
          replay{*asked.ruleset(), std::move(exact)} {}

    Calculator& calculator;
    Ruleset ruleset;
    const Case& asked_row;
    PackageId package = 0;
    NamedDefinition named;
    FigureReplay replay;
    bool despite_ensure = false;  ///< faults E401 are left to who asks

    /// Computes the figure both ways; what is said when the two disagree (R906), or when a fault
    /// rejects the row.
    [[nodiscard]] std::optional<Diagnostics> disagreement(DefinitionId definition, std::size_t row);
};

/// Finds a figure and replays it. The case outlives the question.
/// Errors: as explain().
[[nodiscard]] Result<std::unique_ptr<ReplayedQuestion>> replay_question(
    Calculator& calculator, std::string_view package, std::string_view figure, const Case& row,
    std::size_t row_of_figure, bool despite_ensure = false);

}  // namespace mutua::ruleset
