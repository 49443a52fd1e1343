#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/version_days.hpp"
#include "engine/ruleset/check/walk_definition.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

void report_gap(CheckContext& context, const Definition& definition, Date from, Date until,
                syntax::Span place, bool ended) {
    context.findings.error(
        place, "R401",
        "`" + definition.name + "` has no version from " + mutua::to_string(from) + " to " +
            mutua::to_string(until),
        "add a `from " + mutua::to_string(from) + "`" + (ended ? ", or remove this line" : ""));
}

/// The line `until` that ends a version, when the author wrote one.
template <typename Version>
std::optional<syntax::Span> until_after(const std::vector<Version>& written, syntax::Span version) {
    for (std::size_t i = 0; i + 1 < written.size(); ++i) {
        if (written[i].span.begin == version.begin && written[i + 1].until) {
            const syntax::Span line = written[i + 1].span;
            return syntax::Span{line.file, line.begin, line.begin + 5};
        }
    }
    return std::nullopt;
}

template <typename Version, typename Written>
void check_definition(CheckContext& context, const Definition& definition,
                      const std::vector<Version>& versions, const std::vector<Written>& written) {
    const Days& covers = context.rules.packages[definition.package].covers;
    Date needed = covers.from;
    syntax::Span place = definition.name_span;
    bool ended = false;
    for (const Version& version : versions) {
        if (covers.until < needed) { return; }
        if (needed < version.days.from) {
            const Date until = std::min(add_days(version.days.from, -1), covers.until);
            report_gap(context, definition, needed, until, place, ended);
        }
        if (version.days.until < needed) { continue; }
        needed = day_after(version.days.until);
        const auto until_line = until_after(written, version.span);
        ended = until_line.has_value();
        place = until_line.value_or(definition.name_span);
        if (version.days.until == last_of_days) { return; }
    }
    if (needed <= covers.until) {
        report_gap(context, definition, needed, covers.until, place, ended);
    }
}

/// A package may not cover a day that a package it reads from does not cover.
void check_reach(CheckContext& context, const Definition& definition,
                 std::set<std::pair<PackageId, PackageId>>& reported) {
    const Package& reader = context.rules.packages[definition.package];
    walk_definition(definition, [&](const TypedExpression& one) {
        const bool reads = one.kind == TypedKind::read || one.kind == TypedKind::scale_call ||
                           one.kind == TypedKind::applies;
        if (!reads || one.type.is_unknown() || (one.at && one.at->day)) { return; }
        const PackageId owner = context.rules.definitions[one.definition].package;
        const Package& used = context.rules.packages[owner];
        const bool within =
            used.covers.from <= reader.covers.from && reader.covers.until <= used.covers.until;
        if (within || !reported.emplace(definition.package, owner).second) { return; }
        const syntax::File& file = context.file_of(definition.package);
        const syntax::File& other = context.file_of(owner);
        Diagnostic& found = context.findings.error(
            file.covers_span.value_or(file.package.span), "R401",
            "`" + reader.name + "` covers days that `" + used.name + "`, which it reads, does not",
            "cover at most " + mutua::to_string(used.covers.from) + " .. " +
                mutua::to_string(used.covers.until));
        context.findings.relate(found, other.covers_span.value_or(other.package.span),
                                "what is covered there");
    });
}

}  // namespace

void check_coverage(CheckContext& context) {
    std::set<std::pair<PackageId, PackageId>> reported;
    for (const DeclaredDefinition& declared : context.declared) {
        const Definition& definition = context.rules.definitions[declared.id];
        if (declared.param != nullptr) {
            check_definition(context, definition, definition.param()->versions,
                             declared.param->versions);
        } else if (declared.scale != nullptr) {
            check_definition(context, definition, definition.scale()->versions,
                             declared.scale->versions);
        } else if (declared.rule != nullptr) {
            check_definition(context, definition, definition.rule()->versions,
                             declared.rule->versions);
        }
        check_reach(context, definition, reported);
    }
}

}  // namespace mutua::ruleset
