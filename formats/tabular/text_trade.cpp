#include "formats/tabular/text_trade.hpp"

#include "formats/tabular/table.hpp"
#include "formats/tabular/text_page.hpp"

#include <string_view>

namespace mutua::tabular {

namespace {

using settlement::DocumentKind;
using settlement::TradeDocument;

std::string_view kind_text(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::invoice:
            return "Invoice";
        case DocumentKind::prepayment_invoice:
            return "Prepayment invoice";
        case DocumentKind::credit_note:
            return "Credit note";
        case DocumentKind::self_billed_invoice:
            return "Self-billed invoice";
        case DocumentKind::self_billed_credit_note:
            return "Self-billed credit note";
    }
    return "Document";
}

std::string number_text(const Decimal& value) {
    return decimals_of(value) ? shortest_text(value) : value.str();
}

void put_value(TextPage& page, std::string_view label, const std::string& value) {
    if (!value.empty()) { page.labelled(label, value); }
}

std::string party_value(const settlement::TradeParty& party) {
    std::string text = party.name;
    const auto append = [&text](const std::string& part) {
        if (!part.empty()) { text += ", " + part; }
    };
    append(party.address.street);
    append(party.address.postal_code + (party.address.city.empty() ? "" : " ") +
           party.address.city);
    append(party.address.country);
    append(party.vat_number.empty() ? party.legal_id.value : party.vat_number);
    append(party.contact.email);
    return text;
}

void put_head(TextPage& page, const TradeDocument& document) {
    page.sides(std::string{kind_text(document.kind)} + " " + document.number,
               "type " + std::string{settlement::type_code(document)});
    page.rule();
    put_value(page, "Issued", mutua::to_string(document.issue_date));
    if (document.payment.due_date) {
        put_value(page, "Due", mutua::to_string(*document.payment.due_date));
    }
    put_value(page, "Seller", party_value(document.seller));
    put_value(page, "Buyer", party_value(document.buyer));
    if (document.payee) { put_value(page, "Payee", document.payee->name); }
    put_value(page, "Buyer reference", document.references.buyer_reference);
    put_value(page, "Order", document.references.order);
    put_value(page, "Contract", document.references.contract);
    for (const auto& one : document.references.preceding) {
        put_value(page, "Earlier invoice",
                  one.number + (one.issue_date ? " of " + mutua::to_string(*one.issue_date) : ""));
    }
    for (const std::string& note : document.notes) { put_value(page, "Note", note); }
}

std::string vat_text(const settlement::VatClass& vat) {
    return std::string{settlement::to_string(vat.category)} + " " + number_text(vat.rate) + " %";
}

void put_adjustment(TextPage& page, const settlement::Adjustment& one, std::size_t indent) {
    const bool is_charge = one.kind == settlement::AdjustmentKind::charge;
    const std::string reason = one.reason.empty() ? one.reason_code : one.reason;
    page.row((is_charge ? "Charge " : "Allowance ") + reason,
             {{mutua::to_string(is_charge ? one.amount : -one.amount)}}, {indent, 0});
}

void put_lines(TextPage& page, const TradeDocument& document) {
    constexpr std::size_t vat_end = 66;
    page.gap();
    page.row("Lines", {{"VAT", vat_end}, {std::string{mutua::to_string(document.currency)}}});
    page.rule();
    for (const settlement::TradeLine& line : document.lines) {
        page.row(line.id + "  " + line.item.name,
                 {{vat_text(line.vat), vat_end}, {mutua::to_string(line.net)}}, {0, 4});
        std::string price =
            number_text(line.quantity) + " " + line.unit + " at " + number_text(line.price.net);
        if (line.price.base_quantity) { price += " for " + number_text(*line.price.base_quantity); }
        page.text(price, 4);
        if (line.item.description != line.item.name) { page.text(line.item.description, 4); }
        for (const auto& one : line.adjustments) { put_adjustment(page, one, 4); }
    }
    for (const auto& one : document.adjustments) { put_adjustment(page, one, 0); }
}

void put_total(TextPage& page, std::string_view label, Money amount, bool is_shown = true) {
    if (is_shown) { page.row(label, {{mutua::to_string(amount)}}); }
}

void put_totals(TextPage& page, const TradeDocument& document) {
    constexpr std::size_t base_end = 60;
    page.gap();
    page.row("VAT", {{"Base", base_end}, {"VAT"}});
    page.rule();
    for (const settlement::VatBreakdown& one : document.breakdowns) {
        page.row(vat_text(one.vat) + (one.exemption_text.empty() ? "" : "  " + one.exemption_text),
                 {{mutua::to_string(one.base), base_end}, {mutua::to_string(one.tax)}}, {0, 2});
    }
    const settlement::TradeTotals& totals = document.totals;
    page.gap();
    put_total(page, "Without VAT", totals.without_vat);
    put_total(page, "VAT", totals.vat);
    put_total(page, "With VAT", totals.with_vat);
    put_total(page, "Prepaid", -totals.prepaid, !totals.prepaid.is_zero());
    put_total(page, "Rounding", totals.rounding, !totals.rounding.is_zero());
    page.sum_rule();
    put_total(page, "Amount due " + std::string{mutua::to_string(document.currency)},
              totals.payable);
}

void put_payment(TextPage& page, const TradeDocument& document) {
    const settlement::TradePayment& payment = document.payment;
    page.gap();
    for (const auto& account : payment.accounts) {
        put_value(page, "Account",
                  account.id + (account.bic.empty() ? "" : " (" + account.bic + ")"));
    }
    put_value(page, "Communication", payment.communication);
    put_value(page, "Terms", payment.terms);
    for (const settlement::Attachment& one : document.attachments) {
        std::string text = one.reference;
        if (const auto* file = std::get_if<settlement::EmbeddedFile>(&one.content)) {
            const std::string name = file->file_name.empty() ? "" : file->file_name + ", ";
            text += ": " + name + file->media_type + ", " + std::to_string(file->bytes.size()) +
                    " bytes";
        } else if (const auto* link = std::get_if<settlement::ExternalLink>(&one.content)) {
            text += ": " + link->uri;
        }
        put_value(page, "Attached", text);
    }
}

}  // namespace

std::string trade_text(const TradeDocument& document) {
    TextPage page;
    put_head(page, document);
    put_lines(page, document);
    put_totals(page, document);
    put_payment(page, document);
    return page.str();
}

}  // namespace mutua::tabular
