#include "engine/store/integrity.hpp"
#include "tests/unit/engine/store/sample.hpp"

#include <catch2/catch.hpp>

namespace mutua::store {

using namespace sample;

TEST_CASE("what creditors claim is a fact of the member, and of each change", "[store]") {
    Store store = Store::create(":memory:");
    fill(store);
    UnitOfWork work{store};
    FactRepository facts{store, entity};
    cooperative::Member debtor = member("M003");
    debtor.claim = cooperative::Claim{"maintenance", euro_cents(4200'00), euro_cents(350'00)};
    CHECK(facts.add_member(debtor, today) == Recorded::added);
    CHECK(facts.add_member(debtor, today) == Recorded::unchanged);
    debtor.claim = cooperative::Claim{"assignment", euro_cents(950'00), std::nullopt};
    CHECK(facts.add_member(debtor, today) == Recorded::conflict);
    CHECK(facts.change_member(debtor, day(20), today).size() == 1);
    debtor.claim = std::nullopt;
    CHECK(facts.change_member(debtor, day(25), today).size() == 1);
    const auto versions = facts.member_versions(debtor.code);
    REQUIRE(versions.size() == 3);
    CHECK(versions[0].member.claim ==
          cooperative::Claim{"maintenance", euro_cents(4200'00), euro_cents(350'00)});
    CHECK(versions[1].member.claim ==
          cooperative::Claim{"assignment", euro_cents(950'00), std::nullopt});
    CHECK_FALSE(versions[2].member.claim);
    work.commit();
    CHECK(inspect(store, accounts()).empty());
}

TEST_CASE("a slip keeps what it withholds, and for which kind of claim", "[store]") {
    Store store = Store::create(":memory:");
    fill(store);
    garnish(store);
    PayslipRepository slips{store, entity};
    const auto row = slips.find(PayslipId{2});
    REQUIRE(row);
    CHECK(row->claim == "garnishment");
    CHECK(row->withheld_for_creditors == euro_cents(40'00));
    CHECK(row->to_pay == euro_cents(55'00));
    CHECK(inspect(store, accounts()).empty());

    const MemberCode debtor{"M002"};
    CHECK(slips.withheld(debtor, "garnishment", PayslipId{3}) == euro_cents(40'00));
    CHECK(slips.withheld(debtor, "garnishment", PayslipId{2}).is_zero());
    CHECK(slips.withheld(debtor, "maintenance", PayslipId{3}).is_zero());
    CHECK(slips.withheld(MemberCode{"M001"}, "garnishment", PayslipId{3}).is_zero());
}

TEST_CASE("a slip that pays creditors what its entry does not is found", "[store]") {
    Store store = Store::create(":memory:");
    fill(store);
    garnish(store);
    ledger::Accounts other = accounts();
    other.creditors = "4593";
    const auto found = inspect(store, other);
    REQUIRE(found.size() == 1);
    CHECK(found.front().code == "S603");
    CHECK(found.front().where == "payslip PAY-2");
    CHECK(found.front().text == "pay for creditors in the books: 0.00 instead of 40.00");
}

}  // namespace mutua::store
