#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/version_days.hpp"
#include "engine/ruleset/check/walk_definition.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

/// Of the word `until`.
constexpr std::uint32_t until_length = 5;

void report_gap(CheckContext& context, const Definition& definition, const Days& gap,
                syntax::Span place, bool ended) {
    std::string help =
        "add a `from " + mutua::to_string(gap.from) + "`" + (ended ? ", or remove this line" : "");
    if (!context.file_of(definition.package).covers_span) {
        help =
            "say in the head of the package which days it covers: "
            "`covers 2026-01-01 .. 2026-12-31`";
    }
    context.findings.error(place, "R401",
                           "`" + definition.name + "` has no version from " +
                               mutua::to_string(gap.from) + " to " + mutua::to_string(gap.until),
                           std::move(help));
}

/// The days among `needed` without a version, by their first and last.
std::vector<Days> gaps_in(const std::vector<Days>& versions, const Days& needed) {
    std::vector<Days> gaps;
    Date next = needed.from;
    for (const Days& version : versions) {
        if (needed.until < next) { return gaps; }
        if (next < version.from) {
            gaps.push_back({next, std::min(add_days(version.from, -1), needed.until)});
        }
        if (version.until < next) { continue; }
        if (version.until == last_of_days) { return gaps; }
        next = day_after(version.until);
    }
    if (next <= needed.until) { gaps.push_back({next, needed.until}); }
    return gaps;
}

/// What a version that is written holds once all stand in rising order, which R403 asks for.
struct WrittenDays {
    Days days;
    std::optional<syntax::Span> until;  ///< the line that ends it, when the author wrote one
};

template <typename Written>
std::vector<WrittenDays> days_in_order(const std::vector<Written>& written) {
    std::vector<WrittenDays> versions;
    for (const VersionLine& line : version_lines(written)) {
        if (!line.until) {
            versions.push_back({{line.from.value_or(first_of_days), last_of_days}, std::nullopt});
        } else if (!versions.empty() && versions.back().days.from <= *line.until) {
            versions.back().days.until = *line.until;
            versions.back().until =
                syntax::Span{line.span.file, line.span.begin, line.span.begin + until_length};
        }
    }
    std::stable_sort(versions.begin(), versions.end(), [](const auto& left, const auto& right) {
        return left.days.from < right.days.from;
    });
    return versions;
}

template <typename Written>
void check_definition(CheckContext& context, const Definition& definition,
                      const std::vector<Written>& written) {
    const std::vector<WrittenDays> versions = days_in_order(written);
    std::vector<Days> days;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        days.push_back(versions[i].days);
        const bool goes_on = !versions[i].until && i + 1 < versions.size();
        if (goes_on) { days.back().until = add_days(versions[i + 1].days.from, -1); }
    }
    for (const Days& gap : gaps_in(days, context.rules.packages[definition.package].covers)) {
        std::optional<syntax::Span> ended;
        for (std::size_t i = 0; i < versions.size(); ++i) {
            if (days[i].until < gap.from) { ended = versions[i].until; }
        }
        report_gap(context, definition, gap, ended.value_or(definition.name_span),
                   ended.has_value());
    }
}

template <typename Version>
std::vector<Days> days_of(const std::vector<Version>& versions) {
    std::vector<Days> days;
    for (const Version& version : versions) { days.push_back(version.days); }
    return days;
}

/// The first value of a clock when the work ends on `day` or later.
Date first_value(Clock clock, Date day) {
    switch (clock) {
        case Clock::work_start:
            return start_of(day, DateReference::Start::month);
        case Clock::quarter_start:
            return start_of(day, DateReference::Start::quarter);
        case Clock::year_start:
            return start_of(day, DateReference::Start::year);
        default:
            return day;
    }
}

/// What the first covered days of a package read on a clock that stands earlier must be covered
/// too.
void check_clock(CheckContext& context, const Definition& definition) {
    if (definition.input() != nullptr || definition.carry() != nullptr) { return; }
    const Package& package = context.rules.packages[definition.package];
    const Date first = first_value(definition.clock, package.covers.from);
    if (package.covers.from <= first) { return; }
    context.findings.error(definition.name_span, "R401",
                           "`" + definition.name + "` is dated by " +
                               std::string{to_string(definition.clock)} + ", which is " +
                               mutua::to_string(first) + " for the first days that `" +
                               package.name + "` covers",
                           "cover from " + mutua::to_string(first));
}

/// A package may not cover a day that a package it reads from does not cover.
class ReachChecker {
public:
    explicit ReachChecker(CheckContext& context) : context_{context} {}

    void check(const Definition& definition) {
        walk_definition(definition,
                        [&](const TypedExpression& one) { check(definition.package, one); });
        const RuleDefinition* rule = definition.rule();
        if (rule == nullptr) { return; }
        for (const Amendment& amendment : rule->amendments) {
            walk_amendment(context_.rules, amendment,
                           [&](const TypedExpression& one) { check(amendment.package, one); });
        }
    }

private:
    void check(PackageId from, const TypedExpression& one) {
        if (one.at && !one.at->day) { check_reference(from, one); }
        const bool reads = one.kind == TypedKind::read || one.kind == TypedKind::scale_call ||
                           one.kind == TypedKind::applies || one.kind == TypedKind::look_up ||
                           one.kind == TypedKind::prior;
        if (!reads || one.type.is_unknown() || (one.at && one.at->day)) { return; }
        const PackageId owner = context_.rules.definitions[one.definition].package;
        if (owner == from) { return; }
        const Package& reader = context_.rules.packages[from];
        const Package& used = context_.rules.packages[owner];
        const bool within =
            used.covers.from <= reader.covers.from && reader.covers.until <= used.covers.until;
        if (within || !reported_.emplace(from, owner).second) { return; }
        const syntax::File& file = context_.file_of(from);
        const syntax::File& other = context_.file_of(owner);
        Diagnostic& found = context_.findings.error(
            file.covers_span.value_or(file.package.span), "R401",
            "`" + reader.name + "` covers days that `" + used.name + "`, which it reads, does not",
            "cover at most " + mutua::to_string(used.covers.from) + " .. " +
                mutua::to_string(used.covers.until));
        context_.findings.relate(found, other.covers_span.value_or(other.package.span),
                                 "what is covered there");
    }

    /// `p at start of year of payment_date` reads before the first day that is covered.
    void check_reference(PackageId from, const TypedExpression& one) {
        const Definition& read = context_.rules.definitions[one.definition];
        Days needed = context_.rules.packages[from].covers;
        needed.from = start_of(needed.from, one.at->start);
        needed.from = first_value(one.at->clock, needed.from);
        const auto versions = [&](const auto* content) {
            if (content == nullptr) { return; }
            for (const Days& gap : gaps_in(days_of(content->versions), needed)) {
                context_.findings.error(one.span, "R402",
                                        "`" + read.name + "` has no version on " +
                                            mutua::to_string(gap.from) +
                                            ", which this reads for days that `" +
                                            context_.rules.packages[from].name + "` covers",
                                        "add a version `from " + mutua::to_string(gap.from) + "`");
                return;
            }
        };
        versions(read.param());
        versions(read.scale());
        versions(read.table());
    }

    CheckContext& context_;
    std::set<std::pair<PackageId, PackageId>> reported_;
};

}  // namespace

void check_coverage(CheckContext& context) {
    ReachChecker reach{context};
    for (const DeclaredDefinition& declared : context.declared) {
        const Definition& definition = context.rules.definitions[declared.id];
        if (declared.param != nullptr) {
            check_definition(context, definition, declared.param->versions);
        } else if (declared.scale != nullptr) {
            check_definition(context, definition, declared.scale->versions);
        } else if (declared.table != nullptr) {
            check_definition(context, definition, declared.table->versions);
        } else if (declared.rule != nullptr) {
            check_definition(context, definition, declared.rule->versions);
        }
        check_clock(context, definition);
        reach.check(definition);
    }
}

}  // namespace mutua::ruleset
