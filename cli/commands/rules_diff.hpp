#pragma once

#include "cli/commands/rules_files.hpp"
#include "cli/exit_code.hpp"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace mutua::cli {

struct RulesDiffOptions {
    /// A rules folder; `git:REV`, the default folder as it stood at that revision; `sha256:…` or
    /// its first digits, a ruleset of the store; each with or without `@DATE`, which alone stands
    /// for the default folder.
    std::string before;
    std::string after;
    std::function<Result<std::filesystem::path>()> default_rules;
    std::function<Result<std::vector<ruleset::SourceFile>>(const std::string& digits)> kept_rules;
    Date today;
    std::string input;  ///< rows to compute on both sides; empty: only the rules are compared
    /// Whose figures; empty: the one that knows columns and figures and that the others build on.
    std::string package;
    std::vector<std::string> figures;  ///< empty: what the package prints or hands out
    std::optional<Date> on;            ///< of every clock; a DATE of a side goes first
    std::string identifier;            ///< column that names a row; empty: its line does
    std::size_t examples = 5;          ///< largest changes that are shown for a figure
    Format format = Format::text;
    std::string language = "en";  ///< of the words between names, values and formulas
};

/// `mutua rules diff A B`: what changed in the rules, definition by definition; with `input` also
/// the effect on these rows and which change caused it.
/// Errors: usage for a side that is badly written or a day that is missing; bad_input for rules or
/// rows with errors, or when nothing could be compared. Of several rows those that one side refuses
/// are counted, not errors.
ExitCode rules_diff(const RulesDiffOptions& options, std::istream& in, std::ostream& out,
                    std::ostream& err);

}  // namespace mutua::cli
