#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

namespace mutua::ruleset {

/// Visits every expression that makes the value of a definition: defaults of inputs, formulas,
/// conditions and exceptions of rules. `ensure` is a test of a rule, not a part of its value.
template <typename Visit>
void walk_value(const Definition& definition, const Visit& visit) {
    if (const InputDefinition* input = definition.input(); input && input->default_value) {
        walk(input->default_value->value, visit);
    }
    const RuleDefinition* rule = definition.rule();
    if (rule == nullptr) { return; }
    for (const RuleVersion& version : rule->versions) {
        if (version.applies_when) { walk(*version.applies_when, visit); }
        walk(version.formula.value, visit);
        for (const CheckedException& exception : version.exceptions) {
            walk(exception.when, visit);
            walk(exception.formula.value, visit);
        }
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

}  // namespace mutua::ruleset
