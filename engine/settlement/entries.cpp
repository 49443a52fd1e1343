#include "engine/settlement/entries.hpp"

#include <utility>

namespace mutua::settlement {

namespace {

using ledger::Book;
using ledger::Entry;

/// Builds an entry posting by posting; debits positive.
class EntryBuilder {
public:
    EntryBuilder(Book book, Date on, std::string event, std::string document, std::string text)
        : entry_{book, on, std::move(event), std::move(document), std::move(text), {}} {}

    EntryBuilder& debit(const std::string& account, const std::string& owner, Money amount) {
        entry_.postings.push_back({{account, owner}, amount});
        return *this;
    }
    EntryBuilder& credit(const std::string& account, const std::string& owner, Money amount) {
        return debit(account, owner, -amount);
    }
    [[nodiscard]] Entry balanced() const { return ledger::balanced(entry_); }

private:
    Entry entry_;
};

const InvoiceLine& line_of(const Invoice& invoice, const DeclarationCode& declaration) {
    for (const InvoiceLine& line : invoice.lines) {
        if (line.declaration == declaration) { return line; }
    }
    require(false, "every acceptance of an invoice has a line on it");
    return invoice.lines.front();
}

/// How the entries of a slip are called.
struct PayTexts {
    std::string event;
    std::string general;
    std::string management;
};

/// The entries of the amounts of a slip, whether those of a month or those that changed.
std::vector<Entry> pay_entries(const Payslip& slip, const ledger::Accounts& accounts,
                               const PayTexts& texts, const Claims& claims = {}) {
    const std::string document = to_string(slip.id);
    const std::string member = slip.member.code.text();
    EntryBuilder pay{Book::general, slip.issued_on, texts.event, document, texts.general};
    EntryBuilder actual{Book::management, slip.issued_on, texts.event, document, texts.management};
    for (const PayslipEngagement& one : slip.engagements) {
        const std::string owner = sub_account(slip.member.code, one.declaration);
        pay.debit(accounts.provision_for_pay, owner, one.provision)
            .credit(accounts.provisional_pay, owner, one.provision);
        const auto claim = claims.find(one.declaration);
        const Money claimed = claim == claims.end() ? Money{} : claim->second;
        actual.debit(accounts.provisions, owner, one.provision)
            .credit(accounts.actual_cost, owner, one.actual_cost)
            .debit(accounts.member, owner, one.actual_cost - one.provision + claimed)
            .credit(accounts.member_claims, owner, claimed);
    }
    pay.debit(accounts.gross_wages, "", slip.gross_pay)
        .debit(accounts.employer_contributions_cost, "", slip.employer_contributions)
        .debit(accounts.holiday_pay_cost, "",
               slip.holiday_pay_provision + slip.other_employer_costs)
        .debit(accounts.expenses_repaid, "", slip.expenses)
        .credit(accounts.social_security, "",
                slip.employee_contributions + slip.employer_contributions)
        .credit(accounts.withholding_tax, "", slip.withholding_tax)
        .credit(accounts.holiday_pay, "", slip.holiday_pay_provision)
        .credit(accounts.provision_for_pay, "", slip.other_employer_costs)
        .credit(accounts.creditors, member, slip.withheld_for_creditors)
        .credit(accounts.net_to_pay, member, slip.to_pay);
    std::vector<Entry> entries{pay.balanced(), actual.balanced()};
    std::erase_if(entries, [](const Entry& one) { return one.postings.empty(); });
    return entries;
}

}  // namespace

std::string sub_account(const MemberCode& member, const DeclarationCode& declaration) {
    return member.text() + "/" + declaration.text();
}

std::vector<Entry> invoice_entries(const Invoice& invoice, const std::vector<Acceptance>& accepted,
                                   const ledger::Accounts& accounts) {
    const std::string number = invoice.number.text();
    EntryBuilder sale{Book::general, invoice.issue_date, "invoice_issued", number,
                      "invoice to " + invoice.buyer.code.text()};
    sale.debit(accounts.customers, invoice.buyer.code.text(), invoice.total)
        .credit(accounts.services, "", invoice.net)
        .credit(accounts.vat_due, "", invoice.vat);
    EntryBuilder credit{Book::management, invoice.issue_date, "invoice_issued", number,
                        "members credited, fee and provisions set aside"};
    EntryBuilder provided{Book::general, invoice.issue_date, "pay_provided", number,
                          "pay and expenses provided for"};
    for (const Acceptance& one : accepted) {
        const MemberCode member{line_of(invoice, one.declaration).worker};
        const std::string owner = sub_account(member, one.declaration);
        credit.debit(accounts.guarantee_fund, "", one.price)
            .credit(accounts.member, owner, one.price)
            .debit(accounts.member, owner, one.management_fee)
            .credit(accounts.management_fee, "", one.management_fee)
            .debit(accounts.member, owner, one.provision())
            .credit(accounts.provisions, owner, one.provision());
        provided.debit(accounts.provisional_pay, owner, one.provision())
            .credit(accounts.provision_for_pay, owner, one.provision());
    }
    return {sale.balanced(), provided.balanced(), credit.balanced()};
}

std::vector<Entry> payslip_entries(const Payslip& slip, const ledger::Accounts& accounts) {
    const std::string member = slip.member.code.text();
    const std::string month = mutua::to_string(slip.month);
    return pay_entries(slip, accounts,
                       {"payslip_issued", "pay of " + member + " for " + month,
                        "actual cost for provision, " + member + ", " + month});
}

std::vector<Entry> difference_entries(const DifferenceSlip& slip, const ledger::Accounts& accounts,
                                      const Claims& claims) {
    const std::string of = slip.now.member.code.text() + " for " +
                           mutua::to_string(slip.now.month) + ", corrects " +
                           to_string(slip.before.id);
    return pay_entries(
        difference(slip), accounts,
        {"difference_issued", "difference of pay of " + of, "difference of actual cost of " + of},
        claims);
}

std::vector<Entry> credit_note_entries(const CreditNote& note,
                                       const std::vector<CreditedWork>& work,
                                       const ledger::Accounts& accounts) {
    const Invoice& document = note.document;
    const std::string number = document.number.text();
    const std::string of = " of " + note.credits.text();
    EntryBuilder sale{
        Book::general, document.issue_date, "credit_note_issued", number,
        "credit note to " + document.buyer.code.text() + ", takes back " + note.credits.text()};
    sale.credit(accounts.customers, document.buyer.code.text(), document.total)
        .debit(accounts.services, "", document.net)
        .debit(accounts.vat_due, "", document.vat);
    EntryBuilder provided{Book::general, document.issue_date, "provision_withdrawn", number,
                          "pay and expenses" + of + " no longer provided for"};
    EntryBuilder credit{Book::management, document.issue_date, "credit_note_issued", number,
                        "members' credits, fee and provisions" + of + " taken back"};
    for (const CreditedWork& one : work) {
        const Acceptance& accepted = one.acceptance;
        const std::string owner = sub_account(one.member, accepted.declaration);
        const Money provision = one.paid ? Money{} : accepted.provision();
        require(one.claimed().is_zero() || !accounts.member_claims.empty(),
                "the rules name the account of what is claimed of members");
        provided.debit(accounts.provision_for_pay, owner, provision)
            .credit(accounts.provisional_pay, owner, provision);
        credit.debit(accounts.provisions, owner, provision)
            .credit(accounts.member, owner, provision)
            .debit(accounts.management_fee, "", accepted.management_fee)
            .credit(accounts.member, owner, accepted.management_fee)
            .debit(accounts.member, owner, accepted.price - one.claimed())
            .debit(accounts.member_claims, owner, one.claimed())
            .credit(accounts.guarantee_fund, "", accepted.price);
    }
    std::vector<Entry> entries{sale.balanced(), provided.balanced(), credit.balanced()};
    std::erase_if(entries, [](const Entry& one) { return one.postings.empty(); });
    return entries;
}

}  // namespace mutua::settlement
