#include "engine/ruleset/proof/mutants.hpp"

#include "engine/ruleset/check/by_day.hpp"
#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/ruleset/proof/mutant_finder.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// Calls `visit` on every formula of a definition that the clause `rounding` of a package may
/// round: its own, and what the package says of rules below.
template <typename Visit>
void visit_formulas(Definition& definition, PackageId package, const Visit& visit) {
    const bool own = definition.package == package;
    if (auto* input = std::get_if<InputDefinition>(&definition.content)) {
        if (own && input->default_value) { visit(*input->default_value); }
    }
    if (auto* carry = std::get_if<CarryDefinition>(&definition.content)) {
        if (own) { visit(carry->formula); }
    }
    auto* rule = std::get_if<RuleDefinition>(&definition.content);
    if (rule == nullptr) { return; }
    const auto visit_all = [&](std::vector<CheckedException>& exceptions) {
        for (CheckedException& one : exceptions) { visit(one.formula); }
    };
    for (RuleVersion& version : rule->versions) {
        if (!own) { break; }
        visit(version.formula);
        visit_all(version.exceptions);
    }
    for (Amendment& amendment : rule->amendments) {
        if (amendment.package != package) { continue; }
        for (AmendmentVersion& version : amendment.versions) { visit_all(version.exceptions); }
    }
}

std::string keys_text(const CheckedRuleset& rules, const std::vector<RecordField>& types,
                      const std::vector<Constant>& keys) {
    std::string text;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        text += (i == 0 ? "row " : ", ") + shown(rules, keys[i], types[i].type);
    }
    return text + ": ";
}

}  // namespace

/// A layer that holds where it should not, and not where it should.
void MutantFinder::add_layer_condition(PackageId package) {
    const TypedExpression& when = *rules_.packages[package].layer_when;
    mutants_.push_back(
        {when.span,
         "the condition of the layer is negated",
         {{when.id}, {}, {}, {}},
         {},
         package,
         [package](CheckedRuleset& rules) { negate(*rules.packages[package].layer_when); }});
}

std::vector<Mutant> MutantFinder::find() {
    note_scopes();
    for (id_ = 0; id_ < rules_.definitions.size(); ++id_) {
        add_definition(rules_.definitions[id_]);
    }
    for (PackageId package = 0; package < rules_.packages.size(); ++package) {
        if (rules_.packages[package].rounding) { add_package_rounding(package); }
        if (rules_.packages[package].layer_when) { add_layer_condition(package); }
    }
    return std::move(mutants_);
}

void MutantFinder::add_definition(const Definition& definition) {
    if (definition.param() != nullptr) { add_param(*definition.param()); }
    if (definition.scale() != nullptr) { add_scale(*definition.scale()); }
    if (definition.table() != nullptr) { add_table(*definition.table()); }
    if (definition.rule() != nullptr) { add_rule(*definition.rule()); }
    if (definition.carry() != nullptr) { add_carry(*definition.carry()); }
    const InputDefinition* input = definition.input();
    if (input == nullptr || !input->default_value) { return; }
    add_formula(*input->default_value, [](Definition& one) {
        return &*std::get<InputDefinition>(one.content).default_value;
    });
}

/// The first and the last day of each version one day sooner and later; where two versions meet,
/// both move.
template <typename Version>
void MutantFinder::add_days(const std::vector<Version>& versions, PackageId package,
                            const std::function<MutantReach(std::size_t)>& reach,
                            const PlaceOf<std::vector<Version>>& place) {
    const Days& covers = rules_.packages[package].covers;
    for (std::size_t v = 0; v < versions.size(); ++v) {
        const auto [from, until] = versions[v].days;
        // Where a rule was cut for what it reads by day, nobody wrote a version.
        const bool written = v == 0 || versions[v].span.begin != versions[v - 1].span.begin;
        const bool follows = v > 0 && versions[v - 1].days.until == mutua::add_days(from, -1);
        const bool ends =
            until < covers.until &&
            (v + 1 == versions.size() || versions[v + 1].days.from > mutua::add_days(until, 1));
        for (const int shift : {1, -1}) {
            const Date first = mutua::add_days(from, from == first_of_days ? 0 : shift);
            // No case lies before the days that a package covers.
            if (written && first != from && first >= covers.from &&
                is_read_on(std::min(from, first))) {
                add_day(versions[v].span,
                        "from " + mutua::to_string(from) + " -> from " + mutua::to_string(first),
                        reach(v), first, [=](Definition& one) {
                            auto& all = *place(one);
                            all[v].days.from = first;
                            if (follows) { all[v - 1].days.until = mutua::add_days(first, -1); }
                        });
            }
            const Date last = ends ? mutua::add_days(until, shift) : until;
            if (ends && is_read_on(std::max(until, last))) {
                add_day(versions[v].span,
                        "until " + mutua::to_string(until) + " -> until " + mutua::to_string(last),
                        reach(v), mutua::add_days(last, 1),
                        [=](Definition& one) { (*place(one))[v].days.until = last; });
            }
        }
    }
}

/// The rules that read the figure by day are cut there too.
void MutantFinder::add_day(syntax::Span span, std::string text, const MutantReach& reach,
                           Date begin, Change change) {
    add(span, std::move(text), reach, std::move(change));
    std::set<DefinitionId> rules;
    for (const ReadDays& read : read_days_[id_]) {
        if (read.by_day) { rules.insert(*read.by_day); }
    }
    if (rules.empty()) { return; }
    Mutant& made = mutants_.back();
    made.changed.insert(made.changed.end(), rules.begin(), rules.end());
    made.apply = [figure = id_, begin, rules, moved = made.apply](CheckedRuleset& all) {
        moved(all);
        for (const DefinitionId id : rules) {
            cut_where_read(std::get<RuleDefinition>(all.definitions[id].content), figure, begin);
        }
    };
}

template <typename Content, typename Version>
void MutantFinder::add_own_days(const std::vector<Version>& versions) {
    if (versions.size() > 1) {
        add_clocks(
            boundaries_of(versions, rules_.packages[rules_.definitions[id_].package].covers));
    }
    const auto reach = [this](std::size_t v) {
        MutantReach found = in_version(v);
        if (v > 0) { found.versions.emplace_back(id_, v - 1); }
        return found;
    };
    add_days<Version>(versions, rules_.definitions[id_].package, reach,
                      [](Definition& one) { return &std::get<Content>(one.content).versions; });
}

void MutantFinder::add_clocks(const std::vector<Date>& boundaries) {
    const Definition& one = rules_.definitions[id_];
    const bool is_asked = one.scope || !readers_[id_].empty();
    if (one.clock == Clock::day || !is_asked) { return; }
    for (const Clock clock : clocks_with_a_day) {
        if (clock == one.clock || !is_visible(one, clock)) { continue; }
        if (!may_part(one.clock, clock, boundaries)) { continue; }
        add(one.name_span,
            "dated by " + std::string{to_string(one.clock)} + " -> " +
                std::string{to_string(clock)},
            anywhere(), [clock](Definition& definition) { definition.clock = clock; });
    }
}

void MutantFinder::add_param(const ParamDefinition& param) {
    const Type& whole = rules_.definitions[id_].type;
    for (std::size_t v = 0; v < param.versions.size(); ++v) {
        const ParamVersion& version = param.versions[v];
        for (std::size_t i = 0; i < version.values.size(); ++i) {
            Type type = whole.fields.empty() ? whole : whole.fields[i].type;
            const bool written = i < version.expressions.size();
            // The smallest step of what is written: 0.01 of 12.34, whatever the type keeps.
            if (written && version.expressions[i].kind == TypedKind::constant) {
                type.decimals = std::min(type.decimals, version.expressions[i].type.decimals);
            }
            const syntax::Span span = written ? version.expressions[i].span : version.span;
            add_value(span, version.values[i], type, in_version(v), [v, i](Definition& one) {
                return &std::get<ParamDefinition>(one.content).versions[v].values[i];
            });
        }
    }
    add_own_days<ParamDefinition>(param.versions);
}

void MutantFinder::add_scale(const ScaleDefinition& scale) {
    for (std::size_t v = 0; v < scale.versions.size(); ++v) {
        const auto version = [v](Definition& one) {
            return &std::get<ScaleDefinition>(one.content).versions[v];
        };
        const auto& brackets = scale.versions[v].brackets;
        for (std::size_t i = 0; i < brackets.size(); ++i) {
            add_bracket(brackets[i], in_version(v),
                        [version, i](Definition& one) { return &version(one)->brackets[i]; });
        }
        if (!scale.versions[v].each_bracket) { continue; }
        add_rounding(*scale.versions[v].each_bracket, in_version(v),
                     [version](Definition& one) { return &*version(one)->each_bracket; });
    }
    add_own_days<ScaleDefinition>(scale.versions);
}

void MutantFinder::add_bracket(const CheckedBracket& bracket, const MutantReach& reach,
                               const PlaceOf<CheckedBracket>& place) {
    const Definition& definition = rules_.definitions[id_];
    const ScaleDefinition& scale = *definition.scale();
    const bool marginal = scale.kind == ScaleKind::marginal;
    Type rate = number_type(Unit{}, 6);
    rate.percent = true;
    const auto member = [&](Decimal CheckedBracket::*one) {
        return [place, one](Definition& all) { return &(place(all)->*one); };
    };
    add_number(bracket.span, bracket.threshold, scale.argument, reach,
               member(&CheckedBracket::threshold));
    add_number(bracket.span, bracket.value, marginal ? rate : definition.type, reach,
               member(&CheckedBracket::value));
    if (scale.has_plus) {
        add_number(bracket.span, bracket.plus, rate, reach, member(&CheckedBracket::plus));
    }
    if (marginal) { return; }  // A threshold adds nothing there: either word gives the same.
    add(bracket.span, bracket.above ? "above -> reaching" : "reaching -> above", reach,
        [place](Definition& one) { place(one)->above = !place(one)->above; });
}

void MutantFinder::add_table(const TableDefinition& table) {
    for (std::size_t v = 0; v < table.versions.size(); ++v) {
        const TableVersion& version = table.versions[v];
        const auto place = [v](Definition& one) {
            return &std::get<TableDefinition>(one.content).versions[v];
        };
        for (std::size_t i = 0; version.file.empty() && i < version.rows.size(); ++i) {
            add_row(version.rows[i], in_version(v),
                    [place, i](Definition& one) { return &place(one)->rows[i]; });
        }
        for (auto at = found_rows_.lower_bound({id_, v, 0});
             at != found_rows_.end() && at->table == id_ && at->version == v; ++at) {
            if (version.file.empty()) { break; }
            add_row_value(version.rows[at->row], {{}, {}, {}, {*at}},
                          [place, i = at->row](Definition& one) { return &place(one)->rows[i]; });
        }
        if (!version.otherwise) { continue; }
        add_value(
            version.otherwise_span, *version.otherwise, rules_.definitions[id_].type, in_version(v),
            [place](Definition& one) { return &*place(one)->otherwise; }, "otherwise: ");
    }
    add_own_days<TableDefinition>(table.versions);
}

void MutantFinder::add_row(const TableRow& row, const MutantReach& reach,
                           const PlaceOf<TableRow>& place) {
    const auto& keys = rules_.definitions[id_].table()->keys;
    const std::string before = keys_text(rules_, keys, row.keys);
    for (std::size_t k = 0; k < keys.size(); ++k) {
        add_value(
            row.span, row.keys[k], keys[k].type, reach,
            [place, k](Definition& one) { return &place(one)->keys[k]; }, before + "key ");
    }
    add_row_value(row, reach, place);
}

void MutantFinder::add_row_value(const TableRow& row, const MutantReach& reach,
                                 const PlaceOf<TableRow>& place) {
    const Definition& definition = rules_.definitions[id_];
    add_value(
        row.value_span, row.value, definition.type, reach,
        [place](Definition& one) { return &place(one)->value; },
        keys_text(rules_, definition.table()->keys, row.keys));
}

void MutantFinder::add_exceptions(const std::vector<CheckedException>& exceptions,
                                  const PlaceOf<std::vector<CheckedException>>& place) {
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        const CheckedException& one = exceptions[i];
        const auto when = [place, i](Definition& all) { return &(*place(all))[i].when; };
        add_negation(one.when, when);
        add_expression(one.when, when);
        add_formula(one.formula, [place, i](Definition& all) { return &(*place(all))[i].formula; });
        add_fixed(one.label_span, "without exception `" + one.label + "`", one.when, false, when);
        if (one.over.empty()) { continue; }
        add(one.label_span, "`" + one.label + "` without `over`", {{one.when.id}, {}, {}, {}},
            [place, i](Definition& all) { (*place(all))[i].over.clear(); });
    }
}

void MutantFinder::add_rule(const RuleDefinition& rule) {
    for (std::size_t v = 0; v < rule.versions.size(); ++v) {
        add_rule_version(rule.versions[v], v);
    }
    if (rule.mean_of_days) {
        add_rounding(*rule.mean_of_days, anywhere(), [](Definition& one) {
            return &*std::get<RuleDefinition>(one.content).mean_of_days;
        });
    }
    add_own_days<RuleDefinition>(rule.versions);
    add_ensures(rule.ensures);
    add_amendments(rule.amendments);
}

void MutantFinder::add_rule_version(const RuleVersion& version, std::size_t v) {
    const auto place = [v](Definition& one) {
        return &std::get<RuleDefinition>(one.content).versions[v];
    };
    if (version.applies_when) {
        const auto when = [place](Definition& one) { return &*place(one)->applies_when; };
        add_negation(*version.applies_when, when);
        add_expression(*version.applies_when, when);
    }
    add_formula(version.formula, [place](Definition& one) { return &place(one)->formula; });
    add_exceptions(version.exceptions,
                   [place](Definition& one) { return &place(one)->exceptions; });
}

void MutantFinder::add_ensures(const std::vector<CheckedEnsure>& ensures) {
    for (std::size_t i = 0; i < ensures.size(); ++i) {
        const auto condition = [i](Definition& one) {
            return &std::get<RuleDefinition>(one.content).ensures[i].condition;
        };
        add_fixed(ensures[i].span, "without `ensure`", ensures[i].condition, true, condition);
        add_expression(ensures[i].condition, condition);
    }
}

void MutantFinder::add_amendments(const std::vector<Amendment>& amendments) {
    for (std::size_t a = 0; a < amendments.size(); ++a) {
        const auto versions = [a](Definition& one) {
            return &std::get<RuleDefinition>(one.content).amendments[a].versions;
        };
        for (std::size_t v = 0; v < amendments[a].versions.size(); ++v) {
            add_exceptions(amendments[a].versions[v].exceptions, [versions, v](Definition& one) {
                return &(*versions(one))[v].exceptions;
            });
        }
        add_days<AmendmentVersion>(
            amendments[a].versions, amendments[a].package,
            [this](std::size_t) { return anywhere(); }, versions);
    }
}

void MutantFinder::add_carry(const CarryDefinition& carry) {
    const auto place = [](Definition& one) { return &std::get<CarryDefinition>(one.content); };
    const Definition& definition = rules_.definitions[id_];
    add_formula(carry.formula, [place](Definition& one) { return &place(one)->formula; });
    if (carry.starts_at) {
        add_value(
            definition.name_span, *carry.starts_at, definition.type, anywhere(),
            [place](Definition& one) { return &*place(one)->starts_at; }, "starts at ");
    }
    if (carry.reset == Reset::never) { return; }
    add(definition.name_span, "without `reset`", anywhere(),
        [place](Definition& one) { place(one)->reset = Reset::never; });
}

/// The rounding of a package, in all its formulas at once.
void MutantFinder::add_package_rounding(PackageId package) {
    const CheckedRounding& own = *rules_.packages[package].rounding;
    std::vector<DefinitionId> all;
    MutantReach reach;
    for (DefinitionId id = 0; id < rules_.definitions.size(); ++id) {
        Definition copy = rules_.definitions[id];
        const std::size_t before = reach.expressions.size();
        visit_formulas(copy, package, [&](const Formula& one) {
            const bool rounds = one.rounding && one.rounding->of_package;
            if (rounds) { reach.expressions.push_back(one.value.id); }
        });
        if (reach.expressions.size() > before) { all.push_back(id); }
    }
    if (all.empty()) { return; }
    for_other_roundings(own.mode, own.step, [&](std::string text, Rounding mode, Decimal step) {
        const auto change = [mode, step](Formula& one) {
            if (!one.rounding || !one.rounding->of_package) { return; }
            one.rounding->mode = mode;
            one.rounding->step = step;
        };
        mutants_.push_back({own.span, "package " + std::move(text), reach, all, std::nullopt,
                            [all, package, change](CheckedRuleset& rules) {
                                for (const DefinitionId id : all) {
                                    visit_formulas(rules.definitions[id], package, change);
                                }
                            }});
    });
}

std::vector<Mutant> mutants_of(const CheckedRuleset& rules,
                               const std::set<TablePlace>& found_rows) {
    return MutantFinder{rules, found_rows}.find();
}

}  // namespace mutua::ruleset
