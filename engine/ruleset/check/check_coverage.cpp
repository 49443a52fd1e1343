#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/version_days.hpp"
#include "engine/ruleset/check/walk_definition.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

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

/// The line `until` that ends a version, when the author wrote one.
template <typename Version>
std::optional<syntax::Span> until_after(const std::vector<Version>& written, syntax::Span version) {
    const auto at = &written_version(written, version) + 1;
    if (at != written.data() + written.size() && at->until) {
        return syntax::Span{at->span.file, at->span.begin, at->span.begin + 5};
    }
    return std::nullopt;
}

/// The days among `needed` without a version, by their first and last.
template <typename Version>
std::vector<Days> gaps_in(const std::vector<Version>& versions, const Days& needed) {
    std::vector<Days> gaps;
    Date next = needed.from;
    for (const Version& version : versions) {
        if (needed.until < next) { return gaps; }
        if (next < version.days.from) {
            gaps.push_back({next, std::min(add_days(version.days.from, -1), needed.until)});
        }
        if (version.days.until < next) { continue; }
        if (version.days.until == last_of_days) { return gaps; }
        next = day_after(version.days.until);
    }
    if (next <= needed.until) { gaps.push_back({next, needed.until}); }
    return gaps;
}

template <typename Version, typename Written>
void check_definition(CheckContext& context, const Definition& definition,
                      const std::vector<Version>& versions, const std::vector<Written>& written) {
    const auto begun = std::count_if(written.begin(), written.end(),
                                     [](const Written& one) { return !one.until; });
    // One that does not follow the others in time was told: there may be no gap.
    if (versions.size() < static_cast<std::size_t>(begun)) { return; }
    for (const Days& gap : gaps_in(versions, context.rules.packages[definition.package].covers)) {
        std::optional<syntax::Span> ended;
        for (const Version& version : versions) {
            if (version.days.until < gap.from) { ended = until_after(written, version.span); }
        }
        report_gap(context, definition, gap, ended.value_or(definition.name_span),
                   ended.has_value());
    }
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
            for (const Days& gap : gaps_in(content->versions, needed)) {
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
            check_definition(context, definition, definition.param()->versions,
                             declared.param->versions);
        } else if (declared.scale != nullptr) {
            check_definition(context, definition, definition.scale()->versions,
                             declared.scale->versions);
        } else if (declared.table != nullptr) {
            check_definition(context, definition, definition.table()->versions,
                             declared.table->versions);
        } else if (declared.rule != nullptr) {
            check_definition(context, definition, definition.rule()->versions,
                             declared.rule->versions);
        }
        check_clock(context, definition);
        reach.check(definition);
    }
}

}  // namespace mutua::ruleset
