#pragma once

#include "cli/commands/rules_files.hpp"
#include "cli/exit_code.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace mutua::cli {

struct RulesEvalOptions {
    std::filesystem::path folder;
    Date today;
    std::string package;
    Date on;                           ///< sets every clock
    std::string input;                 ///< `.json`, `.csv`, or `-` for JSON on standard input
    std::vector<std::string> figures;  ///< empty: all of the package and of those it uses
    std::string solve{};               ///< an input to find, instead of figures
    std::string target{};              ///< "NAME=VALUE": the figure that it shall give
};

/// `mutua rules eval`: computes figures for rows of inputs. JSON gives
/// `{"figures": {…}, "ruleset": "sha256:…"}` for an object and an array of them for an array; CSV
/// gives CSV in the order of the rows.
/// Errors: io for an input that cannot be opened; bad_input, with every bad row named by line,
/// column and input; then nothing is written
///         to `out`.
ExitCode rules_eval(const RulesEvalOptions& options, std::istream& in, std::ostream& out,
                    std::ostream& err);

/// Says on `err` what of package and figures the rules do not know; true when they know all.
[[nodiscard]] bool knows(const ruleset::Ruleset& rules, const std::string& package,
                         const std::vector<std::string>& figures, std::ostream& err);

}  // namespace mutua::cli
