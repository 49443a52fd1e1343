#include "engine/store/delivery_repository.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/canonical.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/document_rows.hpp"
#include "engine/store/failure.hpp"

#include <map>
#include <utility>

namespace mutua::store {

namespace {

using settlement::DeliveryStep;

constexpr const char* step_letters = "tittttttt";

DeliveryStep step_in(const Statement& row) {
    const auto event = settlement::parse_delivery_event(row.text(3));
    const auto mode = settlement::parse_delivery_mode(row.text(4));
    if (!event || !mode) {
        throw StoreFailure{FailureKind::damaged, "store: an event of a delivery is unknown"};
    }
    return {row.text(0), row.integer(1), row.date(2), *event,     *mode,
            row.text(5), row.text(6),    row.text(7), row.text(8)};
}

std::vector<DeliveryStep> steps_in(Statement row) {
    std::vector<DeliveryStep> all;
    while (row.next()) { all.push_back(step_in(row)); }
    return all;
}

}  // namespace

DeliveryRepository::DeliveryRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

void DeliveryRepository::add(const DeliveryStep& step) {
    const auto before = last(step.document);
    if ((before ? before->step : 0) + 1 != step.step) {
        throw StoreFailure{FailureKind::constraint, "store: another program moved the document on"};
    }
    require(
        settlement::may_follow(before ? std::optional{before->event} : std::nullopt, step.event),
        "a document is sent once, and then only what was told of it is kept");
    connection_.insert(
        "insert into delivery (entity_id, document, step, on_date, event, mode, access_point, "
        "sha256, receipt,"
        " reason) values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10)",
        entity_, step.document, step.step, step.on, to_string(step.event), to_string(step.mode),
        step.access_point, step.sha256, step.receipt, step.reason);
    connection_.chain(entity_, delivery_kind, delivery_step_key(step), canonical_bytes(step));
}

std::vector<DeliveryStep> DeliveryRepository::steps(const std::string& document) {
    return steps_in(
        connection_.query("select document, step, on_date, event, mode, access_point, sha256, "
                          "receipt, reason from delivery"
                          " where entity_id = :entity and document = :document order by step",
                          step_letters, entity_, document));
}

std::optional<DeliveryStep> DeliveryRepository::last(const std::string& document) {
    auto found = steps_in(connection_.query(
        "select document, step, on_date, event, mode, access_point, sha256, receipt, reason from "
        "delivery"
        " where entity_id = :entity and document = :document order by step desc limit 1",
        step_letters, entity_, document));
    if (found.empty()) { return std::nullopt; }
    return std::move(found.front());
}

std::vector<DeliveryRow> DeliveryRepository::list() {
    std::map<std::string, DeliveryStep> lasts;
    for (DeliveryStep& step : steps_in(connection_.query(
             "select document, step, on_date, event, mode, access_point, sha256, receipt, reason "
             "from delivery d"
             " where entity_id = :entity and step = (select max(step) from delivery where"
             " entity_id = d.entity_id and document = d.document)",
             step_letters, entity_))) {
        lasts.emplace(step.document, std::move(step));
    }
    // Digits come before letters: invoices before credit notes.
    Statement row = connection_.query(
        "select document, channel, created_on from outbox where entity_id = :entity"
        " order by document, outbox_id",
        "ttt", entity_);
    std::vector<DeliveryRow> all;
    while (row.next()) {
        if (!all.empty() && all.back().document == row.text(0)) { continue; }
        const auto known = lasts.find(row.text(0));
        all.push_back({row.text(0), channel_in(row.text(1)), row.date(2),
                       known == lasts.end() ? std::nullopt : std::optional{known->second}});
    }
    return all;
}

bool DeliveryRepository::was_used(settlement::DeliveryMode mode) {
    return connection_.one_integer(
               "select exists (select 1 from delivery where entity_id = :entity and mode = :mode"
               " and event = 'sending')",
               entity_, to_string(mode)) != 0;
}

std::string delivery_step_key(const DeliveryStep& step) {
    return step.document + "/" + std::to_string(step.step);
}

}  // namespace mutua::store
