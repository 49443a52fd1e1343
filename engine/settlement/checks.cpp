#include "engine/settlement/checks.hpp"

#include <algorithm>

namespace mutua::settlement {

Translations labels_of(const ruleset::PrintedRule& printed) {
    return {printed.label("fr"), printed.label("nl"), printed.label("de"), printed.label("en")};
}

namespace {

const char* name_of(Checked checked) {
    if (checked == Checked::planned_invoice) { return "plan"; }
    return checked == Checked::declaration ? "declaration" : "announcement";
}

}  // namespace

std::vector<ruleset::PrintedRule> checks_on(const Rulebook& rules, Checked document) {
    return ruleset::layout(rules.rules(), rules.package(), name_of(document));
}

std::vector<std::string> figures_of(const std::vector<ruleset::PrintedRule>& checks) {
    std::vector<std::string> names;
    for (const ruleset::PrintedRule& check : checks) { names.push_back(check.figure); }
    return names;
}

std::vector<CheckFinding> findings_in(const ruleset::Outcome& outcome,
                                      const std::vector<ruleset::PrintedRule>& checks) {
    std::vector<CheckFinding> findings;
    for (const ruleset::PrintedRule& check : checks) {
        const ruleset::Figure& figure = outcome.at(check.figure);
        if (!figure.applicable || !figure.yes()) { continue; }
        findings.push_back({check.role == "warning" ? Severity::warning : Severity::error,
                            "I" + std::to_string(check.order), check.figure, check.section,
                            labels_of(check)});
    }
    return findings;
}

bool none_refuses(const std::vector<CheckFinding>& findings) {
    return std::none_of(findings.begin(), findings.end(), [](const CheckFinding& finding) {
        return finding.severity == Severity::error;
    });
}

}  // namespace mutua::settlement
