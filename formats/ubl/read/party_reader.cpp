#include "formats/ubl/profile.hpp"
#include "formats/ubl/read/readers.hpp"

#include <algorithm>
#include <utility>

namespace mutua::ubl {

namespace {

using settlement::SchemedId;
using settlement::TradeDocument;
using settlement::TradeParty;

bool is_vat(std::string scheme) {
    std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return scheme == "VAT";
}

std::string read_party_name(Fields& party) {
    std::string name;
    party.within("PartyName", [&](Fields& fields) { name = fields.text("Name"); });
    return name;
}

/// One number for VAT and, of a seller, one for other taxes.
void read_tax_numbers(Fields& party, std::string& vat_number, SchemedId* other) {
    party.within_each("PartyTaxScheme", [&](Fields& fields) {
        std::string number = fields.text("CompanyID");
        std::string scheme;
        fields.within("TaxScheme", [&](Fields& tax) { scheme = tax.text("ID"); });
        if (is_vat(scheme) || other == nullptr) {
            vat_number = std::move(number);
        } else {
            *other = {std::move(scheme), std::move(number)};
        }
    });
}

std::vector<SchemedId> read_identifications(Fields& party) {
    std::vector<SchemedId> found;
    party.within_each("PartyIdentification", [&](Fields& fields) {
        SchemedId id = fields.id("ID");
        if (!id.empty()) { found.push_back(std::move(id)); }
    });
    return found;
}

void read_contact(Fields& party, settlement::TradeContact& contact) {
    party.within("Contact", [&](Fields& fields) {
        contact.name = fields.text("Name");
        contact.telephone = fields.text("Telephone");
        contact.email = fields.text("ElectronicMail");
    });
}

void read_party(Fields& party, TradeParty& found, SchemedId* tax_registration,
                std::string* legal_form) {
    found.endpoint = party.id("EndpointID");
    found.trading_name = read_party_name(party);
    party.within("PostalAddress", [&](Fields& address) { found.address = read_address(address); });
    read_tax_numbers(party, found.vat_number, tax_registration);
    const bool has_entity = party.within("PartyLegalEntity", [&](Fields& entity) {
        found.name = entity.required_text("RegistrationName");
        found.legal_id = entity.id("CompanyID");
        if (legal_form != nullptr) { *legal_form = entity.text("CompanyLegalForm"); }
    });
    if (!has_entity) { party.reading().missing(party.element(), "PartyLegalEntity"); }
    read_contact(party, found.contact);
}

void read_seller(Fields& party, settlement::TradeSeller& seller) {
    seller.identifiers = read_identifications(party);
    read_party(party, seller, &seller.tax_registration, &seller.legal_form);
}

void read_buyer(Fields& party, settlement::TradeBuyer& buyer) {
    party.within("PartyIdentification",
                 [&](Fields& fields) { buyer.identifier = fields.id("ID"); });
    read_party(party, buyer, nullptr, nullptr);
}

/// Goes through the outer element of a party, which every document has.
template <typename Read>
void within_party(Fields& root, std::string_view name, Read&& read) {
    const bool is_there = root.within(name, [&](Fields& outer) {
        if (!outer.within("Party", read)) { outer.reading().missing(outer.element(), "Party"); }
    });
    if (!is_there) { root.reading().missing(root.element(), name); }
}

/// The creditor's number of a direct debit stands among those of the payee: `read_payment` has it.
settlement::Payee read_payee(Fields& fields) {
    settlement::Payee payee;
    for (SchemedId& id : read_identifications(fields)) {
        if (id.scheme == sepa_scheme) {
            fields.reading().creditor = std::move(id.value);
        } else if (payee.identifier.empty()) {
            payee.identifier = std::move(id);
        }
    }
    payee.name = read_party_name(fields);
    fields.within("PartyLegalEntity",
                  [&](Fields& entity) { payee.legal_id = entity.id("CompanyID"); });
    return payee;
}

void read_delivery(Fields& root, settlement::Delivery& delivery) {
    root.within("Delivery", [&](Fields& fields) {
        delivery.date = fields.day("ActualDeliveryDate");
        fields.within("DeliveryLocation", [&](Fields& location) {
            delivery.location = location.id("ID");
            location.within("Address",
                            [&](Fields& address) { delivery.address = read_address(address); });
        });
        fields.within("DeliveryParty",
                      [&](Fields& party) { delivery.party_name = read_party_name(party); });
    });
}

}  // namespace

settlement::TradeAddress read_address(Fields& fields) {
    settlement::TradeAddress address;
    address.street = fields.text("StreetName");
    address.additional_street = fields.text("AdditionalStreetName");
    address.city = fields.text("CityName");
    address.postal_code = fields.text("PostalZone");
    address.subdivision = fields.text("CountrySubentity");
    fields.within("AddressLine", [&](Fields& line) { address.line = line.text("Line"); });
    fields.within("Country",
                  [&](Fields& country) { address.country = country.text("IdentificationCode"); });
    return address;
}

void read_parties(Fields& root, TradeDocument& document) {
    within_party(root, "AccountingSupplierParty",
                 [&](Fields& party) { read_seller(party, document.seller); });
    within_party(root, "AccountingCustomerParty",
                 [&](Fields& party) { read_buyer(party, document.buyer); });
    root.within("PayeeParty", [&](Fields& fields) { document.payee = read_payee(fields); });
    root.within("TaxRepresentativeParty", [&](Fields& fields) {
        settlement::TaxRepresentative& found = document.tax_representative.emplace();
        found.name = read_party_name(fields);
        fields.within("PostalAddress",
                      [&](Fields& address) { found.address = read_address(address); });
        read_tax_numbers(fields, found.vat_number, nullptr);
    });
    read_delivery(root, document.delivery);
}

}  // namespace mutua::ubl
