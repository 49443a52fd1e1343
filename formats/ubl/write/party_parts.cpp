#include "formats/ubl/profile.hpp"
#include "formats/ubl/write/parts.hpp"

namespace mutua::ubl {

namespace {

using settlement::SchemedId;
using settlement::TradeAddress;
using settlement::TradeDocument;
using settlement::TradeParty;
using xml::Name;
using xml::Writer;

void write_identification(Writer& out, const SchemedId& id) {
    if (id.empty()) { return; }
    out.within("cac:PartyIdentification", [&] { write_id(out, "cbc:ID", id); });
}

void write_name(Writer& out, const std::string& name) {
    if (name.empty()) { return; }
    out.within("cac:PartyName", [&] { out.leaf("cbc:Name", name); });
}

void write_tax_number(Writer& out, std::string_view number, std::string_view scheme) {
    if (number.empty()) { return; }
    out.within("cac:PartyTaxScheme", [&] {
        out.leaf("cbc:CompanyID", number);
        write_vat_scheme(out, scheme);
    });
}

void write_contact(Writer& out, const settlement::TradeContact& contact) {
    if (contact.empty()) { return; }
    out.within("cac:Contact", [&] {
        out.optional_leaf("cbc:Name", contact.name);
        out.optional_leaf("cbc:Telephone", contact.telephone);
        out.optional_leaf("cbc:ElectronicMail", contact.email);
    });
}

/// What stands after the identifiers of seller and buyer alike.
void write_party_rest(Writer& out, const TradeParty& party, const SchemedId& tax_registration,
                      std::string_view legal_form) {
    write_name(out, party.trading_name);
    write_address(out, "cac:PostalAddress", party.address);
    write_tax_number(out, party.vat_number, "VAT");
    write_tax_number(out, tax_registration.value, tax_registration.scheme);
    out.within("cac:PartyLegalEntity", [&] {
        out.leaf("cbc:RegistrationName", party.name);
        write_id(out, "cbc:CompanyID", party.legal_id);
        out.optional_leaf("cbc:CompanyLegalForm", legal_form);
    });
    write_contact(out, party.contact);
}

/// The creditor identifier of a direct debit belongs to who collects: the payee, else the seller.
SchemedId creditor_of(const TradeDocument& document) {
    const auto& debit = document.payment.direct_debit;
    if (!debit || debit->creditor.empty()) { return {}; }
    return {std::string{sepa_scheme}, debit->creditor};
}

void write_seller(Writer& out, const TradeDocument& document) {
    const settlement::TradeSeller& seller = document.seller;
    out.open("cac:AccountingSupplierParty");
    out.within("cac:Party", [&] {
        write_id(out, "cbc:EndpointID", seller.endpoint);
        for (const SchemedId& each : seller.identifiers) { write_identification(out, each); }
        if (!document.payee) { write_identification(out, creditor_of(document)); }
        write_party_rest(out, seller, seller.tax_registration, seller.legal_form);
    });
    out.close("cac:AccountingSupplierParty");
}

void write_buyer(Writer& out, const settlement::TradeBuyer& buyer) {
    out.open("cac:AccountingCustomerParty");
    out.within("cac:Party", [&] {
        write_id(out, "cbc:EndpointID", buyer.endpoint);
        write_identification(out, buyer.identifier);
        write_party_rest(out, buyer, {}, {});
    });
    out.close("cac:AccountingCustomerParty");
}

void write_payee(Writer& out, const TradeDocument& document) {
    const settlement::Payee& payee = *document.payee;
    out.within("cac:PayeeParty", [&] {
        write_identification(out, payee.identifier);
        write_identification(out, creditor_of(document));
        write_name(out, payee.name);
        if (payee.legal_id.empty()) { return; }
        out.within("cac:PartyLegalEntity", [&] { write_id(out, "cbc:CompanyID", payee.legal_id); });
    });
}

void write_representative(Writer& out, const settlement::TaxRepresentative& representative) {
    out.within("cac:TaxRepresentativeParty", [&] {
        write_name(out, representative.name);
        write_address(out, "cac:PostalAddress", representative.address);
        write_tax_number(out, representative.vat_number, "VAT");
    });
}

}  // namespace

void write_address(Writer& out, Name name, const TradeAddress& address) {
    out.within(name, [&] {
        out.optional_leaf("cbc:StreetName", address.street);
        out.optional_leaf("cbc:AdditionalStreetName", address.additional_street);
        out.optional_leaf("cbc:CityName", address.city);
        out.optional_leaf("cbc:PostalZone", address.postal_code);
        out.optional_leaf("cbc:CountrySubentity", address.subdivision);
        if (!address.line.empty()) {
            out.within("cac:AddressLine", [&] { out.leaf("cbc:Line", address.line); });
        }
        out.within("cac:Country", [&] { out.leaf("cbc:IdentificationCode", address.country); });
    });
}

void write_parties(Writer& out, const TradeDocument& document) {
    write_seller(out, document);
    write_buyer(out, document.buyer);
    if (document.payee) { write_payee(out, document); }
    if (document.tax_representative) { write_representative(out, *document.tax_representative); }
}

void write_delivery(Writer& out, const settlement::Delivery& delivery) {
    if (delivery.empty()) { return; }
    out.within("cac:Delivery", [&] {
        write_day(out, "cbc:ActualDeliveryDate", delivery.date);
        if (!delivery.location.empty() || delivery.address) {
            out.within("cac:DeliveryLocation", [&] {
                write_id(out, "cbc:ID", delivery.location);
                if (delivery.address) { write_address(out, "cac:Address", *delivery.address); }
            });
        }
        if (delivery.party_name.empty()) { return; }
        out.within("cac:DeliveryParty", [&] { write_name(out, delivery.party_name); });
    });
}

}  // namespace mutua::ubl
