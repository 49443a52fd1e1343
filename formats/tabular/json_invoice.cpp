#include "formats/tabular/json_invoice.hpp"

#include "formats/tabular/json_state.hpp"

namespace mutua::tabular {

namespace {

using settlement::Channel;
using settlement::Invoice;
using settlement::InvoiceLine;
using settlement::VatTotal;

constexpr const char* invoice_document = "mutua-invoice";

Json json_of_lines(const std::vector<InvoiceLine>& lines) {
    Json list = Json::array();
    for (const InvoiceLine& line : lines) {
        list.push_back({{"declaration", line.declaration.text()},
                        {"description", line.description},
                        {"work_dates", json_of(line.work_dates)},
                        {"worker", line.worker},
                        {"net", json_of(line.net)},
                        {"vat_category", line.vat_category},
                        {"vat_rate", line.vat_rate}});
    }
    return list;
}

std::vector<InvoiceLine> invoice_lines_of(const Json& list) {
    std::vector<InvoiceLine> lines;
    for (const Json& line : list) {
        lines.push_back({DeclarationCode{text_of(line, "declaration")},
                         text_of(line, "description"), dates_of(line, "work_dates"),
                         text_of(line, "worker"), money_of(line, "net"),
                         text_of(line, "vat_category"), text_of(line, "vat_rate")});
    }
    return lines;
}

Json json_of_totals(const std::vector<VatTotal>& totals) {
    Json list = Json::array();
    for (const VatTotal& total : totals) {
        list.push_back({{"category", total.category},
                        {"rate", total.rate},
                        {"base", json_of(total.base)},
                        {"vat", json_of(total.vat)},
                        {"exemption_code", total.exemption_code},
                        {"exemption_reason", total.exemption_reason}});
    }
    return list;
}

std::vector<VatTotal> totals_of(const Json& list) {
    std::vector<VatTotal> totals;
    for (const Json& total : list) {
        totals.push_back({text_of(total, "category"), text_of(total, "rate"),
                          money_of(total, "base"), money_of(total, "vat"),
                          text_of(total, "exemption_code"), text_of(total, "exemption_reason")});
    }
    return totals;
}

Channel channel_of(const std::string& text) {
    const Channel channel = text == "paper" ? Channel::paper : Channel::peppol;
    require(to_string(channel) == text, "an archived channel is known");
    return channel;
}

}  // namespace

Json json_of(const Invoice& invoice) {
    Json object{{"number", invoice.number.text()},
                {"type_code", invoice.type_code},
                {"issue_date", json_of(invoice.issue_date)},
                {"due_date", json_of(invoice.due_date)},
                {"seller", json_of(invoice.seller)},
                {"buyer", json_of(invoice.buyer)},
                {"language", invoice.language},
                {"buyer_reference", invoice.buyer_reference},
                {"order_reference", invoice.order_reference},
                {"structured_communication", invoice.structured_communication},
                {"lines", json_of_lines(invoice.lines)},
                {"vat_totals", json_of_totals(invoice.vat_totals)},
                {"net", json_of(invoice.net)},
                {"vat", json_of(invoice.vat)},
                {"total", json_of(invoice.total)},
                {"channel", to_string(invoice.channel)},
                {"note", invoice.note},
                {"ruleset", invoice.ruleset}};
    // Later than the documents that were archived before it.
    if (!invoice.delivery_country.empty()) {
        object["delivery_country"] = invoice.delivery_country;
    }
    return object;
}

Invoice invoice_of(const Json& document) {
    Invoice invoice;
    invoice.number = InvoiceNumber{text_of(document, "number")};
    invoice.type_code = text_of(document, "type_code");
    invoice.issue_date = date_of(document, "issue_date");
    invoice.due_date = date_of(document, "due_date");
    invoice.seller = entity_of(document, "seller");
    invoice.buyer = client_of(document, "buyer");
    invoice.language = text_of(document, "language");
    invoice.buyer_reference = text_of(document, "buyer_reference");
    invoice.order_reference = text_of(document, "order_reference");
    invoice.structured_communication = text_of(document, "structured_communication");
    invoice.lines = invoice_lines_of(document.at("lines"));
    invoice.vat_totals = totals_of(document.at("vat_totals"));
    invoice.net = money_of(document, "net");
    invoice.vat = money_of(document, "vat");
    invoice.total = money_of(document, "total");
    invoice.channel = channel_of(text_of(document, "channel"));
    invoice.note = text_of(document, "note");
    invoice.ruleset = text_of(document, "ruleset");
    if (document.contains("delivery_country")) {
        invoice.delivery_country = text_of(document, "delivery_country");
    }
    return invoice;
}

std::string to_json(const Invoice& invoice) {
    Json document{{"document", invoice_document}, {"format", 1}};
    document.update(json_of(invoice));
    return archived(document);
}

Invoice invoice_from_json(std::string_view bytes) {
    Invoice invoice = from_archive(bytes, invoice_document, 1, invoice_of);
    require(to_json(invoice) == bytes, "an archived invoice is byte for byte as mutua wrote it");
    return invoice;
}

}  // namespace mutua::tabular
