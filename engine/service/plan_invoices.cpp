#include "engine/service/plan_invoices.hpp"

#include "engine/settlement/plan_checks.hpp"

#include <algorithm>
#include <utility>

namespace mutua::service {

namespace {

using settlement::PlannedInput;
using settlement::PlannedInvoice;
using store::StoredDeclaration;

PlannedInput input_of(const StoredDeclaration& stored) {
    return {stored.declaration.code, stored.content_hash};
}

PlannedInvoice planned(const settlement::Invoice& invoice,
                       const std::vector<StoredDeclaration>& work) {
    PlannedInvoice item;
    item.number = invoice.number;
    item.input = input_of(work.front());
    item.member = work.front().declaration.member;
    item.client = invoice.buyer.code;
    item.channel = invoice.channel;
    const char* before = "";
    for (const settlement::VatTotal& total : invoice.vat_totals) {
        item.vat_category += before + total.category;
        item.vat_rate += before + total.rate;
        before = "+";
    }
    item.net = invoice.net;
    item.vat = invoice.vat;
    item.total = invoice.total;
    for (std::size_t i = 1; i < work.size(); ++i) { item.more.push_back(input_of(work[i])); }
    return item;
}

bool may_join(const std::vector<StoredDeclaration>& work, const StoredDeclaration& stored) {
    return std::all_of(work.begin(), work.end(), [&](const StoredDeclaration& one) {
        return settlement::may_share_document({one.declaration, *one.acceptance},
                                              {stored.declaration, *stored.acceptance});
    });
}

}  // namespace

InvoicePlanning::InvoicePlanning(const cooperative::Entity& entity, settlement::Rulebook& rules,
                                 const ParticipantLookUp& look_up, settlement::InvoicePlan& plan)
    : entity_{entity}, rules_{rules}, look_up_{look_up}, plan_{plan} {
    // Books and documents of a day that the rules do not cover are refused for all together.
    if (!rules.gaps(plan.issue_date).empty()) { return; }
    terms_days_ = rules.count("payment_terms_days", plan.issue_date);
}

void InvoicePlanning::add(StoredDeclaration stored, const cooperative::Client& client) {
    require(stored.acceptance.has_value(), "what is planned was accepted");
    if (!is_sound(stored, client)) { return; }
    if (stored.declaration.work_dates.back() > plan_.issue_date) {
        tell({{stored.declaration.code.text(), "P201", "is invoiced before its work has ended"}});
    }
    Group* group = client.collective_invoice ? group_for(stored, client) : nullptr;
    if (group == nullptr) { group = &groups_.emplace_back(Group{client, {}}); }
    group->work.push_back(std::move(stored));
}

void InvoicePlanning::finish(std::int64_t last_number) {
    const int year = static_cast<int>(plan_.issue_date.year());
    for (const Group& group : groups_) {
        const bool is_planned = plan(group, {entity_.series, year, last_number + 1});
        last_number += is_planned ? 1 : 0;
    }
    groups_.clear();
}

bool InvoicePlanning::is_sound(const StoredDeclaration& stored, const cooperative::Client& client) {
    if (!terms_days_) { return true; }
    const cooperative::Declaration declaration = stored.as_invoiced();
    auto found = settlement::plan_findings(
        rules_, {client, declaration, *stored.acceptance, plan_.issue_date,
                 look_up_ ? look_up_(client) : std::string{}});
    const bool is_refused = settlement::refuses(found);
    tell(std::move(found));
    return !is_refused;
}

/// The invoice of the same client and order that the work may stand on; nothing when it is the
/// first, or stands apart.
InvoicePlanning::Group* InvoicePlanning::group_for(const StoredDeclaration& stored,
                                                   const cooperative::Client& client) {
    const std::string order = stored.as_invoiced().order_reference;
    std::vector<std::size_t>& places = collective_[client.code];
    bool is_apart = false;
    for (const std::size_t place : places) {
        Group& group = groups_[place];
        if (group.work.front().as_invoiced().order_reference != order) { continue; }
        if (may_join(group.work, stored)) { return &group; }
        is_apart = true;
    }
    places.push_back(groups_.size());
    if (is_apart) {
        tell({{stored.declaration.code.text(), "P333",
               "its VAT cannot stand beside that of the client's other work",
               "the client gets it on an invoice of its own"}});
    }
    return nullptr;
}

void InvoicePlanning::tell(std::vector<settlement::PlanWarning> found) {
    plan_.warnings.insert(plan_.warnings.end(), std::make_move_iterator(found.begin()),
                          std::make_move_iterator(found.end()));
}

/// False when a receiver would refuse the document, which is told.
bool InvoicePlanning::plan(const Group& group, const settlement::InvoicePlace& place) {
    const settlement::Invoice invoice = StoredWork{group.work}.invoice(
        entity_, group.client, place, plan_.issue_date, terms_days_.value_or(0));
    auto found = terms_days_ ? settlement::document_findings(invoice)
                             : std::vector<settlement::PlanWarning>{};
    const bool is_refused = settlement::refuses(found);
    tell(std::move(found));
    if (is_refused) { return false; }
    plan_.items.push_back(planned(invoice, group.work));
    return true;
}

}  // namespace mutua::service
