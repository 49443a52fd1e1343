#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/core/digest.hpp"
#include "engine/ledger/accounts.hpp"
#include "engine/ruleset/syntax/source_file.hpp"
#include "engine/settlement/entries.hpp"
#include "engine/settlement/issue.hpp"
#include "engine/store/credit_note_repository.hpp"
#include "engine/store/delivery_repository.hpp"
#include "engine/store/export_repository.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/invoice_repository.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/lookup_repository.hpp"
#include "engine/store/outbox_repository.hpp"
#include "engine/store/payslip_repository.hpp"
#include "engine/store/received_repository.hpp"
#include "engine/store/review_repository.hpp"
#include "engine/store/ruleset_repository.hpp"
#include "engine/store/run_repository.hpp"
#include "engine/store/unit_of_work.hpp"

#include <string>
#include <vector>

/// A small invented month, written by hand: two members, a client, three declarations, two of them
/// invoiced, one payslip. Amounts of the first are the reference case of the design: price 200.00,
/// VAT 6 %, fee 13.00, salary budget 182.00.
namespace mutua::store::sample {

inline const EntityCode entity{"coop"};
inline constexpr Date today{date::year{2026}, date::month{11}, date::day{30}};

inline Date day(unsigned number) {
    return Date{date::year{2026}, date::month{11}, date::day{number}};
}

inline cooperative::Address address() { return {"Rue de l'Été", "1 b", "1000", "Bruxelles", "BE"}; }

inline cooperative::Member member(const std::string& code = "M001") {
    return {MemberCode{code},
            "Ada",
            "Lovelace",
            cooperative::NationalNumber::trusted("85073003328"),
            cooperative::Iban::trusted("BE68539007547034"),
            std::nullopt,
            cooperative::Language::fr,
            cooperative::Email::trusted("ada@example.org"),
            address(),
            "white_collar",
            "single",
            2,
            0,
            0,
            true,
            false,
            "",
            "19.00",
            "",
            3};
}

inline cooperative::Client client(const std::string& code = "C001") {
    return {ClientCode{code},
            "Théâtre & Fils",
            address(),
            cooperative::Language::nl,
            "company",
            cooperative::EnterpriseNumber::trusted("0712345630"),
            cooperative::VatNumber::trusted("BE0712345630"),
            std::nullopt,
            cooperative::PeppolId::trusted("0208:0712345630"),
            30,
            "PO-7"};
}

inline cooperative::Declaration declaration(const std::string& code, const std::string& member,
                                            std::int64_t price_cents = 200'00) {
    cooperative::Declaration one;
    one.code = DeclarationCode{code};
    one.member = MemberCode{member};
    one.client = ClientCode{"C001"};
    one.description = "Concert of an evening";
    one.work_dates = {day(3), day(4)};
    one.hours_hundredths = 760;
    one.price = euro_cents(price_cents);
    one.expenses = euro_cents(5'00);
    return one;
}

inline std::vector<ruleset::SourceFile> rules() {
    return {{"be/vat.rules", "package be.vat\n"}, {"coop/x.rules", std::string("\0\xFF x", 4)}};
}
inline std::string ruleset_hash() { return "sha256:" + to_hex(ruleset::ruleset_hash(rules())); }

inline settlement::Acceptance acceptance(const std::string& code) {
    settlement::Acceptance one;
    one.declaration = DeclarationCode{code};
    one.accepted_on = today;
    one.ruleset = ruleset_hash();
    one.vat = {"performance",    "S", "6.00", "", {"raison", "reden", "Grund", "reason"},
               euro_cents(12'00)};
    one.price = euro_cents(200'00);
    one.management_fee = euro_cents(13'00);
    one.expenses = euro_cents(5'00);
    one.salary_budget = euro_cents(182'00);
    one.gross_pay = euro_cents(120'00);
    one.employer_cost = euro_cents(181'99);
    return one;
}

inline ledger::Accounts accounts() {
    ledger::Accounts chart;
    chart.customers = "400";
    chart.vat_due = "451";
    chart.services = "705";
    chart.bank = "550";
    chart.provisional_pay = "6239";
    chart.provision_for_pay = "459";
    chart.gross_wages = "620";
    chart.employer_contributions_cost = "621";
    chart.holiday_pay_cost = "623";
    chart.expenses_repaid = "613";
    chart.social_security = "454";
    chart.withholding_tax = "453";
    chart.holiday_pay = "456";
    chart.creditors = "4592";
    chart.net_to_pay = "455";
    chart.guarantee_fund = "900";
    chart.member = "910";
    chart.management_fee = "920";
    chart.provisions = "930";
    chart.actual_cost = "940";
    chart.member_claims = "915";
    return chart;
}

inline cooperative::Entity seller() {
    return {entity,
            "Coop",
            address(),
            cooperative::EnterpriseNumber::trusted("0712345630"),
            cooperative::VatNumber::trusted("BE0712345630"),
            cooperative::Iban::trusted("BE68539007547034"),
            cooperative::Bic::trusted("GKCCBEBB"),
            cooperative::EmployerNumber::trusted("1234567"),
            cooperative::Email::trusted("x@example.org"),
            1};
}

inline settlement::Invoice invoice(const settlement::InvoicePlace& place, const std::string& code,
                                   const std::string& worker) {
    settlement::InvoiceLine line;
    line.declaration = DeclarationCode{code};
    line.worker = worker;
    line.net = euro_cents(200'00);
    return {settlement::invoice_number(place),
            "380",
            today,
            add_days(today, 30),
            seller(),
            client(),
            "nl",
            "PO-7",
            "",
            settlement::invoice_communication(place),
            {line},
            {},
            euro_cents(200'00),
            euro_cents(12'00),
            euro_cents(212'00),
            settlement::Channel::peppol,
            "",
            ruleset_hash()};
}

inline settlement::Payslip payslip(PayslipId id, const settlement::Invoice& of) {
    settlement::PayslipEngagement engagement;
    engagement.declaration = of.lines.front().declaration;
    engagement.gross_pay = euro_cents(120'00);
    engagement.expenses = euro_cents(5'00);
    engagement.provision = euro_cents(186'99);
    engagement.actual_cost = euro_cents(180'00);
    engagement.net_pay = euro_cents(90'00);
    return {{euro_cents(120'00), euro_cents(15'68), euro_cents(14'32), euro_cents(90'00),
             euro_cents(5'00), Money{}, euro_cents(95'00), euro_cents(30'00), euro_cents(20'00),
             euro_cents(5'00), euro_cents(175'00)},
            id,
            today,
            month_of(today),
            day(30),
            of.seller,
            member(),
            "white_collar",
            "",
            760,
            15960,
            2,
            {engagement},
            {},
            {},
            {},
            ruleset_hash()};
}

/// Issues the invoice of one accepted declaration in the open unit of work.
inline settlement::Invoice issue(Store& store, const std::string& code, const std::string& worker,
                                 RunId run) {
    InvoiceRepository invoices{store, entity};
    const auto place = invoices.next_place(1, today);
    const settlement::Invoice one = invoice(place, code, worker);
    invoices.add(one, place,
                 {{json_media_type, "{\"number\":\"" + one.number.text() + "\"}"},
                  {xml_media_type, "<Invoice/>"}},
                 run);
    for (const ledger::Entry& entry :
         settlement::invoice_entries(one, {acceptance(code)}, accounts())) {
        LedgerRepository{store, entity}.add(entry);
    }
    OutboxRepository{store, entity}.add(one.number.text(), "peppol", today);
    return one;
}

/// Members, client, declarations D1 and D2 of M001, D3 of M002; D1 and D3 accepted, D2 rejected.
inline void add_facts(Store& store) {
    FactRepository facts{store, entity};
    facts.add_member(member(), today);
    facts.add_member(member("M002"), today);
    facts.add_client(client(), today);
    facts.add_declaration(declaration("D1", "M001"), today);
    facts.add_declaration(declaration("D2", "M001"), today);
    facts.add_declaration(declaration("D3", "M002"), today);
    RulesetRepository{store}.keep(ruleset_hash(), rules(), today);
    ReviewRepository reviews{store, entity};
    reviews.accept(acceptance("D1"));
    reviews.reject({DeclarationCode{"D2"}, today, "not our work"});
    reviews.accept(acceptance("D3"));
}

inline RunId start_run(Store& store, const std::string& kind, const std::string& hash) {
    return RunRepository{store, entity}.start(
        {RunId{0}, kind, hash, ruleset_hash(), today, 2, {{"net", euro_cents(400'00)}}});
}

/// The whole month in one unit of work.
inline void fill(Store& store) {
    UnitOfWork work{store};
    add_facts(store);
    const RunId run = start_run(store, "invoice", "plan-1");
    const settlement::Invoice first = issue(store, "D1", "M001", run);
    issue(store, "D3", "M002", run);
    RunRepository{store, entity}.finish(run, {2, {{"D2", "E1", "rejected"}}});
    const RunId pay = start_run(store, "payroll", "plan-2");
    PayslipRepository payslips{store, entity};
    const settlement::Payslip slip = payslip(payslips.next_id(), first);
    payslips.add(slip, {{json_media_type, "{\"id\":\"PAY-1\"}"}}, pay);
    for (const ledger::Entry& entry : settlement::payslip_entries(slip, accounts())) {
        LedgerRepository{store, entity}.add(entry);
    }
    work.commit();
}

/// What changes a month that was paid: since the first of it M001 has a child more, and D4 comes
/// late, which comes to as much as D1.
inline settlement::DifferenceSlip difference_slip(PayslipId id) {
    settlement::Payslip before = payslip(PayslipId{1}, invoice({1, 2026, 1}, "D1", "M001"));
    settlement::DifferenceSlip slip{before, before, before.id, add_days(today, 9), {}};
    slip.now.id = id;
    for (const settlement::PayslipAmount& one : settlement::payslip_amounts) {
        slip.now.*one.amount = before.*one.amount + before.*one.amount;
    }
    slip.now.withholding_tax -= euro_cents(5'00);
    slip.now.net_pay += euro_cents(5'00);
    slip.now.to_pay += euro_cents(5'00);
    slip.now.engagements.push_back(before.engagements.front());
    slip.now.engagements.front().net_pay += euro_cents(5'00);
    slip.now.engagements.back().declaration = DeclarationCode{"D4"};
    return slip;
}

/// The correction of that month, after fill(), in one unit of work.
inline void correct(Store& store) {
    UnitOfWork work{store};
    FactRepository facts{store, entity};
    cooperative::Member parent = member();
    parent.children = 3;
    facts.change_member(parent, day(1), today);
    facts.add_declaration(declaration("D4", "M001"), today);
    ReviewRepository{store, entity}.accept(acceptance("D4"));
    issue(store, "D4", "M001", start_run(store, "invoice", "plan-3"));
    PayslipRepository slips{store, entity};
    const settlement::DifferenceSlip slip = difference_slip(slips.next_id());
    slips.add(slip, {{json_media_type, "{\"id\":\"PAY-2\"}"}},
              start_run(store, "corrections", "plan-4"));
    for (const ledger::Entry& entry : settlement::difference_entries(slip, accounts())) {
        LedgerRepository{store, entity}.add(entry);
    }
    work.commit();
}

/// D4 did not take place: price 200.00, of which 180.00 were paid and are claimed.
inline void credit(Store& store) {
    UnitOfWork work{store};
    CreditNoteRepository notes{store, entity};
    const settlement::InvoicePlace place = notes.next_place(1, today);
    const settlement::Invoice credited = invoice({1, 2026, 3}, "D4", "M001");
    const settlement::CreditNote note =
        settlement::make_credit_note({seller(), credited, place, today, "called off"});
    const settlement::CreditedWork taken_back{MemberCode{"M001"}, acceptance("D4"),
                                              euro_cents(180'00)};
    notes.add(note, place, {taken_back}, {{json_media_type, "{\"number\":\"C2026-000001\"}"}},
              ruleset_hash());
    for (const ledger::Entry& entry :
         settlement::credit_note_entries(note, {taken_back}, accounts())) {
        LedgerRepository{store, entity}.add(entry);
    }
    OutboxRepository{store, entity}.add(note.document.number.text(), "peppol", today);
    work.commit();
}

/// One event of a document on its way.
inline settlement::DeliveryStep delivery_step(const std::string& document, std::int64_t step,
                                              settlement::DeliveryEvent event) {
    return {document,
            step,
            today,
            event,
            settlement::DeliveryMode::sandbox,
            "https://ap.example",
            to_hex(sha256("bytes of " + document)),
            "",
            ""};
}

inline void tell_delivery(Store& store, const settlement::DeliveryStep& step) {
    UnitOfWork work{store};
    DeliveryRepository{store, entity}.add(step);
    work.commit();
}

inline cooperative::ParticipantAnswer lookup_answer(cooperative::Presence presence) {
    cooperative::ParticipantAnswer answer{"0208:0712345630", presence, "", {}, ""};
    if (presence == cooperative::Presence::unknown) { answer.reason = "nobody answered"; }
    if (presence == cooperative::Presence::present) {
        answer.publisher = "https://smp.example.org";
        answer.document_types = {"invoice", "credit note"};
    }
    return answer;
}

/// The first invoice left and was accepted; its client was found in the directory before.
inline void hand_over(Store& store) {
    UnitOfWork work{store};
    LookupRepository{store, entity}.add(ClientCode{"C001"}, today,
                                        lookup_answer(cooperative::Presence::present));
    DeliveryRepository deliveries{store, entity};
    deliveries.add(delivery_step("2026-000001", 1, settlement::DeliveryEvent::sending));
    settlement::DeliveryStep accepted =
        delivery_step("2026-000001", 2, settlement::DeliveryEvent::accepted);
    accepted.receipt = "R-1";
    deliveries.add(accepted);
    work.commit();
}

/// The difference slip after credit(): the month without D4.
inline settlement::DifferenceSlip without_credited(PayslipId id) {
    settlement::DifferenceSlip slip = difference_slip(PayslipId{2});
    slip.before = slip.now;
    slip.now.id = id;
    slip.now.engagements.pop_back();
    for (const settlement::PayslipAmount& one : settlement::payslip_amounts) {
        slip.now.*one.amount -= payslip(id, invoice({1, 2026, 3}, "D4", "M001")).*one.amount;
    }
    return slip;
}

inline void take_out(Store& store) {
    UnitOfWork work{store};
    PayslipRepository slips{store, entity};
    const settlement::DifferenceSlip slip = without_credited(slips.next_id());
    slips.add(slip, {{json_media_type, "{\"id\":\"PAY-3\"}"}},
              start_run(store, "corrections", "plan-6"));
    const auto claims = CreditNoteRepository{store, entity}.claims_on(settlement::taken_out(slip));
    for (const ledger::Entry& entry : settlement::difference_entries(slip, accounts(), claims)) {
        LedgerRepository{store, entity}.add(entry);
    }
    work.commit();
}

/// The client's order for D2 comes later than the declaration.
inline void record_order(Store& store) {
    UnitOfWork work{store};
    ReviewRepository{store, entity}.record_order({DeclarationCode{"D2"}, "PO-99", today});
    work.commit();
}

/// M002 has creditors since yesterday: of the 90.00 of D3, 40.00 go to them, 55.00 are paid.
inline void garnish(Store& store) {
    UnitOfWork work{store};
    cooperative::Member debtor = member("M002");
    debtor.claim = cooperative::Claim{"garnishment", euro_cents(700'00), euro_cents(40'00)};
    FactRepository{store, entity}.change_member(debtor, add_days(today, -1), today);
    PayslipRepository slips{store, entity};
    settlement::Payslip slip = payslip(slips.next_id(), invoice({1, 2026, 2}, "D3", "M002"));
    slip.member = debtor;
    slip.withheld_for_creditors = euro_cents(40'00);
    slip.to_pay = euro_cents(55'00);
    slips.add(slip, {{json_media_type, "{\"id\":\"" + to_string(slip.id) + "\"}"}},
              start_run(store, "payroll", "plan-5"));
    for (const ledger::Entry& entry : settlement::payslip_entries(slip, accounts())) {
        LedgerRepository{store, entity}.add(entry);
    }
    work.commit();
}

inline std::vector<InvoiceNumber> issued_numbers(Store& store) {
    std::vector<InvoiceNumber> numbers;
    for (const InvoiceRow& row : InvoiceRepository{store, entity}.list()) {
        numbers.push_back(row.number);
    }
    return numbers;
}

inline ExportRun export_of(Store& store, const std::string& recipient = "accountant") {
    ExportRun run;
    run.recipient = recipient;
    run.period = "month";
    run.made_on = today;
    run.documents = issued_numbers(store);
    ExportedArchive archive{"invoices-2026-11.zip", sha256("zip"), 0, {}, {}, {}};
    for (const InvoiceRow& row : InvoiceRepository{store, entity}.list()) {
        ++archive.documents;
        archive.base += row.net;
        archive.vat += row.vat;
        archive.total += row.total;
    }
    run.archives = {archive};
    return run;
}

inline ExportRun keep_export(Store& store, ExportRun run) {
    UnitOfWork work{store};
    ExportRepository exports{store, entity};
    run.id = exports.next_id();
    exports.add(run);
    work.commit();
    return run;
}

inline ReceivedFacts sent_invoice(const std::string& number = "F-17") {
    return {OurRole::buyer,
            "BE0999001119",
            "Imprimerie du Parc",
            false,
            "380",
            number,
            day(20),
            Date{date::year{2026} / 12 / 20},
            euro_cents(100'00),
            euro_cents(21'00),
            euro_cents(121'00),
            euro_cents(121'00)};
}

inline ReceivedRow keep_received(Store& store, const ReceivedFacts& facts,
                                 const std::string& bytes) {
    UnitOfWork work{store};
    const ReceivedRow row = ReceivedRepository{store, entity}.add(facts, bytes, "f.xml", today);
    work.commit();
    return row;
}

/// An export of what was invoiced, and an invoice that a partner sent.
inline void exchange(Store& store) {
    keep_export(store, export_of(store));
    keep_received(store, sent_invoice(), "<Invoice/>");
}

}  // namespace mutua::store::sample
