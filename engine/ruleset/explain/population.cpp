#include "engine/ruleset/explain/population.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/declaration_texts.hpp"
#include "engine/ruleset/explain/reach.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace mutua::ruleset {

namespace {

using Names = std::vector<std::string>;

/// The figures of one row, or why there are none.
struct Computed {
    std::vector<Figure> figures;
    std::string fault;
};

/// All rows on one side.
std::vector<Computed> computed(const Ruleset& rules, const PopulationQuestion& question, Date day,
                               const Names& figures) {
    Calculator calculator{rules};
    std::vector<Computed> all;
    all.reserve(question.rows.size());
    for (const PopulationRow& row : question.rows) {
        const Outcome outcome =
            calculator.evaluate(question.package, figures, Case{Clocks::all(day), row.values, {}});
        Computed made;
        if (outcome.ok()) {
            for (const std::string& name : figures) { made.figures.push_back(outcome.at(name)); }
        } else {
            const Fault& fault = outcome.faults.front();
            made.fault = fault.code + ": " + fault.name + ": " + fault.message;
        }
        all.push_back(std::move(made));
    }
    return all;
}

std::string text_of(const Figure& figure, const Type& type) {
    return figure.applicable ? shown(figure.value, type) : "not applicable";
}

Decimal difference_of(const Figure& before, const Figure& after) {
    const auto old = number_of(before.value);
    const auto now = number_of(after.value);
    return old && now ? *now - *old : Decimal{0};
}

int exponent_of(Decimal size) {
    int exponent = 0;
    for (; size >= 10; size /= 10) { ++exponent; }
    for (; size < 1; size *= 10) { --exponent; }
    return exponent;
}

std::vector<PowerOfTen> histogram_of(const std::vector<Decimal>& differences) {
    std::map<std::pair<int, int>, std::size_t> counts;  // sign, then sign * exponent: in order
    for (const Decimal& one : differences) {
        if (one == 0) { continue; }
        const int sign = one < 0 ? -1 : 1;
        ++counts[{sign, sign * exponent_of(one < 0 ? Decimal{-one} : one)}];
    }
    std::vector<PowerOfTen> bins;
    for (const auto& [key, rows] : counts) {
        bins.push_back({key.first, key.first * key.second, rows});
    }
    return bins;
}

Decimal size_of(const Decimal& value) { return value < 0 ? Decimal{-value} : value; }

/// Gathers what happened to one figure over the rows.
class Gatherer {
public:
    Gatherer(std::string name, const Type& type, std::size_t examples) : examples_{examples} {
        effect_.figure = std::move(name);
        effect_.type = type;
        effect_.is_number = type.is_number();
    }

    void add(const std::string& identifier, const Figure& before, const Figure& after) {
        const std::string old = text_of(before, effect_.type);
        const std::string now = text_of(after, effect_.type);
        if (old == now) { return; }
        const Decimal difference = difference_of(before, after);
        ++effect_.changed;
        effect_.sum += difference;
        differences_.push_back(difference);
        keep({identifier, old, now, difference});
    }

    FigureEffect take() {
        std::sort(differences_.begin(), differences_.end());
        if (!differences_.empty()) {
            const std::size_t middle = differences_.size() / 2;
            effect_.smallest = differences_.front();
            effect_.largest = differences_.back();
            effect_.median = differences_.size() % 2 == 1
                                 ? differences_[middle]
                                 : Decimal{(differences_[middle - 1] + differences_[middle]) / 2};
            effect_.histogram = histogram_of(differences_);
        }
        return std::move(effect_);
    }

private:
    /// Keeps the largest; of equal ones the first.
    void keep(ChangedRow row) {
        const auto after = std::find_if(
            effect_.examples.begin(), effect_.examples.end(), [&row](const ChangedRow& one) {
                return size_of(one.difference) < size_of(row.difference);
            });
        effect_.examples.insert(after, std::move(row));
        if (effect_.examples.size() > examples_) { effect_.examples.pop_back(); }
    }

    std::size_t examples_;
    FigureEffect effect_;
    std::vector<Decimal> differences_;
};

std::vector<FigureEffect> effects_of(const PopulationQuestion& question, const Names& figures,
                                     const std::vector<Type>& types,
                                     const std::vector<Computed>& before,
                                     const std::vector<Computed>& after, std::size_t examples) {
    std::vector<FigureEffect> effects;
    for (std::size_t f = 0; f < figures.size(); ++f) {
        Gatherer gatherer{figures[f], types[f], examples};
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (!before[i].fault.empty() || !after[i].fault.empty()) { continue; }
            gatherer.add(question.rows[i].identifier, before[i].figures[f], after[i].figures[f]);
        }
        FigureEffect effect = gatherer.take();
        if (effect.changed > 0) { effects.push_back(std::move(effect)); }
    }
    return effects;
}

/// True when everything that a figure needs is given or has a default.
bool can_be_computed(const CheckedRuleset& rules, PackageId package, DefinitionId figure,
                     const Values& given) {
    std::set<DefinitionId> stops;
    for (const auto& [name, value] : given) {
        const auto search = find_definition(rules, package, name, Reach::reachable);
        if (search.found) { stops.insert(search.found->definition); }
    }
    std::set<DefinitionId> known;
    std::vector<DefinitionId> open{figure};
    while (!open.empty()) {
        const DefinitionId next = open.back();
        open.pop_back();
        if (stops.count(next) > 0 || !known.insert(next).second) { continue; }
        const InputDefinition* input = rules.definitions[next].input();
        if (input && !input->default_value) { return false; }
        for (const DefinitionId used : used_by(rules, next)) { open.push_back(used); }
    }
    return true;
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
                can_be_computed(rules, *package, id, question_.rows.front().values);
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

void note_refused(const PopulationQuestion& question, const std::vector<Computed>& rows,
                  std::vector<std::pair<std::string, std::string>>& refused) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].fault.empty()) { continue; }
        refused.emplace_back(question.rows[i].identifier, rows[i].fault);
    }
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
    const auto before = computed(question.before, question, question.day_before, effect.figures);
    const auto after = computed(question.after, question, question.day_after, effect.figures);
    note_refused(question, before, effect.refused_before);
    note_refused(question, after, effect.refused_after);
    effect.effects = effects_of(question, effect.figures, types, before, after, question.examples);
    if (effect.effects.empty()) { return effect; }
    for (const std::string& name : candidates(changes)) {
        Cause cause{name, true, {}};
        const CheckReport mixed =
            check(with_definition_of(question.before->files, question.after->files, name,
                                     csv_of(*question.after, name)),
                  question.today);
        cause.separable = mixed.ruleset != nullptr;
        if (cause.separable) {
            const auto alone =
                computed(mixed.ruleset, question, question.day_before, effect.figures);
            cause.effects = effects_of(question, effect.figures, types, before, alone, 0);
        }
        if (!cause.separable || !cause.effects.empty()) { effect.causes.push_back(cause); }
    }
    effect.joint = joint_of(effect);
    return effect;
}

}  // namespace mutua::ruleset
