#include "engine/settlement/issue.hpp"

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

}  // namespace

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
    require(accepted.declaration == declaration.code, "the acceptance is the declaration's own");
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
    invoice.lines = {{declaration.code, declaration.description, declaration.work_dates,
                      declaration.member.text(), accepted.price, accepted.vat.category,
                      accepted.vat.rate}};
    invoice.vat_totals = {{accepted.vat.category, accepted.vat.rate, accepted.price,
                           accepted.vat.amount, accepted.vat.exemption_code,
                           accepted.vat.legal_reason.in(language)}};
    invoice.net = accepted.price;
    invoice.vat = accepted.vat.amount;
    invoice.total = invoice.net + invoice.vat;
    invoice.channel = request.client.peppol_id ? Channel::peppol : Channel::paper;
    invoice.ruleset = accepted.ruleset;
    if (accepted.vat.category == "K") { invoice.delivery_country = declaration.place_country; }
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
