#include "engine/ruleset/explain/explanation.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/oracle/formula_text.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

/// A value without the zeros that only the arithmetic before a rounding adds.
std::string without_idle_zeros(const CheckedRuleset& rules, const Constant& value,
                               const Type& type) {
    const auto* number = std::get_if<Decimal>(&value);
    if (number == nullptr || type.percent) { return shown(rules, value, type); }
    return exact_text(*number, std::min(type.decimals, 2U));
}

std::string with_unit(const std::string& text, const Type& type) {
    const bool unit = type.is_number() && !type.unit.is_pure();
    return unit ? text + " " + type.unit.text() : text;
}

bool is_comparison(TypedKind kind) {
    return kind == TypedKind::less || kind == TypedKind::less_equal || kind == TypedKind::greater ||
           kind == TypedKind::greater_equal;
}

Diagnostics diagnostics_of(const std::vector<Fault>& faults) {
    Diagnostics findings;
    for (const Fault& fault : faults) {
        Diagnostic made;
        made.code = fault.code;
        made.message = fault.message;
        made.help = fault.help;
        findings.push_back(std::move(made));
    }
    return findings;
}

/// Explains figures of one case, one level after the other.
class Explainer {
public:
    Explainer(Calculator& calculator, std::string_view package, const Case& row,
              const ExplainOptions& options)
        : calculator_{calculator},
          rules_{*calculator.ruleset()},
          package_{package},
          row_{row},
          options_{options} {}

    Result<Explanation> explain(DefinitionId id, std::size_t depth) {
        if (!load({id})) { return diagnostics_of(faults_); }
        const Definition& definition = rules_.definitions[id];
        Explanation made = head(id, definition);
        const RuleDefinition* rule = definition.rule();
        if (rule != nullptr && !made.given) {
            const auto version = version_on(rule->versions, day_on(row_.clocks, definition.clock));
            require(version.has_value(), "a computed rule has a version on its day");
            if (auto wrong = explain_version(made, id, rule->versions[*version])) { return *wrong; }
            if (depth > 1) { add_children(made, depth); }
        }
        return made;
    }

private:
    /// Asks for the figures of inputs and rules that are not known yet.
    bool load(const std::set<DefinitionId>& wanted) {
        std::vector<std::string> names;
        std::vector<DefinitionId> ids;
        for (const DefinitionId id : wanted) {
            const Definition& definition = rules_.definitions[id];
            const bool has_figure = definition.input() != nullptr || definition.rule() != nullptr ||
                                    definition.param() != nullptr;
            if (!has_figure || figures_.count(id) > 0 ||
                definition.type.kind == ValueKind::record) {
                continue;
            }
            names.push_back(full_name(rules_, id));
            ids.push_back(id);
        }
        if (names.empty()) { return true; }
        Outcome outcome = calculator_.evaluate(package_, names, row_);
        faults_ = outcome.faults;
        if (!outcome.ok()) { return false; }
        for (std::size_t i = 0; i < ids.size(); ++i) {
            figures_[ids[i]] = outcome.figures.at(names[i]);
        }
        return true;
    }

    [[nodiscard]] const Figure& figure(DefinitionId id) const {
        const auto& rows = figures_.at(id);
        return rows.size() == 1 ? rows.front() : rows.at(options_.contract);
    }

    Explanation head(DefinitionId id, const Definition& definition) const {
        Explanation made;
        const Figure& found = figure(id);
        const Package& package = rules_.packages[definition.package];
        made.name = definition.name;
        made.package = package.name;
        made.kind = definition.rule() != nullptr    ? "rule"
                    : definition.input() != nullptr ? "input"
                                                    : "param";
        made.value = with_unit(shown(found.value, definition.type), definition.type);
        made.label = label(calculator_.ruleset(), package.name, definition.name, options_.language);
        if (made.label == made.name) { made.label.clear(); }
        made.given = found.given || definition.input() != nullptr;
        made.applicable = found.applicable;
        made.where = position_of(rules_.files, definition.name_span);
        made.layer = to_string(package.layer);
        if (const ParamDefinition* param = definition.param()) {
            const auto at = version_on(param->versions, day_on(row_.clocks, definition.clock));
            if (at) { add_version(made, param->versions[*at].days, param->versions[*at].evidence); }
        }
        return made;
    }

    void add_version(Explanation& made, const Days& days, const CheckedEvidence& evidence) const {
        if (days.from != first_of_days) { made.version = mutua::to_string(days.from); }
        made.provisional = made.provisional || evidence.provisional;
        for (const auto& citation : evidence.citations) {
            const CheckedSource& source =
                rules_.packages[citation.package].sources.at(citation.source);
            made.sources.push_back({source.text, citation.place, source.url});
        }
    }

    static void collect(const TypedExpression& expression, std::set<DefinitionId>& wanted) {
        walk(expression, [&wanted](const TypedExpression& node) {
            if (node.kind == TypedKind::read || node.kind == TypedKind::applies) {
                wanted.insert(node.definition);
            }
        });
    }

    std::optional<Diagnostics> explain_version(Explanation& made, DefinitionId id,
                                               const RuleVersion& version) {
        std::set<DefinitionId> wanted;
        if (version.applies_when) { collect(*version.applies_when, wanted); }
        collect(version.formula.value, wanted);
        for (const CheckedException& one : version.exceptions) {
            collect(one.when, wanted);
            collect(one.formula.value, wanted);
        }
        if (!load(wanted)) { return diagnostics_of(faults_); }
        ExactWalk exact{rules_, figures_, row_.clocks, options_.contract};
        if (version.applies_when) {
            made.applies.push_back(condition(exact, *version.applies_when));
        }
        const Formula& formula =
            made.applicable ? live_formula(made, exact, version) : version.formula;
        add_version(made, version.days, formula.evidence);
        if (!made.applicable) {
            add_operands(made, exact);
            return std::nullopt;
        }
        return explain_formula(made, exact, id, formula);
    }

    ExplainedCondition condition(ExactWalk& exact, const TypedExpression& when) const {
        ExplainedCondition made;
        made.text = written(rules_, when.span);
        made.values = with_values(rules_, exact, when);
        made.holds = exact.holds(when);
        const bool numbers = is_comparison(when.kind) && when.children.at(0).type.is_number();
        if (!made.holds && numbers) {
            ExactWalk scratch = exact;
            const Decimal left = std::get<Decimal>(scratch.value(when.children[0]));
            const Decimal right = std::get<Decimal>(scratch.value(when.children[1]));
            const Decimal distance = left < right ? Decimal{right - left} : Decimal{left - right};
            made.distance = shown(distance, when.children[0].type);
        }
        return made;
    }

    /// The default, or the one exception that holds and is not beaten by another.
    const Formula& live_formula(Explanation& made, ExactWalk& exact, const RuleVersion& version) {
        std::vector<bool> live;
        for (const CheckedException& one : version.exceptions) {
            ExplainedCondition shown_condition = condition(exact, one.when);
            shown_condition.label = one.label;
            live.push_back(shown_condition.holds);
            made.exceptions.push_back(std::move(shown_condition));
        }
        const Formula* taken = &version.formula;
        for (std::size_t i = 0; i < live.size(); ++i) {
            if (live[i] && !is_beaten(version, live, i)) { taken = &version.exceptions[i].formula; }
        }
        return *taken;
    }

    /// True when another exception that holds was declared over exception `index`.
    static bool is_beaten(const RuleVersion& version, const std::vector<bool>& live,
                          std::size_t index) {
        for (std::size_t j = 0; j < live.size(); ++j) {
            const auto& over = version.exceptions[j].over;
            if (live[j] && std::count(over.begin(), over.end(), index) > 0) { return true; }
        }
        return false;
    }

    std::optional<Diagnostics> explain_formula(Explanation& made, ExactWalk& exact, DefinitionId id,
                                               const Formula& formula) {
        const Definition& definition = rules_.definitions[id];
        made.formula = written(rules_, formula.value.span);
        made.formula_values = with_values(rules_, exact, formula.value);
        Constant result = exact.value(formula.value);
        made.exact = shown(rules_, result, formula.value.type);
        if (formula.rounding) {
            const CheckedRounding& rounding = *formula.rounding;
            result = round(std::get<Decimal>(result), rounding.step, rounding.mode);
            made.rounding = mode_text(rounding.mode) + " to " +
                            mutua::to_string(rounding.step, rounding.decimals);
            made.rounding_of_package = rounding.of_package;
        }
        if (!(result == constant_of(rules_, figure(id).value, definition.type))) {
            return Diagnostics{diagnostic_at(
                rules_.files, formula.span, Severity::error, "R906",
                "the two evaluators disagree on `" + definition.name + "`: " + made.value +
                    " and " + shown(rules_, result, definition.type),
                "this is a mistake of the program, not of the rules: report it")};
        }
        add_operands(made, exact);
        return std::nullopt;
    }

    void add_operands(Explanation& made, const ExactWalk& exact) {
        std::set<std::string> known;
        for (const LookedAt& seen : exact.looked_at()) {
            ExplainedOperand operand = operand_of(seen, exact);
            if (!known.insert(operand.name).second) { continue; }
            made.from.push_back(std::move(operand));
            if (seen.expression->kind == TypedKind::read) {
                live_.push_back(seen.expression->definition);
            }
        }
        for (const Loser& loser : exact.losers()) { made.idle.push_back(idle_text(loser)); }
        for (const ExplainedCondition& one : made.exceptions) {
            if (one.holds) { continue; }
            made.idle.push_back("exception " + one.label + ": " + one.text + " is false" +
                                (one.distance.empty() ? "" : " by " + one.distance));
        }
    }

    ExplainedOperand operand_of(const LookedAt& seen, const ExactWalk& exact) const {
        const TypedExpression& node = *seen.expression;
        ExplainedOperand made{written(rules_, node.span), shown(rules_, seen.value, node.type), ""};
        if (node.kind == TypedKind::scale_call) {
            made.name = rules_.definitions[node.definition].name + "(" +
                        shown(rules_, seen.argument, node.children.at(0).type) + ")";
            made.detail = bracket_detail(seen, exact.day_of(node));
        } else if (node.kind == TypedKind::read) {
            made.detail = read_detail(node, exact.day_of(node));
        } else {
            made.detail = "over " + std::to_string(seen.rows.size()) +
                          (seen.rows.size() == 1 ? " contract" : " contracts");
            for (std::size_t i = 0; i < seen.rows.size(); ++i) {
                if (node.kind == TypedKind::count_rows) { break; }
                made.detail += (i == 0 ? ": " : ", ") +
                               shown(rules_, seen.rows[i].second, node.children.at(0).type);
            }
        }
        return made;
    }

    std::string bracket_detail(const LookedAt& seen, Date day) const {
        const Definition& definition = rules_.definitions[seen.expression->definition];
        const auto& versions = definition.scale()->versions;
        const ScaleVersion& version = versions.at(*version_on(versions, day));
        const std::string since = "since " + mutua::to_string(version.days.from);
        if (!seen.bracket) { return since + ", below the first bracket"; }
        return since + ", bracket " + std::to_string(*seen.bracket + 1) + ": " +
               written(rules_, version.brackets[*seen.bracket].span);
    }

    std::string read_detail(const TypedExpression& node, Date day) const {
        const Definition& definition = rules_.definitions[node.definition];
        if (const ParamDefinition* param = definition.param()) {
            const auto& version = param->versions.at(*version_on(param->versions, day));
            return "since " + mutua::to_string(version.days.from) +
                   (version.evidence.provisional ? ", provisional" : "");
        }
        const Figure& found = figure(node.definition);
        if (!found.applicable) { return "not applicable"; }
        return found.given ? "given" : definition.input() != nullptr ? "default" : "";
    }

    std::string idle_text(const Loser& loser) const {
        const TypedExpression& node = *loser.expression;
        const std::string value = without_idle_zeros(rules_, loser.value, *loser.type);
        const bool constant = node.kind == TypedKind::constant;
        return (constant ? value : written(rules_, node.span) + " = " + value) + ": would decide " +
               (loser.of_minimum ? "below " : "above ") +
               without_idle_zeros(rules_, loser.winner, *loser.type);
    }

    void add_children(Explanation& made, std::size_t depth) {
        const std::vector<DefinitionId> live = std::exchange(live_, {});
        std::set<DefinitionId> done;
        for (const DefinitionId id : live) {
            const bool rule = rules_.definitions[id].rule() != nullptr;
            if (!rule || !done.insert(id).second) { continue; }
            live_.clear();
            auto child = explain(id, depth - 1);
            if (child) { made.children.push_back(std::move(*child)); }
        }
    }

    Calculator& calculator_;
    const CheckedRuleset& rules_;
    std::string package_;
    const Case& row_;
    const ExplainOptions& options_;
    ExactWalk::Figures figures_;
    std::vector<Fault> faults_;
    std::vector<DefinitionId> live_;
};

}  // namespace

Result<Explanation> explain(Calculator& calculator, std::string_view package,
                            std::string_view figure, const Case& row,
                            const ExplainOptions& options) {
    const CheckedRuleset& rules = *calculator.ruleset();
    const auto id = find_package(rules, package);
    require(id.has_value(), "explanations are asked of a package that exists");
    const auto search = find_definition(rules, *id, figure, Reach::reachable);
    const bool has_figure = search.found && !search.found->field &&
                            rules.definitions[search.found->definition].scale() == nullptr;
    if (!has_figure) {
        Diagnostic found;
        found.code = "R101";
        found.message =
            "`" + std::string{package} + "` knows no figure `" + std::string{figure} + "`";
        found.help = did_you_mean(figure, visible_names(rules, *id, Reach::reachable));
        return Diagnostics{std::move(found)};
    }
    return Explainer{calculator, package, row, options}.explain(search.found->definition,
                                                                options.depth);
}

}  // namespace mutua::ruleset
