#pragma once

#include "engine/core/contract.hpp"
#include "engine/ruleset/check/check_context.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// One line of a block of versions: `from DATE …`, or `until DATE`, which ends the one before.
struct VersionLine {
    std::optional<Date> from;
    std::optional<Date> until;
    syntax::Span span;
};

/// A version with its days; `line` is its index among the lines.
struct VersionDays {
    Days days;
    std::size_t line = 0;
};

/// The days of each version of one definition. Errors: R403; R405 as a warning.
[[nodiscard]] std::vector<VersionDays> version_days(CheckContext& context, const std::string& name,
                                                    const Days& covers,
                                                    const std::vector<VersionLine>& lines);

/// The lines of params, scales (`from` always set) and rules.
template <typename Version>
[[nodiscard]] std::vector<VersionLine> version_lines(const std::vector<Version>& versions) {
    std::vector<VersionLine> lines;
    for (const Version& version : versions) {
        lines.push_back({version.from, version.until, version.span});
        if (version.until) { lines.back().from.reset(); }
    }
    return lines;
}

/// The line of a block of versions that a checked version was made from.
template <typename Written>
[[nodiscard]] const Written& written_version(const std::vector<Written>& lines, syntax::Span span) {
    const auto at = std::lower_bound(
        lines.begin(), lines.end(), span.begin,
        [](const Written& line, std::uint32_t begin) { return line.span.begin < begin; });
    require(at != lines.end() && at->span.begin == span.begin, "a version stands in its file");
    return *at;
}

/// The day after, for cuts; the last day of all stays.
[[nodiscard]] Date day_after(Date day);

}  // namespace mutua::ruleset
