#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

#include <vector>

/// Who reads whom.
namespace mutua::ruleset {

/// Calls `visit` on every expression of a definition: defaults, figures, formulas, conditions,
/// tests, amendments with the conditions of their layers.
template <typename Visit>
void walk_whole(const CheckedRuleset& rules, const Definition& definition, const Visit& visit) {
    const auto formula = [&](const Formula& one) { walk(one.value, visit); };
    const auto exceptions = [&](const std::vector<CheckedException>& all) {
        for (const CheckedException& one : all) {
            walk(one.when, visit);
            formula(one.formula);
        }
    };
    if (const auto* input = definition.input(); input && input->default_value) {
        formula(*input->default_value);
    }
    if (const auto* param = definition.param()) {
        for (const ParamVersion& version : param->versions) {
            for (const TypedExpression& one : version.expressions) { walk(one, visit); }
        }
    }
    if (const auto* carry = definition.carry()) { formula(carry->formula); }
    const RuleDefinition* rule = definition.rule();
    if (rule == nullptr) { return; }
    for (const RuleVersion& version : rule->versions) {
        if (version.applies_when) { walk(*version.applies_when, visit); }
        formula(version.formula);
        exceptions(version.exceptions);
    }
    for (const CheckedEnsure& ensure : rule->ensures) { walk(ensure.condition, visit); }
    for (const Amendment& amendment : rule->amendments) {
        const Package& package = rules.packages.at(amendment.package);
        if (package.layer_when) { walk(*package.layer_when, visit); }
        for (const AmendmentVersion& version : amendment.versions) {
            exceptions(version.exceptions);
        }
    }
}

/// True when an expression of that kind reads a definition.
[[nodiscard]] bool reads_definition(const TypedExpression& expression);

/// What a definition reads itself, each once, by full name.
[[nodiscard]] std::vector<DefinitionId> used_by(const CheckedRuleset& rules,
                                                DefinitionId definition);

/// For each definition those that read it, by full name.
[[nodiscard]] std::vector<std::vector<DefinitionId>> readers_of_all(const CheckedRuleset& rules);

/// The roots and everything that they reach, each once, by full name.
[[nodiscard]] std::vector<DefinitionId> reached_from(const CheckedRuleset& rules,
                                                     const std::vector<DefinitionId>& roots);

/// The inputs without a default that a figure needs and that are not among the names `given`, as
/// `package` sees them; by full name. Empty: the figure can be computed.
[[nodiscard]] std::vector<DefinitionId> missing_inputs(const CheckedRuleset& rules,
                                                       PackageId package, DefinitionId figure,
                                                       const std::vector<std::string>& given);

/// The definitions of a package, by name.
[[nodiscard]] std::vector<DefinitionId> declared_by(const CheckedRuleset& rules, PackageId package);

}  // namespace mutua::ruleset
