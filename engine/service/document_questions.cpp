#include "engine/service/document_questions.hpp"

#include "engine/settlement/issue.hpp"
#include "engine/settlement/quote.hpp"

#include <utility>

namespace mutua::service {

namespace {

using Questions = std::vector<DocumentQuestion>;

Diagnostics findings_of(const Replay& replay) {
    Diagnostics findings;
    for (const store::Damage& damage : replay.damages()) {
        findings.push_back(problem(damage.code, damage.where + ": " + damage.text,
                                   "a figure is explained by making its document again; `mutua "
                                   "verify` says what else is damaged"));
    }
    return findings;
}

Questions answered_by(const SharedRulebook& rules, std::vector<settlement::AskedQuestion> all) {
    Questions questions;
    for (settlement::AskedQuestion& one : all) { questions.push_back({std::move(one), rules}); }
    return questions;
}

Questions questions_of(const AcceptanceSources& sources) {
    return answered_by(sources.rules,
                       settlement::acceptance_questions(
                           *sources.rules,
                           {sources.stored.declaration, sources.member, sources.client,
                            sources.acceptance().accepted_on, sources.others},
                           sources.acceptance()));
}

}  // namespace

Result<Questions> questions_of(Replay& replay, const store::PayslipRow& row) {
    const auto sources = replay.payslip(row);
    if (!sources) { return findings_of(replay); }
    if (sources->engagements.empty()) {
        return Diagnostics{problem(
            "I522",
            mutua::to_string(row.id) + " pays for no work any more: nothing was computed for it",
            "`mutua explain payslip " + mutua::to_string(*row.corrects) +
                "` explains the slip that it takes back")};
    }
    auto asked = settlement::payslip_questions(
        *sources->rules, {sources->employer, sources->member, row.month, sources->engagements,
                          row.id, row.issued_on, sources->payment_date, sources->earlier});
    if (!asked) { return asked.error(); }
    return answered_by(sources->rules, std::move(*asked));
}

Result<Questions> questions_of(Replay& replay, const store::InvoiceRow& row) {
    const auto sources = replay.invoice(row);
    if (!sources) { return findings_of(replay); }
    Questions questions;
    for (const store::StoredDeclaration& stored : sources->declarations) {
        const auto accepted = replay.acceptance(stored);
        if (!accepted) { return findings_of(replay); }
        // An invoice prints the price; pay and checks are the declaration's.
        questions.push_back(std::move(questions_of(*accepted).front()));
        const bool is_collective = sources->declarations.size() > 1;
        if (is_collective) { questions.back().asked.part += " " + stored.declaration.code.text(); }
    }
    if (!sources->client.payment_terms_days) {
        questions.push_back(
            {{"terms", {ruleset::Clocks::all(row.issue_date), {}, {}}, {"payment_terms_days"}},
             sources->rules});
    }
    return questions;
}

Result<Questions> questions_of(Replay& replay, const store::StoredDeclaration& stored) {
    const auto sources = replay.acceptance(stored);
    if (!sources) { return findings_of(replay); }
    return questions_of(*sources);
}

}  // namespace mutua::service
