#include "engine/ruleset/check/exceptions.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/expression_checker.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

using Written = std::vector<syntax::Exception>;

std::optional<std::size_t> find_label(CheckContext& context, const std::string& rule,
                                      const Written& written, std::size_t self,
                                      const syntax::Name& label) {
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i].label.text == label.text && i != self) { return i; }
    }
    const bool itself = written[self].label.text == label.text;
    std::vector<std::string> others;
    for (const syntax::Exception& one : written) {
        if (one.label.text != written[self].label.text) { others.push_back(one.label.text); }
    }
    const std::string near = did_you_mean(label.text, others);
    context.findings.error(
        label.span, "R504",
        itself ? "`" + label.text + "` refers to itself"
               : "`" + rule + "` has no exception `" + label.text + "` in this version",
        near.empty() ? "name another exception of the same version" : near);
    return std::nullopt;
}

void note_twins(CheckContext& context, const Written& written, std::size_t index) {
    const syntax::Exception& exception = written[index];
    for (std::size_t before = 0; before < index; ++before) {
        if (written[before].label.text != exception.label.text) { continue; }
        Diagnostic& found = context.findings.error(
            exception.label.span, "R102",
            "exception `" + exception.label.text + "` is declared twice", "choose another label");
        context.findings.relate(found, written[before].label.span, "first here");
    }
}

void check_over_circles(CheckContext& context, const std::vector<CheckedException>& exceptions) {
    for (std::size_t start = 0; start < exceptions.size(); ++start) {
        std::vector<std::size_t> reached = exceptions[start].over;
        for (std::size_t next = 0; next < reached.size(); ++next) {
            if (reached[next] == start) {
                context.findings.error(
                    exceptions[start].label_span, "R504",
                    "`" + exceptions[start].label + "` is over itself, in a circle",
                    "remove one `over`");
                return;
            }
            for (const std::size_t below : exceptions[reached[next]].over) {
                if (std::find(reached.begin(), reached.end(), below) == reached.end()) {
                    reached.push_back(below);
                }
            }
        }
    }
}

void link(CheckContext& context, const std::string& rule, const Written& written,
          std::vector<CheckedException>& made, ExceptionPairs& exclusive) {
    for (std::size_t i = 0; i < written.size(); ++i) {
        note_twins(context, written, i);
        for (const syntax::Name& label : written[i].over) {
            if (const auto other = find_label(context, rule, written, i, label)) {
                made[i].over.push_back(*other);
            } else {
                made[i].order_known = false;
            }
        }
        for (const syntax::Name& label : written[i].exclusive_with) {
            if (const auto other = find_label(context, rule, written, i, label)) {
                exclusive.emplace_back(std::min(i, *other), std::max(i, *other));
            } else {
                made[i].order_known = false;
            }
        }
    }
    check_over_circles(context, made);
}

}  // namespace

std::vector<CheckedException> check_exceptions(CheckContext& context, const FormulaPlace& place,
                                               const Written& written, ExceptionPairs& exclusive) {
    if (written.size() > exceptions_max) {
        context.findings.error(written[exceptions_max].label.span, "R010",
                               "more than " + std::to_string(exceptions_max) +
                                   " exceptions in one version of `" + place.name + "`",
                               "write a table or a step scale, or divide the rule");
        return {};
    }
    std::vector<CheckedException> made;
    for (const syntax::Exception& exception : written) {
        CheckedException one;
        one.label = exception.label.text;
        one.label_span = exception.label.span;
        ExpressionChecker checker{context,
                                  {place.package, place.scope, nullptr, place.inherited,
                                   place.scope_known, place.is_mean}};
        one.when = checker.check_condition(exception.when);
        const syntax::Definition& definition = exception.definition;
        one.formula = check_formula(context, place, definition.value, definition.rounding,
                                    definition.evidence, definition.span);
        made.push_back(std::move(one));
    }
    link(context, place.name, written, made, exclusive);
    return made;
}

}  // namespace mutua::ruleset
