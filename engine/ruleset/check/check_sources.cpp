#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/repairs.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace mutua::ruleset {

namespace {

/// A figure as one place of one source gives it.
struct Figure {
    DefinitionId param = 0;
    std::size_t version = 0;
};

bool overlap(const Days& left, const Days& right) {
    return left.from <= right.until && right.from <= left.until;
}

/// Places that give two figures of one kind for one day (R802).
class PlaceSearch {
public:
    explicit PlaceSearch(CheckContext& context) : context_{context} {}

    void run() {
        const auto& definitions = context_.rules.definitions;
        for (DefinitionId id = 0; id < definitions.size(); ++id) {
            const ParamDefinition* param = definitions[id].param();
            if (param == nullptr || definitions[id].type.kind == ValueKind::record) { continue; }
            for (std::size_t i = 0; i < param->versions.size(); ++i) { add({id, i}); }
        }
    }

private:
    using Key = std::tuple<PackageId, std::size_t, std::string>;

    const ParamVersion& version(const Figure& figure) const {
        return context_.rules.definitions[figure.param].param()->versions[figure.version];
    }

    void add(const Figure& figure) {
        for (const auto& citation : version(figure).evidence.citations) {
            if (citation.place.empty()) { continue; }
            auto& others = there_[{citation.package, citation.source, citation.place}];
            for (const Figure& other : others) { compare(other, figure, citation.place); }
            if (others.size() < compared_max) { others.push_back(figure); }
        }
    }

    void compare(const Figure& before, const Figure& figure, const std::string& place) {
        const Definition& first = context_.rules.definitions[before.param];
        const Definition& second = context_.rules.definitions[figure.param];
        const bool same_kind = first.type.is_number() && second.type.is_number() &&
                               first.type.unit == second.type.unit &&
                               first.type.percent == second.type.percent;
        if (!same_kind || before.param == figure.param) { return; }
        if (!overlap(version(before).days, version(figure).days)) { return; }
        if (version(before).values == version(figure).values) { return; }
        if (version(before).values.empty() || version(figure).values.empty()) { return; }
        Diagnostic& found =
            context_.findings.warning(second.name_span, "R802",
                                      "`" + first.name + "` and `" + second.name +
                                          "` take two figures from one place, \"" + place + "\"",
                                      "cite the paragraph or the line of the table for each");
        context_.findings.relate(found, first.name_span, "the other one");
    }

    /// Figures of one place that are compared with one another.
    static constexpr std::size_t compared_max = 50;

    CheckContext& context_;
    std::map<Key, std::vector<Figure>> there_;
};

/// The first number that a formula states of its own: neither 0, 1 nor 100 %, and no conversion
/// such as `12 month/year`.
const TypedExpression* figure_in(const TypedExpression& formula) {
    const TypedExpression* found = nullptr;
    walk(formula, [&](const TypedExpression& one) {
        const auto* number = std::get_if<Decimal>(&one.constant);
        if (found != nullptr || one.kind != TypedKind::constant || !one.type.is_number()) {
            return;
        }
        const bool converts = !one.type.unit.is_pure() && one.type.unit.without_time().is_pure() &&
                              one.type.unit.text().find('/') != std::string::npos;
        if (number == nullptr || *number == 0 || *number == 1 || converts) { return; }
        found = &one;
    });
    return found;
}

/// Formulas of law and agreements that state a figure and cite nothing (R805).
void check_formula_source(CheckContext& context, const std::string& name, const Formula& formula,
                          const TypedExpression* condition) {
    if (!formula.evidence.citations.empty() || formula.value.type.is_unknown()) { return; }
    const TypedExpression* figure = figure_in(formula.value);
    if (figure == nullptr && condition != nullptr) { figure = figure_in(*condition); }
    if (figure == nullptr) { return; }
    const std::string text{text_of(context.rules.files, figure->span)};
    context.findings.warning(figure->span, "R805",
                             "this formula of `" + name + "` states " + text + " and has no source",
                             "end it with " + citation_repair(context, figure->span.file) +
                                 ", or make the figure a param");
}

bool needs_sources(const CheckContext& context, PackageId package) {
    const Package& one = context.rules.packages[package];
    return one.layer_known && (one.layer == Layer::law || one.layer == Layer::committee);
}

void check_exception_sources(CheckContext& context, const std::string& name,
                             const std::vector<CheckedException>& exceptions) {
    for (const CheckedException& one : exceptions) {
        check_formula_source(context, name, one.formula, &one.when);
    }
}

void check_rule_sources(CheckContext& context, const Definition& definition) {
    if (const CarryDefinition* carry = definition.carry()) {
        if (!needs_sources(context, definition.package)) { return; }
        check_formula_source(context, definition.name, carry->formula, nullptr);
    }
    const RuleDefinition* rule = definition.rule();
    if (rule == nullptr) { return; }
    if (needs_sources(context, definition.package)) {
        for (const RuleVersion& version : rule->versions) {
            check_formula_source(context, definition.name, version.formula,
                                 version.applies_when ? &*version.applies_when : nullptr);
            check_exception_sources(context, definition.name, version.exceptions);
        }
    }
    for (const Amendment& amendment : rule->amendments) {
        if (!needs_sources(context, amendment.package)) { continue; }
        for (const AmendmentVersion& version : amendment.versions) {
            check_exception_sources(context, definition.name, version.exceptions);
        }
    }
}

}  // namespace

void check_sources(CheckContext& context) {
    for (PackageId id = 0; id < context.rules.packages.size(); ++id) {
        for (const syntax::Source& source : context.file_of(id).sources) {
            if (source.url) { continue; }
            context.findings.remark(source.name.span, "R804",
                                    "source `" + source.name.text + "` has no address",
                                    "add `url \"https://…\"` where an auditor can open it");
        }
    }
    PlaceSearch{context}.run();
    for (const Definition& definition : context.rules.definitions) {
        check_rule_sources(context, definition);
    }
}

}  // namespace mutua::ruleset
