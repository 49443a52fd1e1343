// What was handed to others, and what they sent.
#include "engine/store/connection.hpp"
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

Store exchanged_store() {
    Store store = Store::create(":memory:");
    fill(store);
    exchange(store);
    return store;
}

/// The findings after something was done past the program, without its guards.
std::string exchanged_after(const char* statement) {
    Store store = exchanged_store();
    Connection& connection = store.connection();
    connection.execute("PRAGMA foreign_keys=0");
    for (const std::string& table : fifth_tables()) {
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

}  // namespace

TEST_CASE("an export is kept, and its documents are exported to its recipient", "[store]") {
    Store store = Store::create(":memory:");
    fill(store);
    ExportRepository exports{store, entity};
    CHECK(exports.list().empty());
    CHECK(exports.exported_to("accountant").empty());
    const ExportRun first = keep_export(store, export_of(store));
    CHECK(to_string(first.id) == "EXP-1");
    CHECK(exports.find(first.id) == first);
    CHECK(exports.exported_to("accountant").size() == first.documents.size());
    CHECK(exports.exported_to("auditor").empty());
    const ExportRun second = keep_export(store, export_of(store, "auditor"));
    CHECK(exports.list() == std::vector<ExportRun>{first, second});
    CHECK(inspect(store, accounts()).empty());
}

TEST_CASE("an export of the same choice is found again", "[store]") {
    Store store = Store::create(":memory:");
    fill(store);
    const ExportRun first = keep_export(store, export_of(store));
    const ExportRun newest = keep_export(store, export_of(store));
    ExportRepository exports{store, entity};
    CHECK(exports.same_choice(export_of(store)) == newest);
    CHECK_FALSE(exports.same_choice(export_of(store, "auditor")));
    ExportRun other = export_of(store);
    other.documents.pop_back();
    CHECK_FALSE(exports.same_choice(other));
    other = export_of(store);
    other.extent = ExportExtent::chosen;
    CHECK_FALSE(exports.same_choice(other));
}

TEST_CASE("only documents that were issued are exported", "[store]") {
    Store store = Store::create(":memory:");
    fill(store);
    ExportRun run = export_of(store);
    run.documents.push_back(InvoiceNumber{"2026-999999"});
    CHECK_THROWS_AS(keep_export(store, run), StoreFailure);
    CHECK(ExportRepository{store, entity}.list().empty());
    // The number is not lost.
    CHECK(to_string(keep_export(store, export_of(store)).id) == "EXP-1");
}

TEST_CASE("a received document is kept byte for byte, once", "[store]") {
    Store store = Store::create(":memory:");
    fill(store);
    const std::string bytes("<Invoice>\xC3\xA9\n</Invoice>\0tail", 28);
    const ReceivedRow row = keep_received(store, sent_invoice(), bytes);
    ReceivedRepository received{store, entity};
    CHECK(to_string(row.id) == "REC-1");
    CHECK(received.find(row.id) == row);
    CHECK(received.bytes(row.id) == bytes);
    CHECK(received.same(sent_invoice()) == row);
    CHECK_FALSE(received.same(sent_invoice("F-18")));
    ReceivedFacts note = sent_invoice();
    note.is_credit_note = true;
    CHECK_FALSE(received.same(note));
    CHECK_THROWS_AS(keep_received(store, sent_invoice(), "other"), StoreFailure);
    ReceivedFacts foreign = sent_invoice("F-19");
    foreign.partner_id = "FR12345678901";
    foreign.due_date = std::nullopt;
    for (Money* amount : {&foreign.net, &foreign.vat, &foreign.total, &foreign.payable}) {
        *amount = Money{amount->minor_units(), *parse_currency("USD")};
    }
    const ReceivedRow dollars = keep_received(store, foreign, "dollars");
    CHECK(received.list() == std::vector<ReceivedRow>{row, dollars});
    CHECK(received.list(date::year{2026} / 11).size() == 2);
    CHECK(received.list(date::year{2026} / 12).empty());
    CHECK(received.numbered("F-17") == std::vector<ReceivedRow>{row});
    CHECK(inspect(store, accounts()).empty());
}

TEST_CASE("what was done to exchanged documents past the program is found", "[store]") {
    struct Row {
        const char* statement;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"update received_document set bytes = cast('<X/>' as blob)",
         "S650 received document REC-1: is not the one that was imported\n"},
        {"update received_document set number = 'F-18'",
         "S502 received_document REC-1: was altered after it was added\n"},
        {"delete from received_document", "S504 received_document REC-1: was deleted\n"},
        {"delete from received_document",
         "S302 counter series REC: stands at 1; the last number kept is 0\n"},
        {"update export set recipient = 'x'",
         "S502 export EXP-1: was altered after it was added\n"},
        {"update export_archive set base_cents = base_cents + 1, total_cents = total_cents + 1",
         "S652 export EXP-1: holds "},
        {"delete from export_document where line = 1", "S652 export EXP-1: holds "},
    }));
    const std::string found = exchanged_after(row.statement);
    INFO(row.statement << "\n" << found);
    CHECK(found.find(row.expected) != std::string::npos);
}

}  // namespace mutua::store
