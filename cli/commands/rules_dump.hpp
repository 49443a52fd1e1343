#pragma once

#include "cli/commands/rules_files.hpp"
#include "cli/exit_code.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>

namespace mutua::cli {

struct RulesDumpOptions {
    std::filesystem::path folder;
    Date today;
    std::string package;  ///< empty: all
    std::string graph;    ///< a rule whose graph is wanted, instead of the tree
    bool hash = false;    ///< the hashes, instead of the tree
    Format format = Format::text;
};

/// `mutua rules dump [PACKAGE]`: the checked tree as JSON (an array of packages when none is
/// named); with `graph` what a rule reaches, in DOT; with `hash` the identity of the ruleset and
/// the hash of the program of each package.
/// Errors: usage for options of which one would do nothing; bad_input for rules with errors and for
/// names that they do not know.
ExitCode rules_dump(const RulesDumpOptions& options, std::ostream& out, std::ostream& err);

}  // namespace mutua::cli
