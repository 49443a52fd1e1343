#include "engine/ruleset/check/by_day.hpp"
#include "engine/ruleset/check/exceptions.hpp"
#include "engine/ruleset/check/expression_checker.hpp"
#include "engine/ruleset/check/version_days.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

class RuleChecker {
public:
    RuleChecker(CheckContext& context, const Definition& definition,
                const DeclaredDefinition& declared)
        : context_{context},
          definition_{definition},
          written_{*declared.rule},
          place_{definition.package, *definition.scope, definition.name, definition.type} {
        place_.is_mean = definition.clock == Clock::day;
        place_.scope_known = declared.scope_known;
    }

    RuleDefinition check() {
        RuleDefinition rule = *definition_.rule();
        const Days& covers = context_.rules.packages[definition_.package].covers;
        for (const VersionDays& one :
             version_days(context_, definition_.name, covers, version_lines(written_.versions))) {
            check_version(rule, written_.versions[one.line], one.days);
        }
        for (const syntax::Ensure& ensure : written_.ensures) {
            CheckedEnsure made;
            made.condition = checker().check_condition(ensure.condition);
            made.message = ensure.message.value_or("");
            made.span = ensure.span;
            rule.ensures.push_back(std::move(made));
        }
        if (place_.is_mean) { take_mean(rule); }
        return rule;
    }

private:
    ExpressionChecker checker() const {
        return {context_, {place_.package, place_.scope, nullptr, nullptr, place_.scope_known}};
    }

    Formula formula(const syntax::Definition& written) {
        return check_formula(context_, place_, written.value, written.rounding, written.evidence,
                             written.span);
    }

    void check_applies(const syntax::Expression& written, RuleVersion& version) {
        ExpressionChecker conditions{
            context_,
            {place_.package, place_.scope, nullptr, nullptr, place_.scope_known, place_.is_mean}};
        version.applies_when = conditions.check_condition(written);
        const Type& type = definition_.type;
        const bool has_zero =
            type.is_number() || type.kind == ValueKind::boolean || type.kind == ValueKind::code;
        if (has_zero || type.is_unknown()) { return; }
        context_.findings.error(
            written.span, "R203",
            describe(context_.rules, type) + " has no value for when the rule does not apply",
            "write an exception instead of `applies when`");
    }

    void check_version(RuleDefinition& rule, const syntax::RuleVersion& written, const Days& days) {
        RuleVersion version;
        version.days = days;
        version.span = written.span;
        if (written.applies_when) { check_applies(*written.applies_when, version); }
        if (written.definition) { version.formula = formula(*written.definition); }
        ExceptionPairs exclusive;
        version.exceptions = check_exceptions(context_, place_, written.exceptions, exclusive);
        if (!place_.is_mean) {
            rule.versions.push_back(std::move(version));
            find_overlaps(rule.versions.back(), exclusive);
            return;
        }
        for (RuleVersion& part : cut_by_day(context_, place_.package, std::move(version))) {
            rule.versions.push_back(std::move(part));
            find_overlaps(rule.versions.back(), exclusive);
        }
    }

    void find_overlaps(RuleVersion& version, const ExceptionPairs& exclusive) {
        if (version.exceptions.empty()) { return; }
        ExceptionBlock block{
            definition_.name,  definition_.package, definition_.clock, version.days, {},
            version.exceptions};
        if (version.applies_when) { block.heads.push_back(&*version.applies_when); }
        version.watched_pairs = check_overlaps(context_, block, exclusive);
    }

    /// A mean over days is rounded once: what rounds its parts becomes what rounds the mean.
    void take_mean(RuleDefinition& rule) {
        for (RuleVersion& version : rule.versions) {
            take_mean(rule, version.formula);
            for (CheckedException& one : version.exceptions) { take_mean(rule, one.formula); }
        }
    }

    void take_mean(RuleDefinition& rule, Formula& formula) {
        if (!formula.rounding) { return; }
        const CheckedRounding rounding = *formula.rounding;
        formula.rounding.reset();
        if (!rule.mean_of_days) {
            rule.mean_of_days = rounding;
            return;
        }
        const CheckedRounding& first = *rule.mean_of_days;
        if (first.mode == rounding.mode && first.step == rounding.step) { return; }
        const bool shown = !rounding.of_package;
        Diagnostic& found = context_.findings.error(
            shown ? rounding.span : formula.span, "R406",
            "the versions of `" + definition_.name +
                "` are rounded in two ways, their mean over days only in one",
            "round all of them alike");
        if (!first.of_package) { context_.findings.relate(found, first.span, "the other way"); }
    }

    CheckContext& context_;
    const Definition& definition_;
    const syntax::Rule& written_;
    FormulaPlace place_;
};

}  // namespace

void check_rules(CheckContext& context) {
    for (const DeclaredDefinition& declared : context.declared) {
        if (declared.rule == nullptr) { continue; }
        const Definition definition = context.rules.definitions[declared.id];
        RuleDefinition rule = RuleChecker{context, definition, declared}.check();
        context.rules.definitions[declared.id].content = std::move(rule);
    }
}

}  // namespace mutua::ruleset
