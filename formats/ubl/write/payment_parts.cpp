#include "formats/ubl/write/parts.hpp"

#include <algorithm>

namespace mutua::ubl {

namespace {

using settlement::PayeeAccount;
using settlement::TradePayment;
using xml::Writer;

/// The code in words stands beside the first of them only (UBL-SR-46).
void write_means(Writer& out, const TradePayment& payment, bool is_first) {
    if (is_first && !payment.means_text.empty()) {
        out.leaf("cbc:PaymentMeansCode", payment.means, {{"name", payment.means_text}});
    } else {
        out.leaf("cbc:PaymentMeansCode", payment.means);
    }
}

void write_card(Writer& out, const settlement::PaymentCard& card) {
    out.within("cac:CardAccount", [&] {
        out.leaf("cbc:PrimaryAccountNumberID", card.number);
        out.leaf("cbc:NetworkID", card.network);
        out.optional_leaf("cbc:HolderName", card.holder);
    });
}

void write_account(Writer& out, const PayeeAccount& account) {
    out.within("cac:PayeeFinancialAccount", [&] {
        out.leaf("cbc:ID", account.id);
        out.optional_leaf("cbc:Name", account.name);
        if (account.bic.empty()) { return; }
        out.within("cac:FinancialInstitutionBranch", [&] { out.leaf("cbc:ID", account.bic); });
    });
}

void write_mandate(Writer& out, const settlement::DirectDebit& debit) {
    out.within("cac:PaymentMandate", [&] {
        out.optional_leaf("cbc:ID", debit.mandate);
        if (debit.debited_account.empty()) { return; }
        out.within("cac:PayerFinancialAccount", [&] { out.leaf("cbc:ID", debit.debited_account); });
    });
}

/// One for each account; what is not an account's stands in the first.
void write_one_means(Writer& out, const settlement::TradeDocument& document, std::size_t place) {
    const TradePayment& payment = document.payment;
    const bool is_first = place == 0;
    out.open("cac:PaymentMeans");
    write_means(out, payment, is_first);
    if (is_first && settlement::is_credit(document.kind)) {
        write_day(out, "cbc:PaymentDueDate", payment.due_date);
    }
    out.optional_leaf("cbc:PaymentID", payment.communication);
    if (is_first && payment.card) { write_card(out, *payment.card); }
    if (place < payment.accounts.size()) { write_account(out, payment.accounts[place]); }
    if (is_first && payment.direct_debit) { write_mandate(out, *payment.direct_debit); }
    out.close("cac:PaymentMeans");
}

}  // namespace

void write_payment(Writer& out, const settlement::TradeDocument& document) {
    const TradePayment& payment = document.payment;
    const std::size_t count =
        payment.means.empty() ? 0 : std::max<std::size_t>(1, payment.accounts.size());
    for (std::size_t place = 0; place < count; ++place) { write_one_means(out, document, place); }
    if (payment.terms.empty()) { return; }
    out.within("cac:PaymentTerms", [&] { out.leaf("cbc:Note", payment.terms); });
}

}  // namespace mutua::ubl
