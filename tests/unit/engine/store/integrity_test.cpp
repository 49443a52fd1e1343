#include "engine/store/integrity.hpp"

#include "engine/store/connection.hpp"
#include "engine/store/schema.hpp"
#include "tests/unit/engine/store/sample.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace mutua::store {

using namespace sample;

namespace {

/// A filled store whose guards are gone, as after `sqlite3 mutua.db "drop trigger …"`.
Store unguarded(bool corrected = false) {
    Store store = Store::create(":memory:");
    fill(store);
    if (corrected) { correct(store); }
    Connection& connection = store.connection();
    connection.execute("PRAGMA foreign_keys=0");
    connection.execute("PRAGMA ignore_check_constraints=1");
    for (const std::string& table : append_only_tables()) {
        connection.execute("drop trigger " + table + "_refuses_update");
        connection.execute("drop trigger " + table + "_refuses_delete");
    }
    for (const char* trigger :
         {"entry_balances", "entry_is_closed", "counter_only_rises", "counter_stays"}) {
        connection.execute(std::string{"drop trigger "} + trigger);
    }
    return store;
}

/// What is wrong besides the guards that were taken away.
std::vector<Damage> damage_after(const std::vector<const char*>& statements,
                                 bool corrected = false) {
    Store store = unguarded(corrected);
    for (const char* statement : statements) { store.connection().execute(statement); }
    std::vector<Damage> found = inspect(store, accounts());
    std::erase_if(found, [](const Damage& one) { return one.code == "S103"; });
    return found;
}

std::string listed(const std::vector<Damage>& found) {
    std::string all;
    for (const Damage& one : found) { all += one.code + " " + one.where + ": " + one.text + "\n"; }
    return all;
}

bool names(const std::vector<Damage>& found, const std::string& code, const std::string& where) {
    return std::any_of(found.begin(), found.end(),
                       [&](const Damage& one) { return one.code == code && one.where == where; });
}

}  // namespace

TEST_CASE("a store as the program made it has no damage", "[store]") {
    Store store = Store::create(":memory:");
    CHECK(listed(inspect(store, accounts())).empty());
    fill(store);
    CHECK(listed(inspect(store, accounts())).empty());
    CHECK(listed(damage_after({})).empty());
    correct(store);
    CHECK(listed(inspect(store, accounts())).empty());
}

TEST_CASE("guards that were taken away are named", "[store]") {
    Store store = unguarded();
    const auto found = inspect(store, accounts());
    CHECK(names(found, "S103", "trigger entry_refuses_update"));
    CHECK(names(found, "S103", "trigger counter_stays"));
    store.connection().execute("create trigger spy after insert on entry begin select 1; end");
    CHECK(names(inspect(store, accounts()), "S103", "trigger spy"));
}

TEST_CASE("every kind of damage is named", "[store]") {
    struct Row {
        const char* why;
        std::vector<const char*> statements;
        std::vector<std::pair<const char*, const char*>> named;
    };
    const std::vector<Row> rows{
        {"an amount in the books",
         {"update posting set cents = cents + 1 where entry_id = 1 and line = 1"},
         {{"S201", "entry ENT-1"},
          {"S202", "entry ENT-1"},
          {"S502", "entry ENT-1"},
          {"S601", "invoice 2026-000001"}}},
        {"two amounts that still balance",
         {"update posting set cents = cents + 100 where entry_id = 1 and account = '400'",
          "update posting set cents = cents - 100 where entry_id = 1 and account = '705'",
          "update entry set turnover_cents = turnover_cents + 100 where entry_id = 1"},
         {{"S502", "entry ENT-1"}, {"S601", "invoice 2026-000001"}}},
        {"a day in the books",
         {"update entry set on_date = '2026-12-01' where entry_id = 2"},
         {{"S502", "entry ENT-2"}}},
        {"a text in the books",
         {"update entry set text = 'nothing to see' where entry_id = 3"},
         {{"S502", "entry ENT-3"}}},
        {"another owner",
         {"update posting set owner = 'M009/D1' where owner = 'M001/D1'"},
         {{"S502", "entry ENT-2"}, {"S502", "entry ENT-3"}}},
        {"a deleted posting",
         {"delete from posting where entry_id = 1 and line = 2"},
         {{"S201", "entry ENT-1"}, {"S202", "entry ENT-1"}, {"S502", "entry ENT-1"}}},
        {"a deleted entry",
         {"delete from posting where entry_id = 4", "delete from entry where entry_id = 4"},
         {{"S301", "series ENT"}, {"S504", "entry ENT-4"}, {"S601", "invoice 2026-000002"}}},
        {"the last entry deleted",
         {"delete from posting where entry_id = 8", "delete from entry where entry_id = 8"},
         {{"S302", "counter series ENT"}, {"S504", "entry ENT-8"}}},
        {"an entry without postings",
         {"delete from posting where entry_id = 5"},
         {{"S202", "entry ENT-5"}, {"S502", "entry ENT-5"}}},
        {"an entry past the program",
         {"insert into posting values ('coop', 9, 1, '400', '', 5), ('coop', 9, 2, '705', '', -5)",
          "insert into entry values ('coop', 9, 'general', '2026-11-30', 'x', '', '', 2, 5)",
          "update counter set last = 9 where series = 'ENT'"},
         {{"S503", "entry ENT-9"}}},
        {"swapped numbers",
         {"update invoice set number = 'x' where number = '2026-000001'",
          "update invoice set number = '2026-000001' where number = '2026-000002'",
          "update invoice set number = '2026-000002' where number = 'x'"},
         {{"S304", "invoice 2026-000001"},
          {"S304", "invoice 2026-000002"},
          {"S502", "invoice 2026-000001"}}},
        {"an invoice's amount",
         {"update invoice set net_cents = 10000, total_cents = 11200"
          " where number = '2026-000002'"},
         {{"S502", "invoice 2026-000002"},
          {"S601", "invoice 2026-000002"},
          {"S607", "invoice 2026-000002"},
          {"S605", "entity coop"}}},
        {"a due date",
         {"update invoice set due_date = '2027-03-01' where number = '2026-000001'"},
         {{"S502", "invoice 2026-000001"}}},
        {"a structured communication",
         {"update invoice set structured_communication = '+++126/0000/00999+++'"
          " where number = '2026-000001'"},
         {{"S303", "invoice 2026-000001"}, {"S502", "invoice 2026-000001"}}},
        {"a deleted invoice",
         {"delete from document where number = '2026-000001'",
          "delete from invoice_declaration where number = '2026-000001'",
          "delete from invoice where number = '2026-000001'"},
         {{"S301", "series 1 of 2026"},
          {"S504", "invoice 2026-000001"},
          {"S504", "document invoice 2026-000001 application/json"},
          {"S605", "entity coop"}}},
        {"the last invoice deleted",
         {"delete from document where number = '2026-000002'",
          "delete from invoice_declaration where number = '2026-000002'",
          "delete from invoice where number = '2026-000002'"},
         {{"S302", "counter series 1 of 2026"}, {"S504", "invoice 2026-000002"}}},
        {"a moved declaration",
         {"update invoice_declaration set number = '2026-000002', line = 2"
          " where declaration_id = 'D1'"},
         {{"S502", "invoice 2026-000001"},
          {"S502", "invoice 2026-000002"},
          {"S607", "invoice 2026-000001"}}},
        {"a document's bytes",
         {"update document set bytes = cast('{}' as blob) where number = '2026-000001'"
          " and media_type = 'application/json'"},
         {{"S401", "invoice 2026-000001"},
          {"S502", "document invoice 2026-000001 application/json"}}},
        {"a document with a new digest",
         {"update document set bytes = x'7b7d', sha256 ="
          " '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'"
          " where number = 'PAY-1'"},
         {{"S502", "document payslip PAY-1 application/json"}}},
        {"a missing document",
         {"delete from document where kind = 'payslip'"},
         {{"S402", "payslip PAY-1"}, {"S504", "document payslip PAY-1 application/json"}}},
        {"a payslip's tax",
         {"update payslip set withholding_tax_cents = 0"},
         {{"S502", "payslip PAY-1"}, {"S603", "payslip PAY-1"}}},
        {"a payslip's share",
         {"update payslip_declaration set actual_cost_cents = 17000"},
         {{"S502", "payslip PAY-1"}, {"S603", "payslip PAY-1"}, {"S604", "payslip PAY-1"}}},
        {"a deleted payslip",
         {"delete from payslip_declaration", "delete from payslip"},
         {{"S302", "counter series PAY"}, {"S504", "payslip PAY-1"}}},
        {"a fee that was agreed",
         {"update acceptance set management_fee_cents = 0, salary_budget_cents = 19500"
          " where declaration_id = 'D3'"},
         {{"S502", "acceptance D3"}}},
        {"a legal reason",
         {"update acceptance set vat_reason_nl = '' where declaration_id = 'D1'"},
         {{"S502", "acceptance D1"}}},
        {"a deleted acceptance",
         {"delete from acceptance where declaration_id = 'D1'"},
         {{"S102", "table invoice_declaration"},
          {"S504", "acceptance D1"},
          {"S608", "declaration D1"}}},
        {"a reason of rejection",
         {"update rejection set reason = 'other'"},
         {{"S502", "rejection D2"}}},
        {"the nature of a service",
         {"update declaration set service_nature = 'lodging' where declaration_id = 'D1'"},
         {{"S502", "declaration D1"}}},
        {"what a client wants",
         {"update client set collective_invoice = 1"},
         {{"S502", "client C001"}}},
        {"what a client demands",
         {"update client set order_reference_required = 1"},
         {{"S502", "client C001"}}},
        {"a member's bank account",
         {"update member set iban = 'BE1' where member_id = 'M001'"},
         {{"S502", "member M001"}}},
        {"a client's name", {"update client set name = 'Other'"}, {{"S502", "client C001"}}},
        {"a day of work",
         {"update declaration_day set on_date = '2026-11-09' where on_date = '2026-11-04'"
          " and declaration_id = 'D1'"},
         {{"S502", "declaration D1"}, {"S606", "declaration D1"}}},
        {"a deleted member",
         {"delete from member where member_id = 'M002'"},
         {{"S102", "table declaration"}, {"S504", "member M002"}}},
        {"a rule file",
         {"update ruleset_file set bytes = x'00' where path = 'be/vat.rules'"},
         {{"S502", "ruleset sha256:"}}},
        {"a run's totals",
         {"update run_total set cents = 1 where run_id = 1"},
         {{"S502", "run RUN-1"}}},
        {"the end of a run",
         {"update run_rejection set text = ''"},
         {{"S502", "run_result RUN-1"}}},
        {"a deleted outbox row",
         {"delete from outbox where outbox_id = 1"},
         {{"S301", "series OUT"}, {"S504", "outbox 1"}}},
        {"a counter set back",
         {"update counter set last = 1 where series = '1'"},
         {{"S302", "counter series 1 of 2026"}}},
        {"a deleted counter",
         {"delete from counter where series = 'PAY'"},
         {{"S302", "counter series PAY"}}},
        {"a link of the chain",
         {"update chain set content = chained where position = 5"},
         {{"S501", "chain link 5"}}},
        {"a deleted link", {"delete from chain where position = 5"}, {{"S505", "chain link 5"}}},
        {"a cut chain", {"delete from chain where position > 20"}, {{"S505", "chain"}}},
        {"swapped links",
         {"update chain set position = -3 where position = 3",
          "update chain set position = 3 where position = 4",
          "update chain set position = 4 where position = -3"},
         {{"S501", "chain link 3"}, {"S501", "chain link 4"}}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        const auto found = damage_after(row.statements);
        INFO(listed(found));
        for (const auto& [code, where] : row.named) {
            CAPTURE(code, where);
            const std::string place = where == std::string{"ruleset sha256:"}
                                          ? "ruleset " + ruleset_hash()
                                          : std::string{where};
            CHECK(names(found, code, place));
        }
        CHECK(listed(found).find("85073003328") == std::string::npos);
    }
}

TEST_CASE("damage to a correction is named", "[store]") {
    struct Row {
        const char* why;
        std::vector<const char*> statements;
        std::vector<std::pair<const char*, const char*>> named;
    };
    const std::vector<Row> rows{
        {"a difference slip's tax",
         {"update difference_slip set withholding_tax_cents = 0"},
         {{"S502", "difference_slip PAY-2"}, {"S603", "payslip PAY-2"}}},
        {"a share of it",
         {"update difference_declaration set actual_cost_cents = 17000 where added = 1"},
         {{"S502", "difference_slip PAY-2"}, {"S603", "payslip PAY-2"}, {"S604", "payslip PAY-2"}}},
        {"a provision that was used before",
         {"update difference_declaration set provision_cents = 18699"},
         {{"S502", "difference_slip PAY-2"}, {"S604", "payslip PAY-2"}}},
        {"a deleted difference slip",
         {"delete from difference_declaration", "delete from difference_slip"},
         {{"S302", "counter series PAY"}, {"S504", "difference_slip PAY-2"}}},
        {"its document",
         {"delete from document where number = 'PAY-2'"},
         {{"S402", "payslip PAY-2"}}},
        {"a change of a member",
         {"update member_change set children = 9"},
         {{"S502", "member_change M001/1"}}},
        {"the day from which it holds",
         {"update member_change set valid_from = '2026-10-01'"},
         {{"S502", "member_change M001/1"}}},
        {"a deleted change", {"delete from member_change"}, {{"S504", "member_change M001/1"}}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        const auto found = damage_after(row.statements, true);
        INFO(listed(found));
        for (const auto& [code, where] : row.named) {
            CAPTURE(code, where);
            CHECK(names(found, code, where));
        }
    }
}

}  // namespace mutua::store
