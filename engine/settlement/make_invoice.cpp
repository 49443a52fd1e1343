#include "engine/settlement/issue.hpp"
#include "engine/settlement/trade/trade_amounts.hpp"

namespace mutua::settlement {

namespace {

std::string padded(std::int64_t number, std::size_t width) {
    std::string digits = std::to_string(number);
    require(number >= 0 && digits.size() <= width, "a number fits its series");
    return std::string(width - digits.size(), '0') + digits;
}

std::string first_of(const std::string& first, const std::string& second,
                     const std::string& third) {
    if (!first.empty()) { return first; }
    return second.empty() ? third : second;
}

std::vector<InvoicedWork> works_of(const InvoiceRequest& request) {
    std::vector<InvoicedWork> all{{request.declaration, request.acceptance}};
    for (const InvoicedWork& one : request.more) {
        for (const InvoicedWork& before : all) {
            require(may_share_document(before, one), "services of one invoice may share it");
        }
        all.push_back(one);
    }
    return all;
}

/// Adds a service: its line, and its part of the total of its category and rate.
void add_work(const InvoicedWork& work, Invoice& invoice) {
    const Acceptance& accepted = work.acceptance;
    const VatDecision& vat = accepted.vat;
    require(accepted.declaration == work.declaration.code,
            "the acceptance is the declaration's own");
    invoice.lines.push_back({work.declaration.code, work.declaration.description,
                             work.declaration.work_dates, work.declaration.member.text(),
                             accepted.price, vat.category, vat.rate});
    invoice.net += accepted.price;
    if (vat.category == "K") { invoice.delivery_country = work.declaration.place_country; }
    for (VatTotal& total : invoice.vat_totals) {
        if (total.category != vat.category || total.rate != vat.rate) { continue; }
        total.base += accepted.price;
        const auto rate = parse_decimal(vat.rate);
        require(rate.has_value(), "an accepted rate is a percent");
        const auto charged = share_of(total.base, *rate);
        require(charged.has_value(), "the VAT of an invoice is within all bounds");
        total.vat = *charged;
        return;
    }
    invoice.vat_totals.push_back({vat.category, vat.rate, accepted.price, vat.amount,
                                  vat.exemption_code, vat.legal_reason.in(invoice.language)});
}

void settle_vat(Invoice& invoice) {
    for (const VatTotal& total : invoice.vat_totals) { invoice.vat += total.vat; }
}

}  // namespace

bool may_share_document(const InvoicedWork& one, const InvoicedWork& other) {
    const VatDecision& left = one.acceptance.vat;
    const VatDecision& right = other.acceptance.vat;
    // Goods that go to another member state name the day and the country of their delivery, and a
    // document has one of each.
    if (left.category == "K" || right.category == "K") {
        const cooperative::Declaration& here = one.declaration;
        const cooperative::Declaration& there = other.declaration;
        if (left.category != right.category || here.place_country != there.place_country ||
            here.work_dates.back() != there.work_dates.back()) {
            return false;
        }
    }
    if (left.category != right.category) { return left.category != "O" && right.category != "O"; }
    // What has one rate adds up to one total, with one reason or statement.
    return left.rate != right.rate ||
           (left.exemption_code == right.exemption_code && left.legal_reason == right.legal_reason);
}

InvoiceNumber invoice_number(const InvoicePlace& place) {
    require(place.sequence >= 1, "invoice numbers start at 1");
    return InvoiceNumber{padded(place.year, 4) + "-" + padded(place.sequence, 6)};
}

std::string invoice_communication(const InvoicePlace& place) {
    return cooperative::structured_communication(
        padded(place.series, 1) + padded(place.year % 100, 2) + padded(place.sequence, 7));
}

Invoice make_invoice(const InvoiceRequest& request) {
    const Acceptance& accepted = request.acceptance;
    const cooperative::Declaration& declaration = request.declaration;
    const std::string language{cooperative::to_string(request.client.language)};
    const std::int64_t terms =
        request.client.payment_terms_days.value_or(request.default_terms_days);

    Invoice invoice;
    invoice.number = invoice_number(request.place);
    invoice.type_code = "380";
    invoice.issue_date = request.issue_date;
    invoice.due_date = add_days(request.issue_date, static_cast<int>(terms));
    invoice.seller = request.entity;
    invoice.buyer = request.client;
    invoice.language = language;
    invoice.buyer_reference = first_of(request.client.buyer_reference, declaration.order_reference,
                                       declaration.code.text());
    invoice.order_reference = declaration.order_reference;
    invoice.structured_communication = invoice_communication(request.place);
    for (const InvoicedWork& work : works_of(request)) { add_work(work, invoice); }
    settle_vat(invoice);
    invoice.total = invoice.net + invoice.vat;
    invoice.channel = request.client.peppol_id ? Channel::peppol : Channel::paper;
    invoice.ruleset = accepted.ruleset;
    return invoice;
}

std::string_view to_string(Channel channel) {
    return channel == Channel::peppol ? "peppol" : "paper";
}

std::optional<Channel> parse_channel(std::string_view text) {
    for (const Channel channel : {Channel::peppol, Channel::paper}) {
        if (to_string(channel) == text) { return channel; }
    }
    return std::nullopt;
}

}  // namespace mutua::settlement
