#include "engine/cooperative/canonical.hpp"
#include "engine/store/canonical.hpp"
#include "engine/store/chain_repository.hpp"
#include "engine/store/delivery_repository.hpp"
#include "engine/store/document_rows.hpp"
#include "engine/store/export_rows.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/inspection.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/received_rows.hpp"
#include "engine/store/ruleset_repository.hpp"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace mutua::store {

namespace {

/// The links of the chain by kind and key; each row that is found takes its link away.
class Links {
public:
    explicit Links(Inspection& inspection) : inspection_{inspection} {}

    void add(const ledger::Link& link) {
        if (!by_kind_[link.kind].emplace(link.key, link.content).second) {
            inspection_.add("S505", shown(link.kind, link.key), "is in the chain twice");
        }
    }

    /// A row as it is now, against what was chained when it was added.
    void check(const char* kind, const EntityCode& entity, const std::string& key,
               std::string_view bytes) {
        auto& links = by_kind_[kind];
        const auto link = links.find(chain_key(entity, key));
        if (link == links.end()) {
            inspection_.add("S503", std::string{kind} + " " + key, "was added past this program");
            return;
        }
        if (link->second != sha256(bytes)) {
            inspection_.add("S502", std::string{kind} + " " + key,
                            "was altered after it was added");
        }
        links.erase(link);
    }

    void report_deleted() {
        std::map<std::string, std::string> sorted;
        for (const auto& [kind, links] : by_kind_) {
            for (const auto& [key, content] : links) { sorted.emplace(shown(kind, key), kind); }
        }
        for (const auto& [where, kind] : sorted) { inspection_.add("S504", where, "was deleted"); }
    }

private:
    [[nodiscard]] std::string shown(const std::string& kind, const std::string& key) const {
        for (const EntityCode& entity : inspection_.entities) {
            const std::string prefix = chain_key(entity, "");
            if (key.starts_with(prefix)) { return kind + " " + key.substr(prefix.size()); }
        }
        return kind + " " + key;
    }

    Inspection& inspection_;
    std::map<std::string, std::unordered_map<std::string, Digest>> by_kind_;
};

/// Recomputes every link from the one before, and hands them on.
void walk_chain(Inspection& inspection, Links& links) {
    ChainRepository chain{inspection.store};
    std::optional<ledger::Link> previous;
    for (auto page = chain.links(0, inspected_at_once); !page.empty();
         page = chain.links(page.back().position, inspected_at_once)) {
        for (const ledger::Link& link : page) {
            const std::string where = "chain link " + std::to_string(link.position);
            const std::int64_t expected = previous ? previous->position + 1 : 1;
            if (link.position != expected) {
                inspection.add(
                    "S505", "chain link " + std::to_string(expected),
                    "is missing: the chain goes on with " + std::to_string(link.position));
            } else if (link.chained !=
                       ledger::chained_digest(previous ? &*previous : nullptr, link)) {
                inspection.add("S501", where, "does not follow from the link before it");
            }
            links.add(link);
            previous = link;
        }
    }
    Statement counter = inspection.store.connection().query(
        "select last from counter where entity_id = '' and series = :series", "i", chain_series);
    const std::int64_t last = counter.next() ? counter.integer(0) : 0;
    const std::int64_t length = previous ? previous->position : 0;
    if (last != length) {
        inspection.add(
            "S505", "chain",
            "has " + std::to_string(length) + " links; " + std::to_string(last) + " were made");
    }
}

void check_declaration(Inspection& inspection, Links& links, const EntityCode& entity,
                       const StoredDeclaration& stored) {
    const std::string& key = stored.declaration.code.text();
    links.check("declaration", entity, key, cooperative::canonical_bytes(stored.declaration));
    if (stored.content_hash != to_hex(cooperative::content_hash(stored.declaration))) {
        inspection.add("S606", "declaration " + key, "is not the one whose digest was kept");
    }
    if (stored.acceptance) {
        links.check("acceptance", entity, key, canonical_bytes(*stored.acceptance));
    }
    if (stored.rejection) {
        const auto rejection =
            ReviewRepository{inspection.store, entity}.rejection(stored.declaration.code);
        if (rejection) { links.check("rejection", entity, key, canonical_bytes(*rejection)); }
    }
    if (stored.later_order) {
        const auto order =
            ReviewRepository{inspection.store, entity}.later_order(stored.declaration.code);
        if (order) { links.check("declaration_order", entity, key, canonical_bytes(*order)); }
    }
}

void check_facts(Inspection& inspection, Links& links, const EntityCode& entity) {
    FactRepository facts{inspection.store, entity};
    for (const cooperative::MemberVersions& versions : facts.members()) {
        const MemberCode& code = versions.front().member.code;
        links.check("member", entity, code.text(),
                    cooperative::canonical_bytes(versions.front().member));
        for (std::size_t i = 1; i < versions.size(); ++i) {
            links.check("member_change", entity,
                        member_change_key(code, static_cast<std::int64_t>(i)),
                        canonical_bytes(versions[i]));
        }
    }
    for (const cooperative::Client& client : facts.clients()) {
        links.check("client", entity, client.code.text(), cooperative::canonical_bytes(client));
        for (const ParticipantLookup& lookup :
             LookupRepository{inspection.store, entity}.list(client.code)) {
            links.check(lookup_kind, entity, lookup_key(lookup), canonical_bytes(lookup));
        }
    }
    DeclarationFilter page;
    page.limit = inspected_at_once;
    for (auto rows = facts.declarations(page); !rows.empty(); rows = facts.declarations(page)) {
        for (const StoredDeclaration& stored : rows) {
            check_declaration(inspection, links, entity, stored);
        }
        page.after = rows.back().declaration.code;
    }
}

void check_issued(Inspection& inspection, Links& links, const EntityCode& entity) {
    InvoiceRepository invoices{inspection.store, entity};
    InvoiceFilter invoice_page;
    invoice_page.limit = inspected_at_once;
    for (auto rows = invoices.list(invoice_page); !rows.empty();
         rows = invoices.list(invoice_page)) {
        for (const InvoiceRow& row : rows) {
            links.check("invoice", entity, row.number.text(), canonical_bytes(row));
        }
        invoice_page.after = rows.back().number;
    }
    for (const CreditNoteRow& row : CreditNoteRepository{inspection.store, entity}.list()) {
        links.check(credit_note_kind, entity, row.number.text(), canonical_bytes(row));
    }
    PayslipRepository payslips{inspection.store, entity};
    PayslipFilter payslip_page;
    payslip_page.limit = inspected_at_once;
    for (auto rows = payslips.list(payslip_page); !rows.empty();
         rows = payslips.list(payslip_page)) {
        for (const PayslipRow& row : rows) {
            links.check(chain_kind(row), entity, to_string(row.id), canonical_bytes(row));
        }
        payslip_page.after = rows.back().id;
    }
    DeliveryRepository deliveries{inspection.store, entity};
    for (const OutboxRow& row : OutboxRepository{inspection.store, entity}.list()) {
        links.check("outbox", entity, std::to_string(row.id), canonical_bytes(row));
        for (const settlement::DeliveryStep& step : deliveries.steps(row.document)) {
            links.check(delivery_kind, entity, delivery_step_key(step), canonical_bytes(step));
        }
    }
    Statement document = inspection.store.connection().query(
        "select kind, number, media_type, bytes from document where entity_id = :entity", "tttt",
        entity);
    while (document.next()) {
        links.check("document", entity,
                    document_key(document.text(0), document.text(1), document.text(2)),
                    canonical_bytes(DocumentBytes{document.text(2), document.text(3)}));
    }
}

void check_books(Inspection& inspection, Links& links, const EntityCode& entity) {
    LedgerRepository books{inspection.store, entity};
    EntryFilter page;
    page.limit = inspected_at_once;
    for (auto rows = books.entries(page); !rows.empty(); rows = books.entries(page)) {
        for (const StoredEntry& stored : rows) {
            links.check("entry", entity, to_string(stored.id),
                        ledger::canonical_bytes(stored.entry));
        }
        page.after = rows.back().id;
    }
}

void check_exports(Inspection& inspection, Links& links, const EntityCode& entity) {
    for (const ExportRun& run : ExportRepository{inspection.store, entity}.list()) {
        links.check(export_kind, entity, to_string(run.id), canonical_bytes(run));
    }
}

void check_received(Inspection& inspection, Links& links, const EntityCode& entity) {
    for (const ReceivedRow& row : ReceivedRepository{inspection.store, entity}.list()) {
        links.check(received_kind, entity, to_string(row.id), canonical_bytes(row));
    }
}

void check_runs(Inspection& inspection, Links& links, const EntityCode& entity) {
    RunRepository runs{inspection.store, entity};
    for (const Run& run : runs.list()) {
        links.check("run", entity, to_string(run.id), canonical_bytes(run));
        if (const auto result = runs.result(run.id)) {
            links.check("run_result", entity, to_string(run.id), canonical_bytes(run.id, *result));
        }
    }
}

void check_rulesets(Inspection& inspection, Links& links) {
    RulesetRepository rulesets{inspection.store};
    for (const std::string& hash : rulesets.hashes()) {
        const auto files = rulesets.load(hash);
        links.check("ruleset", EntityCode{}, hash,
                    files ? "sha256:" + to_hex(ruleset::ruleset_hash(*files)) : "");
    }
}

}  // namespace

void inspect_chain(Inspection& inspection) {
    Links links{inspection};
    walk_chain(inspection, links);
    check_rulesets(inspection, links);
    for (const EntityCode& entity : inspection.entities) {
        check_facts(inspection, links, entity);
        check_runs(inspection, links, entity);
        check_issued(inspection, links, entity);
        check_books(inspection, links, entity);
        check_exports(inspection, links, entity);
        check_received(inspection, links, entity);
    }
    links.report_deleted();
}

}  // namespace mutua::store
