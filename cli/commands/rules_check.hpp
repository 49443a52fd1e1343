#pragma once

#include "cli/commands/rules_files.hpp"
#include "cli/exit_code.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>

namespace mutua::cli {

struct RulesCheckOptions {
    std::filesystem::path folder;
    Date today;           ///< against which `review by` is judged
    bool strict = false;  ///< warnings are errors
    Format format = Format::text;
    bool notes = false;           ///< each note at its place, instead of one line a code
    bool run_time = false;        ///< each place where a row may still be rejected
    std::string language = "en";  ///< of the summary
};

/// `mutua rules check [DIR]`: reports everything that is wrong in one pass; the summary goes to
/// `out`, findings to `err` (with JSON: an array of them to `out`). Notes ask for nothing now: as
/// text they are one line a code, unless `notes` is set. Text also counts the places where a row
/// can still be rejected when the rules run, which no check can exclude.
/// Errors: bad_input when there is an error, or with `strict` a warning.
ExitCode rules_check(const RulesCheckOptions& options, std::ostream& out, std::ostream& err);

}  // namespace mutua::cli
