#include "formats/ubl/invoice_promises.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::ubl {

namespace {

using settlement::Invoice;
using settlement::InvoiceLine;
using settlement::VatTotal;

bool is_known_category(const std::string& category) {
    constexpr std::string_view known[] = {"S", "Z", "E", "AE", "K", "G", "O"};
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
            "the VAT category is one that Belgium has: S Z E AE K G O");
}

/// The document has no place for it: standard and zero rate give no reason.
void require_no_exemption(const VatTotal& total) {
    const bool is_charged = total.category == "S" || total.category == "Z";
    require(!is_charged || total.exemption_code.empty(), "VAT that is charged has no exemption");
}

}  // namespace

void require_complete(const Invoice& invoice, std::string_view type_code) {
    require(invoice.type_code == type_code, "the document has the type that it is written as");
    require(!invoice.buyer_reference.empty(), "an invoice has a buyer reference");
    require(!invoice.structured_communication.empty(), "an invoice has a structured communication");
    require(!invoice.lines.empty(), "an invoice has a line");
    for (const InvoiceLine& line : invoice.lines) { require_line(line); }
    for (const VatTotal& total : invoice.vat_totals) { require_no_exemption(total); }
}

}  // namespace mutua::ubl
