#include "engine/ruleset/explain/facets.hpp"

#include "engine/ruleset/explain/dump_expression.hpp"
#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/ruleset/syntax/formatter.hpp"

#include <algorithm>
#include <array>

namespace mutua::ruleset {

namespace {

using Facets = std::vector<Facet>;

std::string line_of(const CheckedRuleset& rules, syntax::Span span) {
    return on_one_line(text_of(rules.files, span));
}

std::string structure(const CheckedRuleset& rules, const TypedExpression& expression) {
    return dump::expression_json(rules, expression, dump::Detail::structure)
        .dump(-1, ' ', false, dump::Json::error_handler_t::replace);
}

/// A facet whose text is its meaning.
Facet plain(std::string part, ChangeKind kind, std::string text, std::string source = {}) {
    Facet made{std::move(part), kind, text, {}, std::move(source), nullptr};
    made.meaning = std::move(text);
    return made;
}

Facet evidence_facet(const CheckedRuleset& rules, const CheckedEvidence& evidence,
                     const std::string& part) {
    Facet made = plain(part, ChangeKind::source, evidence_text(rules, evidence));
    made.evidence = &evidence;
    return made;
}

/// The formula with what is written about its rounding, and what it rests on.
void add_formula(Facets& facets, const CheckedRuleset& rules, const std::string& part,
                 const Formula& formula, const std::string& lead = {},
                 const std::string& lead_meaning = {}) {
    Facet made;
    made.part = part;
    made.kind = ChangeKind::formula;
    made.text = lead + formula_line(rules, formula);
    made.meaning = lead_meaning + structure(rules, formula.value);
    if (formula.rounding && !formula.rounding->of_package) {
        made.meaning += rounding_text(*formula.rounding);
    }
    made.source = evidence_text(rules, formula.evidence);
    facets.push_back(std::move(made));
    facets.push_back(evidence_facet(rules, formula.evidence, part));
}

void add_condition(Facets& facets, const CheckedRuleset& rules, const std::string& part,
                   const TypedExpression& condition) {
    facets.push_back({part,
                      ChangeKind::formula,
                      line_of(rules, condition.span),
                      structure(rules, condition),
                      {},
                      nullptr});
}

void add_exceptions(Facets& facets, const CheckedRuleset& rules, const std::string& lead,
                    const std::vector<CheckedException>& exceptions) {
    for (const CheckedException& one : exceptions) {
        std::string text;
        std::vector<std::string> over;
        for (const std::size_t other : one.over) { over.push_back(exceptions.at(other).label); }
        std::sort(over.begin(), over.end());
        for (const std::string& label : over) { text += (text.empty() ? "over " : ", ") + label; }
        const std::string order = text.empty() ? "" : text + " ";
        add_formula(facets, rules, lead + "exception " + one.label, one.formula,
                    order + "when " + line_of(rules, one.when.span) + " = ",
                    order + structure(rules, one.when) + "=");
    }
}

std::string record_part(const Definition& definition, std::size_t i) {
    const bool record = definition.type.kind == ValueKind::record;
    return record ? "." + definition.type.fields.at(i).name : "";
}

const Type& field_type(const Definition& definition, std::size_t i) {
    const bool record = definition.type.kind == ValueKind::record;
    return record ? definition.type.fields.at(i).type : definition.type;
}

std::optional<Facets> on_day(const CheckedRuleset& rules, const Definition& definition,
                             const ParamDefinition& param, Date day) {
    const auto at = version_on(param.versions, day);
    if (!at) { return std::nullopt; }
    const ParamVersion& version = param.versions[*at];
    const std::string source = evidence_text(rules, version.evidence);
    Facets facets;
    for (std::size_t i = 0; i < version.values.size(); ++i) {
        facets.push_back(plain(record_part(definition, i), ChangeKind::figure,
                               shown(rules, version.values[i], field_type(definition, i)), source));
    }
    facets.push_back(evidence_facet(rules, version.evidence, ""));
    return facets;
}

std::optional<Facets> on_day(const CheckedRuleset& rules, const Definition& definition,
                             const ScaleDefinition& scale, Date day) {
    const auto at = version_on(scale.versions, day);
    if (!at) { return std::nullopt; }
    const ScaleVersion& version = scale.versions[*at];
    const std::string source = evidence_text(rules, version.evidence);
    Facets facets;
    for (const CheckedBracket& bracket : version.brackets) {
        const std::string part = std::string{bracket.above ? "[above " : "[reaching "} +
                                 shown(bracket.threshold, scale.argument) + "]";
        std::string text = scale.kind == ScaleKind::marginal
                               ? rate_text(bracket.value, scale.argument, scale.argument)
                               : shown(bracket.value, definition.type);
        if (bracket.plus != 0) {
            text += " plus " + rate_text(bracket.plus, scale.argument, definition.type);
        }
        facets.push_back(plain(part, ChangeKind::figure, std::move(text), source));
    }
    if (version.each_bracket) {
        facets.push_back(plain("each bracket round", ChangeKind::formula,
                               rounding_text(*version.each_bracket), source));
    }
    facets.push_back(evidence_facet(rules, version.evidence, ""));
    return facets;
}

std::optional<Facets> on_day(const CheckedRuleset& rules, const Definition& definition,
                             const TableDefinition& table, Date day) {
    const auto at = version_on(table.versions, day);
    if (!at) { return std::nullopt; }
    const TableVersion& version = table.versions[*at];
    const std::string source = evidence_text(rules, version.evidence);
    Facets facets;
    for (const TableRow& row : version.rows) {
        std::string part = "[";
        for (std::size_t i = 0; i < row.keys.size(); ++i) {
            part += (i > 0 ? ", " : "") + shown(rules, row.keys[i], table.keys.at(i).type);
        }
        facets.push_back(plain(part + "]", ChangeKind::figure,
                               shown(rules, row.value, definition.type), source));
    }
    if (version.otherwise) {
        facets.push_back(plain("[otherwise]", ChangeKind::figure,
                               shown(rules, *version.otherwise, definition.type), source));
    }
    facets.push_back(evidence_facet(rules, version.evidence, ""));
    return facets;
}

std::optional<Facets> on_day(const CheckedRuleset& rules, const Definition&,
                             const RuleDefinition& rule, Date day) {
    Facets facets;
    bool any = false;
    if (const auto at = version_on(rule.versions, day)) {
        const RuleVersion& version = rule.versions[*at];
        any = true;
        if (version.applies_when) {
            add_condition(facets, rules, "applies when", *version.applies_when);
        }
        add_formula(facets, rules, "", version.formula);
        add_exceptions(facets, rules, "", version.exceptions);
    }
    for (const Amendment& amendment : rule.amendments) {
        const auto at = version_on(amendment.versions, day);
        if (!at) { continue; }
        any = true;
        const std::string lead = "amended by " + rules.packages.at(amendment.package).name + ": ";
        add_exceptions(facets, rules, lead, amendment.versions[*at].exceptions);
    }
    return any ? std::optional{facets} : std::nullopt;
}

void add_range(Facets& facets, const std::optional<Decimal>& low,
               const std::optional<Decimal>& high, const Type& type) {
    if (!low || !high) { return; }
    facets.push_back(
        plain("range", ChangeKind::formula, shown(*low, type) + " .. " + shown(*high, type)));
}

void add_rule_head(Facets& facets, const CheckedRuleset& rules, const RuleDefinition& rule) {
    if (rule.printed) {
        const Printed& printed = *rule.printed;
        facets.push_back(plain("shown", ChangeKind::label,
                               "on " + printed.document + " section " + printed.section +
                                   " order " + std::to_string(printed.order) + " as " +
                                   printed.role));
    }
    if (rule.output) { facets.push_back(plain("output", ChangeKind::label, "yes")); }
    std::string tags;
    for (const std::string& tag : rule.tags) { tags += (tags.empty() ? "" : ", ") + tag; }
    if (!tags.empty()) { facets.push_back(plain("tags", ChangeKind::formula, tags)); }
    if (rule.open) {
        std::string text;
        for (const Layer layer : rule.open->layers) {
            text += (text.empty() ? "" : ", ") + std::string{to_string(layer)};
        }
        if (rule.open->bound == OpenTo::Bound::at_least) { text += " at least"; }
        if (rule.open->bound == OpenTo::Bound::at_most) { text += " at most"; }
        facets.push_back(plain("open to", ChangeKind::formula, text));
    }
    if (rule.mean_of_days) {
        facets.push_back(plain("mean of the days, rounded", ChangeKind::formula,
                               rounding_text(*rule.mean_of_days)));
    }
    for (const CheckedEnsure& ensure : rule.ensures) {
        add_condition(facets, rules, "ensure", ensure.condition);
        Facet& made = facets.back();
        made.part += " " + made.text;
        if (ensure.message.empty()) { continue; }
        const std::string otherwise = " else \"" + ensure.message + '"';
        made.text += otherwise;
        made.meaning += otherwise;
    }
}

void add_carry_head(Facets& facets, const CheckedRuleset& rules, const Definition& definition,
                    const CarryDefinition& carry) {
    static constexpr std::array<const char*, 4> resets{"never", "month", "quarter", "civil_year"};
    add_range(facets, carry.low, carry.high, definition.type);
    facets.push_back(plain("keyed by", ChangeKind::formula, std::string{to_string(carry.key)}));
    facets.push_back(
        plain("reset each", ChangeKind::formula, resets.at(static_cast<std::size_t>(carry.reset))));
    if (carry.starts_at) {
        facets.push_back(plain("starts at", ChangeKind::figure,
                               shown(rules, *carry.starts_at, definition.type)));
    }
    add_formula(facets, rules, "", carry.formula);
}

std::string items_text(const EnumDefinition& one) {
    std::string text;
    for (const std::string& item : one.items) { text += (text.empty() ? "" : ", ") + item; }
    return text;
}

/// "percent", "EUR(4)", "ratio": the unit, and the decimals where they are not the usual ones.
std::string number_text(const Type& type) {
    if (type.quotient) { return "fraction"; }
    if (type.percent) { return "percent"; }
    const bool is_count = type.unit.is_pure() && type.decimals == 0;
    const std::string unit = is_count ? "count" : type.unit.is_pure() ? "ratio" : type.unit.text();
    const bool usual = known_unit_decimals(unit.substr(0, unit.find('/'))) == type.decimals;
    return usual ? unit : unit + "(" + std::to_string(type.decimals) + ")";
}

/// A type so that two that differ read differently. Items of a declared enum are told once, where
/// it is declared.
std::string type_text(const CheckedRuleset& rules, const Type& type) {
    if (type.is_number()) { return number_text(type); }
    if (type.kind == ValueKind::record) {
        std::string text;
        for (const RecordField& field : type.fields) {
            text +=
                (text.empty() ? "{ " : "; ") + field.name + " : " + type_text(rules, field.type);
        }
        return text + " }";
    }
    if (type.kind != ValueKind::enumeration) { return describe(rules, type); }
    const EnumDefinition& one = rules.enums.at(type.enumeration);
    const bool is_inline = one.name.starts_with('`');
    return is_inline ? "one of " + items_text(one) : describe(rules, type);
}

template <typename Version>
void add_cuts(std::vector<Date>& days, const std::vector<Version>& versions) {
    for (const Version& one : versions) {
        days.push_back(one.days.from);
        if (one.days.until < last_of_days) {
            days.push_back(Date{date::sys_days{one.days.until} + date::days{1}});
        }
    }
}

}  // namespace

std::string rounding_text(const CheckedRounding& rounding) {
    return mode_text(rounding.mode) + " to " + exact_text(rounding.step, rounding.decimals);
}

std::string formula_line(const CheckedRuleset& rules, const Formula& formula) {
    std::string text = line_of(rules, formula.value.span);
    if (formula.rounding && !formula.rounding->of_package) {
        text += " round " + rounding_text(*formula.rounding);
    }
    return text;
}

std::string evidence_text(const CheckedRuleset& rules, const CheckedEvidence& evidence) {
    std::string text;
    const auto add = [&text](const std::string& more) {
        text += (text.empty() ? "" : "  ") + more;
    };
    for (const CheckedEvidence::Citation& one : evidence.citations) {
        const std::string& name = rules.packages.at(one.package).sources.at(one.source).name;
        add("source " + name + (one.place.empty() ? "" : " \"" + one.place + "\""));
    }
    if (evidence.review_by) { add("review by " + mutua::to_string(*evidence.review_by)); }
    if (evidence.provisional) { add("provisional"); }
    return text;
}

std::vector<Facet> facets_always(const CheckedRuleset& rules, const Definition& definition) {
    Facets facets;
    facets.push_back(plain("type", ChangeKind::formula, type_text(rules, definition.type)));
    if (definition.scope) {
        facets.push_back(
            plain("per", ChangeKind::formula, std::string{to_string(*definition.scope)}));
    }
    if (definition.input() == nullptr) {
        facets.push_back(
            plain("dated by", ChangeKind::formula, std::string{to_string(definition.clock)}));
    }
    for (const auto& [language, text] : definition.labels) {
        facets.push_back(plain("label " + language, ChangeKind::label, '"' + text + '"'));
    }
    if (const InputDefinition* input = definition.input()) {
        add_range(facets, input->low, input->high, definition.type);
        if (input->profile) { facets.push_back(plain("profile", ChangeKind::formula, "yes")); }
        if (input->default_value) { add_formula(facets, rules, "default", *input->default_value); }
    }
    if (const ScaleDefinition* scale = definition.scale()) {
        static constexpr std::array<const char*, 3> kinds{"marginal", "stated", "step"};
        facets.push_back(
            plain("kind", ChangeKind::formula, kinds.at(static_cast<std::size_t>(scale->kind))));
    }
    if (const RuleDefinition* rule = definition.rule()) { add_rule_head(facets, rules, *rule); }
    if (const CarryDefinition* carry = definition.carry()) {
        add_carry_head(facets, rules, definition, *carry);
    }
    return facets;
}

std::optional<std::vector<Facet>> facets_on(const CheckedRuleset& rules,
                                            const Definition& definition, Date day) {
    if (const auto* param = definition.param()) { return on_day(rules, definition, *param, day); }
    if (const auto* scale = definition.scale()) { return on_day(rules, definition, *scale, day); }
    if (const auto* table = definition.table()) { return on_day(rules, definition, *table, day); }
    if (const auto* rule = definition.rule()) { return on_day(rules, definition, *rule, day); }
    return std::nullopt;
}

std::vector<Facet> facets_of(const CheckedRuleset& rules, const Package& package) {
    Facets facets;
    facets.push_back(plain(
        "covers", ChangeKind::formula,
        mutua::to_string(package.covers.from) + " .. " + mutua::to_string(package.covers.until)));
    facets.push_back(plain("dated by", ChangeKind::formula, std::string{to_string(package.clock)}));
    facets.push_back(plain("layer", ChangeKind::formula, std::string{to_string(package.layer)}));
    if (package.layer_when) { add_condition(facets, rules, "layer when", *package.layer_when); }
    if (package.rounding) {
        facets.push_back(plain("rounding", ChangeKind::formula,
                               package.rounding_currency + " " + rounding_text(*package.rounding)));
    }
    for (const CheckedSource& source : package.sources) {
        facets.push_back(plain(
            "source " + source.name, ChangeKind::source,
            '"' + source.text + '"' + (source.url.empty() ? "" : " url \"" + source.url + '"')));
    }
    for (const auto& [name, id] : package.enums) {
        facets.push_back(
            plain("enum " + name, ChangeKind::formula, items_text(rules.enums.at(id))));
    }
    return facets;
}

std::vector<Date> cut_days(const Definition& definition) {
    std::vector<Date> days;
    if (const auto* param = definition.param()) { add_cuts(days, param->versions); }
    if (const auto* scale = definition.scale()) { add_cuts(days, scale->versions); }
    if (const auto* table = definition.table()) { add_cuts(days, table->versions); }
    if (const auto* rule = definition.rule()) {
        add_cuts(days, rule->versions);
        for (const Amendment& one : rule->amendments) { add_cuts(days, one.versions); }
    }
    return days;
}

}  // namespace mutua::ruleset
