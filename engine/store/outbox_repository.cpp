#include "engine/store/outbox_repository.hpp"

#include "engine/store/canonical.hpp"
#include "engine/store/connection.hpp"

#include <utility>

namespace mutua::store {

OutboxRepository::OutboxRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

void OutboxRepository::add(const std::string& document, const std::string& channel,
                           Date created_on) {
    const OutboxRow row{connection_.next_number(entity_.text(), outbox_series, 0), document,
                        channel, created_on};
    connection_.insert(
        "insert into outbox (entity_id, outbox_id, document, channel, created_on)"
        " values (:p1, :p2, :p3, :p4, :p5)",
        entity_, row.id, row.document, row.channel, row.created_on);
    connection_.chain(entity_, "outbox", std::to_string(row.id), canonical_bytes(row));
}

std::vector<OutboxRow> OutboxRepository::list() {
    Statement row = connection_.query(
        "select outbox_id, document, channel, created_on from outbox where entity_id = :entity"
        " order by outbox_id",
        "ittt", entity_);
    std::vector<OutboxRow> all;
    while (row.next()) { all.push_back({row.integer(0), row.text(1), row.text(2), row.date(3)}); }
    return all;
}

}  // namespace mutua::store
