#include "engine/ruleset/explain/fault_values.hpp"

#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/figure_replay.hpp"
#include "engine/ruleset/explain/formula_explainer.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

namespace mutua::ruleset {

namespace {

class FaultReader {
public:
    FaultReader(const CheckedRuleset& rules, ExactCase row, DefinitionId id, const Fault& fault)
        : rules_{rules},
          definition_{rules.definitions[id]},
          fault_{fault},
          replay_{rules, std::move(row)},
          place_{*definition_.scope, row_of_fault(id), id, nullptr} {
        static_cast<void>(replay_.figure(id, place_.row));
    }

    FaultValues read() {
        if (fault_.code == "E401") { read_ensures(); }
        if (fault_.code == "E301") { read_exceptions(); }
        if (fault_.code == "E302") { read_bound(); }
        if (fault_.code == "E104" && definition_.carry() != nullptr) {
            add_value("", definition_.carry()->formula.value, definition_.type, place_);
        }
        if (fault_.code == "E202" || fault_.code == "E304") { read_formulas(); }
        return std::move(made_);
    }

private:
    /// The row that the fault names, else the first that is rejected.
    [[nodiscard]] std::size_t row_of_fault(DefinitionId id) {
        if (definition_.scope == Scope::contract && fault_.contract) { return *fault_.contract; }
        for (std::size_t row = 0; row < replay_.exact().rows(*definition_.scope); ++row) {
            if (replay_.figure(id, row) == nullptr) { return row; }
        }
        return 0;
    }

    void read_ensures() {
        if (definition_.rule() == nullptr) { return; }
        for (const CheckedEnsure& one : definition_.rule()->ensures) {
            if (!one.message.empty() && one.message != fault_.message) { continue; }
            FormulaExplainer explainer{replay_};
            const ExplainedCondition condition = explainer.condition(one.condition, place_);
            if (condition.holds || !made_.values.empty()) { continue; }
            made_.values = condition.values;
        }
    }

    [[nodiscard]] bool is_named(const std::string& text) const {
        return fault_.message.find("`" + text + "`") != std::string::npos;
    }

    void add_places(const std::vector<CheckedException>& exceptions) {
        for (const CheckedException& one : exceptions) {
            if (!is_named(one.label)) { continue; }
            made_.places.push_back(position_of(rules_.files, one.label_span));
        }
    }

    void read_exceptions() {
        if (definition_.rule() == nullptr) { return; }
        const Clocks& clocks = replay_.exact().row().clocks;
        if (fault_.message.starts_with("amendments")) {
            for (const Amendment& one : definition_.rule()->amendments) {
                const Clock clock = rules_.packages[one.package].clock;
                const auto at = version_on(one.versions, day_on(clocks, clock));
                if (at) { add_places(one.versions[*at].exceptions); }
            }
            return;
        }
        if (definition_.clock == Clock::day) { return; }
        const auto& versions = definition_.rule()->versions;
        const auto at = version_on(versions, day_on(clocks, definition_.clock));
        if (at) { add_places(versions[*at].exceptions); }
    }

    /// What the last layer that spoke gives, and what the one below it gave.
    void read_bound() {
        const RuleDefinition* rule = definition_.rule();
        const FigureShape& shape = replay_.shape(place_.owner, place_.row);
        if (rule == nullptr || !rule->open || shape.below.empty() || shape.amended.empty()) {
            return;
        }
        const CheckedException& spoke = *shape.amended.back();
        ExactPlace here = place_;
        here.inherited = &shape.below.back().second;
        const auto found = replay_.look(spoke.formula.value, here).value;
        if (!found || !std::holds_alternative<Decimal>(*found)) { return; }
        Decimal amount = std::get<Decimal>(*found);
        if (const auto& how = spoke.formula.rounding) {
            amount = round(amount, how->step, how->mode);
        }
        const bool least = rule->open->bound == OpenTo::Bound::at_least;
        made_.values = std::string{"expected at "} + (least ? "least " : "most ") +
                       shown(rules_, shape.below.back().second, definition_.type) + ", found " +
                       shown(amount, definition_.type);
        made_.places.push_back(position_of(rules_.files, spoke.label_span));
    }

    void add_value(const std::string& before, const TypedExpression& one, const Type& type,
                   const ExactPlace& place) {
        const auto value = replay_.look(one, place).value;
        if (!value) { return; }
        made_.values +=
            (made_.values.empty() ? before : ", " + before) + shown(rules_, *value, type);
    }

    void read_formulas() {
        if (definition_.carry() != nullptr) {
            read_within(definition_.carry()->formula.value, place_);
        }
        if (definition_.rule() == nullptr) { return; }
        for (const RuleVersion& version : definition_.rule()->versions) {
            read_within(version.formula.value, place_);
            for (const CheckedException& one : version.exceptions) {
                read_within(one.formula.value, place_);
            }
        }
        for (const Amendment& one : definition_.rule()->amendments) { read_amendment(one); }
    }

    /// What an amendment says of the value that its layer met; nothing where it was not reached.
    void read_amendment(const Amendment& amendment) {
        const Clock clock = rules_.packages[amendment.package].clock;
        const auto at = version_on(amendment.versions, day_on(replay_.exact().row().clocks, clock));
        if (!at) { return; }
        for (const auto& [layer, value] : replay_.shape(place_.owner, place_.row).below) {
            if (layer != amendment.layer) { continue; }
            ExactPlace here = place_;
            here.inherited = &value;
            for (const CheckedException& one : amendment.versions[*at].exceptions) {
                read_within(one.formula.value, here);
            }
        }
    }

    void read_within(const TypedExpression& one, const ExactPlace& place) {
        if (!made_.values.empty()) { return; }
        if (one.kind >= TypedKind::sum_rows && one.kind <= TypedKind::count_rows) {
            read_rows(one, place);
            return;
        }
        if (fault_.code == "E202" && one.kind == TypedKind::look_up && is_named(written(one)) &&
            !replay_.look(one, place).value) {
            const std::size_t keys = one.children.size() - (one.has_else ? 1 : 0);
            for (std::size_t i = 0; i < keys; ++i) {
                add_value(i == 0 ? "key " : "", one.children[i], one.children[i].type, place);
            }
        }
        if (fault_.code == "E304" && one.kind == TypedKind::split &&
            is_named(written(one.children[1])) && !replay_.look(one, place).value) {
            add_value("", one.children[1], one.children[1].type, place);
        }
        if (one.kind == TypedKind::split) { return; }
        for (const TypedExpression& child : one.children) { read_within(child, place); }
        for (const TypedCase& each : one.cases) { read_within(each.value, place); }
    }

    /// What stands in rows below is seen from there: the first row that has it is told.
    void read_rows(const TypedExpression& sum, const ExactPlace& place) {
        for (const std::size_t row : replay_.exact().rows_below(place, sum.rows)) {
            ExactPlace below = place;
            below.scope = sum.rows;
            below.row = row;
            for (const TypedExpression& child : sum.children) { read_within(child, below); }
        }
    }

    [[nodiscard]] std::string written(const TypedExpression& one) const {
        return std::string{text_of(rules_.files, one.span)};
    }

    const CheckedRuleset& rules_;
    const Definition& definition_;
    const Fault& fault_;
    FigureReplay replay_;
    ExactPlace place_;
    FaultValues made_;
};

}  // namespace

FaultValues fault_values(const CheckedRuleset& rules, std::string_view package, const Case& row,
                         const Fault& fault) {
    const auto from = find_package(rules, package);
    if (!from) { return {}; }
    const auto search = find_definition(rules, *from, fault.name, Reach::reachable);
    if (!search.found || !rules.definitions[search.found->definition].scope) { return {}; }
    auto exact = exact_case(rules, *from, row);
    if (!exact) { return {}; }
    return FaultReader{rules, std::move(*exact), search.found->definition, fault}.read();
}

}  // namespace mutua::ruleset
