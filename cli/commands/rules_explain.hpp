#pragma once

#include "cli/commands/figure_answer.hpp"
#include "cli/exit_code.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>

namespace mutua::cli {

struct RulesExplainOptions {
    std::filesystem::path folder;
    Date today;
    std::string package;
    std::string figure;
    Date on;                 ///< sets every clock
    std::string input;       ///< as in `rules eval`
    std::string identifier;  ///< CSV column that names a row; empty: its number does
    FigureOptions how;
    std::string language = "en";
    Format format = Format::text;
    CheckedBefore* checked_before = nullptr;
};

/// `mutua rules explain`: where a figure comes from: formula, values, version, source; with
/// `--why-not` why an exception does not hold, with `--next` the thresholds that lie near.
/// Errors: bad_input, as in `rules eval`, and where the row that is meant is not clear.
ExitCode rules_explain(const RulesExplainOptions& options, std::istream& in, std::ostream& out,
                       std::ostream& err);

}  // namespace mutua::cli
