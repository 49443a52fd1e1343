#pragma once

#include "cli/commands/rules_files.hpp"
#include "cli/exit_code.hpp"

#include <filesystem>
#include <iosfwd>
#include <optional>

namespace mutua::cli {

struct RulesReviewsOptions {
    std::filesystem::path folder;
    Date today;
    std::optional<Date> until;  ///< only what is to be looked at by then
    bool provisional = false;   ///< only what stands in for a figure that is not known
    Format format = Format::text;
};

/// `mutua rules reviews`: the agenda of the experts. A line for each `review by`: the day, the
/// figure, since when it holds, its value and what it rests on, with tabs between. Errors:
/// bad_input when the rules have errors.
ExitCode rules_reviews(const RulesReviewsOptions& options, std::ostream& out, std::ostream& err);

}  // namespace mutua::cli
