#include "engine/service/issue_invoices.hpp"

#include "engine/service/plan_invoices.hpp"
#include "engine/service/stored_work.hpp"
#include "engine/settlement/entries.hpp"
#include "engine/settlement/issue.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/invoice_repository.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/lookup_repository.hpp"
#include "engine/store/outbox_repository.hpp"

#include <algorithm>

namespace mutua::service {

namespace {

using settlement::InvoicePlan;
using settlement::PlannedInvoice;
using store::StoredDeclaration;

std::int64_t last_sequence(store::Store& store, const cooperative::Entity& entity, int year) {
    std::int64_t last = 0;
    for (const store::InvoiceRow& row : store::InvoiceRepository{store, entity.code}.list()) {
        if (row.place.series == entity.series && row.place.year == year && row.type_code == "380") {
            last = std::max(last, row.place.sequence);
        }
    }
    return last;
}

/// One batch at work: what its items share.
class Issuing {
public:
    Issuing(store::Store& store, const cooperative::Entity& entity, settlement::Rulebook& rules,
            const InvoicePlan& plan)
        : facts_{store, entity.code},
          invoices_{store, entity.code},
          books_{store, entity.code},
          outbox_{store, entity.code},
          entity_{entity},
          plan_{plan},
          accounts_{rules.accounts(plan.issue_date)},
          terms_days_{rules.count("payment_terms_days", plan.issue_date)} {}

    bool is_issued(const PlannedInvoice& item) {
        const auto stored = facts_.declaration(item.input.declaration);
        return stored && stored->invoice;
    }

    void find_moved(const PlannedInvoice& item, std::optional<RunId> own,
                    std::vector<MovedRow>& moved) {
        for (const settlement::PlannedInput& input : item.inputs()) {
            find_moved(input, own, moved);
        }
    }

    /// False when an earlier, interrupted run of the plan issued it.
    bool issue(const PlannedInvoice& item, const InvoiceRenderer& render, RunId run) {
        if (is_issued(item)) { return false; }
        const StoredWork work{stored_of(item)};
        const auto client = facts_.client(item.client);
        require(client.has_value(), "a declaration's client is in the store");
        const settlement::InvoicePlace place =
            invoices_.next_place(entity_.series, plan_.issue_date);
        const settlement::Invoice invoice =
            work.invoice(entity_, *client, place, plan_.issue_date, terms_days_);
        require(invoice.number == item.number, "numbers are given in the order of the plan");
        require(invoice.total == item.total, "an invoice comes to what was planned");
        invoices_.add(invoice, place, render(invoice), run);
        for (const ledger::Entry& entry :
             settlement::invoice_entries(invoice, work.acceptances(), accounts_)) {
            books_.add(entry);
        }
        outbox_.add(invoice.number.text(), std::string{to_string(invoice.channel)},
                    plan_.issue_date);
        return true;
    }

private:
    void find_moved(const settlement::PlannedInput& input, std::optional<RunId> own,
                    std::vector<MovedRow>& moved) {
        const std::string& key = input.declaration.text();
        const auto stored = facts_.declaration(input.declaration);
        if (auto text = moved_content(input, stored)) {
            moved.push_back({key, std::move(*text)});
        } else if (!stored->acceptance) {
            moved.push_back({key, "is not accepted"});
        } else if (stored->invoice && !made_by(own, *stored->invoice)) {
            moved.push_back(
                {key, "was invoiced as " + stored->invoice->text() + " by another plan"});
        }
    }

    std::vector<StoredDeclaration> stored_of(const PlannedInvoice& item) {
        std::vector<StoredDeclaration> all;
        for (const settlement::PlannedInput& input : item.inputs()) {
            auto stored = facts_.declaration(input.declaration);
            require(stored && stored->acceptance, "the plan was checked against the store");
            all.push_back(std::move(*stored));
        }
        return all;
    }

    bool made_by(std::optional<RunId> run, const InvoiceNumber& number) {
        const auto row = invoices_.find(number);
        return run && row && row->run == *run;
    }

    store::FactRepository facts_;
    store::InvoiceRepository invoices_;
    store::LedgerRepository books_;
    store::OutboxRepository outbox_;
    const cooperative::Entity& entity_;
    const InvoicePlan& plan_;
    ledger::Accounts accounts_;
    std::int64_t terms_days_;
};

std::map<std::string, Money> totals_of(const InvoicePlan& plan) {
    std::map<std::string, Money> totals{{"net", {}}, {"vat", {}}, {"total", {}}};
    for (const PlannedInvoice& item : plan.items) {
        totals["net"] += item.net;
        totals["vat"] += item.vat;
        totals["total"] += item.total;
    }
    return totals;
}

/// What the directory of participants last knew of a client's address; of a former one it says
/// nothing of this.
std::string answer_of_network(store::LookupRepository& lookups, const cooperative::Client& client) {
    if (!client.peppol_id) { return {}; }
    const auto known = lookups.last_known(client.code);
    if (!known) { return {}; }
    const auto forms = cooperative::participant_forms(*client.peppol_id);
    const bool is_of_this =
        std::find(forms.begin(), forms.end(), known->answer.participant) != forms.end();
    return is_of_this ? std::string{to_string(known->answer.presence)} : std::string{};
}

}  // namespace

InvoicePlan plan_invoices(store::Store& store, const cooperative::Entity& entity,
                          settlement::Rulebook& rules, std::optional<Date> until, Date issue_date) {
    InvoicePlan plan{entity.code,
                     issue_date,
                     until,
                     rules.identity(),
                     settlement::plan_settings(entity, rules.package()),
                     {},
                     {}};
    store::FactRepository facts{store, entity.code};
    store::DeclarationFilter filter;
    filter.status = store::DeclarationStatus::accepted;
    filter.worked_until = until;
    auto declarations = facts.declarations(filter);
    std::stable_sort(declarations.begin(), declarations.end(), [](const auto& a, const auto& b) {
        return a.declaration.work_dates.back() < b.declaration.work_dates.back();
    });
    store::LookupRepository lookups{store, entity.code};
    const ParticipantLookUp look_up = [&](const cooperative::Client& client) {
        return answer_of_network(lookups, client);
    };
    InvoicePlanning planning{entity, rules, look_up, plan};
    for (StoredDeclaration& stored : declarations) {
        const auto client = facts.client(stored.declaration.client);
        require(client && stored.acceptance, "an accepted declaration has client and acceptance");
        planning.add(std::move(stored), *client);
    }
    planning.finish(last_sequence(store, entity, static_cast<int>(issue_date.year())));
    return plan;
}

ApplyReport apply_invoices(store::Store& store, const cooperative::Entity& entity,
                           settlement::Rulebook& rules, const InvoicePlan& plan,
                           const std::string& plan_hash, const InvoiceRenderer& render,
                           const Progress& progress) {
    Issuing issuing{store, entity, rules, plan};
    const Batch batch{
        "invoice",
        plan.entity,
        plan_hash,
        plan.ruleset,
        plan.settings,
        plan.issue_date,
        plan.items.size(),
        totals_of(plan),
        [&](std::size_t item, std::optional<RunId> own, std::vector<MovedRow>& moved) {
            issuing.find_moved(plan.items[item], own, moved);
        },
        [&](std::size_t item) { return issuing.is_issued(plan.items[item]); },
        [&](std::size_t item) { return plan.items[item].number.text(); },
        [&] {
            const int year = static_cast<int>(plan.issue_date.year());
            const std::int64_t last = last_sequence(store, entity, year);
            return settlement::invoice_number({entity.series, year, last + 1}).text();
        },
        [&](std::size_t item, RunId run) { return issuing.issue(plan.items[item], render, run); }};
    return apply(store, entity, rules, batch, progress);
}

}  // namespace mutua::service
