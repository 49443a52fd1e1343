#include "engine/ruleset/explain/shape_changes.hpp"

#include "engine/ruleset/oracle/formula_text.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

void add_version_changes(std::vector<std::string>& made, const Words& words,
                         const CheckedRuleset& rules, const RuleVersion& version,
                         const FigureShape::Version& before, const FigureShape::Version& after) {
    if (before.applies != after.applies) {
        made.push_back(words(after.applies ? "{} holds" : "{} is false",
                             {"applies when " + written(rules, version.applies_when->span)}));
        return;
    }
    if (before.exception == after.exception) { return; }
    if (after.exception) {
        const CheckedException& one = version.exceptions[*after.exception];
        made.push_back(words("{} decides: {}",
                             {words("exception {}", {one.label}), written(rules, one.when.span)}));
    } else {
        const std::string& label = version.exceptions[*before.exception].label;
        made.push_back(
            words("{} no longer holds: the default decides", {words("exception {}", {label})}));
    }
}

void add_amendment_changes(std::vector<std::string>& made, const Words& words,
                           const CheckedRuleset& rules, const FigureShape& before,
                           const FigureShape& after) {
    const auto has = [](const FigureShape& shape, const CheckedException* one) {
        return std::find(shape.amended.begin(), shape.amended.end(), one) != shape.amended.end();
    };
    for (const CheckedException* one : after.amended) {
        if (has(before, one)) { continue; }
        made.push_back(words("{} decides: {}", {words("amendment {}", {one->label}),
                                                written(rules, one->when.span)}));
    }
    for (const CheckedException* one : before.amended) {
        if (has(after, one)) { continue; }
        made.push_back(words("{} no longer holds", {words("amendment {}", {one->label})}));
    }
}

std::string bracket_words(const Words& words, const CheckedRuleset& rules,
                          const TypedExpression& call, const Decision& decision) {
    const Definition& definition = rules.definitions[call.definition];
    if (decision.taken == 0) { return words("below the first bracket of {}", {definition.name}); }
    const ScaleVersion& version = definition.scale()->versions[decision.version];
    return words("bracket {} of {}: {}",
                 {std::to_string(decision.taken), definition.name,
                  written(rules, version.brackets[decision.taken - 1].span)});
}

std::string decision_words(const Words& words, const CheckedRuleset& rules,
                           const Decision& decision) {
    const TypedExpression& one = *decision.expression;
    switch (one.kind) {
        case TypedKind::scale_call:
            return bracket_words(words, rules, one, decision);
        case TypedKind::if_then_else:
            return words(decision.taken == 0 ? "{} holds" : "{} is false",
                         {written(rules, one.children.at(0).span)});
        case TypedKind::match:
            return words("{}: case {} of the match", {written(rules, one.children.at(0).span),
                                                      std::to_string(decision.taken + 1)});
        case TypedKind::clamp:
            return words(decision.taken == 0   ? "the clamp lets the value through"
                         : decision.taken == 1 ? "the lower bound of the clamp decides"
                                               : "the upper bound of the clamp decides");
        default:
            return words("`{}` decides the {}",
                         {written(rules, one.children.at(decision.taken).span),
                          one.kind == TypedKind::minimum ? "min" : "max"});
    }
}

}  // namespace

bool same_way(const FigureShape& one, const FigureShape& other) {
    return one.versions == other.versions && one.amended == other.amended &&
           one.decisions == other.decisions;
}

std::vector<std::string> shape_changes(const Words& words, const CheckedRuleset& rules,
                                       DefinitionId rule, const FigureShape& before,
                                       const FigureShape& after) {
    std::vector<std::string> made;
    const auto& versions = rules.definitions[rule].rule()->versions;
    for (std::size_t i = 0; i < std::min(before.versions.size(), after.versions.size()); ++i) {
        add_version_changes(made, words, rules, versions[before.versions[i].version],
                            before.versions[i], after.versions[i]);
    }
    add_amendment_changes(made, words, rules, before, after);
    for (const Decision& one : after.decisions) {
        const auto same =
            std::find_if(before.decisions.begin(), before.decisions.end(),
                         [&](const Decision& other) { return other.expression == one.expression; });
        const bool changed = same != before.decisions.end() && same->taken != one.taken;
        if (changed) { made.push_back(decision_words(words, rules, one)); }
    }
    return made;
}

}  // namespace mutua::ruleset
