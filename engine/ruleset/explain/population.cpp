#include "engine/ruleset/explain/population.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/as_on_day.hpp"
#include "engine/ruleset/explain/declaration_texts.hpp"
#include "engine/ruleset/explain/fault_values.hpp"
#include "engine/ruleset/explain/population_effects.hpp"
#include "engine/ruleset/explain/reach.hpp"

#include <map>
#include <memory>
#include <set>

namespace mutua::ruleset {

namespace {

std::vector<std::string> names_of(const Values& values) {
    std::vector<std::string> names;
    for (const auto& [name, value] : values) { names.push_back(name); }
    return names;
}

/// What a package prints or hands out, and what the packages it uses do.
std::vector<DefinitionId> outputs_of(const CheckedRuleset& rules, PackageId package) {
    std::vector<DefinitionId> outputs;
    for (const PackageId one : reachable_packages(rules, package)) {
        for (const DefinitionId id : declared_by(rules, one)) {
            const RuleDefinition* rule = rules.definitions[id].rule();
            if (rule && (rule->output || rule->printed)) { outputs.push_back(id); }
        }
    }
    return outputs;
}

/// Which figures are compared: known on both sides, and computable from what a row gives.
class Choice {
public:
    explicit Choice(const PopulationQuestion& question) : question_{question} {}

    Diagnostics choose(PopulationEffect& effect, std::vector<Type>& types) {
        const auto package = find_package(*question_.before, question_.package);
        const auto package_after = find_package(*question_.after, question_.package);
        if (!package || !package_after) {
            return {problem("R112", "there is no package `" + question_.package + "` on the " +
                                        (package ? "new" : "old") + " side")};
        }
        const CheckedRuleset& rules = *question_.before;
        Diagnostics findings;
        for (const DefinitionId id : wanted(rules, *package, findings)) {
            const std::string name = full_name(rules, id);
            const bool known =
                find_definition(*question_.after, *package_after, name, Reach::reachable)
                    .found.has_value();
            const bool computable =
                question_.rows.empty() ||
                missing_inputs(rules, *package, id, names_of(question_.rows.front().values))
                    .empty();
            if (!known || !computable) {
                effect.left_out.push_back(name);
                continue;
            }
            effect.figures.push_back(name);
            types.push_back(rules.definitions[id].type);
        }
        return findings;
    }

private:
    [[nodiscard]] std::vector<DefinitionId> wanted(const CheckedRuleset& rules, PackageId package,
                                                   Diagnostics& findings) const {
        if (question_.figures.empty()) { return outputs_of(rules, package); }
        std::vector<DefinitionId> ids;
        for (const std::string& name : question_.figures) {
            const auto search = find_definition(rules, package, name, Reach::reachable);
            if (search.found) {
                ids.push_back(search.found->definition);
                continue;
            }
            findings.push_back(problem(
                "R101", "`" + question_.package + "` knows no figure `" + name + "`",
                mutua::did_you_mean(name, visible_names(rules, package, Reach::reachable))));
        }
        return ids;
    }

    const PopulationQuestion& question_;
};

/// Changed definitions that can change a figure, each once, as `difference` names them.
std::vector<std::string> candidates(const std::vector<Change>& changes) {
    std::set<std::string> names;
    for (const Change& one : changes) {
        const bool counts = one.kind == ChangeKind::figure || one.kind == ChangeKind::formula;
        if (counts) { names.insert(one.definition); }
    }
    return {names.begin(), names.end()};
}

/// The CSV files that a table is read from on the new side.
std::vector<std::string> csv_of(const CheckedRuleset& rules, const std::string& definition) {
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < rules.definitions.size(); ++i) {
        const TableDefinition* table = rules.definitions[i].table();
        if (table == nullptr || full_name(rules, static_cast<DefinitionId>(i)) != definition) {
            continue;
        }
        for (const TableVersion& one : table->versions) {
            if (!one.file.empty()) { paths.push_back(one.file); }
        }
    }
    return paths;
}

/// Rows whose fault is looked into: each is walked once more.
constexpr std::size_t looked_into_max = 1'000;

std::vector<std::pair<std::string, std::string>> refused_of(const PopulationQuestion& question,
                                                            const Ruleset& rules, Date day,
                                                            const PopulationFigures& figures) {
    std::vector<std::pair<std::string, std::string>> refused;
    for (const auto& [row, fault] : figures.refused()) {
        std::string why = fault.code + ": " + fault.name + ": " + fault.message;
        if (refused.size() < looked_into_max) {
            const Case asked{Clocks::all(day), question.rows[row].values, {}};
            const FaultValues known = fault_values(*rules, question.package, asked, fault);
            if (!known.values.empty()) { why += " (" + known.values + ")"; }
        }
        refused.emplace_back(question.rows[row].identifier, std::move(why));
    }
    return refused;
}

/// The old side with one changed definition as the new side has it on its day; nothing when that
/// makes no valid rules.
Ruleset with_cause(const PopulationQuestion& question, const std::string& name) {
    Ruleset mixed = question.before;
    if (question.after->hash != question.before->hash) {
        mixed = check(with_definition_of(question.before->files, question.after->files, name,
                                         csv_of(*question.after, name)),
                      question.today)
                    .ruleset;
    }
    if (mixed == nullptr || question.day_before == question.day_after) { return mixed; }
    for (std::size_t i = 0; i < mixed->definitions.size(); ++i) {
        const auto id = static_cast<DefinitionId>(i);
        if (full_name(*mixed, id) != name) { continue; }
        return with_definition_as_on(*mixed, id, Clocks::all(question.day_after));
    }
    return mixed;
}

/// What the sums of the causes leave of the sums of the whole effect.
std::vector<FigureEffect> joint_of(const PopulationEffect& effect) {
    std::map<std::string, Decimal> rest;
    for (const FigureEffect& one : effect.effects) { rest[one.figure] = one.sum; }
    for (const Cause& cause : effect.causes) {
        for (const FigureEffect& one : cause.effects) { rest[one.figure] -= one.sum; }
    }
    std::vector<FigureEffect> joint;
    for (const FigureEffect& one : effect.effects) {
        if (!one.is_number || rest[one.figure] == 0) { continue; }
        FigureEffect made;
        made.figure = one.figure;
        made.type = one.type;
        made.sum = rest[one.figure];
        joint.push_back(std::move(made));
    }
    return joint;
}

}  // namespace

Result<PopulationEffect> population_effect(const PopulationQuestion& question,
                                           const std::vector<Change>& changes) {
    PopulationEffect effect;
    effect.rows = question.rows.size();
    std::vector<Type> types;
    if (Diagnostics findings = Choice{question}.choose(effect, types); !findings.empty()) {
        return findings;
    }
    const PopulationRun run{question, effect.figures};
    const PopulationFigures before{question.before, question.day_before, run};
    const PopulationFigures after{question.after, question.day_after, run};
    effect.refused_before = refused_of(question, question.before, question.day_before, before);
    effect.refused_after = refused_of(question, question.after, question.day_after, after);
    std::set<std::size_t> left_out;
    for (const auto* side : {&before, &after}) {
        for (const auto& [row, why] : side->refused()) { left_out.insert(row); }
    }
    effect.compared = effect.rows - left_out.size();
    effect.effects =
        effects_of(question, effect.figures, types, before, after, left_out, question.examples);
    if (effect.effects.empty()) { return effect; }
    for (const std::string& name : candidates(changes)) {
        Cause cause;
        cause.definition = name;
        const Ruleset mixed = with_cause(question, name);
        cause.separable = mixed != nullptr;
        if (cause.separable) {
            const PopulationFigures alone{mixed, question.day_before, run};
            std::set<std::size_t> without = left_out;
            for (const auto& [row, why] : alone.refused()) {
                cause.refused += without.insert(row).second ? 1 : 0;
            }
            cause.effects = effects_of(question, effect.figures, types, before, alone, without, 0);
        }
        const bool says_something = !cause.separable || cause.refused > 0 || !cause.effects.empty();
        if (says_something) { effect.causes.push_back(std::move(cause)); }
    }
    effect.joint = joint_of(effect);
    return effect;
}

}  // namespace mutua::ruleset
