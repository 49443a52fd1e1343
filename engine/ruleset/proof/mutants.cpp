#include "engine/ruleset/proof/mutants.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/oracle/formula_text.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <array>
#include <optional>

namespace mutua::ruleset {

namespace {

constexpr std::array<std::pair<Rounding, const char*>, 7> modes{{{Rounding::half_up, "half up"},
                                                                 {Rounding::half_down, "half down"},
                                                                 {Rounding::half_even, "half even"},
                                                                 {Rounding::up, "up"},
                                                                 {Rounding::down, "down"},
                                                                 {Rounding::floor, "floor"},
                                                                 {Rounding::ceiling, "ceiling"}}};

Decimal unit_of(unsigned decimals) {
    Integer power = 1;
    for (unsigned i = 0; i < decimals; ++i) { power *= 10; }
    return Decimal{1, power};
}

/// The decimals that a figure is written with: a declared percent keeps six, and shows two.
unsigned written_decimals(const Type& type) {
    constexpr unsigned of_percent = 4;
    return type.percent ? std::min(type.decimals, of_percent) : type.decimals;
}

TypedExpression* find_in(TypedExpression& expression, ExpressionId id) {
    if (expression.id == id) { return &expression; }
    for (TypedExpression& child : expression.children) {
        if (auto* found = find_in(child, id)) { return found; }
    }
    for (TypedCase& one : expression.cases) {
        for (TypedExpression& pattern : one.patterns) {
            if (auto* found = find_in(pattern, id)) { return found; }
        }
        if (auto* found = find_in(one.value, id)) { return found; }
    }
    return nullptr;
}

/// What a comparison or an operation becomes.
std::vector<std::pair<TypedKind, const char*>> replacements(TypedKind kind) {
    switch (kind) {
        case TypedKind::less:
            return {{TypedKind::less_equal, "< -> <="}};
        case TypedKind::less_equal:
            return {{TypedKind::less, "<= -> <"}};
        case TypedKind::greater:
            return {{TypedKind::greater_equal, "> -> >="}};
        case TypedKind::greater_equal:
            return {{TypedKind::greater, ">= -> >"}};
        case TypedKind::add:
            return {{TypedKind::subtract, "+ -> -"}};
        case TypedKind::subtract:
            return {{TypedKind::add, "- -> +"}};
        case TypedKind::minimum:
            return {{TypedKind::maximum, "min -> max"}};
        case TypedKind::maximum:
            return {{TypedKind::minimum, "max -> min"}};
        default:
            return {};
    }
}

class MutantFinder {
public:
    explicit MutantFinder(const CheckedRuleset& rules) : rules_{rules} {}

    std::vector<Mutant> find() {
        for (id_ = 0; id_ < rules_.definitions.size(); ++id_) {
            const Definition& one = rules_.definitions[id_];
            if (one.param() != nullptr) { add_param(*one.param()); }
            if (one.scale() != nullptr) { add_scale(*one.scale()); }
            if (one.table() != nullptr) { add_table(*one.table()); }
            if (one.rule() != nullptr) { add_rule(*one.rule()); }
            if (one.carry() != nullptr) { add_carry(*one.carry()); }
            const InputDefinition* input = one.input();
            if (input != nullptr && input->default_value) {
                add_formula(*input->default_value, [](Definition& definition) {
                    return &*std::get<InputDefinition>(definition.content).default_value;
                });
            }
        }
        add_package_roundings();
        return std::move(mutants_);
    }

private:
    using FormulaOf = std::function<Formula*(Definition&)>;
    using Change = std::function<void(Definition&)>;

    void add(syntax::Span span, std::string text, MutantReach reach, Change change) {
        const DefinitionId id = id_;
        mutants_.push_back({span,
                            std::move(text),
                            std::move(reach),
                            {id},
                            [id, change = std::move(change)](CheckedRuleset& rules) {
                                change(rules.definitions[id]);
                            }});
    }

    [[nodiscard]] MutantReach in_version(std::size_t version) const {
        return {{}, {{id_, version}}, {}, {}};
    }

    /// A figure one unit of its last decimal up and down.
    void add_figure(syntax::Span span, const Constant& value, const Type& type,
                    const MutantReach& reach, const std::function<Constant*(Definition&)>& place) {
        const auto* number = std::get_if<Decimal>(&value);
        if (number == nullptr) { return; }
        const Decimal unit = unit_of(written_decimals(type));
        for (const int sign : {1, -1}) {
            const Decimal changed = *number + unit * sign;
            add(span, shown(*number, type) + " -> " + shown(changed, type), reach,
                [place, changed](Definition& definition) { *place(definition) = changed; });
        }
    }

    template <typename Content, typename Version>
    void add_days(const std::vector<Version>& versions) {
        for (std::size_t v = 0; v < versions.size(); ++v) {
            const Date from = versions[v].days.from;
            if (from == first_of_days) { continue; }
            MutantReach reach = in_version(v);
            if (v > 0) { reach.versions.emplace_back(id_, v - 1); }
            for (const int shift : {1, -1}) {
                const Date moved = mutua::add_days(from, shift);
                const Days& covers = rules_.packages[rules_.definitions[id_].package].covers;
                if (moved < covers.from) { continue; }  // No case lies there.
                add(versions[v].span,
                    "from " + mutua::to_string(from) + " -> from " + mutua::to_string(moved), reach,
                    [v, from, moved](Definition& definition) {
                        auto& all = std::get<Content>(definition.content).versions;
                        all[v].days.from = moved;
                        const bool touch =
                            v > 0 && all[v - 1].days.until == mutua::add_days(from, -1);
                        if (touch) { all[v - 1].days.until = mutua::add_days(moved, -1); }
                    });
            }
        }
    }

    void add_clocks() {
        const Definition& one = rules_.definitions[id_];
        if (one.clock == Clock::day) { return; }
        for (const Clock clock :
             {Clock::work_start, Clock::work_end, Clock::payment_date, Clock::issue_date}) {
            const bool visible = !one.scope || sees_clock(*one.scope, clock);
            if (clock == one.clock || !visible) { continue; }
            add(one.name_span,
                "dated by " + std::string{to_string(one.clock)} + " -> " +
                    std::string{to_string(clock)},
                {{}, {}, {id_}, {}}, [clock](Definition& definition) { definition.clock = clock; });
        }
    }

    void add_param(const ParamDefinition& param) {
        for (std::size_t v = 0; v < param.versions.size(); ++v) {
            const ParamVersion& version = param.versions[v];
            for (std::size_t i = 0; i < version.values.size(); ++i) {
                const bool literal = i < version.expressions.size() &&
                                     version.expressions[i].kind == TypedKind::constant;
                const Type& whole = rules_.definitions[id_].type;
                Type type = whole.fields.empty() ? whole : whole.fields[i].type;
                if (literal && type.is_number()) {
                    type.decimals = std::min(type.decimals, version.expressions[i].type.decimals);
                }
                const syntax::Span span =
                    i < version.expressions.size() ? version.expressions[i].span : version.span;
                add_figure(span, version.values[i], type, in_version(v), [v, i](Definition& one) {
                    return &std::get<ParamDefinition>(one.content).versions[v].values[i];
                });
            }
        }
        if (param.versions.size() > 1) { add_clocks(); }
        add_days<ParamDefinition>(param.versions);
    }

    void add_scale(const ScaleDefinition& scale) {
        const Definition& definition = rules_.definitions[id_];
        Type rate = number_type(Unit{}, 4);
        rate.percent = true;
        for (std::size_t v = 0; v < scale.versions.size(); ++v) {
            const auto& brackets = scale.versions[v].brackets;
            for (std::size_t i = 0; i < brackets.size(); ++i) {
                add_bracket(brackets[i], v, i, scale, definition.type, rate);
            }
            if (!scale.versions[v].each_bracket) { continue; }
            add_rounding(*scale.versions[v].each_bracket, in_version(v), [v](Definition& one) {
                return &*std::get<ScaleDefinition>(one.content).versions[v].each_bracket;
            });
        }
        if (scale.versions.size() > 1) { add_clocks(); }
        add_days<ScaleDefinition>(scale.versions);
    }

    void add_bracket(const CheckedBracket& bracket, std::size_t v, std::size_t i,
                     const ScaleDefinition& scale, const Type& result, const Type& rate) {
        const auto number = [&](const Decimal& value, const Type& type,
                                Decimal CheckedBracket::*member) {
            const Decimal unit = unit_of(written_decimals(type));
            for (const int sign : {1, -1}) {
                const Decimal changed = value + unit * sign;
                add(bracket.span, shown(value, type) + " -> " + shown(changed, type), in_version(v),
                    [v, i, member, changed](Definition& one) {
                        auto& scale_here = std::get<ScaleDefinition>(one.content);
                        scale_here.versions[v].brackets[i].*member = changed;
                    });
            }
        };
        const bool marginal = scale.kind == ScaleKind::marginal;
        number(bracket.threshold, scale.argument, &CheckedBracket::threshold);
        number(bracket.value, marginal ? rate : result, &CheckedBracket::value);
        if (scale.has_plus) { number(bracket.plus, rate, &CheckedBracket::plus); }
        if (marginal) { return; }  // A threshold adds nothing there: either word gives the same.
        add(bracket.span, bracket.above ? "above -> reaching" : "reaching -> above", in_version(v),
            [v, i](Definition& one) {
                bool& above = std::get<ScaleDefinition>(one.content).versions[v].brackets[i].above;
                above = !above;
            });
    }

    void add_table(const TableDefinition& table) {
        for (std::size_t v = 0; v < table.versions.size(); ++v) {
            const TableVersion& version = table.versions[v];
            const Type& type = rules_.definitions[id_].type;
            for (std::size_t i = 0; version.file.empty() && i < version.rows.size(); ++i) {
                add_figure(version.span, version.rows[i].value, type, in_version(v),
                           [v, i](Definition& one) {
                               auto& all = std::get<TableDefinition>(one.content).versions;
                               return &all[v].rows[i].value;
                           });
            }
            if (!version.otherwise) { continue; }
            add_figure(version.span, *version.otherwise, type, in_version(v), [v](Definition& one) {
                return &*std::get<TableDefinition>(one.content).versions[v].otherwise;
            });
        }
        if (table.versions.size() > 1) { add_clocks(); }
        add_days<TableDefinition>(table.versions);
    }

    void add_rounding(const CheckedRounding& rounding, const MutantReach& reach,
                      const std::function<CheckedRounding*(Definition&)>& place) {
        for (const auto& [mode, name] : modes) {
            if (mode == rounding.mode) { continue; }
            add(rounding.span, std::string{"rounded "} + name, reach,
                [place, other = mode](Definition& one) { place(one)->mode = other; });
        }
        for (const Decimal& factor : {Decimal{10}, Decimal{1, 10}}) {
            const Decimal step = rounding.step * factor;
            add(rounding.span, "rounded to " + exact_text(step, 0), reach,
                [place, step](Definition& one) { place(one)->step = step; });
        }
    }

    void add_formula(const Formula& formula, const FormulaOf& place) {
        add_expression(formula.value, [place](Definition& one) { return &place(one)->value; });
        if (!formula.rounding || formula.rounding->of_package) { return; }
        add_rounding(*formula.rounding, {{formula.value.id}, {}, {}, {}},
                     [place](Definition& one) { return &*place(one)->rounding; });
    }

    using ExpressionOf = std::function<TypedExpression*(Definition&)>;

    void add_expression(const TypedExpression& root, const ExpressionOf& place) {
        walk(root, [&](const TypedExpression& one) { add_node(one, place); });
    }

    void add_node(const TypedExpression& one, const ExpressionOf& place) {
        const MutantReach reach{{one.id}, {}, {}, {}};
        const auto node = [place, id = one.id](Definition& definition) {
            TypedExpression* found = find_in(*place(definition), id);
            require(found != nullptr, "a mutant stands in its definition");
            return found;
        };
        for (const auto& [kind, text] : replacements(one.kind)) {
            add(one.span, text, reach,
                [node, other = kind](Definition& definition) { node(definition)->kind = other; });
        }
        if (one.kind == TypedKind::constant) {
            add_figure(one.span, one.constant, one.type, reach,
                       [node](Definition& definition) { return &node(definition)->constant; });
        }
        if (one.kind == TypedKind::round) {
            for (const auto& [mode, name] : modes) {
                if (mode == one.mode) { continue; }
                add(one.span, std::string{"rounded "} + name, reach,
                    [node, other = mode](Definition& all) { node(all)->mode = other; });
            }
        }
        const bool has_where = (one.kind >= TypedKind::sum_rows &&
                                one.kind <= TypedKind::all_rows && one.children.size() > 1) ||
                               (one.kind == TypedKind::count_rows && !one.children.empty());
        if (has_where) {
            add(one.span, "without `where`", reach,
                [node](Definition& all) { node(all)->children.pop_back(); });
        }
        if (one.kind == TypedKind::split) {
            add(one.span, "split into equal parts", reach, [node](Definition& all) {
                TypedExpression equal;
                equal.kind = TypedKind::constant;
                equal.constant = Decimal{1};
                node(all)->children[1] = equal;
            });
        }
    }

    void add_negation(const TypedExpression& condition, const ExpressionOf& place) {
        add(condition.span, "the condition is negated", {{condition.id}, {}, {}, {}},
            [place](Definition& one) {
                TypedExpression negated;
                negated.kind = TypedKind::logical_not;
                negated.type = place(one)->type;
                negated.children.push_back(std::move(*place(one)));
                *place(one) = std::move(negated);
            });
    }

    void add_exceptions(const std::vector<CheckedException>& exceptions,
                        const std::function<std::vector<CheckedException>*(Definition&)>& place) {
        for (std::size_t i = 0; i < exceptions.size(); ++i) {
            const CheckedException& one = exceptions[i];
            const auto when = [place, i](Definition& all) { return &(*place(all))[i].when; };
            add_negation(one.when, when);
            add_expression(one.when, when);
            add_formula(one.formula,
                        [place, i](Definition& all) { return &(*place(all))[i].formula; });
            const MutantReach reach{{one.when.id}, {}, {}, {}};
            add(one.label_span, "without exception `" + one.label + "`", reach,
                [when](Definition& all) {
                    TypedExpression never;
                    never.kind = TypedKind::constant;
                    never.constant = false;
                    *when(all) = std::move(never);
                });
            if (one.over.empty()) { continue; }
            add(one.label_span, "`" + one.label + "` without `over`", reach,
                [place, i](Definition& all) { (*place(all))[i].over.clear(); });
        }
    }

    void add_rule(const RuleDefinition& rule) {
        const auto rule_of = [](Definition& one) { return &std::get<RuleDefinition>(one.content); };
        for (std::size_t v = 0; v < rule.versions.size(); ++v) {
            const RuleVersion& version = rule.versions[v];
            if (version.applies_when) {
                const auto when = [rule_of, v](Definition& one) {
                    return &*rule_of(one)->versions[v].applies_when;
                };
                add_negation(*version.applies_when, when);
                add_expression(*version.applies_when, when);
            }
            add_formula(version.formula, [rule_of, v](Definition& one) {
                return &rule_of(one)->versions[v].formula;
            });
            add_exceptions(version.exceptions, [rule_of, v](Definition& one) {
                return &rule_of(one)->versions[v].exceptions;
            });
        }
        if (rule.versions.size() > 1) { add_clocks(); }
        add_days<RuleDefinition>(rule.versions);
        for (std::size_t a = 0; a < rule.amendments.size(); ++a) {
            for (std::size_t v = 0; v < rule.amendments[a].versions.size(); ++v) {
                add_exceptions(rule.amendments[a].versions[v].exceptions,
                               [rule_of, a, v](Definition& one) {
                                   return &rule_of(one)->amendments[a].versions[v].exceptions;
                               });
            }
        }
    }

    void add_carry(const CarryDefinition& carry) {
        add_formula(carry.formula, [](Definition& one) {
            return &std::get<CarryDefinition>(one.content).formula;
        });
        if (carry.reset == Reset::never) { return; }
        add(rules_.definitions[id_].name_span, "without `reset`", {{}, {}, {id_}, {}},
            [](Definition& one) { std::get<CarryDefinition>(one.content).reset = Reset::never; });
    }

    /// The rounding of a package, in all its formulas at once.
    void add_package_roundings() {
        for (PackageId package = 0; package < rules_.packages.size(); ++package) {
            if (!rules_.packages[package].rounding) { continue; }
            const CheckedRounding& own = *rules_.packages[package].rounding;
            std::vector<DefinitionId> all;
            for (DefinitionId id = 0; id < rules_.definitions.size(); ++id) {
                const Definition& one = rules_.definitions[id];
                if (one.package == package && one.rule() != nullptr) { all.push_back(id); }
            }
            for (const auto& [mode, name] : modes) {
                if (mode == own.mode) { continue; }
                mutants_.push_back({own.span,
                                    std::string{"package rounded "} + name,
                                    {{}, {}, {}, {package}},
                                    all,
                                    [all, other = mode](CheckedRuleset& rules) {
                                        for (const DefinitionId id : all) {
                                            round_by_package(rules.definitions[id], other);
                                        }
                                    }});
            }
        }
    }

    static void round_by_package(Definition& definition, Rounding mode) {
        const auto change = [mode](Formula& one) {
            if (one.rounding && one.rounding->of_package) { one.rounding->mode = mode; }
        };
        for (RuleVersion& version : std::get<RuleDefinition>(definition.content).versions) {
            change(version.formula);
            for (CheckedException& one : version.exceptions) { change(one.formula); }
        }
    }

    const CheckedRuleset& rules_;
    DefinitionId id_ = 0;
    std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> mutants_of(const CheckedRuleset& rules) { return MutantFinder{rules}.find(); }

}  // namespace mutua::ruleset
