#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

namespace mutua::ruleset {

/// Visits the conditions and formulas of some exceptions.
template <typename Visit>
void walk_exceptions(const std::vector<CheckedException>& exceptions, const Visit& visit) {
    for (const CheckedException& exception : exceptions) {
        walk(exception.when, visit);
        walk(exception.formula.value, visit);
    }
}

/// Visits what other packages say of a rule, with their layer conditions.
template <typename Visit>
void walk_amendment(const CheckedRuleset& rules, const Amendment& amendment, const Visit& visit) {
    const auto& condition = rules.packages[amendment.package].layer_when;
    if (condition) { walk(*condition, visit); }
    for (const AmendmentVersion& version : amendment.versions) {
        walk_exceptions(version.exceptions, visit);
    }
}

/// Visits every expression that makes the value of a definition in its own package: defaults of
/// inputs, formulas, conditions and exceptions of rules and carries. `ensure` is a test of a rule,
/// not a part of its value; amendments belong to their packages.
template <typename Visit>
void walk_value(const Definition& definition, const Visit& visit) {
    if (const InputDefinition* input = definition.input(); input && input->default_value) {
        walk(input->default_value->value, visit);
    }
    if (const CarryDefinition* carry = definition.carry()) { walk(carry->formula.value, visit); }
    const RuleDefinition* rule = definition.rule();
    if (rule == nullptr) { return; }
    for (const RuleVersion& version : rule->versions) {
        if (version.applies_when) { walk(*version.applies_when, visit); }
        walk(version.formula.value, visit);
        walk_exceptions(version.exceptions, visit);
    }
}

/// As walk_value, with the tests of `ensure`.
template <typename Visit>
void walk_definition(const Definition& definition, const Visit& visit) {
    walk_value(definition, visit);
    const RuleDefinition* rule = definition.rule();
    if (rule == nullptr) { return; }
    for (const CheckedEnsure& ensure : rule->ensures) { walk(ensure.condition, visit); }
}

/// As walk_definition, with the amendments of all layers: all that a figure may depend on.
template <typename Visit>
void walk_all(const CheckedRuleset& rules, const Definition& definition, const Visit& visit) {
    walk_definition(definition, visit);
    const RuleDefinition* rule = definition.rule();
    if (rule == nullptr) { return; }
    for (const Amendment& one : rule->amendments) { walk_amendment(rules, one, visit); }
}

}  // namespace mutua::ruleset
