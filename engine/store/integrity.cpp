#include "engine/store/integrity.hpp"

#include "engine/store/failure.hpp"
#include "engine/store/inspection.hpp"

namespace mutua::store {

namespace {

std::vector<EntityCode> entities_of(Connection& connection) {
    Statement row = connection.query(
        "select entity_id from member union select entity_id from client"
        " union select entity_id from declaration union select entity_id from run"
        " union select entity_id from invoice union select entity_id from credit_note union select "
        "entity_id from payslip"
        " union select entity_id from entry union select entity_id from outbox"
        " union select entity_id from received_document"
        " union select entity_id from counter where entity_id <> '' order by 1",
        "t");
    std::vector<EntityCode> all;
    while (row.next()) { all.emplace_back(row.text(0)); }
    return all;
}

/// One part; a broken page may stop it, which is a finding and not the end.
void run_part(Inspection& inspection, void (*part)(Inspection&)) {
    try {
        part(inspection);
    } catch (const StoreFailure& failed) {
        if (failed.kind() == FailureKind::busy) { throw; }
        inspection.add("S101", "store", std::string{"a part cannot be read: "} + failed.what());
    }
}

/// A reader that sees one state of the store from begin to end.
class Snapshot {
public:
    explicit Snapshot(Connection& connection) : connection_{connection} {
        connection_.execute("BEGIN");
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot() {
        try {
            connection_.execute("ROLLBACK");
        } catch (const StoreFailure&) {  // A reader has nothing to lose.
        }
    }

private:
    Connection& connection_;
};

}  // namespace

std::vector<Damage> inspect(Store& store, const ledger::Accounts& accounts) {
    const Snapshot snapshot{store.connection()};
    Inspection inspection{store, accounts, {}, {}};
    run_part(inspection, inspect_file);
    run_part(inspection,
             [](Inspection& one) { one.entities = entities_of(one.store.connection()); });
    run_part(inspection, inspect_entries);
    run_part(inspection, inspect_numbers);
    run_part(inspection, inspect_documents);
    run_part(inspection, inspect_chain);
    run_part(inspection, inspect_totals);
    run_part(inspection, inspect_exchanged);
    return std::move(inspection.found);
}

}  // namespace mutua::store
