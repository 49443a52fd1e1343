#include "engine/ruleset/check/assignment.hpp"
#include "engine/ruleset/check/expression_checker.hpp"
#include "engine/ruleset/check/overlaps.hpp"
#include "engine/ruleset/check/version_days.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

class RuleChecker {
public:
    RuleChecker(CheckContext& context, const Definition& definition, const syntax::Rule& written)
        : context_{context}, definition_{definition}, written_{written} {}

    RuleDefinition check() {
        RuleDefinition rule = *definition_.rule();
        const Days& covers = context_.rules.packages[definition_.package].covers;
        for (const VersionDays& one :
             version_days(context_, definition_.name, covers, version_lines(written_.versions))) {
            rule.versions.push_back(check_version(written_.versions[one.line], one.days));
        }
        for (const syntax::Ensure& ensure : written_.ensures) {
            CheckedEnsure made;
            made.condition = checker().check_condition(ensure.condition);
            made.message = ensure.message.value_or("");
            made.span = ensure.span;
            rule.ensures.push_back(std::move(made));
        }
        refuse_open();
        return rule;
    }

private:
    ExpressionChecker checker() const {
        return {context_, {definition_.package, *definition_.scope, nullptr}};
    }

    void refuse_open() {
        if (!written_.open) { return; }
        for (const syntax::Name& layer : written_.open->layers) {
            const bool known = layer.text == "committee" || layer.text == "cooperative" ||
                               layer.text == "client" || layer.text == "contract";
            if (!known) {
                context_.findings.error(layer.span, "R106",
                                        "there is no layer `" + layer.text + "` above law",
                                        "write committee, cooperative, client or contract");
            }
        }
    }

    Formula formula(const syntax::Definition& written) {
        const FormulaPlace place{definition_.package, *definition_.scope, definition_.name,
                                 definition_.type, false};
        return check_formula(context_, place, written.value, written.rounding, written.evidence,
                             written.span);
    }

    RuleVersion check_version(const syntax::RuleVersion& written, const Days& days) {
        RuleVersion version;
        version.days = days;
        version.span = written.span;
        if (written.applies_when) {
            version.applies_when = checker().check_condition(*written.applies_when);
            const bool has_zero = definition_.type.is_number() ||
                                  definition_.type.kind == ValueKind::boolean ||
                                  definition_.type.kind == ValueKind::code;
            if (!has_zero && !definition_.type.is_unknown()) {
                context_.findings.error(written.applies_when->span, "R203",
                                        describe(context_.rules, definition_.type) +
                                            " has no value for when the rule does not apply",
                                        "write an exception instead of `applies when`");
            }
        }
        if (written.definition) { version.formula = formula(*written.definition); }
        for (const syntax::Exception& exception : written.exceptions) {
            CheckedException made;
            made.label = exception.label.text;
            made.label_span = exception.label.span;
            made.when = checker().check_condition(exception.when);
            made.formula = formula(exception.definition);
            version.exceptions.push_back(std::move(made));
        }
        const auto exclusive = link_exceptions(written, version);
        if (!version.exceptions.empty()) {
            check_overlaps(context_, definition_, version, exclusive);
        }
        return version;
    }

    std::optional<std::size_t> find_label(const syntax::RuleVersion& written, std::size_t self,
                                          const syntax::Name& label) {
        for (std::size_t i = 0; i < written.exceptions.size(); ++i) {
            if (written.exceptions[i].label.text == label.text && i != self) { return i; }
        }
        const bool itself = written.exceptions[self].label.text == label.text;
        context_.findings.error(label.span, "R504",
                                itself ? "`" + label.text + "` refers to itself"
                                       : "`" + definition_.name + "` has no exception `" +
                                             label.text + "` in this version",
                                "name another exception of the same version");
        return std::nullopt;
    }

    /// Resolves `over` and `exclusive with`; the result is the pairs declared exclusive.
    std::vector<std::pair<std::size_t, std::size_t>> link_exceptions(
        const syntax::RuleVersion& written, RuleVersion& version) {
        std::vector<std::pair<std::size_t, std::size_t>> exclusive;
        for (std::size_t i = 0; i < written.exceptions.size(); ++i) {
            const syntax::Exception& exception = written.exceptions[i];
            for (std::size_t j = 0; j < i; ++j) {
                if (written.exceptions[j].label.text != exception.label.text) { continue; }
                Diagnostic& found = context_.findings.error(
                    exception.label.span, "R102",
                    "exception `" + exception.label.text + "` is declared twice",
                    "choose another label");
                context_.findings.relate(found, written.exceptions[j].label.span, "first here");
            }
            for (const syntax::Name& label : exception.over) {
                if (const auto other = find_label(written, i, label)) {
                    version.exceptions[i].over.push_back(*other);
                }
            }
            for (const syntax::Name& label : exception.exclusive_with) {
                if (const auto other = find_label(written, i, label)) {
                    exclusive.emplace_back(std::min(i, *other), std::max(i, *other));
                }
            }
        }
        check_over_circles(version);
        return exclusive;
    }

    void check_over_circles(const RuleVersion& version) {
        for (std::size_t start = 0; start < version.exceptions.size(); ++start) {
            std::vector<std::size_t> reached = version.exceptions[start].over;
            for (std::size_t next = 0; next < reached.size(); ++next) {
                if (reached[next] == start) {
                    context_.findings.error(
                        version.exceptions[start].label_span, "R504",
                        "`" + version.exceptions[start].label + "` is over itself, in a circle",
                        "remove one `over`");
                    return;
                }
                for (const std::size_t below : version.exceptions[reached[next]].over) {
                    if (std::find(reached.begin(), reached.end(), below) == reached.end()) {
                        reached.push_back(below);
                    }
                }
            }
        }
    }

    CheckContext& context_;
    const Definition& definition_;
    const syntax::Rule& written_;
};

}  // namespace

void check_rules(CheckContext& context) {
    for (const DeclaredDefinition& declared : context.declared) {
        if (declared.rule == nullptr) { continue; }
        const Definition definition = context.rules.definitions[declared.id];
        RuleDefinition rule = RuleChecker{context, definition, *declared.rule}.check();
        context.rules.definitions[declared.id].content = std::move(rule);
    }
}

}  // namespace mutua::ruleset
