#include "engine/ruleset/explain/shape_changes.hpp"

#include "engine/ruleset/oracle/formula_text.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

void add_version_changes(std::vector<std::string>& made, const CheckedRuleset& rules,
                         const RuleVersion& version, const FigureShape::Version& before,
                         const FigureShape::Version& after) {
    if (before.applies != after.applies) {
        made.push_back("applies when " + written(rules, version.applies_when->span) +
                       (after.applies ? " holds" : " is false"));
        return;
    }
    if (before.exception == after.exception) { return; }
    if (after.exception) {
        const CheckedException& one = version.exceptions[*after.exception];
        made.push_back("exception " + one.label + " decides: " + written(rules, one.when.span));
    } else {
        made.push_back("exception " + version.exceptions[*before.exception].label +
                       " no longer holds: the default decides");
    }
}

void add_amendment_changes(std::vector<std::string>& made, const CheckedRuleset& rules,
                           const FigureShape& before, const FigureShape& after) {
    const auto has = [](const FigureShape& shape, const CheckedException* one) {
        return std::find(shape.amended.begin(), shape.amended.end(), one) != shape.amended.end();
    };
    for (const CheckedException* one : after.amended) {
        if (has(before, one)) { continue; }
        made.push_back("amendment " + one->label + " decides: " + written(rules, one->when.span));
    }
    for (const CheckedException* one : before.amended) {
        if (!has(after, one)) { made.push_back("amendment " + one->label + " no longer holds"); }
    }
}

std::string bracket_words(const CheckedRuleset& rules, const TypedExpression& call,
                          const Decision& decision) {
    const Definition& definition = rules.definitions[call.definition];
    if (decision.taken == 0) { return "below the first bracket of " + definition.name; }
    const ScaleVersion& version = definition.scale()->versions[decision.version];
    return "bracket " + std::to_string(decision.taken) + " of " + definition.name + ": " +
           written(rules, version.brackets[decision.taken - 1].span);
}

std::string decision_words(const CheckedRuleset& rules, const Decision& decision) {
    const TypedExpression& one = *decision.expression;
    switch (one.kind) {
        case TypedKind::scale_call:
            return bracket_words(rules, one, decision);
        case TypedKind::if_then_else:
            return written(rules, one.children.at(0).span) +
                   (decision.taken == 0 ? " holds" : " is false");
        case TypedKind::match:
            return written(rules, one.children.at(0).span) + ": case " +
                   std::to_string(decision.taken + 1) + " of the match";
        case TypedKind::clamp:
            return decision.taken == 0   ? "the clamp lets the value through"
                   : decision.taken == 1 ? "the lower bound of the clamp decides"
                                         : "the upper bound of the clamp decides";
        default:
            return "`" + written(rules, one.children.at(decision.taken).span) + "` decides the " +
                   (one.kind == TypedKind::minimum ? "min" : "max");
    }
}

}  // namespace

bool same_way(const FigureShape& one, const FigureShape& other) {
    return one.versions == other.versions && one.amended == other.amended &&
           one.decisions == other.decisions;
}

std::vector<std::string> shape_changes(const CheckedRuleset& rules, DefinitionId rule,
                                       const FigureShape& before, const FigureShape& after) {
    std::vector<std::string> made;
    const auto& versions = rules.definitions[rule].rule()->versions;
    for (std::size_t i = 0; i < std::min(before.versions.size(), after.versions.size()); ++i) {
        add_version_changes(made, rules, versions[before.versions[i].version], before.versions[i],
                            after.versions[i]);
    }
    add_amendment_changes(made, rules, before, after);
    for (const Decision& one : after.decisions) {
        const auto same =
            std::find_if(before.decisions.begin(), before.decisions.end(),
                         [&](const Decision& other) { return other.expression == one.expression; });
        const bool changed = same != before.decisions.end() && same->taken != one.taken;
        if (changed) { made.push_back(decision_words(rules, one)); }
    }
    return made;
}

}  // namespace mutua::ruleset
