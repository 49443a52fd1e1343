#include "engine/store/inspection.hpp"

namespace mutua::store {

namespace {

/// The archives of an export hold its documents, and come to the same.
void inspect_archives(Inspection& inspection) {
    Statement row = inspection.store.connection().query(
        "with held as (select entity_id, export_id, sum(document_count) as documents,"
        "  sum(total_cents) as cents from export_archive group by 1, 2),"
        " issued as (select d.entity_id, d.export_id, count(*) as documents,"
        "  sum(coalesce(i.total_cents, 0) - coalesce(c.total_cents, 0)) as cents"
        "  from export_document d left join invoice i on i.entity_id = d.entity_id"
        "  and i.number = d.number left join credit_note c on c.entity_id = d.entity_id"
        "  and c.number = d.number group by 1, 2)"
        " select e.export_id, coalesce(h.documents, 0), coalesce(h.cents, 0),"
        "  coalesce(n.documents, 0), coalesce(n.cents, 0) from export e"
        "  left join held h on h.entity_id = e.entity_id and h.export_id = e.export_id"
        "  left join issued n on n.entity_id = e.entity_id and n.export_id = e.export_id",
        "iiiii");
    while (row.next()) {
        if (row.integer(1) == row.integer(3) && row.integer(2) == row.integer(4)) { continue; }
        inspection.add("S652", "export EXP-" + std::to_string(row.integer(0)),
                       "holds " + std::to_string(row.integer(1)) + " documents of " +
                           to_string(row.money(2)) + "; those that it names are " +
                           std::to_string(row.integer(3)) + " of " + to_string(row.money(4)));
    }
}

/// What partners sent is there byte for byte.
void inspect_received(Inspection& inspection) {
    Statement row = inspection.store.connection().query(
        "select received_id, bytes, sha256 from received_document order by received_id", "itt");
    while (row.next()) {
        if (to_hex(sha256(row.text(1))) == row.text(2)) { continue; }
        inspection.add("S650", "received document REC-" + std::to_string(row.integer(0)),
                       "is not the one that was imported");
    }
}

}  // namespace

void inspect_exchanged(Inspection& inspection) {
    inspect_archives(inspection);
    inspect_received(inspection);
}

}  // namespace mutua::store
