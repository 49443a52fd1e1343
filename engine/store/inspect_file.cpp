#include "engine/store/inspection.hpp"

#include <map>

namespace mutua::store {

namespace {

using Schema = std::map<std::string, std::string>;

/// Every table, index and trigger with its text.
Schema schema_of(Connection& connection) {
    Statement row = connection.query(
        "select type || ' ' || name, sql from sqlite_master where sql is not null", "tt");
    Schema schema;
    while (row.next()) { schema.emplace(row.text(0), row.text(1)); }
    return schema;
}

void inspect_schema(Inspection& inspection) {
    Store fresh = Store::create(":memory:");
    const Schema expected = schema_of(fresh.connection());
    const Schema found = schema_of(inspection.store.connection());
    for (const auto& [name, sql] : expected) {
        const auto here = found.find(name);
        if (here == found.end()) {
            inspection.add("S103", name, "is gone: the store no longer guards itself");
        } else if (here->second != sql) {
            inspection.add("S103", name, "is not as this program made it");
        }
    }
    for (const auto& [name, sql] : found) {
        if (!expected.contains(name)) {
            inspection.add("S103", name, "was not made by this program");
        }
    }
}

}  // namespace

void inspect_file(Inspection& inspection) {
    Connection& connection = inspection.store.connection();
    Statement line = connection.query("PRAGMA integrity_check(50)", "t");
    while (line.next()) {
        if (line.text(0) != "ok") { inspection.add("S101", "store", line.text(0)); }
    }
    Statement broken = connection.query(
        "select \"table\", parent, count(*) from pragma_foreign_key_check group by 1, 2", "tti");
    while (broken.next()) {
        inspection.add("S102", "table " + broken.text(0),
                       std::to_string(broken.integer(2)) + " row(s) refer to a row of " +
                           broken.text(1) + " that is not there");
    }
    inspect_schema(inspection);
}

void inspect_entries(Inspection& inspection) {
    Statement row = inspection.store.connection().query(
        "select e.entry_id, e.posting_count, e.turnover_cents, count(p.line),"
        " coalesce(sum(p.cents), 0), coalesce(sum(max(p.cents, 0)), 0)"
        " from entry e left join posting p on p.entity_id = e.entity_id"
        " and p.entry_id = e.entry_id group by e.entity_id, e.entry_id",
        "iiiiii");
    while (row.next()) {
        const std::string where = "entry " + to_string(EntryId{row.integer(0)});
        if (row.integer(4) != 0) {
            inspection.add("S201", where,
                           "does not balance: its postings add up to " + to_string(row.money(4)));
        }
        if (row.integer(3) != row.integer(1)) {
            inspection.add("S202", where,
                           "has " + std::to_string(row.integer(3)) +
                               " postings; it was made with " + std::to_string(row.integer(1)));
        }
        if (row.integer(5) != row.integer(2)) {
            inspection.add("S202", where,
                           "has debits of " + to_string(row.money(5)) + "; it was made with " +
                               to_string(row.money(2)));
        }
    }
}

void inspect_documents(Inspection& inspection) {
    Connection& connection = inspection.store.connection();
    Statement row =
        connection.query("select kind, number, media_type, bytes, sha256 from document", "ttttt");
    while (row.next()) {
        if (to_hex(sha256(row.text(3))) != row.text(4)) {
            inspection.add("S401", row.text(0) + " " + row.text(1),
                           "its " + row.text(2) + " is not the one that was issued");
        }
    }
    Statement missing = connection.query(
        "select 'invoice ' || number from invoice i where not exists (select 1 from document d"
        " where d.entity_id = i.entity_id and d.kind = 'invoice' and d.number = i.number)"
        " union all select 'credit note ' || number from credit_note c where not exists"
        " (select 1 from document d where d.entity_id = c.entity_id and d.kind = 'invoice'"
        " and d.number = c.number)"
        " union all select 'payslip PAY-' || payslip_id from payslip p where not exists"
        " (select 1 from document d where d.entity_id = p.entity_id and d.kind = 'payslip'"
        " and d.number = 'PAY-' || p.payslip_id)"
        " union all select 'payslip PAY-' || slip_id from difference_slip p where not exists"
        " (select 1 from document d where d.entity_id = p.entity_id and d.kind = 'payslip'"
        " and d.number = 'PAY-' || p.slip_id)",
        "t");
    while (missing.next()) { inspection.add("S402", missing.text(0), "has no document"); }
}

}  // namespace mutua::store
