#include "engine/cooperative/check_digits.hpp"
#include "engine/cooperative/identifier.hpp"
#include "engine/settlement/trade/trade_codes.hpp"
#include "engine/settlement/trade/trade_faults.hpp"

#include <algorithm>

namespace mutua::settlement {

namespace {

bool is_transfer(const std::string& means) { return means == "30" || means == "58"; }

bool is_debit(const std::string& means) { return means == "49" || means == "59"; }

/// "+++090/1234/56701+++", with its check digits.
bool is_structured(const std::string& text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), cooperative::is_digit);
    return digits.size() == 12 &&
           cooperative::structured_communication(digits.substr(0, 10)) == text;
}

/// True for what people take for a structured communication: plus signs, asterisks, twelve digits.
bool looks_structured(const std::string& text) {
    return text.starts_with("+") || text.starts_with("*") ||
           (text.size() == 12 && cooperative::all_digits(text));
}

void check_communication(const TradeDocument& document, TradeFaults& faults) {
    const std::string& text = document.payment.communication;
    const bool is_asked = is_transfer(document.payment.means) && !is_credit(document.kind) &&
                          !is_self_billed(document.kind);
    faults.expect(!is_asked || !text.empty(), "D124", "there is nothing to tell payments apart by",
                  "give the structured communication of the document");
    faults.expect(!looks_structured(text) || is_structured(text), "D124",
                  "the structured communication fails its check",
                  "write +++, twelve digits in groups of 3, 4 and 5, and +++; the last two check "
                  "the others");
}

void check_account(const PayeeAccount& account, TradeFaults& faults) {
    const auto iban = cooperative::parse_iban(account.id);
    faults.expect(
        iban && iban->text() == account.id, "D124",
        "the account " + cooperative::redacted(account.id) + " is no IBAN",
        "look for a wrong digit: two of them check the others; write the IBAN in capitals "
        "and without blanks");
    if (account.bic.empty()) { return; }
    const auto bic = cooperative::parse_bic(account.bic);
    faults.expect(bic && bic->text() == account.bic, "D124",
                  "`" + account.bic + "` is no BIC of a bank",
                  "write its 8 or 11 characters, or leave it out");
}

void check_debit(const TradePayment& payment, TradeFaults& faults) {
    const bool has_mandate = payment.direct_debit && !payment.direct_debit->mandate.empty();
    faults.expect(
        has_mandate == is_debit(payment.means), "D124",
        has_mandate ? "a mandate goes with a direct debit only" : "a direct debit has no mandate",
        has_mandate ? "write 59 as means of payment, or leave the mandate out"
                    : "name the mandate that the buyer signed");
    if (!payment.direct_debit || payment.direct_debit->debited_account.empty()) { return; }
    const std::string& account = payment.direct_debit->debited_account;
    const auto iban = cooperative::parse_iban(account);
    faults.expect(iban && iban->text() == account, "D124",
                  "the account to collect from, " + cooperative::redacted(account) + ", is no IBAN",
                  "write the IBAN in capitals and without blanks");
}

void check_card(const PaymentCard& card, TradeFaults& faults) {
    constexpr std::size_t digits_max = 10;
    faults.expect(!card.number.empty() && card.number.size() <= digits_max, "D124",
                  "the number of the card is missing or stands there in full",
                  "write its last four digits");
    faults.expect(!card.network.empty(), "D124", "the card has no network",
                  "write its network: VISA, Bancontact");
}

}  // namespace

void check_payment(const TradeDocument& document, TradeFaults& faults) {
    const TradePayment& payment = document.payment;
    const bool has_detail = !payment.means_text.empty() || !payment.communication.empty() ||
                            !payment.accounts.empty() || payment.card || payment.direct_debit;
    if (payment.means.empty()) {
        faults.expect(!has_detail, "D124",
                      "accounts or cards stand there without a means of payment",
                      "write the means of payment: 30 for a transfer");
        return;
    }
    faults.expect(is_payment_means(payment.means), "D134",
                  "`" + payment.means + "` is no means of payment that we use",
                  "write 30 (transfer), 58 (SEPA transfer), 59 (SEPA direct debit), 48 (card), 10 "
                  "(cash) or 1 (not defined)");
    faults.expect(!is_transfer(payment.means) || !payment.accounts.empty(), "D124",
                  "a transfer has no account to pay into", "write the IBAN of who is paid");
    for (const PayeeAccount& account : payment.accounts) { check_account(account, faults); }
    if (payment.card) { check_card(*payment.card, faults); }
    check_debit(payment, faults);
    check_communication(document, faults);
}

}  // namespace mutua::settlement
