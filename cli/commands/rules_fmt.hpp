#pragma once

#include "cli/commands/rules_files.hpp"
#include "cli/exit_code.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace mutua::cli {

struct RulesFmtOptions {
    std::vector<std::string> paths;  ///< files, folders, or `-` for standard input to output
    bool check = false;              ///< say what would change and write nothing
    Format format = Format::text;
};

/// `mutua rules fmt [FILE|DIR…] [--check]`: puts rule files into their canonical form, each written
/// whole or not at all and only when something changes; the names of these go to `out`. A file that
/// cannot be parsed is reported and left alone.
/// Errors: bad_input when a file cannot be read or parsed, or with `check` would change;
///         CommandFailure when a file cannot be written.
ExitCode rules_fmt(const RulesFmtOptions& options, std::istream& in, std::ostream& out,
                   std::ostream& err);

}  // namespace mutua::cli
