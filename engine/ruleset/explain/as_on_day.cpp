#include "engine/ruleset/explain/as_on_day.hpp"

#include "engine/ruleset/explain/reach.hpp"
#include "engine/ruleset/oracle/exact_case.hpp"

#include <memory>
#include <utility>

namespace mutua::ruleset {

namespace {

/// The version of a day, in force on every day; false when that day has none.
template <typename Version>
bool keep_only(std::vector<Version>& versions, Date day) {
    const auto at = version_on(versions, day);
    if (!at) { return false; }
    Version kept = std::move(versions[*at]);
    kept.days = {first_of_days, last_of_days};
    versions = {std::move(kept)};
    return true;
}

/// A mean over days has no day of its own: the last one of the period stands for all.
Date day_of_clock(const Clocks& clocks, Clock clock) {
    return clock == Clock::day ? clocks.work_end : day_on(clocks, clock);
}

/// A rule is read with its own clock alone, and each of its amendments with that of its package.
bool fix_rule(const CheckedRuleset& rules, RuleDefinition& rule, Clock own, const Clocks& clocks) {
    bool any = keep_only(rule.versions, day_of_clock(clocks, own));
    for (Amendment& one : rule.amendments) {
        const Date day = day_of_clock(clocks, rules.packages[one.package].clock);
        if (!keep_only(one.versions, day)) { one.versions.clear(); }
        any = any || !one.versions.empty();
    }
    return any;
}

bool has_version(const Definition& definition, Date day) {
    if (const auto* param = definition.param()) {
        return version_on(param->versions, day).has_value();
    }
    if (const auto* scale = definition.scale()) {
        return version_on(scale->versions, day).has_value();
    }
    return version_on(definition.table()->versions, day).has_value();
}

/// Writes behind every reading of a definition the day on which the clocks read it.
bool fix_readings(CheckedRuleset& rules, DefinitionId definition, const Clocks& clocks) {
    const Definition& read = rules.definitions[definition];
    bool found = true;
    for (const Definition& reader : rules.definitions) {
        walk_whole(rules, reader, [&](const TypedExpression& one) {
            if (!reads_definition(one) || one.definition != definition) { return; }
            const Date day = one.at ? day_of(*one.at, clocks) : day_of_clock(clocks, read.clock);
            found = found && has_version(read, day);
            // The walk is written for rules that stay as they are; these are ours to change.
            const_cast<TypedExpression&>(one).at = DateReference{day};
        });
    }
    return found;
}

}  // namespace

Ruleset with_definition_as_on(const CheckedRuleset& rules, DefinitionId definition,
                              const Clocks& clocks) {
    auto made = std::make_shared<CheckedRuleset>(rules);
    Definition& fixed = made->definitions[definition];
    if (auto* rule = std::get_if<RuleDefinition>(&fixed.content)) {
        return fix_rule(rules, *rule, fixed.clock, clocks) ? made : nullptr;
    }
    const bool has_versions =
        fixed.param() != nullptr || fixed.scale() != nullptr || fixed.table() != nullptr;
    if (has_versions && !fix_readings(*made, definition, clocks)) { return nullptr; }
    return made;
}

}  // namespace mutua::ruleset
