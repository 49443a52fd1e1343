#include "formats/tabular/draft_parts.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

settlement::TradeAddress trade_address(DraftFields& fields) {
    settlement::TradeAddress address;
    address.street = fields.text("street");
    address.additional_street = fields.text("additional_street");
    address.line = fields.text("line");
    address.city = fields.text("city");
    address.postal_code = fields.text("postal_code");
    address.subdivision = fields.text("subdivision");
    address.country = fields.text("country");
    return address;
}

void read_party(DraftFields& fields, settlement::TradeParty& party) {
    party.endpoint = schemed_id(fields, "endpoint");
    party.name = fields.text("name");
    party.trading_name = fields.text("trading_name");
    party.vat_number = fields.text("vat_number");
    party.legal_id = schemed_id(fields, "legal_id");
    fields.object("address", [&](DraftFields& inside) { party.address = trade_address(inside); });
    fields.object("contact", [&](DraftFields& inside) {
        party.contact = {inside.text("name"), inside.text("telephone"), inside.text("email")};
    });
}

/// The type that the end of a file's name stands for; empty when it may not be attached.
std::string media_type_of(const std::string& path) {
    constexpr std::pair<std::string_view, std::string_view> types[] = {
        {".pdf", "application/pdf"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},
        {".csv", "text/csv"},
        {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {".ods", "application/vnd.oasis.opendocument.spreadsheet"}};
    std::string lower = path;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    for (const auto& [ending, type] : types) {
        if (lower.ends_with(ending)) { return std::string{type}; }
    }
    return {};
}

settlement::EmbeddedFile embedded_file(DraftFields& fields, const std::string& path,
                                       const DraftFileReader& read_file) {
    settlement::EmbeddedFile file;
    file.media_type = fields.text("media_type");
    if (file.media_type.empty()) { file.media_type = media_type_of(path); }
    file.file_name = fields.text("file_name");
    if (file.file_name.empty()) { file.file_name = path.substr(path.rfind('/') + 1); }
    if (auto bytes = read_file(path)) {
        file.bytes = std::move(*bytes);
    } else {
        fields.refuse("file", "`" + path + "` cannot be read",
                      "name a file beside the draft, or by its whole path", "D146");
    }
    return file;
}

}  // namespace

settlement::SchemedId schemed_id(DraftFields& fields, std::string_view key) {
    settlement::SchemedId id;
    const JsonNode* node = fields.find(key);
    if (node == nullptr) { return id; }
    if (node->kind == JsonKind::object) {
        fields.object(key, [&](DraftFields& inside) {
            id = {inside.text("scheme"), inside.text("value")};
        });
        return id;
    }
    const std::string written = fields.text(key);
    const std::size_t colon = written.find(':');
    if (colon == std::string::npos) { return {{}, written}; }
    return {written.substr(0, colon), written.substr(colon + 1)};
}

settlement::TradePeriod trade_period(DraftFields& fields, std::string_view key) {
    settlement::TradePeriod period;
    fields.object(key, [&](DraftFields& inside) {
        period = {inside.day("start"), inside.day("end")};
    });
    return period;
}

void read_seller(DraftFields& fields, settlement::TradeSeller& seller) {
    read_party(fields, seller);
    fields.each("identifiers", [&](DraftFields& inside) {
        seller.identifiers.push_back({inside.text("scheme"), inside.text("value")});
    });
    seller.tax_registration = schemed_id(fields, "tax_registration");
    seller.legal_form = fields.text("legal_form");
}

void read_buyer(DraftFields& fields, settlement::TradeBuyer& buyer) {
    read_party(fields, buyer);
    buyer.identifier = schemed_id(fields, "identifier");
}

settlement::Payee trade_payee(DraftFields& fields) {
    return {fields.text("name"), schemed_id(fields, "identifier"), schemed_id(fields, "legal_id")};
}

settlement::TaxRepresentative trade_representative(DraftFields& fields) {
    settlement::TaxRepresentative one{fields.text("name"), fields.text("vat_number"), {}};
    fields.object("address", [&](DraftFields& inside) { one.address = trade_address(inside); });
    return one;
}

settlement::Delivery trade_delivery(DraftFields& fields) {
    settlement::Delivery delivery;
    delivery.date = fields.day("date");
    delivery.location = schemed_id(fields, "location");
    fields.object("address",
                  [&](DraftFields& inside) { delivery.address = trade_address(inside); });
    delivery.party_name = fields.text("party_name");
    return delivery;
}

settlement::TradePayment trade_payment(DraftFields& fields) {
    settlement::TradePayment payment;
    payment.means = fields.text("means");
    payment.means_text = fields.text("means_text");
    payment.communication = fields.text("communication");
    fields.each("accounts", [&](DraftFields& inside) {
        payment.accounts.push_back({inside.text("id"), inside.text("name"), inside.text("bic")});
    });
    fields.object("card", [&](DraftFields& inside) {
        payment.card = {inside.text("number"), inside.text("network"), inside.text("holder")};
    });
    fields.object("direct_debit", [&](DraftFields& inside) {
        payment.direct_debit = {inside.text("mandate"), inside.text("creditor"),
                                inside.text("debited_account")};
    });
    payment.due_date = fields.day("due_date");
    payment.terms = fields.text("terms");
    return payment;
}

settlement::TradeReferences trade_references(DraftFields& fields) {
    settlement::TradeReferences to;
    to.buyer_reference = fields.text("buyer_reference");
    to.order = fields.text("order");
    to.sales_order = fields.text("sales_order");
    to.project = fields.text("project");
    to.contract = fields.text("contract");
    to.despatch_advice = fields.text("despatch_advice");
    to.receiving_advice = fields.text("receiving_advice");
    to.tender = fields.text("tender");
    to.accounting_cost = fields.text("accounting_cost");
    to.invoiced_object = schemed_id(fields, "invoiced_object");
    fields.each("preceding", [&](DraftFields& inside) {
        to.preceding.push_back({inside.text("number"), inside.day("issue_date")});
    });
    return to;
}

settlement::Attachment trade_attachment(DraftFields& fields, const DraftFileReader& read_file) {
    settlement::Attachment attachment{fields.text("reference"), fields.text("description"), {}};
    const std::string path = fields.text("file");
    const std::string uri = fields.text("uri");
    if (!path.empty()) {
        attachment.content = embedded_file(fields, path, read_file);
        if (!uri.empty()) {
            fields.refuse("uri", "an attachment is inside the document or elsewhere, not both",
                          "keep `file` or `uri`");
        }
    } else if (!uri.empty()) {
        attachment.content = settlement::ExternalLink{uri};
    }
    return attachment;
}

}  // namespace mutua::tabular
