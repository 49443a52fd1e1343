#include "engine/core/contract.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/delivery_repository.hpp"
#include "engine/store/failure.hpp"
#include "engine/store/integrity.hpp"
#include "tests/unit/engine/store/sample.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace mutua::store {

using namespace sample;
using settlement::DeliveryEvent;
using settlement::DeliveryStatus;

namespace {

const std::string first = "2026-000001";

Store issued_store() {
    Store store = Store::create(":memory:");
    fill(store);
    return store;
}

std::string damage_of(Store& store) {
    std::string found;
    for (const Damage& one : inspect(store, accounts())) {
        if (one.code != "S103") { found += one.code + " " + one.where + ": " + one.text + "\n"; }
    }
    return found;
}

}  // namespace

TEST_CASE("what happens to a document on its way is kept, and its last event is its status",
          "[store][delivery]") {
    Store store = issued_store();
    DeliveryRepository deliveries{store, entity};
    CHECK(deliveries.steps(first).empty());
    CHECK_FALSE(deliveries.last(first));
    CHECK_FALSE(deliveries.was_used(settlement::DeliveryMode::sandbox));
    auto rows = deliveries.list();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].document == first);
    CHECK(rows[0].status() == DeliveryStatus::waiting);
    hand_over(store);
    rows = deliveries.list();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].status() == DeliveryStatus::accepted);
    CHECK(rows[0].last->receipt == "R-1");
    CHECK(rows[1].status() == DeliveryStatus::waiting);
    CHECK(deliveries.steps(first).size() == 2);
    CHECK(deliveries.steps(first).back() == *deliveries.last(first));
    CHECK(deliveries.was_used(settlement::DeliveryMode::sandbox));
    CHECK_FALSE(deliveries.was_used(settlement::DeliveryMode::live));
    tell_delivery(store, delivery_step(first, 3, DeliveryEvent::delivered));
    CHECK(deliveries.list()[0].status() == DeliveryStatus::delivered);
    CHECK(damage_of(store).empty());
}

TEST_CASE("credit notes stand behind the invoices, and paper goes its own way",
          "[store][delivery]") {
    Store store = issued_store();
    correct(store);
    credit(store);
    {
        UnitOfWork work{store};
        OutboxRepository{store, entity}.add("2026-000009", "paper", today);
        work.commit();
    }
    const auto rows = DeliveryRepository{store, entity}.list();
    REQUIRE(rows.size() == 5);
    CHECK(rows[3].document == "2026-000009");
    CHECK(rows[3].status() == DeliveryStatus::on_paper);
    CHECK(rows[4].document == "C2026-000001");
    CHECK_THROWS_AS(tell_delivery(store, delivery_step("2026-000009", 1, DeliveryEvent::sending)),
                    StoreFailure);
    CHECK_THROWS_AS(tell_delivery(store, delivery_step("2026-000077", 1, DeliveryEvent::sending)),
                    StoreFailure);
}

TEST_CASE("a document that may have arrived is not sent again, whoever writes",
          "[store][delivery]") {
    struct Row {
        const char* why;
        std::vector<DeliveryEvent> before;
        bool may_be_sent;
    };
    using Event = DeliveryEvent;
    const auto row = GENERATE(values<Row>({
        {"nothing happened", {}, true},
        {"it was faulty", {Event::faulty}, true},
        {"nothing was taken", {Event::sending, Event::not_sent}, true},
        {"it is asked for, and missing", {Event::sending, Event::uncertain, Event::missing}, true},
        {"it was refused", {Event::sending, Event::refused}, true},
        {"it is on its way", {Event::sending}, false},
        {"nobody knows", {Event::sending, Event::uncertain}, false},
        {"it is accepted", {Event::sending, Event::accepted}, false},
        {"it is delivered", {Event::sending, Event::accepted, Event::delivered}, false},
        {"it came back", {Event::sending, Event::accepted, Event::rejected}, false},
        {"asked, it was rejected", {Event::sending, Event::uncertain, Event::rejected}, false},
    }));
    CAPTURE(row.why);
    Store store = issued_store();
    std::int64_t step = 0;
    for (const Event event : row.before) {
        tell_delivery(store, delivery_step(first, ++step, event));
    }
    const settlement::DeliveryStep next = delivery_step(first, step + 1, Event::sending);
    const std::string by_hand =
        "insert into delivery values ('coop', '2026-000001', " + std::to_string(step + 1) +
        ", '2026-11-30', 'sending', 'sandbox', 'x', '" + next.sha256 + "', '', '')";
    if (row.may_be_sent) {
        CHECK_NOTHROW(tell_delivery(store, next));
        CHECK(damage_of(store).empty());
    } else {
        CHECK_THROWS_AS(tell_delivery(store, next), ContractViolation);
        CHECK_THROWS_AS(store.connection().execute(by_hand), StoreFailure);
    }
}

TEST_CASE("two programs do not both move a document on", "[store][delivery]") {
    Store store = issued_store();
    tell_delivery(store, delivery_step(first, 1, DeliveryEvent::sending));
    CHECK_THROWS_AS(tell_delivery(store, delivery_step(first, 1, DeliveryEvent::sending)),
                    StoreFailure);
    CHECK_THROWS_AS(tell_delivery(store, delivery_step(first, 3, DeliveryEvent::accepted)),
                    StoreFailure);
    CHECK_THROWS_AS(
        DeliveryRepository(store, entity).add(delivery_step(first, 2, DeliveryEvent::accepted)),
        ContractViolation);  // in no unit of work
}

TEST_CASE("a delivery that was altered or deleted is named", "[store][delivery]") {
    Store store = issued_store();
    hand_over(store);
    Connection& connection = store.connection();
    connection.execute("drop trigger delivery_refuses_update");
    connection.execute("drop trigger delivery_refuses_delete");
    connection.execute("update delivery set receipt = 'R-2' where step = 2");
    CHECK(damage_of(store) == "S502 delivery 2026-000001/2: was altered after it was added\n");
    connection.execute("delete from delivery where step = 2");
    CHECK(damage_of(store) == "S504 delivery 2026-000001/2: was deleted\n");
}

}  // namespace mutua::store
