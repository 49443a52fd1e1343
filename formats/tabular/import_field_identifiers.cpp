#include "engine/cooperative/check_digits.hpp"
#include "formats/tabular/import_field_values.hpp"
#include "formats/tabular/import_words.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

using namespace mutua::cooperative;

std::string covered(std::string_view text) { return "`" + redacted(compact(text)) + "`"; }

std::size_t digit_count(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

/// Why a number that should have `wanted` digits was refused.
std::string digits_fault(std::string_view text, std::size_t wanted, const char* otherwise) {
    const std::size_t found = digit_count(text);
    if (!all_digits(compact(text))) { return "holds characters that are no digits"; }
    if (found == wanted) { return otherwise; }
    return "has " + std::to_string(found) + " digits instead of " + std::to_string(wanted);
}

}  // namespace

std::optional<NationalNumber> read_national_number(FieldReader& row, std::string_view column,
                                                   Date today) {
    const auto text = row.given(column);
    if (!text) { return std::nullopt; }
    auto number = parse_national_number(*text, today);
    if (!number) {
        row.fault(column, "I120",
                  covered(*text) + " " +
                      digits_fault(*text, 11, "has digits that do not fit: check or birth date"),
                  "copy the eleven digits from the identity card");
    }
    return number;
}

std::optional<EnterpriseNumber> read_enterprise_number(FieldReader& row, std::string_view column) {
    const auto text = row.given(column);
    if (!text) { return std::nullopt; }
    auto number = parse_enterprise_number(*text);
    if (!number) {
        row.fault(column, "I121",
                  shown(*text) + " " + digits_fault(*text, 10, "has check digits that do not fit"),
                  "look the client up in the register of enterprises");
    }
    return number;
}

std::optional<VatNumber> read_vat_number(FieldReader& row, std::string_view column) {
    const auto text = row.given(column);
    if (!text) { return std::nullopt; }
    auto number = parse_vat_number(*text);
    if (!number) {
        const bool bare = is_digit(compact(*text).front());
        row.fault(column, "I122",
                  shown(*text) + (bare ? " does not begin with a country"
                                       : " does not have the form or check digits of its country"),
                  bare ? "write the country's two letters before it, such as `BE`"
                  : compact(*text).starts_with("GR") ? "Greek VAT numbers begin with `EL`"
                                                     : "copy it from an invoice of the client");
    }
    return number;
}

std::optional<Iban> read_iban(FieldReader& row, std::string_view column) {
    const auto text = row.given(column);
    if (!text) { return std::nullopt; }
    auto iban = parse_iban(*text);
    if (!iban) {
        row.fault(column, "I123",
                  covered(*text) + " is not an IBAN: its length or check digits do not fit",
                  "copy it from the bank card or a statement");
    }
    return iban;
}

std::optional<Bic> read_bic(FieldReader& row, std::string_view column) {
    const auto text = row.given(column);
    if (!text) { return std::nullopt; }
    auto bic = parse_bic(*text);
    if (!bic) {
        row.fault(column, "I124", shown(*text) + " is not a BIC",
                  "write its 8 or 11 characters, or leave it empty");
    }
    return bic;
}

std::optional<PeppolId> read_peppol_id(FieldReader& row, std::string_view column) {
    const auto text = row.given(column);
    if (!text) { return std::nullopt; }
    auto id = parse_peppol_id(*text);
    if (!id) {
        row.fault(column, "I125", shown(*text) + " is not a Peppol address",
                  "write scheme, colon and number; in Belgium `0208:` and the enterprise number");
    }
    return id;
}

std::optional<Email> read_email(FieldReader& row, std::string_view column) {
    const auto text = row.given(column, 254);
    if (!text) { return std::nullopt; }
    auto email = parse_email(*text);
    if (!email) {
        row.fault(column, "I126", shown(*text) + " is not an e-mail address",
                  "write name@domain, such as `info@example.be`");
    }
    return email;
}

std::optional<Language> read_language(FieldReader& row, std::string_view column) {
    const std::string word = row.word(column, {"fr", "nl", "de", "en"});
    return parse_language(word);
}

Address read_address(FieldReader& row) {
    Address address;
    address.street = row.text("street", 120);
    address.house_number = row.text("house_number", 20);
    address.postal_code = row.text("postal_code", 16);
    address.city = row.text("city", 100);
    address.country = row.country("country");
    return address;
}

}  // namespace mutua::tabular
