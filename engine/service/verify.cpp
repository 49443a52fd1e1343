#include "engine/service/verify.hpp"

#include "engine/settlement/entries.hpp"
#include "engine/settlement/issue.hpp"
#include "engine/settlement/quote.hpp"
#include "engine/store/chain_repository.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/invoice_repository.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/payslip_repository.hpp"
#include "engine/store/ruleset_repository.hpp"
#include "engine/store/run_repository.hpp"

#include <map>
#include <memory>

namespace mutua::service {

namespace {

using store::Damage;

/// Does everything again from what the store kept, and compares.
class Replay {
public:
    Replay(store::Store& store, const EntityCode& entity, std::string package,
           const DocumentTools& tools, Verification& found)
        : facts_{store, entity},
          invoices_{store, entity},
          slips_{store, entity},
          books_{store, entity},
          runs_{store, entity},
          rulesets_{store},
          package_{std::move(package)},
          tools_{tools},
          found_{found} {}

    void acceptance(const store::StoredDeclaration& stored) {
        ++found_.acceptances;
        const settlement::Acceptance& kept = *stored.acceptance;
        const std::string where = "declaration " + kept.declaration.text();
        settlement::Rulebook* rules = rulebook(kept.ruleset, where);
        const auto member = facts_.member(stored.declaration.member);
        const auto client = facts_.client(stored.declaration.client);
        if (rules == nullptr) { return; }
        if (!member || !client) {
            damage("S702", where, "its member or client is gone");
            return;
        }
        const auto again =
            settlement::assess(*rules, {stored.declaration, *member, *client, kept.accepted_on});
        if (!again || !again->acceptable() || again->acceptance != kept) {
            damage("S702", where, "its acceptance does not come out again from facts and rules");
        }
    }

    void invoice(const store::InvoiceRow& row) {
        ++found_.invoices;
        const std::string where = "invoice " + row.number.text();
        const auto json = invoices_.document(row.number, store::json_media_type);
        const auto run = runs_.find(row.run);
        settlement::Rulebook* rules = run ? rulebook(run->ruleset, where) : nullptr;
        const auto stored = row.declarations.size() == 1
                                ? facts_.declaration(row.declarations.front())
                                : std::nullopt;
        const auto client = facts_.client(row.client);
        if (!json || rules == nullptr || !stored || !stored->acceptance || !client) {
            damage("S703", where, "its document, run, client or declaration is gone");
            return;
        }
        const settlement::Invoice again = settlement::make_invoice(
            {tools_.seller_of(*json), *client, stored->declaration, *stored->acceptance, row.place,
             row.issue_date, rules->count("payment_terms_days", row.issue_date)});
        for (const store::DocumentBytes& document : tools_.render_invoice(again)) {
            if (invoices_.document(row.number, document.media_type) != document.bytes) {
                damage("S703", where, "its " + document.media_type + " does not come out again");
            }
        }
        entries(where, row.number.text(),
                settlement::invoice_entries(again, {*stored->acceptance},
                                            rules->accounts(row.issue_date)));
    }

    void payslip(const store::PayslipRow& row) {
        ++found_.payslips;
        const std::string where = "payslip " + mutua::to_string(row.id);
        const auto json = slips_.document(row.id, store::json_media_type);
        settlement::Rulebook* rules = rulebook(row.ruleset, where);
        const auto member = facts_.member(row.member);
        std::vector<settlement::ClosingEngagement> engagements;
        for (const store::PayslipShare& share : row.shares) {
            const auto stored = facts_.declaration(share.declaration);
            if (stored && stored->acceptance) {
                engagements.push_back({stored->declaration, *stored->acceptance});
            }
        }
        if (!json || rules == nullptr || !member || engagements.empty() ||
            engagements.size() != row.shares.size()) {
            damage("S703", where, "its document, member or declarations are gone");
            return;
        }
        const Date pay_day = settlement::payment_date(*rules, engagements, row.issued_on);
        const auto again =
            settlement::make_payslip(*rules, {tools_.employer_of(*json), *member, row.month,
                                              engagements, row.id, row.issued_on, pay_day});
        if (!again) {
            damage("S703", where, "the rules refuse it: " + again.error().front().message);
            return;
        }
        for (const store::DocumentBytes& document : tools_.render_payslip(*again)) {
            if (slips_.document(row.id, document.media_type) != document.bytes) {
                damage("S703", where, "its " + document.media_type + " does not come out again");
            }
        }
        entries(where, mutua::to_string(row.id),
                settlement::payslip_entries(*again, rules->accounts(row.issued_on)));
    }

private:
    void damage(const char* code, const std::string& where, std::string text) {
        found_.damages.push_back({code, where, std::move(text)});
    }

    void entries(const std::string& where, const std::string& document,
                 const std::vector<ledger::Entry>& expected) {
        store::EntryFilter filter;
        filter.document = document;
        std::vector<ledger::Entry> kept;
        for (store::StoredEntry& stored : books_.entries(filter)) {
            kept.push_back(std::move(stored.entry));
        }
        found_.entries += kept.size();
        if (kept != expected) { damage("S704", where, "its entries do not come out again"); }
    }

    /// The rules that were in force then, from the bytes that the store kept.
    settlement::Rulebook* rulebook(const std::string& identity, const std::string& where) {
        if (const auto known = books_of_rules_.find(identity); known != books_of_rules_.end()) {
            return known->second.get();
        }
        auto& slot = books_of_rules_[identity];
        const auto files = rulesets_.load(identity);
        if (!files) {
            damage("S701", where, "its ruleset is not in the store");
            return nullptr;
        }
        // `review by` is a note for the living; a replay is judged by its own bytes.
        const auto report =
            ruleset::check(*files, Date{date::year{1970}, date::month{1}, date::day{1}});
        if (!report.ruleset || ruleset::identity(report.ruleset) != identity ||
            !ruleset::has_package(report.ruleset, package_)) {
            damage("S701", where, "its ruleset does not check or has another identity");
            return nullptr;
        }
        slot = std::make_unique<settlement::Rulebook>(report.ruleset, package_);
        return slot.get();
    }

    store::FactRepository facts_;
    store::InvoiceRepository invoices_;
    store::PayslipRepository slips_;
    store::LedgerRepository books_;
    store::RunRepository runs_;
    store::RulesetRepository rulesets_;
    std::map<std::string, std::unique_ptr<settlement::Rulebook>> books_of_rules_;
    std::string package_;
    const DocumentTools& tools_;
    Verification& found_;
};

/// Runs one replay; a row so damaged that it breaks a promise is a damage like any other.
template <typename Work>
void guarded(Verification& found, const std::string& where, const Work& work) {
    try {
        work();
    } catch (const std::exception& problem) {
        found.damages.push_back(
            {"S703", where, std::string{"it cannot be replayed: "} + problem.what()});
    }
}

void replay_all(store::Store& store, const EntityCode& entity, const std::string& package,
                const DocumentTools& tools, const Progress& progress, Verification& found) {
    Replay replay{store, entity, package, tools, found};
    const auto declarations = store::FactRepository{store, entity}.declarations();
    const auto invoices = store::InvoiceRepository{store, entity}.list();
    const auto slips = store::PayslipRepository{store, entity}.list();
    const std::size_t total = declarations.size() + invoices.size() + slips.size();
    std::size_t done = 0;
    for (const auto& stored : declarations) {
        guarded(found, "declaration " + stored.declaration.code.text(), [&] {
            if (stored.acceptance) { replay.acceptance(stored); }
        });
        progress(++done, total);
    }
    for (const auto& row : invoices) {
        guarded(found, "invoice " + row.number.text(), [&] { replay.invoice(row); });
        progress(++done, total);
    }
    for (const auto& row : slips) {
        guarded(found, "payslip " + mutua::to_string(row.id), [&] { replay.payslip(row); });
        progress(++done, total);
    }
}

}  // namespace

Verification verify(store::Store& store, const EntityCode& entity, const std::string& package,
                    const ledger::Accounts& accounts, const DocumentTools& tools,
                    const Progress& progress) {
    Verification found;
    found.damages = store::inspect(store, accounts);
    if (const auto head = store::ChainRepository{store}.head()) {
        found.chain_head = to_hex(head->chained);
    }
    try {
        replay_all(store, entity, package, tools, progress, found);
    } catch (const std::exception& problem) {
        // What cannot even be listed was named by the inspection; say that the replay stopped.
        found.damages.push_back(
            {"S703", "store", std::string{"the replay stopped: "} + problem.what()});
    }
    return found;
}

}  // namespace mutua::service
