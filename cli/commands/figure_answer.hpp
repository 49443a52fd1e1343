#pragma once

#include "cli/command_line.hpp"
#include "cli/commands/rules_files.hpp"
#include "engine/ruleset/explain/explanation.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mutua::cli {

/// How a figure is asked about: the options that `rules explain` and `explain payslip` share.
struct FigureOptions {
    std::size_t depth = 1;
    std::string why_not{};  ///< label of an exception or amendment, or the figure itself
    bool next = false;      ///< the nearest thresholds instead of the formula
    std::string row{};      ///< which of several; empty: not said
};

void add_figure_options(const Command& command, FigureOptions& options, const std::string& rows);

/// One figure of one case, and how it is answered.
struct FigureQuestion {
    std::string package;
    std::string figure;
    ruleset::ExplainOptions how;
    std::string why_not;
    bool next = false;
    Format format = Format::text;
    std::filesystem::path folder{};  ///< below which the files of the rules lie; empty: nowhere
};

/// Where the figure comes from, why an exception does not hold, or which thresholds lie near.
/// Errors: those of ruleset::explain(), why_not() and next_thresholds().
[[nodiscard]] Result<std::string> answer_to(const FigureQuestion& question,
                                            ruleset::Calculator& calculator,
                                            const ruleset::Case& row);

/// U138 when two questions are asked at a time.
[[nodiscard]] Diagnostics refused_questions(const FigureOptions& options);

/// The row that is meant: the only one, or the one that was named, by its name or else by its
/// number from 1. `what` says what the rows are: "2 contracts".
/// Errors: U148 when there are several and none is named, U149 when there is no such row; both name
/// the rows.
[[nodiscard]] Result<std::size_t> chosen_row(const std::vector<std::string>& names,
                                             const std::string& row, const std::string& what);

}  // namespace mutua::cli
