#include "engine/service/replay.hpp"

#include "engine/cooperative/canonical.hpp"
#include "engine/service/month_work.hpp"
#include "engine/service/other_pay.hpp"
#include "engine/service/stored_work.hpp"
#include "engine/settlement/entries.hpp"
#include "engine/settlement/issue.hpp"
#include "engine/settlement/quote.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace mutua::service {

namespace {

/// What a member was taken to be when a document was made: the answer that stands in it, or the
/// last when none does, from which the document will not come out again.
cooperative::Member member_then(std::vector<cooperative::Member> taken,
                                const cooperative::Member& printed) {
    const Digest hash = cooperative::content_hash(printed);
    const auto same = std::find_if(taken.begin(), taken.end(), [&](const auto& one) {
        return cooperative::content_hash(one) == hash;
    });
    return std::move(same == taken.end() ? taken.front() : *same);
}

}  // namespace

Replay::Replay(store::Store& store, const EntityCode& entity, std::string package,
               const DocumentTools& tools)
    : store_{store},
      entity_{entity},
      facts_{store, entity},
      invoices_{store, entity},
      slips_{store, entity},
      books_{store, entity},
      notes_{store, entity},
      runs_{store, entity},
      rulesets_{store},
      package_{std::move(package)},
      tools_{tools} {}

std::optional<AcceptanceSources> Replay::acceptance(const store::StoredDeclaration& stored) {
    const std::string where = "declaration " + stored.declaration.code.text();
    return undamaged<AcceptanceSources>(where, [&] { return make_acceptance(stored, where); });
}

std::optional<InvoiceSources> Replay::invoice(const store::InvoiceRow& row) {
    const std::string where = "invoice " + row.number.text();
    return undamaged<InvoiceSources>(where, [&] { return make_invoice(row, where); });
}

std::optional<PayslipSources> Replay::payslip(const store::PayslipRow& row) {
    const std::string where = "payslip " + mutua::to_string(row.id);
    return undamaged<PayslipSources>(where, [&] { return make_payslip(row, where); });
}

bool Replay::credit_note(const store::CreditNoteRow& row) {
    const std::string where = "credit note " + row.number.text();
    return undamaged<bool>(where,
                           [&] {
                               replay_credit_note(row, where);
                               return std::optional{true};
                           })
        .value_or(false);
}

void Replay::damage(const char* code, const std::string& where, std::string text) {
    damages_.push_back({code, where, std::move(text)});
}

/// Runs one replay; a row so damaged that it breaks a promise is a damage like any other.
template <typename Sources, typename Work>
std::optional<Sources> Replay::undamaged(const std::string& where, const Work& work) {
    const std::size_t before = damages_.size();
    try {
        std::optional<Sources> sources = work();
        if (damages_.size() == before) { return sources; }
    } catch (const std::exception& problem) {
        damage("S703", where, std::string{"it cannot be replayed: "} + problem.what());
    }
    return std::nullopt;
}

std::optional<AcceptanceSources> Replay::make_acceptance(const store::StoredDeclaration& stored,
                                                         const std::string& where) {
    const settlement::Acceptance& kept = *stored.acceptance;
    SharedRulebook rules = rulebook(kept.ruleset, where);
    const auto client = facts_.client(stored.declaration.client);
    if (rules == nullptr) { return std::nullopt; }
    if (facts_.member_versions(stored.declaration.member).empty() || !client) {
        damage("S702", where, "its member or client is gone");
        return std::nullopt;
    }
    // Whatever was accepted on the same day counts: in the order of that day, the last one was
    // judged with all of them. What was credited on that day was gone before, or only after.
    for (const Date still_counted : {add_days(kept.accepted_on, 1), kept.accepted_on}) {
        DeclaredHours& hours = hours_
                                   .try_emplace({kept.accepted_on, still_counted}, store_, entity_,
                                                kept.accepted_on, still_counted)
                                   .first->second;
        auto again = accepted_again(stored, rules, *client, hours.without(stored));
        if (again) { return again; }
    }
    damage("S702", where, "its acceptance does not come out again from facts and rules");
    return std::nullopt;
}

std::optional<AcceptanceSources> Replay::accepted_again(const store::StoredDeclaration& stored,
                                                        const SharedRulebook& rules,
                                                        const cooperative::Client& client,
                                                        const settlement::OtherHours& others) {
    const settlement::Acceptance& kept = *stored.acceptance;
    const auto versions = facts_.member_versions(stored.declaration.member);
    for (cooperative::Member& member : cooperative::members_taken(versions, stored.declaration)) {
        const auto again = settlement::assess(
            *rules, {stored.declaration, member, client, kept.accepted_on, others});
        if (again && again->acceptable() && again->acceptance == kept) {
            return AcceptanceSources{rules, stored, std::move(member), client, others};
        }
    }
    return std::nullopt;
}

std::vector<store::StoredDeclaration> Replay::accepted_of(const store::InvoiceRow& row) {
    std::vector<store::StoredDeclaration> all;
    for (const DeclarationCode& code : row.declarations) {
        auto stored = facts_.declaration(code);
        if (!stored || !stored->acceptance) { return {}; }
        all.push_back(std::move(*stored));
    }
    return all;
}

std::optional<InvoiceSources> Replay::make_invoice(const store::InvoiceRow& row,
                                                   const std::string& where) {
    const auto json = invoices_.document(row.number, store::json_media_type);
    const auto run = runs_.find(row.run);
    SharedRulebook rules = run ? rulebook(run->ruleset, where) : nullptr;
    auto stored = accepted_of(row);
    auto client = facts_.client(row.client);
    if (!json || rules == nullptr || stored.empty() || !client) {
        damage("S703", where, "its document, run, client or declaration is gone");
        return std::nullopt;
    }
    const StoredWork work{std::move(stored)};
    const settlement::Invoice again =
        work.invoice(tools_.invoice_of(*json).seller, *client, row.place, row.issue_date,
                     rules->count("payment_terms_days", row.issue_date));
    for (const store::DocumentBytes& document : tools_.render_invoice(again)) {
        if (invoices_.document(row.number, document.media_type) != document.bytes) {
            damage("S703", where, "its " + document.media_type + " does not come out again");
        }
    }
    compare_entries(
        where, row.number.text(),
        settlement::invoice_entries(again, work.acceptances(), rules->accounts(row.issue_date)));
    return InvoiceSources{std::move(rules), std::move(*client), work.stored()};
}

std::optional<PayslipSources> Replay::make_payslip(const store::PayslipRow& row,
                                                   const std::string& where) {
    const auto json = slips_.document(row.id, store::json_media_type);
    SharedRulebook rules = rulebook(row.ruleset, where);
    const auto versions = facts_.member_versions(row.member);
    std::vector<settlement::ClosingEngagement> engagements;
    std::size_t gone = 0;
    for (const store::PayslipShare& share : row.shares) {
        const auto stored = facts_.declaration(share.declaration);
        if (share.removed) {
            ++gone;
        } else if (stored && stored->acceptance) {
            engagements.push_back({stored->declaration, *stored->acceptance});
        }
    }
    if (!json || rules == nullptr || versions.empty() ||
        engagements.size() + gone != row.shares.size()) {
        damage("S703", where, "its document, member or declarations are gone");
        return std::nullopt;
    }
    const settlement::Payslip kept = tools_.payslip_of(*json);
    PayslipSources sources{std::move(rules),
                           kept.employer,
                           engagements.empty()
                               ? kept.member
                               : member_then(cooperative::members_taken(
                                                 versions, row.month, first_work_day(engagements),
                                                 std::max(row.payment_date, row.issued_on)),
                                             kept.member),
                           std::move(engagements),
                           row.payment_date,
                           {},
                           kept.form};
    sources.earlier.others =
        OtherPay{slips_}.before(sources.member, row.month, row.id, row.original);
    if (row.corrects) {
        replay_difference(row, sources, where);
    } else {
        replay_payslip(row, sources, where);
    }
    return sources;
}

void Replay::replay_payslip(const store::PayslipRow& row, PayslipSources& sources,
                            const std::string& where) {
    sources.payment_date =
        settlement::payment_date(*sources.rules, sources.engagements, row.issued_on);
    const auto again = settlement::make_payslip(
        *sources.rules, {sources.employer, sources.member, row.month, sources.engagements, row.id,
                         row.issued_on, sources.payment_date, sources.earlier, sources.form});
    if (!again) {
        damage("S703", where, "the rules refuse it: " + again.error().front().message);
        return;
    }
    compare_documents(row, tools_.render_payslip(*again), where);
    compare_entries(where, mutua::to_string(row.id),
                    settlement::payslip_entries(*again, sources.rules->accounts(row.issued_on)));
}

void Replay::replay_difference(const store::PayslipRow& row, PayslipSources& sources,
                               const std::string& where) {
    const auto corrected = slips_.document(*row.corrects, store::json_media_type);
    if (!corrected) {
        damage("S703", where, "the slip that it corrects is gone");
        return;
    }
    const settlement::Payslip before = tools_.payslip_of(*corrected);
    sources.payment_date = before.payment_date;
    // Of a month without work the slip that is corrected knows whose it is.
    if (sources.engagements.empty()) { sources.member = before.member; }
    sources.earlier = settlement::earlier_slips(before, sources.earlier.others);
    const auto again = settlement::make_difference(
        *sources.rules,
        {sources.employer, sources.member, before, sources.engagements, row.original, row.id,
         row.issued_on, sources.earlier.others, sources.form});
    if (!again || !*again) {
        damage("S703", where,
               again ? "nothing differs from the slip that it corrects"
                     : "the rules refuse it: " + again.error().front().message);
        return;
    }
    compare_documents(row, tools_.render_difference(**again), where);
    compare_entries(
        where, mutua::to_string(row.id),
        settlement::difference_entries(**again, sources.rules->accounts(row.issued_on),
                                       notes_.claims_on(settlement::taken_out(**again))));
}

void Replay::replay_credit_note(const store::CreditNoteRow& row, const std::string& where) {
    const auto json = notes_.document(row.number, store::json_media_type);
    const auto invoice = invoices_.document(row.credits, store::json_media_type);
    SharedRulebook rules = rulebook(row.ruleset, where);
    std::vector<settlement::CreditedWork> work;
    std::vector<store::CreditedShare> shares;
    for (const store::CreditedShare& share : row.shares) {
        const auto stored = facts_.declaration(share.declaration);
        if (!stored || !stored->acceptance) { continue; }
        const Month month = month_of(stored->declaration.work_dates.back());
        work.push_back(credited_work(*stored, slips_.of_month(stored->declaration.member, month)));
        shares.push_back({share.declaration, work.back().claimed()});
    }
    if (!json || !invoice || rules == nullptr || work.size() != row.shares.size()) {
        damage("S703", where, "its document, invoice or declarations are gone");
        return;
    }
    if (shares != row.shares) {
        damage("S703", where, "what it claims of members does not come out again");
    }
    const settlement::CreditNote again = settlement::make_credit_note(
        {tools_.credit_note_of(*json).document.seller, tools_.invoice_of(*invoice), row.place,
         row.issue_date, row.reason});
    for (const store::DocumentBytes& document : tools_.render_credit_note(again)) {
        if (notes_.document(row.number, document.media_type) != document.bytes) {
            damage("S703", where, "its " + document.media_type + " does not come out again");
        }
    }
    compare_entries(where, row.number.text(),
                    settlement::credit_note_entries(again, work, rules->accounts(row.issue_date)));
}

void Replay::compare_documents(const store::PayslipRow& row,
                               const std::vector<store::DocumentBytes>& again,
                               const std::string& where) {
    for (const store::DocumentBytes& document : again) {
        if (slips_.document(row.id, document.media_type) != document.bytes) {
            damage("S703", where, "its " + document.media_type + " does not come out again");
        }
    }
}

void Replay::compare_entries(const std::string& where, const std::string& document,
                             const std::vector<ledger::Entry>& expected) {
    store::EntryFilter filter;
    filter.document = document;
    std::vector<ledger::Entry> kept;
    for (store::StoredEntry& stored : books_.entries(filter)) {
        kept.push_back(std::move(stored.entry));
    }
    entries_ += kept.size();
    if (kept != expected) { damage("S704", where, "its entries do not come out again"); }
}

/// The rules that were in force then, from the bytes that the store kept.
SharedRulebook Replay::rulebook(const std::string& identity, const std::string& where) {
    if (const auto known = books_of_rules_.find(identity); known != books_of_rules_.end()) {
        return known->second;
    }
    SharedRulebook& slot = books_of_rules_[identity];
    const auto files = rulesets_.load(identity);
    if (!files) {
        damage("S701", where, "its ruleset is not in the store");
        return nullptr;
    }
    // `review by` is a note for the living; a replay is judged by its own bytes.
    const auto report = ruleset::check(*files, Date{date::year{1970}, date::month{1}, date::day{1}},
                                       ruleset::TestBlocks::left_out);
    if (!report.ruleset || ruleset::identity(report.ruleset) != identity ||
        !ruleset::has_package(report.ruleset, package_)) {
        damage("S701", where, "its ruleset does not check or has another identity");
        return nullptr;
    }
    slot = std::make_shared<settlement::Rulebook>(report.ruleset, package_);
    return slot;
}

}  // namespace mutua::service
