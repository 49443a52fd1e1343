#pragma once

#include "cli/commands/rules_files.hpp"
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
    Date on;            ///< sets every clock
    std::string input;  ///< as in `rules eval`; of several rows the first
    std::size_t depth = 1;
    std::string language = "en";
    Format format = Format::text;
    std::string why_not{};  ///< label of an exception or amendment, or the figure itself
    bool next = false;      ///< the nearest thresholds instead of the formula
};

/// `mutua rules explain`: where a figure comes from: formula, values, version, source; with
/// `--why-not` why an exception does not hold, with `--next` the thresholds that lie near.
/// Errors: bad_input, as in `rules eval`.
ExitCode rules_explain(const RulesExplainOptions& options, std::istream& in, std::ostream& out,
                       std::ostream& err);

}  // namespace mutua::cli
