#pragma once

#include "cli/command_line.hpp"
#include "cli/commands/rules_files.hpp"
#include "cli/exit_code.hpp"
#include "engine/core/date.hpp"
#include "engine/core/result.hpp"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace mutua::cli {

/// What the `rules …` commands are handed by main(). The functions are asked when a command runs,
/// after the command line was read.
struct RulesContext {
    /// Where the rule packs lie when the command does not say.
    std::function<Result<std::filesystem::path>()> default_rules;
    /// The files of a ruleset in the workspace's store, by the first digits of its hash.
    std::function<Result<std::vector<ruleset::SourceFile>>(const std::string& digits)> kept_rules;
    std::function<Date()> today;
    std::function<bool()> json;
    std::function<std::string()> language;  ///< of labels: fr nl de en
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    ExitCode& exit_code;                     ///< set by the command that ran
    CheckedBefore* checked_rules = nullptr;  ///< as of the Context
};

/// The folder that was named, or the default one; nothing after saying why there is none.
[[nodiscard]] std::optional<std::filesystem::path> folder_of(RulesContext& context,
                                                             const std::string& named);

/// The day that an option names; nothing after saying what is wrong with it (U110).
[[nodiscard]] std::optional<Date> day_of(RulesContext& context, const std::string& option,
                                         const std::string& text);

/// Names in their order, each once.
[[nodiscard]] std::vector<std::string> named_once(const std::vector<std::string>& names);

/// Text, or JSON with `--json`.
[[nodiscard]] Format format_of(const RulesContext& context);

/// Adds the commands below `rules`, and `code` below `explain`.
void add_rules_commands(const Command& app, const Command& explain, RulesContext context);

}  // namespace mutua::cli
