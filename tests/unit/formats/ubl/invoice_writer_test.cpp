#include "formats/ubl/invoice_writer.hpp"

#include "engine/core/contract.hpp"
#include "formats/xml/document.hpp"
#include "tests/support/sample_invoices.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using settlement::Invoice;

namespace {

xml::Document read_back(const std::string& bytes) {
    auto read = xml::parse(bytes, "invoice.xml");
    REQUIRE(read.has_value());
    return std::move(read).value();
}

xml::Element seller(const xml::Element& root) {
    return root.at("AccountingSupplierParty/Party").value();
}
xml::Element buyer(const xml::Element& root) {
    return root.at("AccountingCustomerParty/Party").value();
}

void check_heading(const xml::Element& root, const Invoice& invoice) {
    CHECK(root.name_space() == "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2");
    CHECK(root.text_at("ID") == invoice.number.text());
    CHECK(root.text_at("IssueDate") == to_string(invoice.issue_date));
    CHECK(root.text_at("DueDate") == to_string(invoice.due_date));
    CHECK(root.text_at("InvoiceTypeCode") == "380");
    CHECK(root.text_at("BuyerReference") == invoice.buyer_reference);
    CHECK(root.text_at("OrderReference/ID") == invoice.order_reference);
    CHECK(root.text_at("PaymentMeans/PaymentID") == invoice.structured_communication);
    CHECK(root.text_at("PaymentMeans/PayeeFinancialAccount/ID") == invoice.seller.iban.text());
}

void check_parties(const xml::Element& root, const Invoice& invoice) {
    CHECK(seller(root).text_at("EndpointID") == invoice.seller.enterprise_number.text());
    CHECK(seller(root).text_at("PartyLegalEntity/RegistrationName") == invoice.seller.name);
    CHECK(buyer(root).text_at("PartyLegalEntity/RegistrationName") == invoice.buyer.name);
    CHECK(buyer(root).child("EndpointID")->attribute("schemeID").value() + ":" +
              buyer(root).text_at("EndpointID") ==
          invoice.buyer.peppol_id->text());
    CHECK(buyer(root).text_at("PostalAddress/CityName") == invoice.buyer.address.city);
}

void check_amounts(const xml::Element& root, const Invoice& invoice) {
    CHECK(root.text_at("TaxTotal/TaxAmount") == to_string(invoice.vat));
    CHECK(root.text_at("LegalMonetaryTotal/LineExtensionAmount") == to_string(invoice.net));
    CHECK(root.text_at("LegalMonetaryTotal/TaxExclusiveAmount") == to_string(invoice.net));
    CHECK(root.text_at("LegalMonetaryTotal/TaxInclusiveAmount") == to_string(invoice.total));
    CHECK(root.text_at("LegalMonetaryTotal/PayableAmount") == to_string(invoice.total));
    const auto breakdowns = root.child("TaxTotal")->children("TaxSubtotal");
    REQUIRE(breakdowns.size() == invoice.vat_totals.size());
    for (std::size_t at = 0; at < breakdowns.size(); ++at) {
        CHECK(breakdowns[at].text_at("TaxableAmount") == to_string(invoice.vat_totals[at].base));
        CHECK(breakdowns[at].text_at("TaxAmount") == to_string(invoice.vat_totals[at].vat));
        CHECK(breakdowns[at].text_at("TaxCategory/ID") == invoice.vat_totals[at].category);
    }
}

void check_lines(const xml::Element& root, const Invoice& invoice) {
    const auto lines = root.children("InvoiceLine");
    REQUIRE(lines.size() == invoice.lines.size());
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const settlement::InvoiceLine& line = invoice.lines[at];
        CHECK(lines[at].text_at("ID") == std::to_string(at + 1));
        CHECK(lines[at].text_at("InvoicedQuantity") == "1");
        CHECK(lines[at].text_at("LineExtensionAmount") == to_string(line.net));
        CHECK(lines[at].text_at("Price/PriceAmount") == to_string(line.net));
        CHECK(lines[at].text_at("InvoicePeriod/StartDate") == to_string(line.work_dates.front()));
        CHECK(lines[at].text_at("InvoicePeriod/EndDate") == to_string(line.work_dates.back()));
        CHECK(lines[at].text_at("Item/ClassifiedTaxCategory/ID") == line.vat_category);
        CHECK(lines[at].text_at("Item/AdditionalItemProperty/Value") == line.worker);
        const std::string description = lines[at].text_at("Item/Description");
        CHECK((description.empty() ? lines[at].text_at("Item/Name") : description) ==
              line.description);
    }
}

void check_no_empty_element(const xml::Element& element) {
    CHECK_FALSE(element.text().empty());
    for (const xml::Element& child : element.children()) { check_no_empty_element(child); }
}

}  // namespace

TEST_CASE("every invoice reads back as it was", "[ubl]") {
    const Invoice invoice = GENERATE(from_range(samples::all_invoices()));
    CAPTURE(invoice.number.text());
    const xml::Document document = read_back(ubl::write_invoice(invoice));
    check_heading(document.root(), invoice);
    check_parties(document.root(), invoice);
    check_amounts(document.root(), invoice);
    check_lines(document.root(), invoice);
    check_no_empty_element(document.root());
}

TEST_CASE("the plain invoice has what a Belgian bookkeeper looks for", "[ubl]") {
    const xml::Document document = read_back(ubl::write_invoice(samples::plain()));
    const xml::Element root = document.root();
    CHECK(root.text_at("CustomizationID") ==
          "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0");
    CHECK(root.text_at("ProfileID") == "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0");
    CHECK(root.text_at("DocumentCurrencyCode") == "EUR");
    CHECK(root.text_at("InvoicePeriod/StartDate") == "2026-11-03");
    CHECK(seller(root).child("EndpointID")->attribute("schemeID") == "0208");
    CHECK(seller(root).text_at("PartyTaxScheme/CompanyID") == "BE0712345630");
    CHECK(seller(root).text_at("PartyLegalEntity/CompanyID") == "0712345630");
    CHECK(seller(root).text_at("PostalAddress/StreetName") == "Rue des Tanneurs 12");
    CHECK(seller(root).text_at("PostalAddress/PostalZone") == "1000");
    CHECK(root.text_at("PaymentMeans/PaymentMeansCode") == "30");
    CHECK(root.at("PaymentMeans/PaymentMeansCode")->attribute("name") == "Virement");
    CHECK(root.text_at("PaymentMeans/PaymentID") == "+++126/0000/00171+++");
    CHECK(root.text_at("PaymentMeans/PayeeFinancialAccount/ID") == "BE15001765432130");
    CHECK(root.text_at("PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID") ==
          "GEBABEBB");
    CHECK(root.text_at("PaymentTerms/Note") == "À payer au plus tard le 23/12/2026");
    CHECK(root.text_at("LegalMonetaryTotal/PayableAmount") == "242.00");
    CHECK(root.at("LegalMonetaryTotal/PayableAmount")->attribute("currencyID") == "EUR");
    CHECK(root.text_at("TaxTotal/TaxSubtotal/TaxCategory/Percent") == "21.00");
    CHECK(root.at("InvoiceLine/InvoicedQuantity")->attribute("unitCode") == "C62");
    CHECK(root.text_at("InvoiceLine/Item/AdditionalItemProperty/Name") == "Membre");
    CHECK_FALSE(root.at("InvoiceLine/Note").has_value());
    CHECK_FALSE(root.child("AccountingCost").has_value());
}

TEST_CASE("the language of the document decides its few words", "[ubl]") {
    struct Row {
        std::string language, means, terms, member, days;
    };
    const auto row = GENERATE(values<Row>({
        {"nl", "Overschrijving", "Te betalen uiterlijk op 23/12/2026", "Lid",
         "Prestaties van 03/11/2026, 04/11/2026"},
        {"de", "Überweisung", "Zahlbar bis spätestens 23.12.2026", "Mitglied",
         "Leistungen vom 03.11.2026, 04.11.2026"},
        {"en", "Credit transfer", "Payable by 2026-12-23", "Member",
         "Services of 2026-11-03, 2026-11-04"},
        {"fr", "Virement", "À payer au plus tard le 23/12/2026", "Membre",
         "Prestations des 03/11/2026, 04/11/2026"},
    }));
    Invoice invoice = samples::reduced_rate();
    invoice.language = row.language;
    const xml::Document document = read_back(ubl::write_invoice(invoice));
    const xml::Element root = document.root();
    CHECK(root.at("PaymentMeans/PaymentMeansCode")->attribute("name") == row.means);
    CHECK(root.text_at("PaymentTerms/Note") == row.terms);
    CHECK(root.text_at("InvoiceLine/Item/AdditionalItemProperty/Name") == row.member);
    CHECK(root.text_at("InvoiceLine/Note") == row.days);
}

TEST_CASE("the legal reason stands in the breakdown of VAT that is not charged", "[ubl]") {
    const xml::Document document = read_back(ubl::write_invoice(samples::exempt()));
    const auto category = document.root().at("TaxTotal/TaxSubtotal/TaxCategory").value();
    CHECK(category.text_at("TaxExemptionReasonCode") == "VATEX-EU-132-1N");
    CHECK(category.text_at("TaxExemptionReason") ==
          "Exempté de TVA : art. 44, § 2, 8° du Code de la TVA");
    CHECK(category.text_at("Percent") == "0.00");
}

TEST_CASE("the legal reason of a reduced rate goes to the one note", "[ubl]") {
    Invoice invoice = samples::reduced_rate();
    const xml::Document alone = read_back(ubl::write_invoice(invoice));
    CHECK(alone.root().text_at("Note") == "Taux réduit : prestation d'artiste");
    CHECK_FALSE(alone.root().at("TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReason").has_value());
    invoice.note = "Merci";
    const xml::Document both = read_back(ubl::write_invoice(invoice));
    CHECK(both.root().children("Note").size() == 1);
    CHECK(both.root().text_at("Note") == "Merci\nTaux réduit : prestation d'artiste");
}

TEST_CASE("outside VAT neither party shows a VAT number and there is no rate", "[ubl]") {
    const std::string bytes = ubl::write_invoice(samples::out_of_scope());
    CHECK(bytes.find("PartyTaxScheme") == std::string::npos);
    CHECK(bytes.find("Percent") == std::string::npos);
    CHECK(bytes.find("BE0712345630") == std::string::npos);
}

TEST_CASE("a foreign buyer has a VAT number and no Belgian enterprise number", "[ubl]") {
    const xml::Document document = read_back(ubl::write_invoice(samples::reverse_charge()));
    CHECK(buyer(document.root()).text_at("PartyTaxScheme/CompanyID") == "DE123456788");
    CHECK_FALSE(buyer(document.root()).at("PartyLegalEntity/CompanyID").has_value());
    CHECK(buyer(document.root()).text_at("PostalAddress/Country/IdentificationCode") == "DE");
}

TEST_CASE("a collective invoice spans the work of all its lines", "[ubl]") {
    const xml::Document document = read_back(ubl::write_invoice(samples::collective()));
    CHECK(document.root().text_at("InvoicePeriod/StartDate") == "2026-11-03");
    CHECK(document.root().text_at("InvoicePeriod/EndDate") == "2026-11-12");
}

TEST_CASE("the same invoice gives the same bytes", "[ubl]") {
    CHECK(ubl::write_invoice(samples::nasty()) == ubl::write_invoice(samples::nasty()));
}

TEST_CASE("an invoice that the network would refuse is never written", "[ubl]") {
    struct Row {
        const char* why;
        void (*damage)(Invoice&);
    };
    const auto row = GENERATE(values<Row>({
        {"a credit note", [](Invoice& i) { i.type_code = "381"; }},
        {"no number", [](Invoice& i) { i.number = InvoiceNumber{}; }},
        {"due before issue", [](Invoice& i) { i.due_date = samples::day(2026, 11, 22); }},
        {"no buyer reference", [](Invoice& i) { i.buyer_reference.clear(); }},
        {"no communication", [](Invoice& i) { i.structured_communication.clear(); }},
        {"a client on paper", [](Invoice& i) { i.buyer.peppol_id.reset(); }},
        {"no line", [](Invoice& i) { i.lines.clear(); }},
        {"no work dates", [](Invoice& i) { i.lines[0].work_dates.clear(); }},
        {"a blank description", [](Invoice& i) { i.lines[0].description = " \n"; }},
        {"a line one cent off", [](Invoice& i) { i.lines[0].net += euro_cents(1); }},
        {"a base one cent off", [](Invoice& i) { i.vat_totals[0].base += euro_cents(1); }},
        {"VAT one cent off", [](Invoice& i) { i.vat_totals[0].vat += euro_cents(1); }},
        {"a total one cent off", [](Invoice& i) { i.total += euro_cents(1); }},
        {"a breakdown twice", [](Invoice& i) { i.vat_totals.push_back(i.vat_totals[0]); }},
        {"an unknown category", [](Invoice& i) { i.lines[0].vat_category = "X"; }},
        {"an exemption code on standard VAT",
         [](Invoice& i) { i.vat_totals[0].exemption_code = "VATEX-EU-O"; }},
        {"a subject code as note", [](Invoice& i) { i.note = "#AAA#x"; }},
        {"a control character", [](Invoice& i) { i.lines[0].description += '\x01'; }},
    }));
    CAPTURE(row.why);
    Invoice invoice = samples::plain();
    row.damage(invoice);
    CHECK_THROWS_AS(ubl::write_invoice(invoice), ContractViolation);
}
