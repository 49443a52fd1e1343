#include "formats/ubl/invoice_promises.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::ubl {

namespace {

using settlement::Invoice;
using settlement::InvoiceLine;
using settlement::VatTotal;

bool is_known_category(const std::string& category) {
    constexpr std::string_view known[] = {"S", "Z", "E", "AE", "G", "O"};
    return std::find(std::begin(known), std::end(known), category) != std::end(known);
}

void require_line(const InvoiceLine& line) {
    require(line.description.find_first_not_of(" \t\r\n") != std::string::npos,
            "an invoice line says what was done");
    require(
        !line.work_dates.empty() && std::is_sorted(line.work_dates.begin(), line.work_dates.end()),
        "an invoice line has rising work dates");
    require(line.net.minor_units() >= 0, "the price of an invoice line is not negative");
    require(is_known_category(line.vat_category),
            "the VAT category is one that services can have: S Z E AE G O");
}

void require_breakdown(const Invoice& invoice, const VatTotal& total) {
    Money base;
    for (const InvoiceLine& line : invoice.lines) {
        if (line.vat_category == total.category && line.vat_rate == total.rate) {
            base += line.net;
        }
    }
    require(base == total.base, "the base of a VAT breakdown is the sum of its lines");
    const auto is_same = [&total](const VatTotal& other) {
        const bool is_per_rate = total.category == "S";
        return other.category == total.category && (!is_per_rate || other.rate == total.rate);
    };
    require(std::count_if(invoice.vat_totals.begin(), invoice.vat_totals.end(), is_same) == 1,
            "a VAT category has one breakdown, standard VAT one a rate");
    const bool is_charged = total.category == "S" || total.category == "Z";
    require(!is_charged || total.exemption_code.empty(), "VAT that is charged has no exemption");
    require(is_charged || !total.exemption_code.empty() || !total.exemption_reason.empty(),
            "VAT that is not charged has a legal reason");
    require(total.category == "S" || total.vat.is_zero(), "only standard VAT is charged");
    require(total.category != "O" || invoice.vat_totals.size() == 1,
            "what is outside VAT is alone on its invoice");
}

void require_totals(const Invoice& invoice) {
    Money lines, bases, vat;
    for (const InvoiceLine& line : invoice.lines) { lines += line.net; }
    for (const VatTotal& total : invoice.vat_totals) {
        bases += total.base;
        vat += total.vat;
    }
    require(lines == invoice.net && bases == invoice.net, "lines and breakdowns add up to the net");
    require(vat == invoice.vat, "the VAT of the breakdowns adds up to the VAT");
    require(invoice.net + invoice.vat == invoice.total, "net and VAT add up to the total");
}

}  // namespace

void require_complete(const Invoice& invoice) {
    require(invoice.type_code == "380", "the document is an invoice, type 380");
    require(!invoice.number.empty(), "an invoice has a number");
    require(invoice.due_date >= invoice.issue_date, "an invoice is not due before its issue");
    require(!invoice.buyer_reference.empty(), "an invoice has a buyer reference");
    require(!invoice.structured_communication.empty(), "an invoice has a structured communication");
    require(invoice.buyer.peppol_id.has_value(), "an invoice in XML goes to a Peppol address");
    require(!invoice.lines.empty(), "an invoice has a line");
    require(!invoice.note.starts_with('#'), "a note does not begin with a subject code");
    for (const InvoiceLine& line : invoice.lines) { require_line(line); }
    for (const VatTotal& total : invoice.vat_totals) { require_breakdown(invoice, total); }
    require_totals(invoice);
}

}  // namespace mutua::ubl
