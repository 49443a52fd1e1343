#pragma once

#include "engine/settlement/invoice.hpp"

#include <string>
#include <utility>
#include <vector>

/// Invented invoices for tests of the formats: every identifier has valid check digits, nobody is
/// real. Amounts are worked out by hand.
namespace mutua::samples {

inline Date day(int year, unsigned month, unsigned of_month) {
    return date::year{year} / static_cast<int>(month) / static_cast<int>(of_month);
}

inline cooperative::Entity entity() {
    using namespace cooperative;
    return {EntityCode{"main"},
            "Atelier Commun SC",
            {"Rue des Tanneurs", "12", "1000", "Bruxelles", "BE"},
            EnterpriseNumber::trusted("0712345630"),
            VatNumber::trusted("BE0712345630"),
            Iban::trusted("BE15001765432130"),
            Bic::trusted("GEBABEBB"),
            EmployerNumber::trusted("1234567887"),
            Email::trusted("facturation@atelier-commun.example"),
            1};
}

inline cooperative::Client belgian_client() {
    using namespace cooperative;
    Client client;
    client.code = ClientCode{"C001"};
    client.name = "Brasserie du Canal SRL";
    client.address = {"Quai des Charbonnages", "34", "1080", "Molenbeek-Saint-Jean", "BE"};
    client.language = Language::fr;
    client.kind = "company";
    client.enterprise_number = EnterpriseNumber::trusted("0456789034");
    client.vat_number = VatNumber::trusted("BE0456789034");
    client.email = Email::trusted("compta@brasserie-canal.example");
    client.peppol_id = PeppolId::trusted("0208:0456789034");
    client.payment_terms_days = 30;
    return client;
}

inline cooperative::Client german_client() {
    using namespace cooperative;
    Client client;
    client.code = ClientCode{"C002"};
    client.name = "Hafenbühne Köln GmbH";
    client.address = {"Rheinauhafen", "7", "50678", "Köln", "DE"};
    client.language = Language::de;
    client.kind = "company";
    client.vat_number = VatNumber::trusted("DE123456788");
    client.peppol_id = PeppolId::trusted("9930:DE123456788");
    return client;
}

/// 200.00 before VAT, 21 %: 42.00 VAT, 242.00 to pay; one day of work.
inline settlement::Invoice plain() {
    settlement::Invoice invoice;
    invoice.number = InvoiceNumber{"2026-000001"};
    invoice.type_code = "380";
    invoice.issue_date = day(2026, 11, 23);
    invoice.due_date = day(2026, 12, 23);
    invoice.seller = entity();
    invoice.buyer = belgian_client();
    invoice.language = "fr";
    invoice.buyer_reference = "DEPT-7";
    invoice.structured_communication = "+++126/0000/00171+++";
    invoice.lines = {{DeclarationCode{"D0001"},
                      "Installation d'une scène et sonorisation",
                      {day(2026, 11, 3)},
                      "M001",
                      euro_cents(200'00),
                      "S",
                      "21.00"}};
    invoice.vat_totals = {{"S", "21.00", euro_cents(200'00), euro_cents(42'00), "", ""}};
    invoice.net = euro_cents(200'00);
    invoice.vat = euro_cents(42'00);
    invoice.total = euro_cents(242'00);
    invoice.ruleset = "sha256:00";
    return invoice;
}

/// The reference case: 200.00 at 6 % is 212.00, over two days, with an order.
inline settlement::Invoice reduced_rate() {
    settlement::Invoice invoice = plain();
    invoice.number = InvoiceNumber{"2026-000002"};
    invoice.structured_communication = "+++126/0000/00272+++";
    invoice.order_reference = "PO-4711";
    invoice.lines[0].work_dates = {day(2026, 11, 3), day(2026, 11, 4)};
    invoice.lines[0].vat_rate = "6.00";
    invoice.vat_totals = {{"S", "6.00", euro_cents(200'00), euro_cents(12'00), "",
                           "Taux réduit : prestation d'artiste"}};
    invoice.vat = euro_cents(12'00);
    invoice.total = euro_cents(212'00);
    return invoice;
}

/// No VAT for the reason given, in one category: 950.00.
inline settlement::Invoice without_vat(const std::string& number, const std::string& communication,
                                       const std::string& category, const std::string& code,
                                       const std::string& reason) {
    settlement::Invoice invoice = plain();
    invoice.number = InvoiceNumber{number};
    invoice.structured_communication = communication;
    invoice.lines[0].vat_category = category;
    invoice.lines[0].vat_rate = "0.00";
    invoice.lines[0].net = euro_cents(950'00);
    invoice.vat_totals = {{category, "0.00", euro_cents(950'00), euro_cents(0), code, reason}};
    invoice.net = invoice.total = euro_cents(950'00);
    invoice.vat = euro_cents(0);
    return invoice;
}

/// Exempt performance of an artist, with code and text.
inline settlement::Invoice exempt() {
    return without_vat("2026-000003", "+++126/0000/00373+++", "E", "VATEX-EU-132-1N",
                       "Exempté de TVA : art. 44, § 2, 8° du Code de la TVA");
}

/// Service to a German company: the VAT is due by the buyer.
inline settlement::Invoice reverse_charge() {
    settlement::Invoice invoice =
        without_vat("2026-000004", "+++126/0000/00474+++", "AE", "VATEX-EU-AE",
                    "Steuerschuldnerschaft des Leistungsempfängers");
    invoice.buyer = german_client();
    invoice.language = "de";
    invoice.buyer_reference = "D0004";
    return invoice;
}

/// Outside VAT: no VAT number of either party may appear.
inline settlement::Invoice out_of_scope() {
    return without_vat("2026-000005", "+++126/0000/00575+++", "O", "VATEX-EU-O",
                       "Hors du champ d'application de la TVA");
}

/// A public body with its reference, and a Dutch document.
inline settlement::Invoice public_body() {
    settlement::Invoice invoice = plain();
    invoice.number = InvoiceNumber{"2026-000006"};
    invoice.structured_communication = "+++126/0000/00676+++";
    invoice.buyer.name = "Gemeente Sint-Lievensdorp";
    invoice.buyer.address = {"Kerkplein", "1", "9520", "Sint-Lievensdorp", "BE"};
    invoice.buyer.enterprise_number = cooperative::EnterpriseNumber::trusted("0203884793");
    invoice.buyer.vat_number.reset();
    invoice.buyer.email.reset();
    invoice.buyer.peppol_id = cooperative::PeppolId::trusted("0208:0203884793");
    invoice.buyer.kind = "public";
    invoice.language = "nl";
    invoice.buyer_reference = "CULT/2026/118";
    return invoice;
}

/// Characters that markup and careless writers trip over.
inline settlement::Invoice nasty() {
    settlement::Invoice invoice = plain();
    invoice.number = InvoiceNumber{"2026-000007"};
    invoice.structured_communication = "+++126/0000/00777+++";
    invoice.buyer.name = "L'Été <& Fils> \"Œuvre\" NV";
    invoice.buyer.address.street = "Straße 'am' <Eck> & Co";
    invoice.buyer_reference = "]]> & \"x\" <y>";
    invoice.lines[0].description =
        "Régie & son: <100 €> \"l'été\" — ]]> ‘ﬁn’ \t Łódź\nligne 2 #ABC#x";
    invoice.note = "Merci & à bientôt <3 ; réf. #ABC#";
    return invoice;
}

/// A description of 300 characters: the name is cut, the description whole.
inline settlement::Invoice long_description() {
    settlement::Invoice invoice = plain();
    invoice.number = InvoiceNumber{"2026-000008"};
    invoice.structured_communication = "+++126/0000/00878+++";
    std::string text;
    for (int sentence = 0; sentence < 10; ++sentence) {
        text += "Répétition et création musicale ";
    }
    invoice.lines[0].description = text + "fin";
    return invoice;
}

/// A collective invoice: three services, two rates and an exemption.
/// 100.00 at 21 % is 21.00; 33.35 at 6 % is 2.001, so 2.00; 50.00 exempt.
inline settlement::Invoice collective() {
    settlement::Invoice invoice = plain();
    invoice.number = InvoiceNumber{"2026-000009"};
    invoice.structured_communication = "+++126/0000/00979+++";
    settlement::InvoiceLine first = invoice.lines[0];
    settlement::InvoiceLine second = first, third = first;
    first.net = euro_cents(100'00);
    second.declaration = DeclarationCode{"D0002"};
    second.worker = "M002";
    second.work_dates = {day(2026, 11, 9), day(2026, 11, 10), day(2026, 11, 12)};
    second.net = euro_cents(33'35);
    second.vat_rate = "6.00";
    third.declaration = DeclarationCode{"D0003"};
    third.net = euro_cents(50'00);
    third.vat_category = "E";
    third.vat_rate = "0.00";
    invoice.lines = {first, second, third};
    invoice.vat_totals = {
        {"S", "21.00", euro_cents(100'00), euro_cents(21'00), "", ""},
        {"S", "6.00", euro_cents(33'35), euro_cents(2'00), "", ""},
        {"E", "0.00", euro_cents(50'00), euro_cents(0), "VATEX-EU-132-1I", "Art. 44 CTVA"}};
    invoice.net = euro_cents(183'35);
    invoice.vat = euro_cents(23'00);
    invoice.total = euro_cents(206'35);
    return invoice;
}

/// The collective invoice with a newspaper of 20.00 on it: exempt and taxed at zero, both without
/// VAT. Its VAT is in no order.
inline settlement::Invoice two_zero_rates() {
    settlement::Invoice invoice = collective();
    invoice.lines.push_back(invoice.lines[0]);
    settlement::InvoiceLine& newspaper = invoice.lines.back();
    newspaper.declaration = DeclarationCode{"D0004"};
    newspaper.description = "Journal de quartier";
    newspaper.net = euro_cents(20'00);
    newspaper.vat_category = "Z";
    newspaper.vat_rate = "0.00";
    invoice.vat_totals.insert(invoice.vat_totals.begin(),
                              {"Z", "0.00", euro_cents(20'00), euro_cents(0), "", ""});
    invoice.net += euro_cents(20'00);
    invoice.total += euro_cents(20'00);
    return invoice;
}

/// Goods taken to a German company: where they went is part of the document.
inline settlement::Invoice goods_to_germany() {
    settlement::Invoice invoice =
        without_vat("2026-000010", "+++126/0000/01080+++", "K", "VATEX-EU-IC",
                    "Steuerfreie innergemeinschaftliche Lieferung: Artikel 39bis");
    invoice.buyer = german_client();
    invoice.language = "de";
    invoice.buyer_reference = "D0010";
    invoice.delivery_country = "DE";
    return invoice;
}

/// A newspaper: taxed, at a rate of zero, so that no reason is given.
inline settlement::Invoice zero_rate() {
    return without_vat("2026-000011", "+++126/0000/01181+++", "Z", "", "");
}

/// Every kind of invoice that goes over Peppol.
inline std::vector<settlement::Invoice> all_invoices() {
    return {plain(),        reduced_rate(),     exempt(),   reverse_charge(),
            out_of_scope(), public_body(),      nasty(),    long_description(),
            collective(),   goods_to_germany(), zero_rate()};
}

}  // namespace mutua::samples
