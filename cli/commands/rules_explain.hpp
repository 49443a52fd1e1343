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
};

/// `mutua rules explain`: where a figure comes from: formula, values, version, source.
/// Errors: bad_input, as in `rules eval`.
ExitCode rules_explain(const RulesExplainOptions& options, std::istream& in, std::ostream& out,
                       std::ostream& err);

}  // namespace mutua::cli
