#include "engine/settlement/plan_checks.hpp"

#include "engine/settlement/question.hpp"
#include "engine/settlement/trade/invoice_trade.hpp"

#include <algorithm>

namespace mutua::settlement {

namespace {

/// What the checks of a plan look at. The treatment is the accepted one: it is not decided again.
ruleset::Case planned_case(const Rulebook& rules, const WorkToPlan& asked) {
    const cooperative::Client& client = asked.client;
    const Date on = asked.issue_date;
    ruleset::Case row{
        ruleset::Clocks::all(on), declaration_values(asked.declaration, client, on), {}};
    row.common.merge(invoicing_values(rules, asked.declaration, client));
    if (rules.knows("vat_treatment_applied")) {
        row.common["vat_treatment_applied"] = ruleset::word(asked.acceptance.vat.treatment);
    }
    if (!asked.look_up.empty() && rules.knows("participant_look_up")) {
        row.common["participant_look_up"] = ruleset::word(asked.look_up);
    }
    return row;
}

/// Checks of a plan are numbered with what else a plan tells: P330.
std::string code_of(const ruleset::PrintedRule& check) { return "P" + std::to_string(check.order); }

PlanWarning refusal(const std::string& key, const Diagnostic& fault) {
    return {key, fault.code, fault.message, fault.help, Severity::error};
}

}  // namespace

CheckParts parts_of(const std::string& label) {
    const std::size_t colon = label.find(": ");
    if (colon == std::string::npos || colon == 0) { return {label, ""}; }
    // French sets a blank before its colon.
    const std::size_t end = label.find_last_not_of(' ', colon - 1) + 1;
    return {label.substr(0, end), label.substr(colon + 2)};
}

std::vector<PlanWarning> plan_findings(Rulebook& rules, const WorkToPlan& asked) {
    const std::string& key = asked.declaration.code.text();
    std::vector<PlanWarning> found;
    const auto checks = checks_on(rules, Checked::planned_invoice);
    Diagnostics unanswered;
    if (!checks.empty()) {
        const ruleset::Outcome outcome = rules.ask(figures_of(checks), planned_case(rules, asked));
        if (!outcome.ok()) { unanswered = as_diagnostics(outcome.faults); }
        const auto findings =
            outcome.ok() ? findings_in(outcome, checks) : std::vector<CheckFinding>{};
        for (const CheckFinding& one : findings) {
            CheckParts parts = parts_of(one.message.en);
            found.push_back({key, "P" + one.code.substr(1), std::move(parts.message),
                             std::move(parts.help), one.severity});
        }
    }
    for (const Diagnostic& fault : unanswered) { found.push_back(refusal(key, fault)); }
    return found;
}

std::vector<PlanWarning> document_findings(const Invoice& invoice) {
    std::vector<PlanWarning> found;
    for (const Diagnostic& fault : invoice_faults(invoice)) {
        found.push_back(refusal(invoice.lines.front().declaration.text(), fault));
    }
    return found;
}

bool refuses(const std::vector<PlanWarning>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const PlanWarning& one) { return one.severity == Severity::error; });
}

std::vector<PlanWarning> in_language(const Rulebook& rules, std::vector<PlanWarning> warnings,
                                     std::string_view language) {
    for (const ruleset::PrintedRule& check : checks_on(rules, Checked::planned_invoice)) {
        const CheckParts parts = parts_of(labels_of(check).in(language));
        for (PlanWarning& one : warnings) {
            if (one.code != code_of(check)) { continue; }
            one.text = parts.message;
            one.help = parts.help;
        }
    }
    return warnings;
}

}  // namespace mutua::settlement
