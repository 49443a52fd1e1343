// The reference case of the books: price 200.00, VAT 6 % 12.00, fee 6.5 % 13.00, expenses 5.00, so
// a salary budget of 182.00 and a provision of 187.00 when the cost takes all of it.
#include "engine/settlement/entries.hpp"

#include "tests/support/sample_payslips.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using ledger::Book;
using ledger::Entry;
using settlement::Acceptance;
using settlement::Invoice;
using settlement::Payslip;

namespace {

ledger::Accounts chart() {
    ledger::Accounts accounts;
    accounts.customers = "400";
    accounts.vat_due = "451";
    accounts.services = "705";
    accounts.bank = "550";
    accounts.provisional_pay = "6239";
    accounts.provision_for_pay = "459";
    accounts.gross_wages = "620";
    accounts.employer_contributions_cost = "621";
    accounts.holiday_pay_cost = "623";
    accounts.expenses_repaid = "613";
    accounts.social_security = "454";
    accounts.withholding_tax = "453";
    accounts.holiday_pay = "456";
    accounts.creditors = "4592";
    accounts.net_to_pay = "455";
    accounts.guarantee_fund = "900";
    accounts.member = "910";
    accounts.management_fee = "920";
    accounts.provisions = "930";
    accounts.actual_cost = "940";
    accounts.member_claims = "915";
    return accounts;
}

Acceptance reference_acceptance() {
    Acceptance accepted;
    accepted.declaration = DeclarationCode{"D0001"};
    accepted.price = euro_cents(200'00);
    accepted.management_fee = euro_cents(13'00);
    accepted.expenses = euro_cents(5'00);
    accepted.salary_budget = euro_cents(182'00);
    accepted.gross_pay = euro_cents(107'69);
    accepted.employer_cost = euro_cents(182'00);
    accepted.vat.amount = euro_cents(12'00);
    return accepted;
}

Invoice reference_invoice() {
    Invoice invoice = samples::plain();
    invoice.lines.front().declaration = DeclarationCode{"D0001"};
    invoice.lines.front().worker = "M001";
    invoice.net = euro_cents(200'00);
    invoice.vat = euro_cents(12'00);
    invoice.total = euro_cents(212'00);
    return invoice;
}

/// "400/C001 212.00", in the order of the entry.
std::vector<std::string> postings_of(const Entry& entry) {
    std::vector<std::string> lines;
    for (const ledger::Posting& posting : entry.postings) {
        const std::string owner = posting.account.owner.empty() ? "" : "/" + posting.account.owner;
        lines.push_back(posting.account.number + owner + " " + to_string(posting.amount));
    }
    return lines;
}

/// One engagement that cost `actual` in all, expenses of 5.00 within.
Payslip slip_costing(std::int64_t actual) {
    Payslip slip = samples::payslip();
    slip.engagements = {{DeclarationCode{"D0001"},
                         {samples::day(2026, 11, 3)},
                         7'60,
                         "",
                         euro_cents(107'69),
                         euro_cents(5'00),
                         euro_cents(187'00),
                         euro_cents(actual),
                         euro_cents(80'00)}};
    slip.gross_pay = euro_cents(107'69);
    slip.employee_contributions = euro_cents(12'51);
    slip.withholding_tax = euro_cents(15'18);
    slip.net_pay = euro_cents(80'00);
    slip.expenses = euro_cents(5'00);
    slip.to_pay = euro_cents(85'00);
    slip.employer_contributions = euro_cents(40'00);
    slip.holiday_pay_provision = euro_cents(30'00);
    slip.other_employer_costs = euro_cents(actual - 5'00 - 177'69);
    slip.employer_cost = euro_cents(actual - 5'00);
    return slip;
}

}  // namespace

TEST_CASE("an issued invoice makes the three entries of the reference case", "[settlement]") {
    const auto entries =
        settlement::invoice_entries(reference_invoice(), {reference_acceptance()}, chart());
    REQUIRE(entries.size() == 3);

    CHECK(entries[0].book == Book::general);
    CHECK(entries[0].event == "invoice_issued");
    CHECK(postings_of(entries[0]) ==
          std::vector<std::string>{"400/C001 212.00", "705 -200.00", "451 -12.00"});

    CHECK(entries[1].book == Book::general);
    CHECK(entries[1].event == "pay_provided");
    CHECK(postings_of(entries[1]) ==
          std::vector<std::string>{"6239/M001/D0001 187.00", "459/M001/D0001 -187.00"});

    CHECK(entries[2].book == Book::management);
    CHECK(entries[2].event == "invoice_issued");
    CHECK(postings_of(entries[2]) ==
          std::vector<std::string>{"900 200.00", "910/M001/D0001 -200.00", "910/M001/D0001 13.00",
                                   "920 -13.00", "910/M001/D0001 187.00",
                                   "930/M001/D0001 -187.00"});

    for (const Entry& entry : entries) {
        CHECK(ledger::imbalance(entry).is_zero());
        CHECK(entry.document == "2026-000001");
        CHECK(to_string(entry.on) == "2026-11-23");
    }
}

TEST_CASE("what is withheld for creditors is owed to them, and not to the member", "[settlement]") {
    Payslip slip = slip_costing(187'00);
    slip.withheld_for_creditors = euro_cents(30'00);
    slip.to_pay = euro_cents(55'00);
    const auto entries = settlement::payslip_entries(slip, chart());
    REQUIRE(entries.size() == 2);
    const auto lines = postings_of(entries[0]);
    REQUIRE(lines.size() >= 2);
    CHECK(lines[lines.size() - 2] == "4592/M001 -30.00");
    CHECK(lines.back() == "455/M001 -55.00");
    CHECK(ledger::imbalance(entries[0]).is_zero());
}

TEST_CASE("cents that no pay takes stay on the member's account", "[settlement]") {
    Acceptance accepted = reference_acceptance();
    accepted.employer_cost = euro_cents(181'98);
    const auto entries = settlement::invoice_entries(reference_invoice(), {accepted}, chart());
    Money member;
    for (const ledger::Posting& posting : entries[2].postings) {
        if (posting.account.number == "910") { member += posting.amount; }
    }
    CHECK(member == euro_cents(-2));
    CHECK(accepted.left_over() == euro_cents(2));
}

TEST_CASE("an invoice without VAT posts none", "[settlement]") {
    Invoice invoice = reference_invoice();
    invoice.vat = euro_cents(0);
    invoice.total = euro_cents(200'00);
    Acceptance accepted = reference_acceptance();
    accepted.vat.amount = euro_cents(0);
    const auto entries = settlement::invoice_entries(invoice, {accepted}, chart());
    CHECK(postings_of(entries[0]) == std::vector<std::string>{"400/C001 200.00", "705 -200.00"});
}

TEST_CASE("an acceptance that has no line on the invoice is a broken promise", "[settlement]") {
    Acceptance accepted = reference_acceptance();
    accepted.declaration = DeclarationCode{"D0002"};
    CHECK_THROWS_AS(settlement::invoice_entries(reference_invoice(), {accepted}, chart()),
                    ContractViolation);
}

TEST_CASE("an issued payslip reverses the provision and books what the month cost",
          "[settlement]") {
    // 107.69 + 40.00 + 30.00 + 4.31 = 182.00; with expenses 187.00, as provided for.
    const auto entries = settlement::payslip_entries(slip_costing(187'00), chart());
    REQUIRE(entries.size() == 2);
    CHECK(postings_of(entries[0]) ==
          std::vector<std::string>{"459/M001/D0001 187.00", "6239/M001/D0001 -187.00", "620 107.69",
                                   "621 40.00", "623 34.31", "613 5.00", "454 -52.51", "453 -15.18",
                                   "456 -30.00", "459 -4.31", "455/M001 -85.00"});
    CHECK(postings_of(entries[1]) ==
          std::vector<std::string>{"930/M001/D0001 187.00", "940/M001/D0001 -187.00"});
    for (const Entry& entry : entries) {
        CHECK(ledger::imbalance(entry).is_zero());
        CHECK(entry.document == "PAY-17");
        CHECK(entry.event == "payslip_issued");
    }
}

TEST_CASE("the difference between actual and provision is the member's, either way",
          "[settlement]") {
    const auto row = GENERATE(table<std::int64_t, std::string>(
        {{187'03, "910/M001/D0001 0.03"}, {186'90, "910/M001/D0001 -0.10"}}));
    const auto entries = settlement::payslip_entries(slip_costing(std::get<0>(row)), chart());
    CHECK(postings_of(entries[1]) ==
          std::vector<std::string>{"930/M001/D0001 187.00",
                                   "940/M001/D0001 " + to_string(euro_cents(-std::get<0>(row))),
                                   std::get<1>(row)});
    CHECK(ledger::imbalance(entries[0]).is_zero());
    CHECK(ledger::imbalance(entries[1]).is_zero());
}

// D0001 cost 187.00 and stays so; its tax falls from 15.18 to 10.18. D0002 comes late: provided for
// 50.00, gross 30.00, employer 12.00, holiday pay 5.00, expenses 2.00; worker's contributions 4.00,
// tax 3.00, net 23.00. So in all: cost 47.00, of it 49.00 with the expenses.
TEST_CASE("a difference slip books what changed, and the provision of late work", "[settlement]") {
    settlement::DifferenceSlip slip{
        slip_costing(187'00), slip_costing(187'00), PayslipId{17}, samples::day(2026, 12, 23), {}};
    slip.now.id = PayslipId{18};
    slip.now.issued_on = samples::day(2026, 12, 14);
    slip.now.engagements[0].net_pay = euro_cents(85'00);
    slip.now.engagements.push_back({DeclarationCode{"D0002"},
                                    {samples::day(2026, 11, 4)},
                                    7'60,
                                    "",
                                    euro_cents(30'00),
                                    euro_cents(2'00),
                                    euro_cents(50'00),
                                    euro_cents(49'00),
                                    euro_cents(23'00)});
    const auto more = [&](Money Payslip::*amount, std::int64_t cents) {
        slip.now.*amount = slip.now.*amount + euro_cents(cents);
    };
    more(&Payslip::gross_pay, 30'00);
    more(&Payslip::employee_contributions, 4'00);
    more(&Payslip::withholding_tax, 3'00 - 5'00);
    more(&Payslip::net_pay, 23'00 + 5'00);
    more(&Payslip::expenses, 2'00);
    more(&Payslip::to_pay, 30'00);
    more(&Payslip::employer_contributions, 12'00);
    more(&Payslip::holiday_pay_provision, 5'00);
    more(&Payslip::employer_cost, 47'00);

    const auto entries = settlement::difference_entries(slip, chart());
    REQUIRE(entries.size() == 2);
    CHECK(postings_of(entries[0]) ==
          std::vector<std::string>{"459/M001/D0002 50.00", "6239/M001/D0002 -50.00", "620 30.00",
                                   "621 12.00", "623 5.00", "613 2.00", "454 -16.00", "453 2.00",
                                   "456 -5.00", "455/M001 -30.00"});
    CHECK(postings_of(entries[1]) == std::vector<std::string>{"930/M001/D0002 50.00",
                                                              "940/M001/D0002 -49.00",
                                                              "910/M001/D0002 -1.00"});
    for (const Entry& entry : entries) {
        CHECK(ledger::imbalance(entry).is_zero());
        CHECK(entry.document == "PAY-18");
        CHECK(entry.event == "difference_issued");
        CHECK(to_string(entry.on) == "2026-12-14");
        CHECK(entry.text.find("2026-11, corrects PAY-17") != std::string::npos);
    }

    // Less tax and nothing else moves no cost: the management ledger has nothing to tell.
    slip.now = slip.before;
    more(&Payslip::withholding_tax, -5'00);
    more(&Payslip::net_pay, 5'00);
    more(&Payslip::to_pay, 5'00);
    const auto tax_only = settlement::difference_entries(slip, chart());
    REQUIRE(tax_only.size() == 1);
    CHECK(postings_of(tax_only[0]) == std::vector<std::string>{"453 5.00", "455/M001 -5.00"});
}

// The month of D0001 and D0002 loses D0001, which cost 230.00: 200.00 of that its credit note
// claims, 30.00 stand on the member's account as a debt, 43.00 less the fee of 13.00.
TEST_CASE("work that was taken out settles what its credit note claimed", "[settlement]") {
    settlement::DifferenceSlip slip{
        slip_costing(230'00), slip_costing(230'00), PayslipId{17}, samples::day(2026, 12, 23), {}};
    slip.now.id = PayslipId{18};
    static_cast<settlement::PayAmounts&>(slip.now) = {};
    slip.now.engagements.clear();
    CHECK(settlement::taken_out(slip) == std::vector{DeclarationCode{"D0001"}});
    const auto entries = settlement::difference_entries(
        slip, chart(), {{DeclarationCode{"D0001"}, euro_cents(200'00)}});
    REQUIRE(entries.size() == 2);
    // 230.00 − 5.00 = 225.00 = 107.69 + 40.00 + 30.00 + 47.31. No provision is set aside again.
    CHECK(postings_of(entries[0]) == std::vector<std::string>{"620 -107.69", "621 -40.00",
                                                              "623 -77.31", "613 -5.00",
                                                              "454 52.51", "453 15.18", "456 30.00",
                                                              "459 47.31", "455/M001 85.00"});
    CHECK(postings_of(entries[1]) == std::vector<std::string>{"940/M001/D0001 230.00",
                                                              "910/M001/D0001 -30.00",
                                                              "915/M001/D0001 -200.00"});
    for (const Entry& entry : entries) { CHECK(ledger::imbalance(entry).is_zero()); }
}
