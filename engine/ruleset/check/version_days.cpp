#include "engine/ruleset/check/version_days.hpp"

#include <utility>

namespace mutua::ruleset {

namespace {

syntax::Span first_word(syntax::Span span, std::uint32_t length) {
    return {span.file, span.begin, span.begin + length};
}

}  // namespace

Date day_after(Date day) { return day >= last_of_days ? last_of_days : add_days(day, 1); }

std::vector<VersionDays> version_days(CheckContext& context, const std::string& name,
                                      const Days& covers, const std::vector<VersionLine>& lines) {
    std::vector<VersionDays> versions;
    Date free_from = first_of_days;
    bool open = false;
    bool misplaced = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const VersionLine& line = lines[i];
        if (line.until) {
            // It ends a version that was told to stand elsewhere.
            if (std::exchange(misplaced, false)) { continue; }
            if (!open || *line.until < versions.back().days.from) {
                context.findings.error(first_word(line.span, 5), "R403",
                                       "`until` ends no version of `" + name + "`",
                                       "write it after the `from` that it ends");
                continue;
            }
            versions.back().days.until = *line.until;
            free_from = day_after(*line.until);
            open = false;
            continue;
        }
        const Date from = line.from.value_or(first_of_days);
        if (!versions.empty() && (from <= versions.back().days.from || from < free_from)) {
            Diagnostic& found = context.findings.error(
                first_word(line.span, 4), "R403",
                "the versions of `" + name + "` do not stand in rising order of days",
                "sort them by `from`, with one version a day");
            context.findings.relate(found, lines[versions.back().line].span, "the version before");
            misplaced = true;
            continue;
        }
        misplaced = false;
        if (open) { versions.back().days.until = add_days(from, -1); }
        versions.push_back({{from, last_of_days}, i});
        open = true;
    }
    for (const VersionDays& version : versions) {
        const bool outside = version.days.until < covers.from || covers.until < version.days.from;
        if (outside && lines[version.line].from) {
            context.findings.warning(
                first_word(lines[version.line].span, 4), "R405",
                "this version of `" + name + "` lies outside what the package covers",
                "widen `covers`, or remove the version");
        }
    }
    return versions;
}

}  // namespace mutua::ruleset
