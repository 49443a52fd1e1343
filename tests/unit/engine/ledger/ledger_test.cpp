#include "engine/core/contract.hpp"
#include "engine/ledger/balance.hpp"
#include "engine/ledger/entry.hpp"
#include "engine/ledger/hash_chain.hpp"

#include <catch2/catch.hpp>

namespace mutua::ledger {

namespace {

const Date on{date::year{2026}, date::month{11}, date::day{30}};

/// The general ledger's side of the reference case: 212.00 = 200.00 + 12.00.
Entry sale() {
    return {Book::general,
            on,
            "invoice_issued",
            "2026-000001",
            "invoice to C001",
            {{{"400", "C001"}, euro_cents(212'00)},
             {{"705", ""}, euro_cents(-200'00)},
             {{"451", ""}, euro_cents(-12'00)}}};
}

}  // namespace

TEST_CASE("an entry balances or is a broken promise", "[ledger]") {
    CHECK(balanced(sale()) == sale());
    CHECK(imbalance(sale()).is_zero());
    Entry wrong = sale();
    wrong.postings[2].amount = euro_cents(-11'99);
    CHECK(imbalance(wrong) == euro_cents(1));
    CHECK_THROWS_AS(balanced(wrong), ContractViolation);
}

TEST_CASE("postings of zero are left out", "[ledger]") {
    Entry exempt = sale();
    exempt.postings[0].amount = euro_cents(200'00);
    exempt.postings[2].amount = Money{};
    const Entry kept = balanced(exempt);
    REQUIRE(kept.postings.size() == 2);
    CHECK(kept.postings[1].account.number == "705");
    CHECK(balanced(Entry{}).postings.empty());
}

TEST_CASE("a trial balance adds by book, account and owner", "[ledger]") {
    TrialBalance balance;
    balance.add(sale());
    Entry other = sale();
    other.postings[0].account.owner = "C002";
    balance.add(other);
    Entry management = sale();
    management.book = Book::management;
    balance.add(management);
    CHECK(balance.of(Book::general, "400") == euro_cents(424'00));
    CHECK(balance.of(Book::general, Account{"400", "C002"}) == euro_cents(212'00));
    CHECK(balance.of(Book::general, Account{"400", "C003"}).is_zero());
    CHECK(balance.of(Book::general, "40").is_zero());
    CHECK(balance.of(Book::general, "451") == euro_cents(-24'00));
    CHECK(balance.of(Book::management, "400") == euro_cents(212'00));
    CHECK(balance.total(Book::general).is_zero());
    CHECK(balance.total(Book::management).is_zero());
    CHECK(balance.rows().size() == 7);
    balance.add(Book::general, {"400", ""}, euro_cents(1));
    CHECK(balance.total(Book::general) == euro_cents(1));
}

TEST_CASE("every field of an entry is in its canonical bytes", "[ledger]") {
    const std::string bytes = canonical_bytes(sale());
    CHECK(bytes.starts_with("mutua-entry-1\nbook:7:general\non:10:2026-11-30\n"));
    std::vector<Entry> others(8, sale());
    others[0].book = Book::management;
    others[1].on = Date{date::year{2026}, date::month{11}, date::day{29}};
    others[2].event = "x";
    others[3].document = "2026-000002";
    others[4].text = "";
    others[5].postings[0].account.owner = "";
    others[6].postings[0].amount = euro_cents(212'01);
    std::swap(others[7].postings[1], others[7].postings[2]);
    for (const Entry& other : others) { CHECK(canonical_bytes(other) != bytes); }
    // A field's end cannot be moved into its neighbour.
    Entry left = sale();
    Entry right = sale();
    left.event = "a";
    left.document = "b\ndocument:1:c";
    right.event = "a\ndocument:1:b";
    right.document = "c";
    CHECK(canonical_bytes(left) != canonical_bytes(right));
}

TEST_CASE("the chain's digests are those of the published form", "[ledger]") {
    // SHA-256 of "abc": FIPS 180-2, appendix B.1.
    const Link first = next_link(nullptr, "document", "2026-000001", "abc");
    CHECK(first.position == 1);
    CHECK(to_hex(first.content) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    // printf 'mutua-chain-1\0' + 32 zero bytes + 00…01 + 'document\0' '2026-000001\0' + content,
    // through sha256sum.
    CHECK(to_hex(first.chained) ==
          "628b627530f6c8bb4e37b7621af5fedfca6890c75def0c7a9dd1d859d4a90cc0");
    const Link second = next_link(&first, "entry", "ENT-1", "");
    CHECK(second.position == 2);
    CHECK(to_hex(second.chained) ==
          "3a5de83a6b21866dcf45373b2d54b51bd9fdbea5a52ee86564d722295db3db4a");
}

TEST_CASE("a link depends on its position, kind, key, content and all before", "[ledger]") {
    const Link first = next_link(nullptr, "entry", "ENT-1", "a");
    const Link second = next_link(&first, "entry", "ENT-2", "b");
    CHECK(second.chained == chained_digest(&first, second));
    CHECK(next_link(&first, "entri", "ENT-2", "b").chained != second.chained);
    CHECK(next_link(&first, "entry", "ENT-3", "b").chained != second.chained);
    CHECK(next_link(&first, "entry", "ENT-2", "c").chained != second.chained);
    CHECK(next_link(nullptr, "entry", "ENT-2", "b").chained != second.chained);
    const Link other = next_link(nullptr, "entry", "ENT-1", "z");
    CHECK(next_link(&other, "entry", "ENT-2", "b").chained != second.chained);
    Link moved = second;
    moved.position = 3;
    CHECK(chained_digest(&first, moved) != second.chained);
    CHECK_THROWS_AS(next_link(nullptr, std::string("a\0b", 3), "k", ""), ContractViolation);
}

}  // namespace mutua::ledger
