#include "engine/ruleset/proof/coverage_sites.hpp"

#include "engine/ruleset/oracle/formula_text.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

class SiteFinder {
public:
    explicit SiteFinder(const CheckedRuleset& rules) : rules_{rules} {}

    std::vector<CoverageSite> find() {
        for (DefinitionId id = 0; id < rules_.definitions.size(); ++id) {
            const Definition& one = rules_.definitions[id];
            id_ = id;
            package_ = one.package;
            version_ = first_of_days;
            if (const auto* rule = one.rule()) { add_rule(id, *rule); }
            if (const auto* param = one.param()) { add_param(id, *param); }
            if (const auto* scale = one.scale()) { add_scale(id, *scale); }
            if (const auto* table = one.table()) { add_table(id, *table); }
            if (const auto* carry = one.carry()) {
                add_formula(carry->formula);
                if (carry->reset != Reset::never) {
                    add({SiteKind::reset, id, 0, 0}, one.name_span, "reset", "never begins anew");
                }
            }
            if (const auto* input = one.input(); input != nullptr && input->default_value) {
                add_formula(*input->default_value);
            }
        }
        return std::move(sites_);
    }

private:
    void add(SiteKey key, syntax::Span span, std::string name, std::string text) {
        sites_.push_back({key, span, package_, id_, version_, std::move(name), std::move(text)});
    }

    void add_rule(DefinitionId id, const RuleDefinition& rule) {
        for (std::uint32_t v = 0; v < rule.versions.size(); ++v) {
            const RuleVersion& version = rule.versions[v];
            version_ = version.days.from;
            if (version.applies_when) {
                const syntax::Span span = version.applies_when->span;
                add({SiteKind::applies, id, v, 1}, span, "`applies when` true",
                    "`applies when` is never true");
                add({SiteKind::applies, id, v, 0}, span, "`applies when` false",
                    "`applies when` is never false");
                add_expression(*version.applies_when);
            }
            const std::string formula = version.exceptions.empty() ? "formula" : "default";
            add({SiteKind::taken, id, v, 0}, version.formula.span, formula,
                "the " + formula + " is never used");
            add_formula(version.formula);
            for (std::uint32_t i = 0; i < version.exceptions.size(); ++i) {
                const CheckedException& one = version.exceptions[i];
                const std::string name = "exception `" + one.label + "`";
                add({SiteKind::taken, id, v, i + 1}, one.label_span, name, name + " is never used");
                add_expression(one.when);
                add_formula(one.formula);
            }
        }
        add_amendments(rule);
        version_ = first_of_days;
        package_ = rules_.definitions[id].package;
        for (std::uint32_t i = 0; i < rule.ensures.size(); ++i) {
            add({SiteKind::ensure, id, 0, i}, rule.ensures[i].span, "`ensure`",
                "`ensure` is never tested");
        }
    }

    void add_amendments(const RuleDefinition& rule) {
        for (const Amendment& amendment : rule.amendments) {
            package_ = amendment.package;
            for (const AmendmentVersion& version : amendment.versions) {
                version_ = version.days.from;
                for (const CheckedException& one : version.exceptions) {
                    const std::string name = "amendment `" + one.label + "`";
                    add({SiteKind::amendment, one.label_span.file, one.label_span.begin, 0},
                        one.label_span, name, name + " is never used");
                    add_expression(one.when);
                    add_formula(one.formula);
                }
            }
        }
    }

    void add_formula(const Formula& formula) {
        add_expression(formula.value);
        if (!formula.rounding) { return; }
        const bool idle = (formula.rounding->of_package && formula.value.kind == TypedKind::read) ||
                          is_nil(formula.value);
        const syntax::Span span =
            formula.rounding->of_package ? formula.span : formula.rounding->span;
        if (!idle) { add_rounding(span); }
    }

    /// True of a product with a factor that is zero in every version, such as a rate that is not
    /// published yet: there is nothing to round.
    [[nodiscard]] bool is_nil(const TypedExpression& one) const {
        const Constant zero = Decimal{0};
        if (one.kind == TypedKind::multiply) {
            return std::any_of(one.children.begin(), one.children.end(),
                               [this](const TypedExpression& factor) { return is_nil(factor); });
        }
        if (one.kind == TypedKind::constant) { return one.constant == zero; }
        if (one.kind != TypedKind::read) { return false; }
        const ParamDefinition* param = rules_.definitions[one.definition].param();
        return param != nullptr &&
               std::all_of(param->versions.begin(), param->versions.end(),
                           [&](const ParamVersion& version) {
                               return version.values.at(one.field.value_or(0)) == zero;
                           });
    }

    void add_rounding(syntax::Span span) {
        add({SiteKind::rounding, span.file, span.begin, 0}, span, "rounding that changes a value",
            "the rounding never changes a value");
    }

    void add_expression(const TypedExpression& expression) {
        walk(expression, [this](const TypedExpression& one) {
            if (one.kind == TypedKind::if_then_else) {
                add({SiteKind::branch, one.id, 0, 0}, one.span, "`then`", "`then` is never taken");
                add({SiteKind::branch, one.id, 0, 1}, one.span, "`else`", "`else` is never taken");
            }
            if (one.kind == TypedKind::match) {
                for (std::uint32_t i = 0; i < one.cases.size(); ++i) {
                    const std::string name = "case " + std::to_string(i + 1) + " of the `match`";
                    add({SiteKind::branch, one.id, 0, i}, one.cases[i].value.span, name,
                        name + " is never taken");
                }
            }
            if (one.kind == TypedKind::round) { add_rounding(one.span); }
            if (is_threshold(rules_, one)) {
                add({SiteKind::equal, one.id, 0, 0}, one.span, "threshold exactly",
                    "threshold not hit exactly");
            }
        });
    }

    void add_param(DefinitionId id, const ParamDefinition& param) {
        for (std::uint32_t v = 0; v < param.versions.size(); ++v) {
            version_ = param.versions[v].days.from;
            add({SiteKind::figure, id, v, 0}, param.versions[v].span, "figure",
                "figure never read");
        }
    }

    void add_scale(DefinitionId id, const ScaleDefinition& scale) {
        for (std::uint32_t v = 0; v < scale.versions.size(); ++v) {
            version_ = scale.versions[v].days.from;
            for (std::uint32_t i = 0; i < scale.versions[v].brackets.size(); ++i) {
                const CheckedBracket& one = scale.versions[v].brackets[i];
                const std::string name = "bracket " + std::to_string(i + 1) + " (" +
                                         (one.above ? "above " : "reaching ") +
                                         shown(one.threshold, scale.argument) + ")";
                add({SiteKind::bracket, id, v, i}, one.span, name, name + ": never used");
                add({SiteKind::threshold, id, v, i}, one.span, name + ", threshold exactly",
                    name + ": threshold not hit exactly");
            }
            if (scale.versions[v].each_bracket) {
                add_rounding(scale.versions[v].each_bracket->span);
            }
        }
    }

    void add_table(DefinitionId id, const TableDefinition& table) {
        for (std::uint32_t v = 0; v < table.versions.size(); ++v) {
            const TableVersion& version = table.versions[v];
            version_ = version.days.from;
            const auto rows = static_cast<std::uint32_t>(version.rows.size());
            for (std::uint32_t i = 0; i < rows && version.file.empty(); ++i) {
                std::string name = "row ";
                for (std::size_t k = 0; k < version.rows[i].keys.size(); ++k) {
                    name += (k == 0 ? "" : ", ") +
                            shown(rules_, version.rows[i].keys[k], table.keys[k].type);
                }
                add({SiteKind::row, id, v, i}, version.rows[i].span, name, name + ": never found");
            }
            if (version.otherwise) {
                add({SiteKind::row, id, v, rows}, version.otherwise_span, "`otherwise`",
                    "`otherwise`: never used");
            }
        }
    }

    const CheckedRuleset& rules_;
    PackageId package_ = 0;
    DefinitionId id_ = 0;
    Date version_ = first_of_days;
    std::vector<CoverageSite> sites_;
};

}  // namespace

bool is_threshold(const CheckedRuleset& rules, const TypedExpression& expression) {
    const bool ordered =
        expression.kind == TypedKind::less || expression.kind == TypedKind::less_equal ||
        expression.kind == TypedKind::greater || expression.kind == TypedKind::greater_equal;
    if (!ordered) { return false; }
    return std::any_of(expression.children.begin(), expression.children.end(),
                       [&](const TypedExpression& side) {
                           return side.kind == TypedKind::constant ||
                                  (side.kind == TypedKind::read &&
                                   rules.definitions[side.definition].param() != nullptr);
                       });
}

std::vector<CoverageSite> coverage_sites(const CheckedRuleset& rules) {
    return SiteFinder{rules}.find();
}

}  // namespace mutua::ruleset
