#pragma once

#include "cli/commands/rules_files.hpp"
#include "cli/exit_code.hpp"
#include "engine/ruleset/proof/verify.hpp"

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace mutua::cli {

struct RulesVerifyOptions {
    std::filesystem::path folder;
    Date today;
    std::vector<std::string> packages;  ///< none: all of the folder
    std::size_t rows = 10'000;          ///< payslips in all, as many for each package
    std::size_t seed = 1;
    std::size_t threads = 0;  ///< 0: as many as the computer has
    Format format = Format::text;
    std::string language = "en";  ///< of the table and of what it comes to
};

/// What verifying a package came to.
struct PackageReport {
    std::string name;
    ruleset::VerifyReport report;
};

/// A line a package, their sum, each difference with its test to paste, and a sentence of what it
/// comes to.
[[nodiscard]] std::string verify_text(const std::vector<PackageReport>& reports,
                                      const std::string& language = "en");

/// `mutua rules verify [PACKAGE…]`: random payslips through the column machine, the row machine and
/// the exact walk, spread over packages, their segments and the edges of these. The smallest case
/// on which they differ is printed as a test to paste; progress goes to `err`; `out` has a line a
/// package and ends with their sum.
/// Errors: bad_input for differences and for rules that do not pass their checks; usage for a
///         package that does not exist.
ExitCode rules_verify(const RulesVerifyOptions& options, std::ostream& out, std::ostream& err);

}  // namespace mutua::cli
