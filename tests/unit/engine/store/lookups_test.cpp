#include "engine/store/connection.hpp"
#include "engine/store/failure.hpp"
#include "engine/store/integrity.hpp"
#include "engine/store/lookup_repository.hpp"
#include "tests/unit/engine/store/sample.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mutua::store {

using namespace sample;
using cooperative::Presence;

namespace {

const ClientCode looked_up{"C001"};

void look_up(Store& store, Presence presence, Date on = today) {
    UnitOfWork work{store};
    LookupRepository{store, entity}.add(looked_up, on, lookup_answer(presence));
    work.commit();
}

}  // namespace

TEST_CASE("an unknown answer hides none that was known", "[store][lookup]") {
    Store store = Store::create(":memory:");
    fill(store);
    LookupRepository lookups{store, entity};
    CHECK_FALSE(lookups.last(looked_up));
    look_up(store, Presence::unknown, day(1));
    CHECK(lookups.last(looked_up)->answer.presence == Presence::unknown);
    CHECK_FALSE(lookups.last_known(looked_up));
    look_up(store, Presence::absent, day(2));
    look_up(store, Presence::unknown, day(3));
    CHECK(lookups.last(looked_up)->answer == lookup_answer(Presence::unknown));
    CHECK(lookups.last_known(looked_up)->answer.presence == Presence::absent);
    CHECK(lookups.last_known(looked_up)->on == day(2));
    look_up(store, Presence::present, day(4));
    CHECK(lookups.last_known(looked_up)->answer == lookup_answer(Presence::present));
    CHECK(lookups.list(looked_up).size() == 4);
    CHECK(lookups.list(looked_up).back().lookup == 4);
    CHECK(inspect(store, accounts()).empty());
}

TEST_CASE("a look-up is of a client that there is, and says why it is unknown", "[store][lookup]") {
    Store store = Store::create(":memory:");
    fill(store);
    UnitOfWork work{store};
    LookupRepository lookups{store, entity};
    CHECK_THROWS_AS(lookups.add(ClientCode{"C009"}, today, lookup_answer(Presence::present)),
                    StoreFailure);
    auto silent = lookup_answer(Presence::unknown);
    silent.reason.clear();
    CHECK_THROWS_AS(lookups.add(looked_up, today, silent), StoreFailure);
}

TEST_CASE("a look-up that was altered is named", "[store][lookup]") {
    Store store = Store::create(":memory:");
    fill(store);
    look_up(store, Presence::absent);
    store.connection().execute("drop trigger participant_lookup_refuses_update");
    store.connection().execute("update participant_lookup set presence = 'present'");
    std::string found;
    for (const Damage& one : inspect(store, accounts())) {
        if (one.code != "S103") { found += one.code + " " + one.where; }
    }
    CHECK(found == "S502 participant_lookup C001/1");
}

}  // namespace mutua::store
