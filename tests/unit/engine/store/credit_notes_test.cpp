#include "engine/store/connection.hpp"
#include "engine/store/credit_note_repository.hpp"
#include "engine/store/failure.hpp"
#include "engine/store/integrity.hpp"
#include "engine/store/schema.hpp"
#include "tests/unit/engine/store/sample.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace mutua::store {

using namespace sample;

namespace {

const DeclarationCode d4{"D4"};

Store credited_store() {
    Store store = Store::create(":memory:");
    fill(store);
    correct(store);
    credit(store);
    return store;
}

std::int64_t hours(Store& store, std::optional<Date> accepted_until,
                   std::optional<Date> credited_since = std::nullopt) {
    std::int64_t sum = 0;
    for (const DeclaredWork& one : FactRepository{store, entity}.declared_work(
             MemberCode{"M001"}, accepted_until, credited_since)) {
        sum += one.hundredths;
    }
    return sum;
}

/// The findings after something was done past the program, without its guards.
std::string found_after(const char* statement) {
    Store store = credited_store();
    take_out(store);
    Connection& connection = store.connection();
    connection.execute("PRAGMA foreign_keys=0");
    for (const std::string& table : append_only_tables()) {
        connection.execute("drop trigger " + table + "_refuses_update");
        connection.execute("drop trigger " + table + "_refuses_delete");
    }
    connection.execute(statement);
    std::string found;
    for (const Damage& one : inspect(store, accounts())) {
        if (one.code != "S103") { found += one.code + " " + one.where + ": " + one.text + "\n"; }
    }
    return found;
}

bool finds(const std::string& found, const std::string& what) {
    return found.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("a credit note is kept with row, shares and documents, in a series of its own",
          "[store]") {
    Store store = credited_store();
    CreditNoteRepository notes{store, entity};
    const auto found = notes.find(InvoiceNumber{"C2026-000001"});
    REQUIRE(found);
    CHECK(found->credits == InvoiceNumber{"2026-000003"});
    CHECK(found->total == euro_cents(212'00));
    CHECK(found->reason == "called off");
    CHECK(found->ruleset == ruleset_hash());
    CHECK(found->shares == std::vector{CreditedShare{d4, euro_cents(180'00)}});
    CHECK(notes.of_invoice(InvoiceNumber{"2026-000003"})->number == found->number);
    CHECK_FALSE(notes.of_invoice(InvoiceNumber{"2026-000001"}));
    CHECK(notes.list().size() == 1);
    CHECK(notes.list({month_of(today), {}, 0}).size() == 1);
    CHECK(notes.list({date::year{2026} / 12, {}, 0}).empty());
    CHECK(notes.claims_on({DeclarationCode{"D1"}, d4}) ==
          settlement::Claims{{d4, euro_cents(180'00)}});
    CHECK(notes.document(found->number, json_media_type) == "{\"number\":\"C2026-000001\"}");
    CHECK(notes.coming_place(1, today).sequence == 2);
    CHECK(notes.coming_place(1, add_days(today, 365)).sequence == 1);
    CHECK(InvoiceRepository{store, entity}.list().size() == 3);
    CHECK(inspect(store, accounts()).empty());
}

TEST_CASE("a credited declaration is no longer one that was invoiced", "[store]") {
    Store store = credited_store();
    FactRepository facts{store, entity};
    const auto stored = facts.declaration(d4);
    CHECK(stored->status == DeclarationStatus::credited);
    CHECK(to_string(stored->status) == "credited");
    CHECK(stored->credit_note == InvoiceNumber{"C2026-000001"});
    CHECK(stored->credited_on == today);
    CHECK(stored->payslip == PayslipId{2});
    DeclarationFilter filter;
    filter.status = DeclarationStatus::credited;
    REQUIRE(facts.declarations(filter).size() == 1);
    filter.status = DeclarationStatus::invoiced;
    CHECK(facts.declarations(filter).size() == 2);
    filter.status = DeclarationStatus::accepted;
    CHECK(facts.declarations(filter).empty());
}

// D1 and D4, of 7.60 hours each; D2 was rejected.
TEST_CASE("hours of work that was credited do not count from that day on", "[store]") {
    Store store = credited_store();
    CHECK(hours(store, std::nullopt) == 7'60);
    CHECK(hours(store, today) == 7'60);
    CHECK(hours(store, today, today) == 15'20);
    CHECK(hours(store, add_days(today, 1), today) == 15'20);
}

TEST_CASE("a slip takes work out once, and only work that was credited", "[store]") {
    Store store = Store::create(":memory:");
    fill(store);
    correct(store);
    CHECK_THROWS_AS(take_out(store), StoreFailure);
    credit(store);
    take_out(store);
    const auto slip = PayslipRepository{store, entity}.find(PayslipId{3});
    REQUIRE(slip);
    CHECK(slip->corrects == PayslipId{2});
    CHECK(slip->to_pay == euro_cents(-95'00));
    REQUIRE(slip->shares.size() == 2);
    CHECK(slip->shares[1] ==
          PayslipShare{d4, Money{}, euro_cents(-180'00), euro_cents(-90'00), false, true});
    CHECK(FactRepository{store, entity}.declaration(d4)->payslip == PayslipId{2});
    const auto balance = LedgerRepository{store, entity}.trial_balance();
    CHECK(balance.of(ledger::Book::management, "915") == Money{});
    CHECK(inspect(store, accounts()).empty());
}

TEST_CASE("an invoice is credited once, with its own amounts, and never paid afterwards",
          "[store]") {
    Store store = credited_store();
    CHECK_THROWS_AS(credit(store), StoreFailure);
    UnitOfWork work{store};
    CreditNoteRepository notes{store, entity};
    const auto place = notes.next_place(1, today);
    CHECK(place.sequence == 2);  // the refused one left no gap
    settlement::CreditNote note = settlement::make_credit_note(
        {seller(), invoice({1, 2026, 2}, "D3", "M002"), place, today, "called off"});
    const settlement::CreditedWork other{MemberCode{"M002"}, acceptance("D1"), {}};
    CHECK_THROWS_AS(notes.add(note, place, {other}, {}, ruleset_hash()), StoreFailure);
    settlement::CreditNote more = note;
    more.document.net += euro_cents(1);
    more.document.total += euro_cents(1);
    CHECK_THROWS_AS(notes.add(more, place, {}, {}, ruleset_hash()), ContractViolation);
    const settlement::CreditedWork d3{MemberCode{"M002"}, acceptance("D3"), {}};
    CHECK_THROWS_AS(notes.add(more, place, {d3}, {}, ruleset_hash()), StoreFailure);
    more.document.total += euro_cents(1);
    CHECK_THROWS_AS(notes.add(more, place, {d3}, {}, ruleset_hash()), ContractViolation);
    const settlement::InvoicePlace elsewhere{1, 2026, 9};
    CHECK_THROWS_AS(notes.add(note, elsewhere, {d3}, {}, ruleset_hash()), ContractViolation);
}

TEST_CASE("what is not paid by the time it is credited is never paid", "[store]") {
    Store store = Store::create(":memory:");
    fill(store);
    {
        UnitOfWork work{store};
        CreditNoteRepository notes{store, entity};
        const auto place = notes.next_place(1, today);
        const auto note = settlement::make_credit_note(
            {seller(), invoice({1, 2026, 2}, "D3", "M002"), place, today, "called off"});
        notes.add(note, place, {{MemberCode{"M002"}, acceptance("D3"), {}}}, {}, ruleset_hash());
        work.commit();
    }
    CHECK_THROWS_AS(garnish(store), StoreFailure);
}

TEST_CASE("whatever is changed about a credit note is found", "[store]") {
    const auto number = std::string{"credit note C2026-000001"};
    CHECK(found_after("select 1").empty());
    CHECK(finds(found_after("update credit_note set net_cents = 19000, total_cents = 20200"),
                "S610 " + number + ": amount before VAT: 190.00 instead of 200.00"));
    CHECK(finds(found_after("update credit_note_declaration set claimed_cents = 1"),
                "S611 " + number + ": claims on members in the books: 180.00 instead of 0.01"));
    CHECK(finds(found_after("update credit_note set reason = 'x'"), "S502 credit_note"));
    CHECK(finds(found_after("update credit_note set sequence = 2"),
                "S304 " + number + ": its place in the series is that of C2026-000002"));
    CHECK(finds(found_after("update credit_note set sequence = 2"),
                "S301 series C1 of 2026: number 1 is missing"));
    CHECK(finds(found_after("delete from credit_note_declaration"),
                "S612 payslip PAY-3: takes back D4, which was not credited"));
    CHECK(finds(found_after("update credit_note_declaration set declaration_id = 'D1'"),
                "S612 " + number + ": takes back D1, which is not on its invoice"));
    CHECK(finds(found_after("delete from document where number = 'C2026-000001'"),
                "S402 " + number + ": has no document"));
}

}  // namespace mutua::store
