#include "engine/ruleset/explain/explanation.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/formula_explainer.hpp"
#include "engine/ruleset/explain/replayed_question.hpp"
#include "engine/ruleset/oracle/formula_text.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

std::string kind_text(const Definition& definition) {
    if (definition.rule() != nullptr) { return "rule"; }
    if (definition.carry() != nullptr) { return "carry"; }
    return definition.input() != nullptr ? "input" : "param";
}

/// Explains figures of one case, one level after the other.
class Explainer {
public:
    Explainer(ReplayedQuestion& question, const ExplainOptions& options)
        : question_{question},
          replay_{question.replay},
          rules_{replay_.rules()},
          words_{options.language},
          formulas_{replay_, words_, options.contracts},
          options_{options} {}

    Result<Explanation> explain(const NamedDefinition& named, std::size_t row, std::size_t depth) {
        const Definition& definition = rules_.definitions[named.definition];
        if (definition.param() != nullptr) { return explain_param(named); }
        if (auto wrong = question_.disagreement(named.definition, row)) { return *wrong; }
        const ExactFigure& figure = *replay_.figure(named.definition, row);
        Explanation made = head(named.definition, row);
        set_value(made, figure.value, definition.type);
        made.applicable = figure.applicable;
        made.given = figure.given;
        static_cast<void>(formulas_.take_read());
        if (!made.given) { explain_computed(made, named.definition, row); }
        if (depth > 1) { add_children(made, depth); }
        return made;
    }

private:
    [[nodiscard]] Explanation head(DefinitionId id, std::size_t row) const {
        Explanation made;
        const Definition& definition = rules_.definitions[id];
        const Package& package = rules_.packages[definition.package];
        made.name = definition.name;
        made.language = options_.language;
        made.package = package.name;
        made.kind = kind_text(definition);
        made.label = label(question_.ruleset, package.name, definition.name, options_.language);
        if (made.label == made.name) { made.label.clear(); }
        made.where = position_of(rules_.files, definition.name_span);
        made.layer = to_string(package.layer);
        made.decided_by = made.layer;
        const std::size_t rows = definition.scope ? replay_.exact().rows(*definition.scope) : 1;
        if (rows > 1) {
            const bool is_named =
                definition.scope == Scope::contract && !options_.contracts.empty();
            made.row = words_(std::string{to_string(*definition.scope)}) + " " +
                       (is_named ? options_.contracts.at(row) + ", " : "") +
                       words_("{} of {}", {std::to_string(row + 1), std::to_string(rows)});
        }
        return made;
    }

    void set_value(Explanation& made, const Constant& value, const Type& type) const {
        made.value = with_unit(shown(rules_, value, type), type);
        made.plain = plain_text(rules_, value, type);
        made.unit = type.unit.text();
    }

    void explain_computed(Explanation& made, DefinitionId id, std::size_t row) {
        const Definition& definition = rules_.definitions[id];
        const ExactPlace place{*definition.scope, row, id, nullptr};
        if (const InputDefinition* input = definition.input()) {
            formulas_.add_version(made, {first_of_days, last_of_days},
                                  input->default_value->evidence);
            formulas_.explain(made, *input->default_value, place, definition.type);
        } else if (const CarryDefinition* carry = definition.carry()) {
            formulas_.add_version(made, {first_of_days, last_of_days}, carry->formula.evidence);
            formulas_.explain(made, carry->formula, place, definition.type);
        } else {
            explain_rule(made, id, place);
        }
    }

    void explain_rule(Explanation& made, DefinitionId id, const ExactPlace& place) {
        const Definition& definition = rules_.definitions[id];
        const RuleDefinition& rule = *definition.rule();
        const FigureShape shape = replay_.shape(id, place.row);
        Constant value = nothing_of(definition.type);
        if (rule.mean_of_days) {
            value = explain_days(made, definition, shape, place);
        } else {
            const FigureShape::Version& version = shape.versions.front();
            const RuleVersion& chosen = rule.versions[version.version];
            const Formula* taken = explain_choice(made, chosen, version, place);
            if (taken != nullptr) {
                value = formulas_.explain(made, *taken, place, definition.type);
                formulas_.add_idle(made, chosen.exceptions, version.exception);
            }
        }
        if (made.applicable) { explain_layers(made, definition, shape, std::move(value), place); }
    }

    /// Adds what chose a formula; null when the rule does not apply.
    const Formula* explain_choice(ExplainedFormula& made, const RuleVersion& chosen,
                                  const FigureShape::Version& version, const ExactPlace& place) {
        if (chosen.applies_when) {
            made.applies.push_back(formulas_.condition(*chosen.applies_when, place));
            formulas_.add_provisional(made, *chosen.applies_when, place);
        }
        if (!version.applies) {
            formulas_.add_version(made, chosen.days, chosen.formula.evidence);
            formulas_.add_operands(made, *chosen.applies_when, place);
            return nullptr;
        }
        made.exceptions = formulas_.conditions(chosen.exceptions, place);
        for (const CheckedException& one : chosen.exceptions) {
            formulas_.add_provisional(made, one.when, place);
        }
        const Formula& taken =
            version.exception ? chosen.exceptions[*version.exception].formula : chosen.formula;
        formulas_.add_version(made, chosen.days, taken.evidence);
        return &taken;
    }

    /// A mean over the days of the period: each version in force gives the value of its days.
    Constant explain_days(Explanation& made, const Definition& definition, const FigureShape& shape,
                          const ExactPlace& place) {
        const RuleDefinition& rule = *definition.rule();
        const Clocks& clocks = replay_.exact().row().clocks;
        Decimal sum = 0;
        std::size_t all = 0;
        std::string values;
        for (const FigureShape::Version& version : shape.versions) {
            const RuleVersion& chosen = rule.versions[version.version];
            ExplainedDays days;
            const Date first = std::max(clocks.work_start, chosen.days.from);
            const Date last = std::min(clocks.work_end, chosen.days.until);
            days.first = mutua::to_string(first);
            days.last = mutua::to_string(last);
            days.days =
                static_cast<std::size_t>((date::sys_days{last} - date::sys_days{first}).count()) +
                1;
            Decimal value = 0;
            const Formula* taken = explain_choice(days, chosen, version, place);
            if (taken != nullptr) {
                value = std::get<Decimal>(formulas_.explain(days, taken->value, place));
                formulas_.add_idle(days, chosen.exceptions, version.exception);
            }
            days.value = shown(value, definition.type);
            made.provisional = made.provisional || days.provisional;
            values +=
                (values.empty() ? "" : " + ") + days.value + " * " + std::to_string(days.days);
            sum += value * Decimal{days.days};
            all += days.days;
            made.days.push_back(std::move(days));
        }
        if (!made.applicable) { return nothing_of(definition.type); }
        made.formula = words_("mean over the days of the period");
        made.formula_values = "(" + values + ") / " + std::to_string(all);
        const Decimal mean = sum / Decimal{all};
        made.exact = exact_text(mean, definition.type.decimals);
        return formulas_.add_rounding(made, mean, *rule.mean_of_days, definition.type);
    }

    void explain_layers(Explanation& made, const Definition& definition, const FigureShape& shape,
                        Constant value, const ExactPlace& place) {
        for (const Amendment& one : definition.rule()->amendments) {
            const Package& package = rules_.packages[one.package];
            const auto version =
                version_on(one.versions, day_on(replay_.exact().row().clocks, package.clock));
            if (!version) { continue; }
            ExplainedLayer layer;
            layer.layer = to_string(one.layer);
            layer.package = package.name;
            if (package.layer_when) {
                layer.applies.push_back(formulas_.condition(*package.layer_when, place));
                if (!layer.applies.front().holds) {
                    made.idle.push_back(words_("layer {}", {layer.layer}) + ", " + package.name +
                                        ": " + words_("{} is false", {layer.applies.front().text}));
                    continue;
                }
            }
            ExactPlace here = place;
            here.inherited = &shape.value_below(one.layer);
            explain_layer(layer, one.versions[*version], shape, here, definition.type, value);
            made.decided_by = layer.formula.empty() ? made.decided_by : layer.layer;
            made.provisional = made.provisional || layer.provisional;
            made.layers.push_back(std::move(layer));
        }
    }

    /// Adds what one amendment said; `value` becomes its value, when it gave one.
    void explain_layer(ExplainedLayer& layer, const AmendmentVersion& version,
                       const FigureShape& shape, const ExactPlace& here, const Type& type,
                       Constant& value) {
        layer.where = position_of(rules_.files, version.span);
        layer.exceptions = formulas_.conditions(version.exceptions, here);
        for (const CheckedException& one : version.exceptions) {
            formulas_.add_provisional(layer, one.when, here);
        }
        std::optional<std::size_t> taken;
        for (std::size_t i = 0; i < version.exceptions.size(); ++i) {
            const bool spoke =
                std::count(shape.amended.begin(), shape.amended.end(), &version.exceptions[i]) > 0;
            if (spoke) { taken = i; }
        }
        if (taken) {
            const Formula& formula = version.exceptions[*taken].formula;
            formulas_.add_version(layer, version.days, formula.evidence);
            value = formulas_.explain(layer, formula, here, type);
        } else {
            formulas_.add_version(layer, version.days, {});
        }
        formulas_.add_idle(layer, version.exceptions, taken);
        layer.value = shown(rules_, value, type);
    }

    Result<Explanation> explain_param(const NamedDefinition& named) {
        const Definition& definition = rules_.definitions[named.definition];
        const ParamDefinition& param = *definition.param();
        Explanation made = head(named.definition, 0);
        const auto at =
            version_on(param.versions, day_on(replay_.exact().row().clocks, definition.clock));
        require(at.has_value(), "a param without fault has a version on its day");
        const ParamVersion& version = param.versions[*at];
        formulas_.add_version(made, version.days, version.evidence);
        if (definition.type.kind == ValueKind::record && !named.field) {
            for (std::size_t i = 0; i < version.values.size(); ++i) {
                const RecordField& field = definition.type.fields[i];
                made.from.push_back({definition.name + "." + field.name,
                                     shown(rules_, version.values[i], field.type),
                                     "",
                                     {},
                                     {}});
            }
            made.value = words_("{} figures", {std::to_string(version.values.size())});
            return made;
        }
        const std::size_t field = named.field.value_or(0);
        const Type& type = named.field ? definition.type.fields[field].type : definition.type;
        if (named.field) { made.name += "." + definition.type.fields[field].name; }
        set_value(made, version.values[field], type);
        if (version.expressions[field].kind != TypedKind::constant) {
            explain_param_formula(made, param, *at, field, type);
        }
        return made;
    }

    /// `previous` is a name like any other once its value stands for it.
    void explain_param_formula(Explanation& made, const ParamDefinition& param, std::size_t at,
                               std::size_t field, const Type& type) {
        const ParamVersion& version = param.versions[at];
        made.formula = written(rules_, version.expressions[field].span);
        TypedExpression formula = version.expressions[field];
        FormulaLook look;
        if (at > 0) { put_previous(formula, param.versions[at - 1].values[field], look); }
        FigureReplay::Looked looked = replay_.look(formula, {Scope::payslip, 0, 0, nullptr});
        if (!looked.value) { return; }
        const bool has_previous = !look.values.empty();
        look.values.merge(looked.look.values);
        made.formula_values = with_values(rules_, look, formula);
        made.exact = shown(rules_, *looked.value, formula.type);
        if (has_previous) {
            const ParamVersion& before = param.versions[at - 1];
            made.from.push_back({"previous",
                                 shown(rules_, before.values[field], type),
                                 days_text(words_, before.days),
                                 {},
                                 {}});
        }
        if (version.rounding) {
            formulas_.add_rounding(made, *looked.value, *version.rounding, type);
        }
    }

    static void put_previous(TypedExpression& one, const Constant& value, FormulaLook& look) {
        if (one.kind == TypedKind::previous) {
            one.kind = TypedKind::constant;
            one.constant = value;
            look.values.insert_or_assign(&one, value);
        }
        for (TypedExpression& child : one.children) { put_previous(child, value, look); }
    }

    void add_children(Explanation& made, std::size_t depth) {
        for (const auto& [id, row] : formulas_.take_read()) {
            auto child = explain({id, std::nullopt}, row, depth - 1);
            if (child) { made.children.push_back(std::move(*child)); }
        }
    }

    ReplayedQuestion& question_;
    FigureReplay& replay_;
    const CheckedRuleset& rules_;
    Words words_;
    FormulaExplainer formulas_;
    const ExplainOptions& options_;
};

}  // namespace

Result<Explanation> explain(Calculator& calculator, std::string_view package,
                            std::string_view figure, const Case& row,
                            const ExplainOptions& options) {
    auto question =
        replay_question(calculator, package, figure, row, options.row, options.despite_ensure);
    if (!question) { return question.error(); }
    return Explainer{**question, options}.explain((*question)->named, options.row, options.depth);
}

}  // namespace mutua::ruleset
