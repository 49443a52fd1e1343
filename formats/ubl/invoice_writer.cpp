#include "formats/ubl/invoice_writer.hpp"

#include "engine/core/contract.hpp"
#include "formats/ubl/invoice_promises.hpp"
#include "formats/ubl/item_name.hpp"
#include "formats/ubl/phrases.hpp"
#include "formats/xml/writer.hpp"

#include <algorithm>
#include <utility>

namespace mutua::ubl {

namespace {

using settlement::Invoice;
using settlement::InvoiceLine;
using settlement::VatTotal;
using xml::Name;
using xml::Writer;

constexpr std::string_view customization =
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
constexpr std::string_view profile = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
/// Belgian enterprise number, in the list of electronic addresses and in ISO 6523.
constexpr std::string_view enterprise_scheme = "0208";
/// UNCL 4461: credit transfer.
constexpr std::string_view credit_transfer = "30";
/// Recommendation 20: "one". A service of an agreed price is counted, not measured; every importer
/// knows this unit, while "lump sum" (LS) is often missing from their lists.
constexpr std::string_view unit_one = "C62";

/// First and last day of the work.
struct Span {
    Date first;
    Date last;
};

Span span_of(const InvoiceLine& line) { return {line.work_dates.front(), line.work_dates.back()}; }

Span span_of(const Invoice& invoice) {
    Span span = span_of(invoice.lines.front());
    for (const InvoiceLine& line : invoice.lines) {
        span.first = std::min(span.first, span_of(line).first);
        span.last = std::max(span.last, span_of(line).last);
    }
    return span;
}

void write_amount(Writer& out, Name name, Money amount) {
    out.leaf(name, to_string(amount), {{"currencyID", to_string(amount.currency())}});
}

void write_period(Writer& out, Span span) {
    out.within("cac:InvoicePeriod", [&] {
        out.leaf("cbc:StartDate", to_string(span.first));
        out.leaf("cbc:EndDate", to_string(span.last));
    });
}

void write_vat_scheme(Writer& out) {
    out.within("cac:TaxScheme", [&] { out.leaf("cbc:ID", "VAT"); });
}

/// What is outside VAT has no rate, not even zero (BR-O-05).
void write_category(Writer& out, std::string_view category, std::string_view rate) {
    out.leaf("cbc:ID", category);
    if (category != "O") { out.leaf("cbc:Percent", rate); }
}

void write_address(Writer& out, const cooperative::Address& address) {
    out.within("cac:PostalAddress", [&] {
        const bool has_number = !address.street.empty() && !address.house_number.empty();
        out.optional_leaf("cbc:StreetName",
                          address.street + (has_number ? " " : "") + address.house_number);
        out.optional_leaf("cbc:CityName", address.city);
        out.optional_leaf("cbc:PostalZone", address.postal_code);
        out.within("cac:Country", [&] { out.leaf("cbc:IdentificationCode", address.country); });
    });
}

/// What both parties have in common; every text is empty where the party has none.
struct Party {
    std::string_view endpoint_scheme;
    std::string_view endpoint;
    std::string_view name;
    const cooperative::Address& address;
    std::string_view vat_number;
    std::string_view enterprise_number;
    std::string_view email;
};

void write_party(Writer& out, const Party& party) {
    out.open("cac:Party");
    out.leaf("cbc:EndpointID", party.endpoint, {{"schemeID", party.endpoint_scheme}});
    out.within("cac:PartyName", [&] { out.leaf("cbc:Name", party.name); });
    write_address(out, party.address);
    if (!party.vat_number.empty()) {
        out.within("cac:PartyTaxScheme", [&] {
            out.leaf("cbc:CompanyID", party.vat_number);
            write_vat_scheme(out);
        });
    }
    out.within("cac:PartyLegalEntity", [&] {
        out.leaf("cbc:RegistrationName", party.name);
        out.optional_leaf("cbc:CompanyID", party.enterprise_number,
                          {{"schemeID", enterprise_scheme}});
    });
    if (!party.email.empty()) {
        out.within("cac:Contact", [&] { out.leaf("cbc:ElectronicMail", party.email); });
    }
    out.close("cac:Party");
}

/// Neither party shows a VAT number on what is outside VAT (BR-O-02).
bool shows_vat_numbers(const Invoice& invoice) {
    return std::none_of(invoice.vat_totals.begin(), invoice.vat_totals.end(),
                        [](const VatTotal& total) { return total.category == "O"; });
}

void write_seller(Writer& out, const Invoice& invoice) {
    const cooperative::Entity& seller = invoice.seller;
    const std::string_view vat = seller.vat_number.text();
    out.within("cac:AccountingSupplierParty", [&] {
        write_party(out, {enterprise_scheme, seller.enterprise_number.text(), seller.name,
                          seller.address, shows_vat_numbers(invoice) ? vat : std::string_view{},
                          seller.enterprise_number.text(), seller.email.text()});
    });
}

void write_buyer(Writer& out, const Invoice& invoice) {
    const cooperative::Client& buyer = invoice.buyer;
    const std::string_view address = buyer.peppol_id->text();
    const std::size_t colon = address.find(':');
    require(colon != std::string_view::npos, "a Peppol address is a scheme, a colon and a value");
    const bool has_vat = buyer.vat_number && shows_vat_numbers(invoice);
    out.within("cac:AccountingCustomerParty", [&] {
        write_party(out,
                    {address.substr(0, colon), address.substr(colon + 1), buyer.name, buyer.address,
                     has_vat ? std::string_view{buyer.vat_number->text()} : std::string_view{},
                     buyer.enterprise_number ? std::string_view{buyer.enterprise_number->text()}
                                             : std::string_view{},
                     buyer.email ? std::string_view{buyer.email->text()} : std::string_view{}});
    });
}

/// True for standard and zero rate: their breakdowns may not carry a reason (BR-S-10, BR-Z-10).
bool is_charged(const VatTotal& total) { return total.category == "S" || total.category == "Z"; }

/// A document has one note (R002): the invoice's own and the legal reasons of reduced rates, which
/// have no other place.
std::string note_of(const Invoice& invoice) {
    std::string note = invoice.note;
    for (const VatTotal& total : invoice.vat_totals) {
        if (!is_charged(total) || total.exemption_reason.empty()) { continue; }
        note += (note.empty() ? "" : "\n") + total.exemption_reason;
    }
    return note;
}

void write_heading(Writer& out, const Invoice& invoice) {
    out.leaf("cbc:CustomizationID", customization);
    out.leaf("cbc:ProfileID", profile);
    out.leaf("cbc:ID", invoice.number.text());
    out.leaf("cbc:IssueDate", to_string(invoice.issue_date));
    out.leaf("cbc:DueDate", to_string(invoice.due_date));
    out.leaf("cbc:InvoiceTypeCode", invoice.type_code);
    out.optional_leaf("cbc:Note", note_of(invoice));
    out.leaf("cbc:DocumentCurrencyCode", to_string(invoice.total.currency()));
    out.leaf("cbc:BuyerReference", invoice.buyer_reference);
    write_period(out, span_of(invoice));
    if (!invoice.order_reference.empty()) {
        out.within("cac:OrderReference", [&] { out.leaf("cbc:ID", invoice.order_reference); });
    }
}

void write_payment(Writer& out, const Invoice& invoice) {
    const Phrases& words = phrases(invoice.language);
    out.within("cac:PaymentMeans", [&] {
        out.leaf("cbc:PaymentMeansCode", credit_transfer, {{"name", words.credit_transfer}});
        out.leaf("cbc:PaymentID", invoice.structured_communication);
        out.within("cac:PayeeFinancialAccount", [&] {
            out.leaf("cbc:ID", invoice.seller.iban.text());
            out.leaf("cbc:Name", invoice.seller.name);
            out.within("cac:FinancialInstitutionBranch",
                       [&] { out.leaf("cbc:ID", invoice.seller.bic.text()); });
        });
    });
    const std::string due = day_in_words(invoice.due_date, invoice.language);
    out.within("cac:PaymentTerms",
               [&] { out.leaf("cbc:Note", std::string{words.payable_until} + " " + due); });
}

void write_breakdown(Writer& out, const VatTotal& total) {
    out.within("cac:TaxSubtotal", [&] {
        write_amount(out, "cbc:TaxableAmount", total.base);
        write_amount(out, "cbc:TaxAmount", total.vat);
        out.within("cac:TaxCategory", [&] {
            write_category(out, total.category, total.rate);
            if (!is_charged(total)) {
                out.optional_leaf("cbc:TaxExemptionReasonCode", total.exemption_code);
                out.optional_leaf("cbc:TaxExemptionReason", total.exemption_reason);
            }
            write_vat_scheme(out);
        });
    });
}

void write_totals(Writer& out, const Invoice& invoice) {
    out.within("cac:TaxTotal", [&] {
        write_amount(out, "cbc:TaxAmount", invoice.vat);
        for (const VatTotal& total : invoice.vat_totals) { write_breakdown(out, total); }
    });
    out.within("cac:LegalMonetaryTotal", [&] {
        write_amount(out, "cbc:LineExtensionAmount", invoice.net);
        write_amount(out, "cbc:TaxExclusiveAmount", invoice.net);
        write_amount(out, "cbc:TaxInclusiveAmount", invoice.total);
        write_amount(out, "cbc:PayableAmount", invoice.total);
    });
}

/// Every day of the work, for the client who checks it against an agenda.
std::string days_worked(const InvoiceLine& line, std::string_view language) {
    std::string days{phrases(language).work_dates};
    const char* before = " ";
    for (const Date day : line.work_dates) {
        days += std::exchange(before, ", ") + day_in_words(day, language);
    }
    return days;
}

void write_item(Writer& out, const InvoiceLine& line, std::string_view language) {
    const std::string name = item_name(line.description);
    out.open("cac:Item");
    if (name != line.description) { out.leaf("cbc:Description", line.description); }
    out.leaf("cbc:Name", name);
    out.within("cac:ClassifiedTaxCategory", [&] {
        write_category(out, line.vat_category, line.vat_rate);
        write_vat_scheme(out);
    });
    if (!line.worker.empty()) {
        out.within("cac:AdditionalItemProperty", [&] {
            out.leaf("cbc:Name", phrases(language).worker);
            out.leaf("cbc:Value", line.worker);
        });
    }
    out.close("cac:Item");
}

void write_line(Writer& out, const InvoiceLine& line, std::size_t number,
                std::string_view language) {
    out.open("cac:InvoiceLine");
    out.leaf("cbc:ID", std::to_string(number));
    if (line.work_dates.size() > 1) { out.leaf("cbc:Note", days_worked(line, language)); }
    out.leaf("cbc:InvoicedQuantity", "1", {{"unitCode", unit_one}});
    write_amount(out, "cbc:LineExtensionAmount", line.net);
    write_period(out, span_of(line));
    write_item(out, line, language);
    out.within("cac:Price", [&] { write_amount(out, "cbc:PriceAmount", line.net); });
    out.close("cac:InvoiceLine");
}

}  // namespace

std::string write_invoice(const Invoice& invoice) {
    require_complete(invoice);
    std::string bytes;
    constexpr std::size_t usual_heading = 5'000;
    constexpr std::size_t usual_line = 1'400;
    bytes.reserve(usual_heading + usual_line * invoice.lines.size());
    Writer out{bytes};
    out.open(
        "Invoice",
        {{"xmlns", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"},
         {"xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
         {"xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}});
    write_heading(out, invoice);
    write_seller(out, invoice);
    write_buyer(out, invoice);
    write_payment(out, invoice);
    write_totals(out, invoice);
    for (std::size_t at = 0; at < invoice.lines.size(); ++at) {
        write_line(out, invoice.lines[at], at + 1, invoice.language);
    }
    out.close("Invoice");
    out.finish();
    return bytes;
}

}  // namespace mutua::ubl
