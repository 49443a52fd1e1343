#include "formats/pdf/payment_code.hpp"

#include "engine/cooperative/identifier.hpp"

#include <algorithm>

namespace mutua::pdf {

namespace {

using settlement::PayeeAccount;
using settlement::TradeDocument;

constexpr std::size_t name_characters_max = 70;
constexpr std::size_t communication_characters_max = 140;
constexpr std::size_t reference_characters_max = 25;

bool is_first_byte(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_first_byte));
}

/// The first characters of a text, without blanks at the end.
std::string first_characters(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (is_first_byte(text[at]) && count-- == 0) { break; }
        ++at;
    }
    const std::string_view cut = text.substr(0, at);
    return std::string{cut.substr(0, cut.find_last_not_of(' ') + 1)};
}

/// Each element of the code is one line.
std::string on_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char byte) { return byte == '\n' || byte == '\r'; }, ' ');
    return text;
}

/// The account that is paid into, when a credit transfer in euro reaches it.
const PayeeAccount* transfer_account(const TradeDocument& document) {
    const bool is_transfer = document.payment.means == "30" || document.payment.means == "58";
    const bool is_asked = !is_credit(document.kind) && !is_self_billed(document.kind);
    const Money payable = document.totals.payable;
    constexpr std::int64_t cents_max = 99'999'999'999;
    const bool is_payable = payable.currency() == Currency::eur && payable.minor_units() >= 1 &&
                            payable.minor_units() <= cents_max;
    if (!is_transfer || !is_asked || !is_payable) { return nullptr; }
    for (const PayeeAccount& account : document.payment.accounts) {
        if (cooperative::parse_iban(account.id)) { return &account; }
    }
    return nullptr;
}

std::string payee_name(const TradeDocument& document, const PayeeAccount& account) {
    if (!account.name.empty()) { return account.name; }
    return document.payee ? document.payee->name : document.seller.name;
}

/// Source: ISO 11649: RF, two check digits, at most 21 letters and digits; modulo 97 as in an IBAN.
bool is_creditor_reference(std::string_view text) {
    if (!text.starts_with("RF") || text.size() < 5 || text.size() > reference_characters_max) {
        return false;
    }
    int rest = 0;
    for (const char c : std::string{text.substr(4)} + std::string{text.substr(0, 4)}) {
        if (c >= '0' && c <= '9') {
            rest = (rest * 10 + (c - '0')) % 97;
        } else if (c >= 'A' && c <= 'Z') {
            rest = (rest * 100 + (c - 'A' + 10)) % 97;
        } else {
            return false;
        }
    }
    return rest == 1;
}

}  // namespace

std::optional<std::string> payment_code(const TradeDocument& document) {
    const PayeeAccount* account = transfer_account(document);
    if (account == nullptr) { return std::nullopt; }
    const std::string communication = on_one_line(document.payment.communication);
    if (characters(communication) > communication_characters_max) { return std::nullopt; }
    const std::string name = on_one_line(payee_name(document, *account));
    // Service tag, version 2, UTF-8, SEPA credit transfer; no purpose code.
    std::string code = "BCD\n002\n1\nSCT\n" + account->bic + "\n" +
                       first_characters(name, name_characters_max) + "\n" + account->id + "\nEUR" +
                       to_string(document.totals.payable) + "\n";
    if (!communication.empty()) {
        code += (is_creditor_reference(communication) ? "\n" : "\n\n") + communication;
    }
    // Lines that are empty to the end are left out, and the last has no end.
    code.resize(code.find_last_not_of('\n') + 1);
    if (code.size() > payment_code_bytes_max) { return std::nullopt; }
    return code;
}

}  // namespace mutua::pdf
