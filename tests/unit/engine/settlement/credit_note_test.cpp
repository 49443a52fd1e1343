#include "engine/settlement/credit_note.hpp"

#include "engine/core/contract.hpp"
#include "engine/settlement/entries.hpp"
#include "tests/support/sample_invoices.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

using namespace mutua;
using ledger::Entry;
using settlement::CreditedWork;
using settlement::CreditNote;
using settlement::Invoice;

namespace {

const Date noted_on = samples::day(2026, 12, 14);

ledger::Accounts general_and_management() {
    ledger::Accounts accounts;
    accounts.customers = "400";
    accounts.vat_due = "451";
    accounts.services = "705";
    accounts.provisional_pay = "6239";
    accounts.provision_for_pay = "459";
    accounts.guarantee_fund = "900";
    accounts.member = "910";
    accounts.member_claims = "915";
    accounts.management_fee = "920";
    accounts.provisions = "930";
    return accounts;
}

/// The reference case of the design: price 200.00, VAT 12.00, fee 13.00, provided for 187.00.
Invoice invoice_of_200() {
    Invoice invoice = samples::plain();
    invoice.type_code = "380";
    invoice.lines.front().declaration = DeclarationCode{"D0001"};
    invoice.net = euro_cents(200'00);
    invoice.vat = euro_cents(12'00);
    invoice.total = euro_cents(212'00);
    return invoice;
}

CreditedWork work_of_200(std::optional<Money> paid, std::int64_t employer_cost = 182'00) {
    CreditedWork work{MemberCode{"M001"}, {}, paid};
    work.acceptance.declaration = DeclarationCode{"D0001"};
    work.acceptance.price = euro_cents(200'00);
    work.acceptance.management_fee = euro_cents(13'00);
    work.acceptance.expenses = euro_cents(5'00);
    work.acceptance.salary_budget = euro_cents(182'00);
    work.acceptance.employer_cost = euro_cents(employer_cost);
    return work;
}

CreditNote note_of(const Invoice& invoice) {
    return settlement::make_credit_note(
        {samples::entity(), invoice, {1, 2026, 1}, noted_on, "called off"});
}

/// "400/C001 -212.00", in the order of the entry.
std::vector<std::string> posted(const Entry& entry) {
    std::vector<std::string> lines;
    for (const ledger::Posting& posting : entry.postings) {
        const std::string owner = posting.account.owner.empty() ? "" : "/" + posting.account.owner;
        lines.push_back(posting.account.number + owner + " " + to_string(posting.amount));
    }
    return lines;
}

/// What an account of the member's declaration holds after invoice and credit note, payslip aside.
std::map<std::string, Money> sums(const std::vector<Entry>& entries) {
    std::map<std::string, Money> sums;
    for (const Entry& entry : entries) {
        for (const ledger::Posting& posting : entry.postings) {
            sums[posting.account.number] += posting.amount;
        }
    }
    return sums;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a credit note reads as its invoice, is of type 381 and names it", "[settlement]") {
    const Invoice invoice = invoice_of_200();
    cooperative::Entity moved = samples::entity();
    moved.email = cooperative::Email::trusted("moved@example.org");
    const CreditNote note =
        settlement::make_credit_note({moved, invoice, {1, 2026, 7}, noted_on, "called off"});
    CHECK(note.document.number == InvoiceNumber{"C2026-000007"});
    CHECK(note.document.type_code == "381");
    CHECK(note.document.issue_date == noted_on);
    CHECK(note.document.due_date == noted_on);
    CHECK(note.document.seller.email == moved.email);
    CHECK(note.document.lines == invoice.lines);
    CHECK(note.document.vat_totals == invoice.vat_totals);
    CHECK(note.document.total == euro_cents(212'00));
    CHECK(note.document.structured_communication == invoice.structured_communication);
    CHECK(note.credits == invoice.number);
    CHECK(note.credits_issued_on == invoice.issue_date);
    CHECK(note.reason == "called off");
}

TEST_CASE("a credit note without a reason, of a note or before its invoice is a broken promise",
          "[settlement]") {
    const auto make = [](const Invoice& invoice, Date day, const std::string& reason) {
        return settlement::make_credit_note(
            {samples::entity(), invoice, {1, 2026, 1}, day, reason});
    };
    const Invoice invoice = invoice_of_200();
    CHECK_NOTHROW(make(invoice, invoice.issue_date, "x"));
    CHECK_THROWS_AS(make(invoice, invoice.issue_date, ""), ContractViolation);
    CHECK_THROWS_AS(make(invoice, add_days(invoice.issue_date, -1), "x"), ContractViolation);
    CHECK_THROWS_AS(make(note_of(invoice).document, noted_on, "x"), ContractViolation);
}

TEST_CASE("before any payslip a credit note reverses all that its invoice did", "[settlement]") {
    const CreditedWork work = work_of_200({});
    CHECK(work.held() == Money{});
    CHECK(work.claimed() == Money{});
    const auto entries = settlement::credit_note_entries(note_of(invoice_of_200()), {work},
                                                         general_and_management());
    REQUIRE(entries.size() == 3);
    CHECK(posted(entries[0]) == Lines{"400/C001 -212.00", "705 200.00", "451 12.00"});
    CHECK(posted(entries[1]) == Lines{"459/M001/D0001 187.00", "6239/M001/D0001 -187.00"});
    CHECK(posted(entries[2]) == Lines{"930/M001/D0001 187.00", "910/M001/D0001 -187.00",
                                      "920 13.00", "910/M001/D0001 -13.00", "910/M001/D0001 200.00",
                                      "900 -200.00"});
    CHECK(entries[0].event == "credit_note_issued");
    CHECK(entries[1].event == "provision_withdrawn");
    CHECK(entries[2].event == "credit_note_issued");
    CHECK(entries[0].text == "credit note to C001, takes back " + invoice_of_200().number.text());
    for (const Entry& entry : entries) {
        CHECK(ledger::imbalance(entry).is_zero());
        CHECK(entry.document == "C2026-000001");
        CHECK(entry.on == noted_on);
    }
    auto all = settlement::invoice_entries(
        [] {
            Invoice invoice = invoice_of_200();
            invoice.lines.front().worker = "M001";
            return invoice;
        }(),
        {work.acceptance}, general_and_management());
    all.insert(all.end(), entries.begin(), entries.end());
    for (const auto& [account, sum] : sums(all)) {
        CAPTURE(account);
        CHECK(sum.is_zero());
    }
}

// Left over 0.02 is part of what the account held.
TEST_CASE("cents that no pay took go back too", "[settlement]") {
    const CreditedWork work = work_of_200({}, 181'98);
    CHECK(work.held() == euro_cents(2));
    CHECK(work.claimed() == Money{});
    const auto entries = settlement::credit_note_entries(note_of(invoice_of_200()), {work},
                                                         general_and_management());
    CHECK(sums({entries[2]})["910"] == euro_cents(2));
}

// Paid 186.90, 187.03 or 230.00 of 187.00: the account holds 0.10, nothing but a debt of 0.03, and
// a debt of 43.00, more than the fee that comes back.
TEST_CASE("what the member's account does not hold is claimed", "[settlement]") {
    struct Row {
        std::int64_t paid;
        const char* held;
        const char* claimed;
        Lines management;
    };
    const auto row = GENERATE(values<Row>({
        {186'90,
         "0.10",
         "186.90",
         {"920 13.00", "910/M001/D0001 -13.00", "910/M001/D0001 13.10", "915/M001/D0001 186.90",
          "900 -200.00"}},
        {187'03,
         "-0.03",
         "187.03",
         {"920 13.00", "910/M001/D0001 -13.00", "910/M001/D0001 12.97", "915/M001/D0001 187.03",
          "900 -200.00"}},
        {230'00,
         "-43.00",
         "200.00",
         {"920 13.00", "910/M001/D0001 -13.00", "915/M001/D0001 200.00", "900 -200.00"}},
    }));
    const CreditedWork work = work_of_200(euro_cents(row.paid));
    CHECK(to_string(work.held()) == row.held);
    CHECK(to_string(work.claimed()) == row.claimed);
    const auto entries = settlement::credit_note_entries(note_of(invoice_of_200()), {work},
                                                         general_and_management());
    // The provision gave way to the payslip: there is none to withdraw.
    REQUIRE(entries.size() == 2);
    CHECK(posted(entries[1]) == row.management);
    CHECK(ledger::imbalance(entries[1]).is_zero());
}

TEST_CASE("a claim under rules without an account for it is a broken promise", "[settlement]") {
    ledger::Accounts accounts = general_and_management();
    accounts.member_claims.clear();
    const CreditNote note = note_of(invoice_of_200());
    CHECK_NOTHROW(settlement::credit_note_entries(note, {work_of_200({})}, accounts));
    CHECK_THROWS_AS(
        settlement::credit_note_entries(note, {work_of_200(euro_cents(187'00))}, accounts),
        ContractViolation);
}
