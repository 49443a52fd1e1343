#include "engine/settlement/trade/trade_faults.hpp"

#include <functional>

namespace mutua::settlement {

namespace {

using Look = std::function<void(const char* what, const std::string& text)>;

void each_text(const SchemedId& id, const char* what, const Look& look) {
    look(what, id.scheme);
    look(what, id.value);
}

void each_text(const TradeAddress& address, const Look& look) {
    for (const std::string* text :
         {&address.street, &address.additional_street, &address.line, &address.city,
          &address.postal_code, &address.subdivision, &address.country}) {
        look("an address", *text);
    }
}

void each_text(const TradeParty& party, const char* what, const Look& look) {
    each_text(party.endpoint, what, look);
    each_text(party.legal_id, what, look);
    each_text(party.address, look);
    for (const std::string* text :
         {&party.name, &party.trading_name, &party.vat_number, &party.contact.name,
          &party.contact.telephone, &party.contact.email}) {
        look(what, *text);
    }
}

void each_text(const TradeReferences& to, const Look& look) {
    for (const std::string* text :
         {&to.buyer_reference, &to.order, &to.sales_order, &to.project, &to.contract,
          &to.despatch_advice, &to.receiving_advice, &to.tender, &to.accounting_cost}) {
        look("a reference", *text);
    }
    each_text(to.invoiced_object, "a reference", look);
    for (const PrecedingInvoice& each : to.preceding) { look("an earlier invoice", each.number); }
}

void each_text(const TradePayment& payment, const Look& look) {
    for (const std::string* text :
         {&payment.means, &payment.means_text, &payment.communication, &payment.terms}) {
        look("the payment", *text);
    }
    for (const PayeeAccount& account : payment.accounts) {
        look("an account", account.name);
        look("an account", account.id);
        look("an account", account.bic);
    }
    if (payment.card) {
        look("the card", payment.card->number);
        look("the card", payment.card->network);
        look("the card", payment.card->holder);
    }
    if (payment.direct_debit) {
        look("the mandate", payment.direct_debit->mandate);
        look("the mandate", payment.direct_debit->creditor);
        look("the mandate", payment.direct_debit->debited_account);
    }
}

void each_text(const Adjustment& each, const Look& look) {
    look("an allowance or charge", each.reason_code);
    look("an allowance or charge", each.reason);
}

void each_text(const TradeItem& item, const char* what, const Look& look) {
    for (const std::string* text :
         {&item.name, &item.description, &item.buyer_id, &item.seller_id, &item.origin_country}) {
        look(what, *text);
    }
    each_text(item.standard_id, what, look);
    for (const Classification& each : item.classifications) {
        look(what, each.list);
        look(what, each.list_version);
        look(what, each.code);
    }
    for (const ItemProperty& each : item.properties) {
        look(what, each.name);
        look(what, each.value);
    }
}

void each_text(const TradeLine& line, const Look& look) {
    const std::string what = "line " + line.id;
    for (const std::string* text :
         {&line.id, &line.note, &line.unit, &line.accounting_cost, &line.order_line}) {
        look(what.c_str(), *text);
    }
    each_text(line.invoiced_object, what.c_str(), look);
    for (const Adjustment& each : line.adjustments) { each_text(each, look); }
    each_text(line.item, what.c_str(), look);
}

void each_text(const Attachment& attachment, const Look& look) {
    look("an attachment", attachment.reference);
    look("an attachment", attachment.description);
    if (const auto* file = std::get_if<EmbeddedFile>(&attachment.content)) {
        look("an attachment", file->file_name);
    }
    if (const auto* link = std::get_if<ExternalLink>(&attachment.content)) {
        look("an attachment", link->uri);
    }
}

void each_text(const TradeDocument& document, const Look& look) {
    look("the number", document.number);
    for (const std::string& note : document.notes) { look("the note", note); }
    each_text(document.references, look);
    for (const Attachment& each : document.attachments) { each_text(each, look); }
    each_text(document.seller, "the seller", look);
    for (const SchemedId& each : document.seller.identifiers) {
        each_text(each, "the seller", look);
    }
    each_text(document.seller.tax_registration, "the seller", look);
    look("the seller", document.seller.legal_form);
    each_text(document.buyer, "the buyer", look);
    each_text(document.buyer.identifier, "the buyer", look);
    if (document.payee) {
        look("the payee", document.payee->name);
        each_text(document.payee->identifier, "the payee", look);
        each_text(document.payee->legal_id, "the payee", look);
    }
    if (document.tax_representative) {
        look("the tax representative", document.tax_representative->name);
        look("the tax representative", document.tax_representative->vat_number);
        each_text(document.tax_representative->address, look);
    }
    each_text(document.delivery.location, "the delivery", look);
    look("the delivery", document.delivery.party_name);
    if (document.delivery.address) { each_text(*document.delivery.address, look); }
    each_text(document.payment, look);
    for (const DocumentAdjustment& each : document.adjustments) { each_text(each, look); }
    for (const TradeLine& line : document.lines) { each_text(line, look); }
}

/// Length of the well-formed UTF-8 character there that a document can hold; 0 for anything else.
std::size_t character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned>(static_cast<unsigned char>(text[i])) : 0U;
    };
    const unsigned lead = byte(at);
    if (lead < 0x80) {
        return lead >= 0x20 || lead == '\t' || lead == '\n' || lead == '\r' ? 1 : 0;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    unsigned point = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U) { return 0; }
        point = (point << 6U) | (byte(at + i) & 0x3FU);
    }
    constexpr unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
    const bool is_none = point == 0xFFFE || point == 0xFFFF || point > 0x10FFFF || is_surrogate;
    return lead < 0xC2 || lead > 0xF4 || point < least[length] || is_none ? 0 : length;
}

bool is_writable(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = character_at(text, at);
        if (length == 0) { return false; }
        at += length;
    }
    return true;
}

bool is_blank(std::string_view text) {
    return !text.empty() && text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

void check_texts(const TradeDocument& document, TradeFaults& faults) {
    each_text(document, [&faults](const char* what, const std::string& text) {
        faults.expect(is_writable(text), "D135",
                      std::string{what} + ": a text has characters that no document can hold",
                      "write it again without control characters, in UTF-8");
        faults.expect(!is_blank(text), "D135", std::string{what} + ": a text has blanks only",
                      "write the text, or leave it empty");
    });
}

}  // namespace mutua::settlement
