#include "engine/ruleset/explain/provisional.hpp"

#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/reach.hpp"
#include "engine/ruleset/oracle/exact_rules.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

template <typename Version>
bool any_version(const std::vector<Version>& versions) {
    return std::any_of(versions.begin(), versions.end(),
                       [](const Version& one) { return one.evidence.provisional; });
}

bool any_exception(const std::vector<CheckedException>& exceptions) {
    return std::any_of(exceptions.begin(), exceptions.end(), [](const CheckedException& one) {
        return one.formula.evidence.provisional;
    });
}

bool any_formula(const RuleDefinition& rule) {
    const bool own =
        std::any_of(rule.versions.begin(), rule.versions.end(), [](const RuleVersion& one) {
            return one.formula.evidence.provisional || any_exception(one.exceptions);
        });
    return own || std::any_of(rule.amendments.begin(), rule.amendments.end(), [](const auto& one) {
               return std::any_of(
                   one.versions.begin(), one.versions.end(),
                   [](const AmendmentVersion& each) { return any_exception(each.exceptions); });
           });
}

/// Some version of it is provisional, whatever the day.
bool can_be_provisional(const Definition& definition) {
    if (const auto* param = definition.param()) { return any_version(param->versions); }
    if (const auto* scale = definition.scale()) { return any_version(scale->versions); }
    if (const auto* table = definition.table()) { return any_version(table->versions); }
    if (const auto* rule = definition.rule()) { return any_formula(*rule); }
    const auto* carry = definition.carry();
    return carry != nullptr && carry->formula.evidence.provisional;
}

}  // namespace

/// Notes what an exact walk looks at that is provisional.
class ProvisionalWatcher : public ExactWatcher {
public:
    explicit ProvisionalWatcher(const CheckedRuleset& rules) : rules_{rules} {}

    void enter(DefinitionId definition, std::size_t /*row*/) override {
        const CarryDefinition* carry = rules_.definitions[definition].carry();
        if (carry != nullptr) { note(definition, carry->formula.evidence); }
    }
    void taken(DefinitionId rule, std::size_t version,
               std::optional<std::size_t> exception) override {
        const RuleVersion& chosen = rules_.definitions[rule].rule()->versions[version];
        note(rule,
             exception ? chosen.exceptions[*exception].formula.evidence : chosen.formula.evidence);
    }
    void amended(DefinitionId rule, const CheckedException& exception) override {
        note(rule, exception.formula.evidence);
    }
    void read(const TypedExpression& expression, const Constant& /*value*/,
              std::optional<std::size_t> version) override {
        if (!version) { return; }
        const ParamDefinition& param = *rules_.definitions[expression.definition].param();
        note(expression.definition, param.versions[*version].evidence);
    }
    void asked(const TypedExpression& expression, std::size_t version) override {
        const Definition& definition = rules_.definitions[expression.definition];
        if (const auto* scale = definition.scale()) {
            note(expression.definition, scale->versions[version].evidence);
        }
        if (const auto* table = definition.table()) {
            note(expression.definition, table->versions[version].evidence);
        }
    }

    [[nodiscard]] std::set<DefinitionId> take() { return std::exchange(found_, {}); }

private:
    void note(DefinitionId definition, const CheckedEvidence& evidence) {
        if (evidence.provisional) { found_.insert(definition); }
    }

    const CheckedRuleset& rules_;
    std::set<DefinitionId> found_;
};

std::string ProvisionalFigure::label(std::string_view language) const {
    for (const std::string_view wanted : {language, std::string_view{"en"}}) {
        for (const auto& [one, text] : labels) {
            if (one == wanted) { return text; }
        }
    }
    return name.substr(name.rfind('.') + 1);
}

struct ProvisionalFigures::State {
    explicit State(Ruleset all) : rules{std::move(all)}, watcher{*rules}, walk{*rules, &watcher} {
        const auto readers = readers_of_all(*rules);
        reached.resize(rules->definitions.size());
        std::vector<DefinitionId> open;
        for (std::size_t i = 0; i < reached.size(); ++i) {
            if (can_be_provisional(rules->definitions[i])) {
                open.push_back(static_cast<DefinitionId>(i));
            }
        }
        while (!open.empty()) {
            const DefinitionId next = open.back();
            open.pop_back();
            if (reached[next]) { continue; }
            reached[next] = true;
            open.insert(open.end(), readers[next].begin(), readers[next].end());
        }
    }

    Ruleset rules;
    ProvisionalWatcher watcher;
    ExactRules walk;
    std::vector<bool> reached;  ///< by definition: it may read something that is provisional
};

ProvisionalFigures::ProvisionalFigures(Ruleset rules)
    : state_{std::make_unique<State>(std::move(rules))} {}
ProvisionalFigures::~ProvisionalFigures() = default;
ProvisionalFigures::ProvisionalFigures(ProvisionalFigures&&) noexcept = default;
ProvisionalFigures& ProvisionalFigures::operator=(ProvisionalFigures&&) noexcept = default;

std::vector<ProvisionalFigure> ProvisionalFigures::used_by(std::string_view package,
                                                           const std::vector<std::string>& figures,
                                                           const Case& row) {
    const CheckedRuleset& rules = *state_->rules;
    const auto from = find_package(rules, package);
    if (!from) { return {}; }
    std::vector<DefinitionId> wanted;
    for (const std::string& name : figures) {
        const auto found = find_definition(rules, *from, name, mutua::ruleset::Reach::reachable);
        if (found.found && state_->reached[found.found->definition]) {
            wanted.push_back(found.found->definition);
        }
    }
    auto exact = wanted.empty() ? std::nullopt : exact_case(rules, *from, row);
    if (!exact) { return {}; }
    state_->walk.begin(std::move(*exact));
    for (const DefinitionId id : wanted) {
        const auto scope = rules.definitions[id].scope;
        const std::size_t rows = scope ? state_->walk.rows(*scope) : 0;
        for (std::size_t i = 0; i < rows; ++i) { static_cast<void>(state_->walk.figure(id, i)); }
    }
    std::vector<ProvisionalFigure> used;
    for (const DefinitionId id : state_->watcher.take()) {
        used.push_back({full_name(rules, id), rules.definitions[id].labels});
    }
    std::sort(used.begin(), used.end(),
              [](const auto& left, const auto& right) { return left.name < right.name; });
    return used;
}

}  // namespace mutua::ruleset
