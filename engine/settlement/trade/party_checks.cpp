#include "engine/cooperative/check_digits.hpp"
#include "engine/cooperative/code_lists.hpp"
#include "engine/cooperative/identifier.hpp"
#include "engine/settlement/trade/trade_faults.hpp"

namespace mutua::settlement {

namespace {

constexpr std::string_view enterprise_scheme = "0208";
constexpr std::string_view location_scheme = "0088";

bool is_enterprise_number(const std::string& text) {
    const auto number = cooperative::parse_enterprise_number(text);
    return number && number->text() == text;
}

/// GS1: digits count three and one in turn, from the right; with the check digit a multiple of ten.
bool is_location_number(std::string_view text) {
    if (text.empty() || !cooperative::all_digits(text)) { return false; }
    int sum = 0;
    int weight = 1;
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit) {
        sum += (*digit - '0') * weight;
        weight = 4 - weight;
    }
    return sum % 10 == 0;
}

void check_id(const std::string& who, const SchemedId& id, bool may_lack_scheme,
              TradeFaults& faults) {
    if (id.empty()) { return; }
    if (id.scheme.empty()) {
        faults.expect(may_lack_scheme, "D123", who + ": its number has no scheme",
                      "name the scheme: 0208 for a Belgian enterprise number");
        return;
    }
    if (id.scheme == "SEPA") { return; }
    const bool has_form = id.scheme.size() == 4 && cooperative::all_digits(id.scheme);
    faults.expect(has_form, "D134", who + ": `" + id.scheme + "` is no scheme of numbers",
                  "write its four digits, as 0208 for a Belgian enterprise number");
    if (id.scheme == enterprise_scheme) {
        faults.expect(is_enterprise_number(id.value), "D123",
                      who + ": `" + id.value + "` is no Belgian enterprise number",
                      "write its ten digits, the first 0 or 1, without BE, dots or blanks");
    }
    if (id.scheme == location_scheme) {
        faults.expect(is_location_number(id.value), "D123",
                      who + ": `" + id.value + "` is no global location number",
                      "write its digits, the last of which checks the others");
    }
}

void check_endpoint(const std::string& who, const SchemedId& endpoint, TradeFaults& faults) {
    if (endpoint.empty()) {
        return faults.add("D121", who + " has no electronic address",
                          "ask for it, or send the document on paper");
    }
    const auto read = cooperative::parse_peppol_id(endpoint.scheme + ":" + endpoint.value);
    const bool is_canonical = read && read->text() == endpoint.scheme + ":" + endpoint.value;
    faults.expect(
        is_canonical, "D121",
        who + ": `" + endpoint.scheme + ":" + endpoint.value + "` is no electronic address",
        "write 0208 and the ten digits of the enterprise number, or 9925 and the VAT "
        "number where the receiver is registered by it");
}

void check_vat_number(const std::string& who, const std::string& number, TradeFaults& faults) {
    if (number.empty()) { return; }
    const auto read = cooperative::parse_vat_number(number);
    faults.expect(read && read->text() == number, "D123",
                  who + ": `" + number + "` is no VAT number",
                  number.starts_with("GR")
                      ? "Greek VAT numbers begin with EL"
                      : "look for a wrong digit: the last ones check the others; write the country "
                        "and the number without dots or blanks: BE0712345630");
}

void check_address(const std::string& who, const TradeAddress& address, TradeFaults& faults) {
    faults.expect(cooperative::is_country(address.country),
                  address.country.empty() ? "D120" : "D134",
                  who + (address.country.empty() ? " has no country"
                                                 : ": `" + address.country + "` is no country"),
                  "write its two letters: BE");
}

/// The numbers of one party belong to one enterprise.
void check_agreement(const std::string& who, const TradeParty& party, TradeFaults& faults) {
    if (!party.vat_number.starts_with("BE")) { return; }
    const std::string enterprise = party.vat_number.substr(2);
    const bool agrees =
        party.legal_id.scheme != enterprise_scheme || party.legal_id.value == enterprise;
    faults.expect(agrees, "D123", who + ": its VAT number and enterprise number differ",
                  "write the numbers of one enterprise: they share their ten digits");
}

void check_party(const std::string& who, const TradeParty& party, TradeFaults& faults) {
    faults.expect(!party.name.empty(), "D120", who + " has no name",
                  "write the name as it is registered");
    check_endpoint(who, party.endpoint, faults);
    check_address(who, party.address, faults);
    check_vat_number(who, party.vat_number, faults);
    check_id(who, party.legal_id, true, faults);
    check_agreement(who, party, faults);
}

void check_seller(const TradeSeller& seller, TradeFaults& faults) {
    check_party("the seller", seller, faults);
    const TradeAddress& address = seller.address;
    faults.expect(!address.street.empty() && !address.postal_code.empty() && !address.city.empty(),
                  "D120", "the seller's address is not whole",
                  "write street, postal code and city");
    bool is_known = !seller.vat_number.empty() || !seller.legal_id.empty();
    for (const SchemedId& each : seller.identifiers) {
        check_id("the seller", each, true, faults);
        faults.expect(!each.empty(), "D123", "the seller: one of its numbers is empty",
                      "write it or leave it out");
        is_known = is_known || (!each.empty() && each.scheme != "SEPA");
    }
    faults.expect(is_known, "D120", "the seller has no number",
                  "write its VAT number or its enterprise number");
}

void check_payee(const TradeDocument& document, TradeFaults& faults) {
    const Payee& payee = *document.payee;
    const std::string who = "the payee";
    check_id(who, payee.identifier, true, faults);
    check_id(who, payee.legal_id, true, faults);
    const TradeSeller& seller = document.seller;
    const bool is_seller = payee.name == seller.name || payee.name == seller.trading_name ||
                           (!payee.legal_id.empty() && payee.legal_id == seller.legal_id);
    faults.expect(!payee.name.empty(), "D120", "the payee has no name",
                  "write the name of who is paid");
    faults.expect(payee.name.empty() || !is_seller, "D135", "the payee is the seller",
                  "leave the payee out: the seller is paid unless another is named");
}

void check_representative(const TaxRepresentative& representative, TradeFaults& faults) {
    const std::string who = "the tax representative";
    faults.expect(!representative.name.empty(), "D120", who + " has no name", "write the name");
    faults.expect(!representative.vat_number.empty(), "D120", who + " has no VAT number",
                  "write the number under which it declares the VAT");
    check_vat_number(who, representative.vat_number, faults);
    check_address(who, representative.address, faults);
}

}  // namespace

void check_parties(const TradeDocument& document, TradeFaults& faults) {
    check_seller(document.seller, faults);
    check_party("the buyer", document.buyer, faults);
    check_id("the buyer", document.buyer.identifier, true, faults);
    if (document.payee) { check_payee(document, faults); }
    if (document.tax_representative) { check_representative(*document.tax_representative, faults); }
    check_id("the place of delivery", document.delivery.location, true, faults);
    if (document.delivery.address) {
        const TradeAddress& address = *document.delivery.address;
        if (!cooperative::is_place_of_supply(address.country)) {
            check_address("the place of delivery", address, faults);
        }
    }
}

}  // namespace mutua::settlement
