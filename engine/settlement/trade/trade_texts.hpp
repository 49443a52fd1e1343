#pragma once

#include "engine/settlement/trade/trade_document.hpp"

#include <string>
#include <variant>

/// Every text of a document that people or programs wrote, in the order of the document: `look` is
/// given what it belongs to, and the text itself, which it may alter when the document may be.
namespace mutua::settlement {

void each_id_text(auto& id, const char* what, auto& look) {
    look(what, id.scheme);
    look(what, id.value);
}

void each_address_text(auto& address, auto& look) {
    for (auto* text : {&address.street, &address.additional_street, &address.line, &address.city,
                       &address.postal_code, &address.subdivision, &address.country}) {
        look("an address", *text);
    }
}

void each_party_text(auto& party, const char* what, auto& look) {
    each_id_text(party.endpoint, what, look);
    each_id_text(party.legal_id, what, look);
    each_address_text(party.address, look);
    for (auto* text : {&party.name, &party.trading_name, &party.vat_number, &party.contact.name,
                       &party.contact.telephone, &party.contact.email}) {
        look(what, *text);
    }
}

void each_references_text(auto& to, auto& look) {
    for (auto* text :
         {&to.buyer_reference, &to.order, &to.sales_order, &to.project, &to.contract,
          &to.despatch_advice, &to.receiving_advice, &to.tender, &to.accounting_cost}) {
        look("a reference", *text);
    }
    each_id_text(to.invoiced_object, "a reference", look);
    for (auto& each : to.preceding) { look("an earlier invoice", each.number); }
}

void each_payment_text(auto& payment, auto& look) {
    for (auto* text :
         {&payment.means, &payment.means_text, &payment.communication, &payment.terms}) {
        look("the payment", *text);
    }
    for (auto& account : payment.accounts) {
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

void each_adjustment_text(auto& each, auto& look) {
    look("an allowance or charge", each.reason_code);
    look("an allowance or charge", each.reason);
}

void each_item_text(auto& item, const char* what, auto& look) {
    for (auto* text :
         {&item.name, &item.description, &item.buyer_id, &item.seller_id, &item.origin_country}) {
        look(what, *text);
    }
    each_id_text(item.standard_id, what, look);
    for (auto& each : item.classifications) {
        look(what, each.list);
        look(what, each.list_version);
        look(what, each.code);
    }
    for (auto& each : item.properties) {
        look(what, each.name);
        look(what, each.value);
    }
}

void each_line_text(auto& line, auto& look) {
    const std::string what = "line " + line.id;
    for (auto* text : {&line.id, &line.note, &line.unit, &line.accounting_cost, &line.order_line}) {
        look(what.c_str(), *text);
    }
    each_id_text(line.invoiced_object, what.c_str(), look);
    for (auto& each : line.adjustments) { each_adjustment_text(each, look); }
    each_item_text(line.item, what.c_str(), look);
}

void each_attachment_text(auto& attachment, auto& look) {
    look("an attachment", attachment.reference);
    look("an attachment", attachment.description);
    if (auto* file = std::get_if<EmbeddedFile>(&attachment.content)) {
        look("an attachment", file->file_name);
    }
    if (auto* link = std::get_if<ExternalLink>(&attachment.content)) {
        look("an attachment", link->uri);
    }
}

void each_document_text(auto& document, auto& look) {
    look("the number", document.number);
    for (auto& note : document.notes) { look("the note", note); }
    each_references_text(document.references, look);
    for (auto& each : document.attachments) { each_attachment_text(each, look); }
    each_party_text(document.seller, "the seller", look);
    for (auto& each : document.seller.identifiers) { each_id_text(each, "the seller", look); }
    each_id_text(document.seller.tax_registration, "the seller", look);
    look("the seller", document.seller.legal_form);
    each_party_text(document.buyer, "the buyer", look);
    each_id_text(document.buyer.identifier, "the buyer", look);
    if (document.payee) {
        look("the payee", document.payee->name);
        each_id_text(document.payee->identifier, "the payee", look);
        each_id_text(document.payee->legal_id, "the payee", look);
    }
    if (document.tax_representative) {
        look("the tax representative", document.tax_representative->name);
        look("the tax representative", document.tax_representative->vat_number);
        each_address_text(document.tax_representative->address, look);
    }
    each_id_text(document.delivery.location, "the delivery", look);
    look("the delivery", document.delivery.party_name);
    if (document.delivery.address) { each_address_text(*document.delivery.address, look); }
    each_payment_text(document.payment, look);
    for (auto& each : document.adjustments) { each_adjustment_text(each, look); }
    for (auto& line : document.lines) { each_line_text(line, look); }
}

}  // namespace mutua::settlement
