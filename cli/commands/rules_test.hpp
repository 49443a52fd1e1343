#pragma once

#include "cli/commands/rules_files.hpp"
#include "cli/exit_code.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>

namespace mutua::cli {

struct RulesTestOptions {
    std::filesystem::path folder;
    Date today;
    std::string only;  ///< run the tests whose title contains this
    Format format = Format::text;
    bool coverage = false;  ///< then: what no test reaches
    bool mutate = false;    ///< then: which changes no test notices
    bool all = false;       ///< with `coverage`: what tests should reach, each with how many do
    std::string language = "en";  ///< of tables and sums; not of the last line
};

/// `mutua rules test [DIR]`: runs the test blocks of a rules folder; the last line of `out` is
/// `N passed, N failed`. Differences go to `err` with place, expected and computed value. With
/// `--coverage` and `--mutate`, what is not reached (R904) and not noticed (R905) goes to `err` and
/// the totals to `out`; neither changes the exit code. `--coverage --all` also lists, by definition
/// and version, each branch, bracket, row and rounding with the number of tests that reach it.
/// Errors: bad_input when a test fails or the rules do not pass their checks; usage when no title
///         contains `only`, and for `all` without `coverage` (U155).
ExitCode rules_test(const RulesTestOptions& options, std::ostream& out, std::ostream& err);

}  // namespace mutua::cli
