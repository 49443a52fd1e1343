#include "engine/cooperative/canonical.hpp"
#include "engine/store/failure.hpp"
#include "tests/unit/engine/store/sample.hpp"

#include <catch2/catch.hpp>

namespace mutua::store {

using namespace sample;

namespace {

Store filled() {
    Store store = Store::create(":memory:");
    fill(store);
    return store;
}

FailureKind kind_thrown(const std::function<void()>& work) {
    try {
        work();
    } catch (const StoreFailure& failed) { return failed.kind(); }
    return FailureKind::other;
}

}  // namespace

TEST_CASE("facts are read back as they were added", "[store]") {
    Store store = filled();
    FactRepository facts{store, entity};
    const auto versions = facts.member_versions(MemberCode{"M001"});
    REQUIRE(versions.size() == 1);
    const cooperative::Member* found = &versions.front().member;
    CHECK(cooperative::canonical_bytes(*found) == cooperative::canonical_bytes(member()));
    CHECK(found->family_name == "Lovelace");
    CHECK(found->children == 2);
    CHECK(found->single_parent);
    CHECK_FALSE(found->disabled);
    CHECK_FALSE(found->bic);
    CHECK(facts.members().size() == 2);
    const auto buyer = facts.client(ClientCode{"C001"});
    REQUIRE(buyer);
    CHECK(cooperative::canonical_bytes(*buyer) == cooperative::canonical_bytes(client()));
    CHECK(buyer->payment_terms_days == 30);
    CHECK(buyer->name == "Théâtre & Fils");
    CHECK_FALSE(facts.client(ClientCode{"C002"}));
    const auto stored = facts.declaration(DeclarationCode{"D1"});
    REQUIRE(stored);
    CHECK(stored->declaration.work_dates == std::vector<Date>{day(3), day(4)});
    CHECK(cooperative::canonical_bytes(stored->declaration) ==
          cooperative::canonical_bytes(declaration("D1", "M001")));
    CHECK(stored->recorded_on == today);
}

TEST_CASE("a fact that is added again is unchanged or a conflict", "[store]") {
    Store store = filled();
    UnitOfWork work{store};
    FactRepository facts{store, entity};
    CHECK(facts.add_member(member(), today) == Recorded::unchanged);
    cooperative::Member other = member();
    other.share_count = 4;
    CHECK(facts.add_member(other, today) == Recorded::conflict);
    CHECK(facts.add_member(member("M003"), today) == Recorded::added);
    CHECK(facts.add_client(client(), today) == Recorded::unchanged);
    CHECK(facts.add_declaration(declaration("D1", "M001"), today) == Recorded::unchanged);
    CHECK(facts.add_declaration(declaration("D1", "M001", 1), today) == Recorded::conflict);
    CHECK(facts.member_versions(MemberCode{"M001"}).front().member.share_count == 3);
}

TEST_CASE("a declaration's status follows from what became of it", "[store]") {
    Store store = filled();
    {
        UnitOfWork work{store};
        FactRepository facts{store, entity};
        facts.add_declaration(declaration("D4", "M002"), today);
        facts.add_declaration(declaration("D5", "M002"), today);
        ReviewRepository{store, entity}.accept(acceptance("D5"));
        work.commit();
    }
    FactRepository facts{store, entity};
    struct Row {
        const char* code;
        DeclarationStatus status;
        bool in_payslip;
    };
    for (const Row& row : {Row{"D1", DeclarationStatus::invoiced, true},
                           Row{"D2", DeclarationStatus::rejected, false},
                           Row{"D3", DeclarationStatus::invoiced, false},
                           Row{"D4", DeclarationStatus::submitted, false},
                           Row{"D5", DeclarationStatus::accepted, false}}) {
        CAPTURE(row.code);
        const auto found = facts.declaration(DeclarationCode{row.code});
        REQUIRE(found);
        CHECK(found->status == row.status);
        CHECK(found->payslip.has_value() == row.in_payslip);
    }
    const auto codes = [&facts](const DeclarationFilter& filter) {
        std::string all;
        for (const auto& one : facts.declarations(filter)) { all += one.declaration.code.text(); }
        return all;
    };
    CHECK(codes({}) == "D1D2D3D4D5");
    DeclarationFilter filter;
    filter.status = DeclarationStatus::invoiced;
    CHECK(codes(filter) == "D1D3");
    filter.in_payslip = false;
    CHECK(codes(filter) == "D3");
    filter = {};
    filter.member = MemberCode{"M002"};
    CHECK(codes(filter) == "D3D4D5");
    filter.limit = 1;
    filter.after = DeclarationCode{"D3"};
    CHECK(codes(filter) == "D4");
    filter = {};
    filter.month = month_of(today);
    CHECK(codes(filter) == "D1D2D3D4D5");
    filter.month = Month{date::year{2026}, date::month{10}};
    CHECK(codes(filter).empty());
    filter = {};
    filter.worked_until = day(3);
    CHECK(codes(filter).empty());
    filter.worked_until = day(4);
    CHECK(codes(filter) == "D1D2D3D4D5");
    filter = {};
    filter.accepted_since = acceptance("D1").accepted_on;
    CHECK(codes(filter) == "D1D3D5");
    filter.accepted_since = add_days(acceptance("D1").accepted_on, 1);
    CHECK(codes(filter).empty());
    filter = {};
    filter.accepted_until = acceptance("D1").accepted_on;
    CHECK(codes(filter) == "D1D3D5");
    filter.accepted_until = add_days(acceptance("D1").accepted_on, -1);
    CHECK(codes(filter).empty());
    CHECK(facts.declaration(DeclarationCode{"D1"})->acceptance == acceptance("D1"));
    CHECK(facts.declaration(DeclarationCode{"D2"})->rejection == "not our work");
    CHECK(facts.declaration(DeclarationCode{"D3"})->invoice == InvoiceNumber{"2026-000002"});
}

TEST_CASE("an order number comes once, and before the invoice", "[store]") {
    Store store = filled();
    UnitOfWork work{store};
    ReviewRepository reviews{store, entity};
    FactRepository facts{store, entity};
    const LaterOrder order{DeclarationCode{"D2"}, "PO-99", today};
    CHECK_FALSE(reviews.later_order(order.declaration));
    reviews.record_order(order);
    CHECK(reviews.later_order(order.declaration) == order);
    const auto stored = facts.declaration(order.declaration);
    CHECK(stored->declaration.order_reference.empty());
    CHECK(stored->as_invoiced().order_reference == "PO-99");
    CHECK(kind_thrown([&] { reviews.record_order(order); }) == FailureKind::constraint);
    CHECK(kind_thrown([&] {
              reviews.record_order({DeclarationCode{"D1"}, "PO-1", today});
          }) == FailureKind::constraint);
    CHECK_FALSE(facts.declaration(DeclarationCode{"D1"})->later_order);
}

TEST_CASE("a declaration gets one decision", "[store]") {
    Store store = filled();
    UnitOfWork work{store};
    ReviewRepository reviews{store, entity};
    CHECK(reviews.acceptance(DeclarationCode{"D1"}) == acceptance("D1"));
    CHECK(reviews.rejection(DeclarationCode{"D2"}) ==
          Rejection{DeclarationCode{"D2"}, today, "not our work"});
    CHECK(kind_thrown([&] { reviews.accept(acceptance("D1")); }) == FailureKind::constraint);
    CHECK(kind_thrown([&] { reviews.accept(acceptance("D2")); }) == FailureKind::constraint);
    CHECK(kind_thrown([&] {
              reviews.reject({DeclarationCode{"D3"}, today, "late"});
          }) == FailureKind::constraint);
    CHECK(kind_thrown([&] { reviews.accept(acceptance("D9")); }) == FailureKind::constraint);
}

TEST_CASE("invoices are kept with number, row, documents and declarations", "[store]") {
    Store store = filled();
    InvoiceRepository invoices{store, entity};
    const auto all = invoices.list();
    REQUIRE(all.size() == 2);
    CHECK(all[0].number == InvoiceNumber{"2026-000001"});
    CHECK(all[1].number == InvoiceNumber{"2026-000002"});
    CHECK(all[0].total == euro_cents(212'00));
    CHECK(all[0].declarations == std::vector{DeclarationCode{"D1"}});
    // 1260000002 = 97 × 12989690 + 72
    CHECK(all[1].structured_communication == "+++126/0000/00272+++");
    CHECK(all[0].channel == settlement::Channel::peppol);
    CHECK(all[0].due_date == add_days(today, 30));
    CHECK(invoices.document(all[0].number, xml_media_type) == "<Invoice/>");
    CHECK(invoices.document(all[0].number, json_media_type) == "{\"number\":\"2026-000001\"}");
    CHECK_FALSE(invoices.document(InvoiceNumber{"2026-000009"}, xml_media_type));
    InvoiceFilter filter;
    filter.after = all[0].number;
    CHECK(invoices.list(filter).size() == 1);
    filter = {};
    filter.channel = settlement::Channel::paper;
    CHECK(invoices.list(filter).empty());
    filter = {};
    filter.issued_in = month_of(today);
    CHECK(invoices.list(filter).size() == 2);
    UnitOfWork work{store};
    CHECK(kind_thrown([&] { issue(store, "D1", "M001", RunId{1}); }) == FailureKind::constraint);
}

TEST_CASE("payslips are kept with row, shares and documents", "[store]") {
    Store store = filled();
    PayslipRepository payslips{store, entity};
    const auto of_month = payslips.of_month(MemberCode{"M001"}, month_of(today));
    REQUIRE(of_month.size() == 1);
    const PayslipRow* found = &of_month.front();
    CHECK(found->original == found->id);
    CHECK_FALSE(found->corrects);
    CHECK(found->id == PayslipId{1});
    CHECK(found->to_pay == euro_cents(95'00));
    CHECK(found->employer_cost == euro_cents(175'00));
    CHECK(found->shares == std::vector{PayslipShare{DeclarationCode{"D1"}, euro_cents(186'99),
                                                    euro_cents(180'00), euro_cents(90'00)}});
    CHECK(payslips.document(PayslipId{1}, json_media_type) == "{\"id\":\"PAY-1\"}");
    CHECK(payslips.list().size() == 1);
    CHECK_FALSE(payslips.find(PayslipId{2}));
}

// D4 brings what D1 brought, and tax falls by 5.00: 14.32 − 5.00 = 9.32.
TEST_CASE("a difference slip is kept with what changed, in the numbers of payslips", "[store]") {
    Store store = filled();
    correct(store);
    PayslipRepository payslips{store, entity};
    const auto found = payslips.find(PayslipId{2});
    REQUIRE(found);
    CHECK(found->corrects == PayslipId{1});
    CHECK(found->original == PayslipId{1});
    CHECK(found->gross_pay == euro_cents(120'00));
    CHECK(found->withholding_tax == euro_cents(9'32));
    CHECK(found->to_pay == euro_cents(100'00));
    CHECK(found->payment_date == add_days(today, 9));
    CHECK(found->shares == std::vector{PayslipShare{DeclarationCode{"D1"}, Money{}, Money{},
                                                    euro_cents(5'00), false},
                                       PayslipShare{DeclarationCode{"D4"}, euro_cents(186'99),
                                                    euro_cents(180'00), euro_cents(90'00), true}});
    CHECK(payslips.document(PayslipId{2}, json_media_type) == "{\"id\":\"PAY-2\"}");
    CHECK(payslips.list().size() == 2);
    CHECK(payslips.of_month(MemberCode{"M001"}, month_of(today)).back().id == PayslipId{2});
    CHECK(payslips.correction_of(PayslipId{1})->id == PayslipId{2});
    CHECK_FALSE(payslips.correction_of(PayslipId{2}));
    PayslipFilter since;
    since.since = date::year{2026} / 12;
    CHECK(payslips.list(since).empty());

    FactRepository facts{store, entity};
    CHECK(facts.declaration(DeclarationCode{"D4"})->payslip == PayslipId{2});
    CHECK(facts.declaration(DeclarationCode{"D1"})->payslip == PayslipId{1});
    DeclarationFilter open;
    open.in_payslip = false;
    open.status = DeclarationStatus::invoiced;
    REQUIRE(facts.declarations(open).size() == 1);
    CHECK(facts.declarations(open).front().declaration.code.text() == "D3");
}

TEST_CASE("a slip is corrected once, by one of its month, for work that was not paid", "[store]") {
    Store store = filled();
    correct(store);
    UnitOfWork work{store};
    PayslipRepository payslips{store, entity};
    const auto added = [&](settlement::DifferenceSlip slip) {
        return kind_thrown([&] { payslips.add(slip, {}, RunId{1}); });
    };
    settlement::DifferenceSlip slip = difference_slip(PayslipId{3});
    CHECK(added(slip) == FailureKind::constraint);  // PAY-1 is corrected by PAY-2
    slip.before.id = PayslipId{2};
    slip.now.month = date::year{2026} / 10;
    CHECK(added(slip) == FailureKind::constraint);  // of another month than PAY-1
    slip.now.month = slip.before.month;
    CHECK(added(slip) == FailureKind::constraint);  // D4 was added by PAY-2
    slip.before.engagements = slip.now.engagements;
    slip.now.id = PayslipId{1};
    CHECK(added(slip) == FailureKind::constraint);  // the number of a payslip
}

TEST_CASE("a member's facts change from a day on, and what was known stays", "[store]") {
    Store store = filled();
    UnitOfWork work{store};
    FactRepository facts{store, entity};
    const MemberCode code{"M001"};
    cooperative::Member parent = member();
    parent.children = 3;
    CHECK(facts.change_member(member(), day(1), today).empty());
    CHECK(facts.change_member(parent, day(1), today).size() == 1);
    CHECK(facts.change_member(parent, day(1), today).empty());
    CHECK(facts.change_member(parent, day(20), today).empty());
    CHECK(facts.add_member(member("M003"), today) == Recorded::added);
    // Both are known now: neither is a conflict, and a third is.
    CHECK(facts.add_member(member(), today) == Recorded::unchanged);
    CHECK(facts.add_member(parent, today) == Recorded::unchanged);
    parent.children = 4;
    CHECK(facts.add_member(parent, today) == Recorded::conflict);
    CHECK(cooperative::member_of(facts.member_versions(code), date::year{2026} / 10).children == 2);
    CHECK(cooperative::member_of(facts.member_versions(code), date::year{2026} / 11).children == 3);
    CHECK(facts.member_versions(MemberCode{"M009"}).empty());
    const auto versions = facts.member_versions(code);
    REQUIRE(versions.size() == 2);
    CHECK_FALSE(versions[0].valid_from);
    CHECK(versions[1].valid_from == day(1));
    CHECK(versions[1].recorded_on == today);
    REQUIRE(facts.members().size() == 3);
    CHECK(facts.members().front().size() == 2);
}

TEST_CASE("the books are read back entry by entry and by balance", "[store]") {
    Store store = filled();
    LedgerRepository books{store, entity};
    const auto entries = books.entries();
    REQUIRE(entries.size() == 8);
    const auto made = settlement::invoice_entries(invoice({1, 2026, 1}, "D1", "M001"),
                                                  {acceptance("D1")}, accounts());
    CHECK(entries[0].entry == made[0]);
    CHECK(entries[2].entry == made[2]);
    CHECK(entries[7].id == EntryId{8});
    EntryFilter page;
    page.after = EntryId{6};
    page.limit = 1;
    REQUIRE(books.entries(page).size() == 1);
    CHECK(books.entries(page).front().id == EntryId{7});
    const auto balance = books.trial_balance();
    CHECK(balance.total(ledger::Book::general).is_zero());
    CHECK(balance.of(ledger::Book::general, "400") == euro_cents(424'00));
    CHECK(balance.of(ledger::Book::general, "451") == euro_cents(-24'00));
    CHECK(balance.of(ledger::Book::general, "455") == euro_cents(-95'00));
    CHECK(balance.of(ledger::Book::management, "920") == euro_cents(-26'00));
    CHECK(balance.of(ledger::Book::management, "900") == euro_cents(400'00));
    ledger::TrialBalance summed;
    for (const auto& stored : entries) { summed.add(stored.entry); }
    CHECK(summed.rows() == balance.rows());
    CHECK(books.trial_balance(add_days(today, -1)).rows().empty());
    // Price 200.00, less fee 13.00, less provision 186.99, plus 6.99 that the month left over.
    CHECK(books.balance_of(ledger::Book::management, "910", "M001") == euro_cents(-7'00));
    CHECK(books.balance_of(ledger::Book::management, "910", "M001/D1") == euro_cents(-7'00));
    CHECK(books.balance_of(ledger::Book::management, "910", "M00").is_zero());
    CHECK(books.postings_of("M002").size() == 6);
}

TEST_CASE("rulesets come back byte for byte", "[store]") {
    Store store = filled();
    RulesetRepository rulesets{store};
    const auto files = rulesets.load(ruleset_hash());
    REQUIRE(files);
    REQUIRE(files->size() == 2);
    CHECK((*files)[1].path == "coop/x.rules");
    CHECK((*files)[1].bytes == std::string("\0\xFF x", 4));
    CHECK(rulesets.hashes() == std::vector{ruleset_hash()});
    CHECK_FALSE(rulesets.load("sha256:" + std::string(64, '0')));
    UnitOfWork work{store};
    CHECK_FALSE(rulesets.keep(ruleset_hash(), rules(), today));
}

TEST_CASE("a run begins once for a plan and ends once", "[store]") {
    Store store = filled();
    RunRepository runs{store, entity};
    const auto found = runs.find("invoice", "plan-1");
    REQUIRE(found);
    CHECK(found->id == RunId{1});
    CHECK(found->totals == std::map<std::string, Money>{{"net", euro_cents(400'00)}});
    CHECK(runs.result(RunId{1}) == RunResult{2, {{"D2", "E1", "rejected"}}});
    CHECK_FALSE(runs.result(RunId{2}));
    CHECK(runs.list().size() == 2);
    UnitOfWork work{store};
    CHECK(start_run(store, "invoice", "plan-1") == RunId{1});
    CHECK(start_run(store, "invoice", "plan-3") == RunId{3});
    CHECK(kind_thrown([&] { runs.finish(RunId{1}, {1, {}}); }) == FailureKind::constraint);
}

TEST_CASE("what has to leave waits in the outbox", "[store]") {
    Store store = filled();
    const auto rows = OutboxRepository{store, entity}.list();
    REQUIRE(rows.size() == 2);
    CHECK(rows[1] == OutboxRow{2, "2026-000002", "peppol", today});
    CHECK(OutboxRepository{store, EntityCode{"other"}}.list().empty());
}

}  // namespace mutua::store
