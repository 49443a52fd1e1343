#pragma once

#include "cli/commands/rules_files.hpp"
#include "cli/exit_code.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>

namespace mutua::cli {

struct RulesDocOptions {
    std::filesystem::path folder;
    Date today;
    std::filesystem::path out;  ///< folder of the pages; made when it is missing
    std::string language = "en";
};

/// `mutua rules doc --out DIR`: an HTML page for each package, and an index.
/// Errors: bad_input for rules with errors; CommandFailure when a page cannot be written.
ExitCode rules_doc(const RulesDocOptions& options, std::ostream& out, std::ostream& err);

}  // namespace mutua::cli
