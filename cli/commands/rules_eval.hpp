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
    Format format = Format::text;      ///< of what is wrong, and of CSV's answer; json: on `out`
    std::string rejects{};             ///< a file for the bad rows of a CSV; then good ones count
    CheckedBefore* checked_before = nullptr;
};

/// What is said, beside no output, of an input without rows.
[[nodiscard]] std::string no_row_note(const std::string& input);

/// `mutua rules eval`: computes figures for rows of inputs. JSON gives
/// `{"figures": {…}, "ruleset": "sha256:…"}` for an object and an array of them for an array, with
/// `"not_applicable": [NAME, …]` where some figure does not apply; CSV gives CSV in the order of
/// the rows, and under `--json` the array. Errors: io for an input that cannot be opened;
/// bad_input, with every bad row named by line, column and input; then no figure is written, unless
/// `rejects` names a file for those rows: partly_done.
ExitCode rules_eval(const RulesEvalOptions& options, std::istream& in, std::ostream& out,
                    std::ostream& err);

/// What of package and figures the rules do not know.
[[nodiscard]] Diagnostics unknown_names(const ruleset::Ruleset& rules, const std::string& package,
                                        const std::vector<std::string>& figures);

}  // namespace mutua::cli
