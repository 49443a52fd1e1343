#include "engine/service/credit_invoice.hpp"

#include "engine/core/contract.hpp"
#include "engine/core/nearest.hpp"
#include "engine/settlement/entries.hpp"
#include "engine/store/invoice_repository.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/outbox_repository.hpp"
#include "engine/store/payslip_repository.hpp"
#include "engine/store/ruleset_repository.hpp"
#include "engine/store/unit_of_work.hpp"

#include <algorithm>
#include <utility>

namespace mutua::service {

namespace {

using settlement::CreditedWork;
using settlement::CreditNote;

Diagnostics refusal(const char* code, std::string text, std::string help) {
    return {problem(code, std::move(text), std::move(help))};
}

Diagnostics no_such_invoice(store::InvoiceRepository& invoices, const std::string& number) {
    std::vector<std::string> numbers;
    for (const store::InvoiceRow& one : invoices.list()) { numbers.push_back(one.number.text()); }
    const std::string near = mutua::did_you_mean(number, numbers);
    return refusal("I510", "no invoice `" + number + "`",
                   near.empty() ? "`mutua invoice list` shows their numbers" : near);
}

/// Why an invoice cannot be credited; nothing when it can.
Diagnostics refused(store::Store& store, const EntityCode& entity, const CreditRequest& request) {
    store::InvoiceRepository invoices{store, entity};
    store::CreditNoteRepository notes{store, entity};
    const std::string& number = request.invoice.text();
    if (const auto note = notes.find(request.invoice)) {
        return refusal("I521",
                       number + " is a credit note: it takes back invoice " + note->credits.text(),
                       "what is due after all is declared anew and invoiced");
    }
    const auto invoice = invoices.find(request.invoice);
    if (!invoice) { return no_such_invoice(invoices, number); }
    if (const auto note = notes.of_invoice(request.invoice)) {
        return refusal("I520",
                       number + " was credited on " + mutua::to_string(note->issue_date) + " by " +
                           note->number.text(),
                       "an invoice is credited once, whole; `mutua invoice show " +
                           note->number.text() + "` shows the note");
    }
    if (request.issue_date < invoice->issue_date) {
        return refusal("P311",
                       number + " is dated " + mutua::to_string(invoice->issue_date) +
                           ": a credit note of " + mutua::to_string(request.issue_date) +
                           " would come before it",
                       "credit it on its day or later");
    }
    return {};
}

/// What is needed beside the invoice itself: its declarations, and what slips paid for them.
void add_work(store::Store& store, const EntityCode& entity, PlannedCreditNote& planned) {
    store::FactRepository facts{store, entity};
    store::PayslipRepository slips{store, entity};
    for (const settlement::InvoiceLine& line : planned.note.document.lines) {
        auto stored = facts.declaration(line.declaration);
        require(stored && stored->acceptance, "a declaration of an invoice was accepted");
        const Month month = month_of(stored->declaration.work_dates.back());
        planned.work.push_back(
            credited_work(*stored, slips.of_month(stored->declaration.member, month)));
        planned.declarations.push_back(std::move(*stored));
    }
}

bool same(const PlannedCreditNote& one, const PlannedCreditNote& other) {
    return one.note.document.number == other.note.document.number &&
           std::equal(one.work.begin(), one.work.end(), other.work.begin(), other.work.end(),
                      [](const CreditedWork& left, const CreditedWork& right) {
                          return left.acceptance == right.acceptance && left.paid == right.paid;
                      });
}

}  // namespace

settlement::CreditedWork credited_work(const store::StoredDeclaration& stored,
                                       const std::vector<store::PayslipRow>& slips) {
    require(stored.acceptance.has_value(), "an invoiced declaration was accepted");
    CreditedWork work{stored.declaration.member, *stored.acceptance, {}};
    for (const store::PayslipRow& slip : slips) {
        for (const store::PayslipShare& share : slip.shares) {
            if (share.declaration != stored.declaration.code || share.removed) { continue; }
            work.paid = work.paid.value_or(Money{}) + share.actual_cost;
        }
    }
    return work;
}

Result<PlannedCreditNote> plan_credit_note(store::Store& store, const cooperative::Entity& entity,
                                           const CreditRequest& request,
                                           const InvoiceReader& read) {
    const Diagnostics reasons = refused(store, entity.code, request);
    if (!reasons.empty()) { return reasons; }
    store::InvoiceRepository invoices{store, entity.code};
    const auto json = invoices.document(request.invoice, store::json_media_type);
    require(json.has_value(), "an invoice has its document");
    PlannedCreditNote planned;
    planned.place = store::CreditNoteRepository{store, entity.code}.coming_place(
        entity.series, request.issue_date);
    planned.note = settlement::make_credit_note(
        {entity, read(*json), planned.place, request.issue_date, request.reason});
    add_work(store, entity.code, planned);
    return planned;
}

Result<CreditNote> issue_credit_note(store::Store& store, const cooperative::Entity& entity,
                                     settlement::Rulebook& rules, const PlannedCreditNote& planned,
                                     const InvoiceReader& read, const CreditNoteRenderer& render) {
    const Date day = planned.note.document.issue_date;
    store::UnitOfWork work{store};
    const auto again =
        plan_credit_note(store, entity, {planned.note.credits, planned.note.reason, day}, read);
    if (!again) { return again.error(); }
    if (!same(*again, planned)) {
        return refusal("P310",
                       planned.note.credits.text() +
                           ": its pay, or the series of credit notes, "
                           "is no longer as it was shown",
                       "run the command again and look at what it shows");
    }
    store::CreditNoteRepository notes{store, entity.code};
    const settlement::InvoicePlace place = notes.next_place(entity.series, day);
    const CreditNote& note = again->note;
    require(note.document.number == settlement::credit_note_number(place),
            "a credit note has the number that was shown");
    const ledger::Accounts accounts = rules.accounts(day);
    store::LedgerRepository books{store, entity.code};
    for (const CreditedWork& one : again->work) {
        const std::string owner = settlement::sub_account(one.member, one.acceptance.declaration);
        require(-books.balance_of(ledger::Book::management, accounts.member, owner) == one.held(),
                "the member's account agrees with the documents");
    }
    store::RulesetRepository{store}.keep(rules.identity(), ruleset::source_files(rules.rules()),
                                         day);
    notes.add(note, place, again->work, render(note), rules.identity());
    for (const ledger::Entry& entry :
         settlement::credit_note_entries(note, again->work, accounts)) {
        books.add(entry);
    }
    store::OutboxRepository{store, entity.code}.add(
        note.document.number.text(), std::string{to_string(note.document.channel)}, day);
    work.commit();
    return note;
}

}  // namespace mutua::service
