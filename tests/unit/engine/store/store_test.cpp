#include "engine/store/store.hpp"

#include "engine/store/connection.hpp"
#include "engine/store/failure.hpp"
#include "engine/store/integrity.hpp"
#include "engine/store/migrations.hpp"
#include "engine/store/schema.hpp"
#include "tests/support/files.hpp"
#include "tests/unit/engine/store/sample.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <thread>

namespace mutua::store {

using namespace sample;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

std::optional<FailureKind> kind_of_opening(const fs::path& path) {
    try {
        static_cast<void>(Store::open(path));
    } catch (const StoreFailure& failed) { return failed.kind(); }
    return std::nullopt;
}

}  // namespace

TEST_CASE("a store is made, closed and opened again", "[store]") {
    const TemporaryFolder folder;
    const fs::path path = folder / "mutua.db";
    {
        Store store = Store::create(path);
        fill(store);
    }
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK_FALSE(fs::exists(folder / "mutua.db-journal"));
    Store store = Store::open(path);
    CHECK(store.version() == newest_version());
    CHECK(InvoiceRepository{store, entity}.list().size() == 2);
    CHECK(inspect(store, accounts()).empty());
}

TEST_CASE("a store may lie under any name", "[store]") {
    const TemporaryFolder folder;
    for (const char* name :
         {"with blank", "it's \"quoted\"", "a=b timeout=9", "100% %41?mode=ro#x", "été", "a;b&c"}) {
        CAPTURE(name);
        fs::create_directory(folder / name);
        const fs::path path = folder / name / (std::string{name} + ".db");
        {
            Store store = Store::create(path);
            fill(store);
        }
        CHECK(fs::file_size(path) > 0);
        CHECK(std::distance(fs::directory_iterator{folder / name}, fs::directory_iterator{}) == 1);
        Store store = Store::open(path);
        CHECK(FactRepository{store, entity}.members().size() == 2);
    }
}

TEST_CASE("the settings took", "[store]") {
    const TemporaryFolder folder;
    Store store = Store::create(folder / "mutua.db");
    const auto setting = [&store](const char* sql) { return store.connection().one_text(sql); };
    CHECK(setting("PRAGMA journal_mode") == "delete");
    CHECK(setting("PRAGMA synchronous") == "3");
    CHECK(setting("PRAGMA foreign_keys") == "1");
    CHECK(setting("PRAGMA trusted_schema") == "0");
    CHECK(setting("PRAGMA busy_timeout") == "5000");
    CHECK(setting("PRAGMA mmap_size") == "0");
    CHECK(setting("PRAGMA application_id") == "1297372481");
}

TEST_CASE("a file in WAL mode is brought back to the rollback journal", "[store]") {
    const TemporaryFolder folder;
    {
        Store store = Store::create(folder / "mutua.db");
        store.connection().execute("PRAGMA journal_mode=wal");
    }
    Store store = Store::open(folder / "mutua.db");
    CHECK(store.connection().one_text("PRAGMA journal_mode") == "delete");
}

TEST_CASE("nothing but a store is opened, and nothing is written over", "[store]") {
    const TemporaryFolder folder;
    CHECK(kind_of_opening(folder / "none.db") == FailureKind::missing);
    CHECK_FALSE(fs::exists(folder / "none.db"));
    fs::create_directory(folder / "folder");
    CHECK(kind_of_opening(folder / "folder") == FailureKind::not_a_store);
    folder.write("text", std::string(4096, 'x'));
    CHECK(kind_of_opening(folder / "text") == FailureKind::not_a_store);
    CHECK(fs::file_size(folder / "text") == 4096);
    folder.write("empty", "");
    CHECK(kind_of_opening(folder / "empty") == FailureKind::not_a_store);
    {
        Store store = Store::create(folder / "other.db");
        store.connection().execute("PRAGMA application_id=7");
    }
    CHECK(kind_of_opening(folder / "other.db") == FailureKind::not_a_store);
    for (const char* name : {"text", "other.db", "folder"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(Store::create(folder / name), StoreFailure);
    }
    CHECK_NOTHROW(Store::create(folder / "empty"));
    CHECK_THROWS_AS(Store::create(folder / "no" / "such" / "folder.db"), StoreFailure);
}

TEST_CASE("a store of a later program is refused and left alone", "[store]") {
    const TemporaryFolder folder;
    const std::string newer = std::to_string(newest_version() + 1);
    {
        Store store = Store::create(folder / "mutua.db");
        store.connection().execute("PRAGMA user_version=" + newer);
    }
    CHECK(kind_of_opening(folder / "mutua.db") == FailureKind::newer);
    try {
        static_cast<void>(Store::open(folder / "mutua.db"));
    } catch (const StoreFailure& failed) {
        CHECK(std::string{failed.what()} ==
              (folder / "mutua.db").string() + ": a later version of this program wrote it");
    }
}

TEST_CASE("migrations run from empty, once, and number without gaps", "[store]") {
    int expected = 1;
    for (const Migration& migration : migrations()) {
        CHECK(migration.version == expected++);
        CHECK_FALSE(migration.statements.empty());
    }
    Connection connection{":memory:"};
    CHECK(connection.one_integer("PRAGMA user_version") == 0);
    migrate(connection);
    CHECK(connection.one_integer("PRAGMA user_version") == newest_version());
    const auto objects = connection.one_integer("select count(*) from sqlite_master");
    migrate(connection);
    CHECK(connection.one_integer("select count(*) from sqlite_master") == objects);
}

TEST_CASE("a migration that fails leaves the version before", "[store]") {
    Connection connection{":memory:"};
    connection.execute("create table entry (x)");
    CHECK_THROWS_AS(migrate(connection), StoreFailure);
    CHECK(connection.one_integer("PRAGMA user_version") == 0);
    CHECK(connection.one_integer("select count(*) from sqlite_master") == 1);
}

namespace {

/// Name and text of everything that a schema made.
std::string schema_text(Connection& connection) {
    return connection.one_text(
        "select group_concat(name || ' ' || sql, char(10)) from (select name, sql from"
        " sqlite_master where sql is not null order by type, name)");
}

}  // namespace

TEST_CASE("a store of an earlier version is brought up with all that it holds", "[store]") {
    const TemporaryFolder folder;
    const fs::path path = folder / "mutua.db";
    const int version = GENERATE(1, 2, 3, 4);
    CAPTURE(version);
    {
        Store store = Store::create(path);
        fill(store);
        if (version > 1) { correct(store); }
        Connection& connection = store.connection();
        // Later versions only add: without what they added the store is one of the earlier.
        for (const char* added :
             {"table participant_lookup", "table delivery", "index outbox_by_document"}) {
            connection.execute(std::string{"drop "} + added);
        }
        const auto drop = [&](const char* table, std::initializer_list<const char*> columns) {
            for (const char* column : columns) {
                connection.execute(std::string{"alter table "} + table + " drop column " + column);
            }
        };
        connection.execute("drop table declaration_order");
        drop("declaration", {"service_nature"});
        drop("client", {"order_reference_required", "collective_invoice"});
        for (const char* table :
             {"received_document", "export_document", "export_archive", "export"}) {
            connection.execute(std::string{"drop table "} + table);
        }
        const auto drop_fourth = [&] {
            for (const char* added :
                 {"trigger declaration_paid_stands", "trigger declaration_added_stands",
                  "trigger declaration_removed_was_credited", "index declaration_removed_once",
                  "table credit_note_declaration", "table credit_note"}) {
                connection.execute(std::string{"drop "} + added);
            }
            drop("difference_declaration", {"removed"});
            for (const char* table : {"member", "member_change"}) {
                drop(table, {"student_hours_elsewhere", "claim_children"});
            }
        };
        if (version < 4) { drop_fourth(); }
        if (version < 3) {
            for (const char* table : {"member", "member_change"}) {
                drop(table, {"claim_per_month_cents", "claim_amount_cents", "claim"});
            }
            for (const char* table : {"payslip", "difference_slip"}) {
                drop(table, {"withheld_for_creditors_cents", "claim"});
            }
        }
        if (version == 1) {
            for (const char* table :
                 {"difference_declaration", "difference_slip", "member_change"}) {
                connection.execute(std::string{"drop table "} + table);
            }
            connection.execute("drop trigger payslip_number_is_new");
            connection.execute("drop trigger declaration_paid_is_new");
        }
        connection.execute("PRAGMA user_version = " + std::to_string(version));
        Connection earlier{":memory:"};
        for (const std::string& statement : schema_1()) { earlier.execute(statement); }
        for (const auto& [since, statements] :
             {std::pair{2, schema_2()}, std::pair{3, schema_3()}, std::pair{4, schema_4()}}) {
            if (version < since) { continue; }
            for (const std::string& statement : statements) { earlier.execute(statement); }
        }
        CHECK(schema_text(connection) == schema_text(earlier));
    }
    Store store = Store::open(path);
    CHECK(store.version() == newest_version());
    CHECK(inspect(store, accounts()).empty());
    CHECK(PayslipRepository{store, entity}.list().size() == (version == 1 ? 1U : 2U));
    if (version == 1) { correct(store); }
    CHECK(inspect(store, accounts()).empty());
    CHECK(PayslipRepository{store, entity}.list().size() == 2);
    for (const PayslipRow& row : PayslipRepository{store, entity}.list()) {
        CHECK(row.withheld_for_creditors.is_zero());
        CHECK_FALSE(row.claim);
    }
    credit(store);
    take_out(store);
    garnish(store);
    exchange(store);
    hand_over(store);
    record_order(store);
    CHECK(inspect(store, accounts()).empty());
}

TEST_CASE("every table is strict, and refuses to alter or delete", "[store]") {
    Store store = Store::create(":memory:");
    fill(store);
    correct(store);
    credit(store);
    exchange(store);
    hand_over(store);
    record_order(store);
    Connection& connection = store.connection();
    CHECK(connection.one_integer("select count(*) from sqlite_master where type = 'table'"
                                 " and sql not like '%strict%'") == 0);
    CHECK(connection.one_integer("select count(*) from sqlite_master where type = 'table'") ==
          static_cast<std::int64_t>(append_only_tables().size()) + 1);  // and the counters
    for (const std::string& table : append_only_tables()) {
        CAPTURE(table);
        CHECK(connection.one_integer("select count(*) from " + table) > 0);
        CHECK_THROWS_AS(connection.execute("delete from " + table), StoreFailure);
        const std::string column =
            connection.one_text("select name from pragma_table_info(:t) limit 1", table);
        CHECK_THROWS_AS(connection.execute("update " + table + " set " + column + " = " + column),
                        StoreFailure);
    }
    CHECK_THROWS_AS(connection.execute("delete from counter"), StoreFailure);
    CHECK_THROWS_AS(connection.execute("update counter set last = 1"), StoreFailure);
    CHECK_THROWS_AS(connection.execute("insert or replace into outbox values"
                                       " ('coop', 1, 'x', 'x', '2026-01-01')"),
                    StoreFailure);
    CHECK(inspect(store, accounts()).empty());
}

TEST_CASE("the schema refuses an entry that does not balance, and closes those that do",
          "[store]") {
    Store store = Store::create(":memory:");
    fill(store);
    Connection& connection = store.connection();
    CHECK_THROWS_AS(connection.execute("insert into posting values ('coop', 1, 99, '400', '', 1)"),
                    StoreFailure);
    connection.execute("BEGIN");
    connection.execute(
        "insert into posting values ('coop', 9, 1, '400', '', 5),"
        " ('coop', 9, 2, '705', '', -4)");
    for (const char* turnover : {"5", "4", "1", "0"}) {
        CHECK_THROWS_AS(
            connection.execute("insert into entry values ('coop', 9, 'general', '2026-11-30', 'x',"
                               " '', '', 2, " +
                               std::string{turnover} + ")"),
            StoreFailure);
    }
    CHECK_THROWS_AS(connection.execute("COMMIT"), StoreFailure);  // postings without their entry
    connection.execute("ROLLBACK");
    LedgerRepository books{store, entity};
    UnitOfWork work{store};
    ledger::Entry entry{ledger::Book::general, today, "x", "", "", {}};
    CHECK_THROWS_AS(books.add(entry), ContractViolation);
    entry.postings = {{{"400", ""}, euro_cents(5)}, {{"705", ""}, euro_cents(-4)}};
    CHECK_THROWS_AS(books.add(entry), ContractViolation);
    entry.postings[1].amount = euro_cents(-5);
    CHECK(books.add(entry) == EntryId{9});
}

TEST_CASE("a unit of work that is left half way leaves nothing, and no gap", "[store]") {
    Store store = Store::create(":memory:");
    const auto half = [&store] {
        UnitOfWork work{store};
        add_facts(store);
        const RunId run = start_run(store, "invoice", "plan-1");
        CHECK(issue(store, "D1", "M001", run).number == InvoiceNumber{"2026-000001"});
        throw std::runtime_error{"half way"};
    };
    for (int i = 0; i < 3; ++i) { CHECK_THROWS_WITH(half(), "half way"); }
    for (const std::string& table : append_only_tables()) {
        CAPTURE(table);
        CHECK(store.connection().one_integer("select count(*) from " + table) == 0);
    }
    CHECK(store.connection().one_integer("select count(*) from counter") == 0);
    fill(store);
    CHECK(InvoiceRepository{store, entity}.list().back().number == InvoiceNumber{"2026-000002"});
    {
        UnitOfWork work{store};
        FactRepository{store, entity}.add_declaration(declaration("D7", "M001"), today);
        ReviewRepository{store, entity}.accept(acceptance("D7"));
        issue(store, "D7", "M001", RunId{1});
    }  // no commit
    UnitOfWork work{store};
    CHECK(InvoiceRepository{store, entity}.next_place(1, today).sequence == 3);
    CHECK(InvoiceRepository{store, entity}.next_place(2, today).sequence == 1);
    CHECK(InvoiceRepository{store, entity}.next_place(1, add_days(today, 365)).sequence == 1);
}

TEST_CASE("rows are added inside a unit of work only", "[store]") {
    Store store = Store::create(":memory:");
    CHECK_THROWS_AS(add_facts(store), ContractViolation);
    UnitOfWork work{store};
    CHECK_THROWS_AS(UnitOfWork{store}, ContractViolation);
    add_facts(store);
    work.commit();
    CHECK_THROWS_AS(work.commit(), ContractViolation);
}

TEST_CASE("a unit of work goes on after a row was refused", "[store]") {
    Store store = Store::create(":memory:");
    UnitOfWork work{store};
    add_facts(store);
    FactRepository facts{store, entity};
    CHECK_THROWS_AS(facts.add_declaration(declaration("D8", "M999"), today), StoreFailure);
    CHECK(facts.add_declaration(declaration("D8", "M001"), today) == Recorded::added);
    work.commit();
    CHECK(facts.declaration(DeclarationCode{"D8"}));
}

TEST_CASE("a second writer waits for the first", "[store]") {
    const TemporaryFolder folder;
    Store first = Store::create(folder / "mutua.db");
    fill(first);
    Store second = Store::open(folder / "mutua.db");
    auto work = std::make_unique<UnitOfWork>(first);
    FactRepository{first, entity}.add_member(member("M100"), today);
    std::thread releasing{[&work] {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        work->commit();
    }};
    UnitOfWork waiting{second};
    releasing.join();
    // What the first wrote is seen, and the chain goes on from there.
    CHECK(FactRepository{second, entity}.add_member(member("M100"), today) == Recorded::unchanged);
    CHECK(FactRepository{second, entity}.add_member(member("M101"), today) == Recorded::added);
    waiting.commit();
    UnitOfWork again{first};
    FactRepository{first, entity}.add_member(member("M102"), today);
    again.commit();
    CHECK(inspect(second, accounts()).empty());
}

TEST_CASE("no failure carries what was being stored", "[store]") {
    Store store = Store::create(":memory:");
    UnitOfWork work{store};
    add_facts(store);
    const auto text_of = [](const std::function<void()>& failing) -> std::string {
        try {
            failing();
        } catch (const std::exception& failed) { return failed.what(); }
        return "nothing was thrown";
    };
    cooperative::Member marked = member("M666");
    marked.national_number = cooperative::NationalNumber::trusted("66666666666");
    marked.iban = cooperative::Iban::trusted("BE66666666666666");
    marked.children = -1;
    FactRepository facts{store, entity};
    CHECK(text_of([&] { facts.add_member(marked, today); }) ==
          "store: a rule of the data does not hold (insert into member , code 19)");
    marked.children = 0;
    marked.given_name = std::string("66666\0", 6);
    const std::string refused = text_of([&] { facts.add_member(marked, today); });
    CHECK(refused == "store: a text holds a NUL or is not UTF-8 and was refused");
}

TEST_CASE("text that is not UTF-8 or holds a NUL is refused", "[store]") {
    for (const std::string& good : {std::string{}, std::string{"a\tb\n"}, std::string{"é€😀"},
                                    std::string{"\xED\x9F\xBF"}, std::string{"\xF4\x8F\xBF\xBF"}}) {
        CHECK_NOTHROW(check_text(good));
    }
    for (const std::string& bad :
         {std::string(1, '\0'), std::string("a\0b", 3), std::string{"\x80"},
          std::string{"\xC0\xAF"}, std::string{"\xC3"}, std::string{"\xE2\x82"},
          std::string{"\xED\xA0\x80"}, std::string{"\xE0\x9F\xBF"}, std::string{"\xF0\x8F\xBF\xBF"},
          std::string{"\xF4\x90\x80\x80"}, std::string{"\xFF"}, std::string{"\xE9t\xE9"}}) {
        CHECK_THROWS_AS(check_text(bad), StoreFailure);
    }
}

TEST_CASE("amounts keep their 64 bits and documents every byte", "[store]") {
    Store store = Store::create(":memory:");
    std::string every_byte;
    for (int i = 0; i < 256; ++i) { every_byte += static_cast<char>(i); }
    UnitOfWork work{store};
    add_facts(store);
    const RunId run = start_run(store, "invoice", "plan-1");
    InvoiceRepository invoices{store, entity};
    const auto place = invoices.next_place(1, today);
    settlement::Invoice big = invoice(place, "D1", "M001");
    big.net = euro_cents(9'223'372'036'854'775'806);
    big.vat = euro_cents(1);
    big.total = euro_cents(9'223'372'036'854'775'807);
    invoices.add(big, place, {{json_media_type, every_byte}, {xml_media_type, ""}}, run);
    const auto row = invoices.find(big.number);
    REQUIRE(row);
    CHECK(row->total.minor_units() == 9'223'372'036'854'775'807);
    CHECK(row->net.minor_units() == 9'223'372'036'854'775'806);
    CHECK(invoices.document(big.number, json_media_type) == every_byte);
    CHECK(invoices.document(big.number, xml_media_type) == "");
    ledger::Entry entry{ledger::Book::general, today, "x", "", "", {}};
    entry.postings = {{{"400", ""}, euro_cents(3'000'000'000)},
                      {{"705", ""}, euro_cents(-3'000'000'000)}};
    LedgerRepository books{store, entity};
    books.add(entry);
    CHECK(books.entries().front().entry == entry);
    CHECK(books.trial_balance().of(ledger::Book::general, "400") == euro_cents(3'000'000'000));
}

TEST_CASE("an invoice that does not add up is a broken promise", "[store]") {
    Store store = Store::create(":memory:");
    UnitOfWork work{store};
    add_facts(store);
    const RunId run = start_run(store, "invoice", "plan-1");
    InvoiceRepository invoices{store, entity};
    const auto place = invoices.next_place(1, today);
    settlement::Invoice one = invoice(place, "D1", "M001");
    one.total = euro_cents(1);
    CHECK_THROWS_AS(invoices.add(one, place, {}, run), ContractViolation);
    one = invoice({1, 2026, 5}, "D1", "M001");
    CHECK_THROWS_AS(invoices.add(one, place, {}, run), ContractViolation);
}

}  // namespace mutua::store
