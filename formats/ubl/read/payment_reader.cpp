#include "formats/ubl/profile.hpp"
#include "formats/ubl/read/readers.hpp"

#include <algorithm>
#include <utility>

namespace mutua::ubl {

namespace {

using settlement::SchemedId;
using settlement::TradeDocument;
using settlement::TradePayment;

settlement::PaymentCard read_card(Fields& fields) {
    settlement::PaymentCard card;
    card.number = fields.text("PrimaryAccountNumberID");
    card.network = fields.text("NetworkID");
    card.holder = fields.text("HolderName");
    return card;
}

settlement::PayeeAccount read_account(Fields& fields) {
    settlement::PayeeAccount account;
    account.id = fields.text("ID");
    account.name = fields.text("Name");
    fields.within("FinancialInstitutionBranch",
                  [&](Fields& branch) { account.bic = branch.text("ID"); });
    return account;
}

settlement::DirectDebit read_mandate(Fields& fields) {
    settlement::DirectDebit debit;
    debit.mandate = fields.text("ID");
    fields.within("PayerFinancialAccount",
                  [&](Fields& account) { debit.debited_account = account.text("ID"); });
    return debit;
}

/// The code of the first counts for all; so do the first communication, card and mandate.
void read_means(Fields& fields, TradePayment& payment) {
    const auto code = fields.take("PaymentMeansCode");
    if (!code) { fields.reading().missing(fields.element(), "PaymentMeansCode"); }
    if (code && payment.means.empty()) { payment.means = code->text(); }
    if (code && payment.means_text.empty()) {
        payment.means_text = code->attribute("name").value_or("");
    }
    const auto due_date = fields.day("PaymentDueDate");
    if (!payment.due_date) { payment.due_date = due_date; }
    std::string communication = fields.text("PaymentID");
    if (payment.communication.empty()) { payment.communication = std::move(communication); }
    if (!payment.card) {
        fields.within("CardAccount", [&](Fields& card) { payment.card = read_card(card); });
    }
    fields.within("PayeeFinancialAccount",
                  [&](Fields& account) { payment.accounts.push_back(read_account(account)); });
    if (payment.direct_debit) { return; }
    fields.within("PaymentMandate",
                  [&](Fields& mandate) { payment.direct_debit = read_mandate(mandate); });
}

/// Gives a direct debit its creditor, who stands among the numbers of the payee or the seller.
void take_creditor(std::string creditor, TradeDocument& document) {
    auto& debit = document.payment.direct_debit;
    if (!debit) {
        const bool is_lost = creditor.empty() || !document.payee;
        if (!is_lost && document.payee->identifier.empty()) {
            document.payee->identifier = {std::string{sepa_scheme}, std::move(creditor)};
        }
        return;
    }
    debit->creditor = std::move(creditor);
    if (!debit->creditor.empty()) { return; }
    std::vector<SchemedId>& numbers = document.seller.identifiers;
    const auto found = std::find_if(numbers.begin(), numbers.end(), [](const SchemedId& each) {
        return each.scheme == sepa_scheme;
    });
    if (found == numbers.end()) { return; }
    debit->creditor = std::move(found->value);
    numbers.erase(found);
}

}  // namespace

void read_payment(Fields& root, TradeDocument& document) {
    TradePayment& payment = document.payment;
    payment.due_date = root.day("DueDate");
    root.within_each("PaymentMeans", [&](Fields& fields) { read_means(fields, payment); });
    take_creditor(std::move(root.reading().creditor), document);
    root.within_each("PaymentTerms", [&](Fields& fields) {
        if (payment.terms.empty()) { payment.terms = fields.text("Note"); }
    });
}

}  // namespace mutua::ubl
