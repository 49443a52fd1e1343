#include "formats/tabular/text_trade.hpp"

#include "formats/tabular/text_page.hpp"
#include "formats/words/units.hpp"

#include <string_view>

namespace mutua::tabular {

namespace {

using settlement::DocumentKind;
using settlement::TradeDocument;

/// A page, and how its language says things.
struct TradePage {
    Language language;
    TextPage page;

    [[nodiscard]] std::string say(Word which) const { return word(which, language); }
    [[nodiscard]] std::string day(Date day) const { return day_text(day, language); }
    [[nodiscard]] std::string amount(Money amount) const { return amount_text(amount, language); }
    [[nodiscard]] std::string number(const Decimal& number, unsigned decimals_min = 0) const {
        return words::number_text(number, decimals_min, language);
    }

    void put(Word label, const std::string& value) {
        if (!value.empty()) { page.labelled(say(label), value); }
    }
    void put_sum(const std::string& label, Money sum) { page.row(label, {{amount(sum)}}); }
};

Word title_of(DocumentKind kind) {
    if (is_credit(kind)) { return Word::credit_note; }
    return kind == DocumentKind::prepayment_invoice ? Word::prepayment_invoice : Word::invoice;
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

std::string period_value(const TradePage& out, const settlement::TradePeriod& period) {
    const std::string start = period.start ? out.day(*period.start) : "";
    if (!period.end) { return start.empty() ? start : start + " –"; }
    return (start.empty() || period.start == period.end ? "" : start + " – ") +
           out.day(*period.end);
}

std::string place_value(const settlement::Delivery& delivery) {
    std::string text = delivery.party_name;
    if (!delivery.address) { return text; }
    const settlement::TradeAddress& address = *delivery.address;
    for (const std::string& part :
         {address.street, address.postal_code, address.city, address.country}) {
        if (!part.empty()) { text += (text.empty() ? "" : ", ") + part; }
    }
    return text;
}

void put_head(TradePage& out, const TradeDocument& document) {
    const bool credits = is_credit(document.kind);
    out.page.sides(
        out.say(title_of(document.kind)) + " " + document.number,
        out.say(Word::document_type) + " " + std::string{settlement::type_code(document)});
    if (is_self_billed(document.kind)) { out.page.text(out.say(Word::self_billing)); }
    out.page.rule();
    out.put(credits ? Word::credit_note_date : Word::issue_date, out.day(document.issue_date));
    if (const auto& due = document.payment.due_date) { out.put(Word::due_date, out.day(*due)); }
    out.put(Word::seller, party_value(document.seller));
    out.put(Word::client, party_value(document.buyer));
    if (document.payee) { out.put(Word::payee, document.payee->name); }
    out.put(Word::your_reference, document.references.buyer_reference);
    out.put(Word::your_order, document.references.order);
    out.put(Word::contract, document.references.contract);
    for (const auto& one : document.references.preceding) {
        out.put(credits ? Word::credited_invoice : Word::refers_to,
                one.number + (one.issue_date ? ", " + out.day(*one.issue_date) : ""));
    }
    if (const auto& day = document.vat_point_date) { out.put(Word::vat_point_date, out.day(*day)); }
    out.put(Word::period, period_value(out, document.period));
    if (const auto& day = document.delivery.date) { out.put(Word::delivery_date, out.day(*day)); }
    out.put(Word::delivered_to, place_value(document.delivery));
    for (const std::string& note : document.notes) { out.put(Word::note, note); }
}

/// The category stands beside the rate, for who books it; what is outside VAT has no rate.
std::string vat_class_text(const TradePage& out, const settlement::VatClass& vat) {
    const std::string category{settlement::to_string(vat.category)};
    if (vat.category == settlement::VatCategory::out_of_scope) { return category; }
    return category + " " + percent_text(shortest_text(vat.rate), out.language);
}

void put_adjustment(TradePage& out, const settlement::Adjustment& one, std::size_t indent) {
    const bool is_charge = one.kind == settlement::AdjustmentKind::charge;
    const std::string reason = one.reason.empty() ? one.reason_code : one.reason;
    out.page.row(out.say(is_charge ? Word::charge : Word::allowance) + " " + reason,
                 {{out.amount(is_charge ? one.amount : -one.amount)}}, {indent, 0});
}

/// "8 h × 75.00", and "/ 10" behind the price of ten.
std::string price_of(const TradePage& out, const settlement::TradeLine& line) {
    const std::string unit = words::unit_text(line.unit, line.quantity == 1, out.language);
    std::string text = out.number(line.quantity) + (unit.empty() ? "" : " " + unit) + " × " +
                       out.number(line.price.net, 2);
    const auto& base = line.price.base_quantity;
    return base && *base != 1 ? text + " / " + out.number(*base) : text;
}

void put_lines(TradePage& out, const TradeDocument& document) {
    constexpr std::size_t vat_end = 66;
    out.page.gap();
    out.page.row(out.say(Word::description), {{out.say(Word::vat), vat_end},
                                              {std::string{mutua::to_string(document.currency)}}});
    out.page.rule();
    for (const settlement::TradeLine& line : document.lines) {
        out.page.row(line.id + "  " + line.item.name,
                     {{vat_class_text(out, line.vat), vat_end}, {out.amount(line.net)}}, {0, 4});
        out.page.text(price_of(out, line), 4);
        if (!line.period.empty() && line.period != document.period) {
            out.page.text(out.say(Word::period) + " " + period_value(out, line.period), 4);
        }
        if (!line.note.empty()) { out.page.text(line.note, 4); }
        const std::string& more = line.item.description;
        if (!more.empty() && more != line.item.name) { out.page.text(more, 4); }
        for (const auto& one : line.adjustments) { put_adjustment(out, one, 4); }
    }
    for (const auto& one : document.adjustments) { put_adjustment(out, one, 0); }
}

void put_vat(TradePage& out, const TradeDocument& document) {
    constexpr std::size_t base_end = 60;
    out.page.gap();
    out.page.row(out.say(Word::rate), {{out.say(Word::base), base_end}, {out.say(Word::vat)}});
    out.page.rule();
    for (const settlement::VatBreakdown& one : document.breakdowns) {
        const std::string why = one.exemption_text.empty() ? "" : "  " + one.exemption_text;
        out.page.row(vat_class_text(out, one.vat) + why,
                     {{out.amount(one.base), base_end}, {out.amount(one.tax)}}, {0, 2});
    }
}

void put_totals(TradePage& out, const TradeDocument& document) {
    const settlement::TradeTotals& sums = document.totals;
    const auto in = [](Money sum) { return " " + std::string{mutua::to_string(sum.currency())}; };
    out.page.gap();
    out.put_sum(out.say(Word::total_without_vat), sums.without_vat);
    out.put_sum(out.say(Word::total_vat), sums.vat);
    out.put_sum(out.say(Word::total_with_vat), sums.with_vat);
    if (!sums.prepaid.is_zero()) { out.put_sum(out.say(Word::already_paid), -sums.prepaid); }
    if (!sums.rounding.is_zero()) { out.put_sum(out.say(Word::rounding), sums.rounding); }
    out.page.sum_rule();
    out.put_sum(out.say(is_credit(document.kind) ? Word::total_credited : Word::total_to_pay) +
                    in(sums.payable),
                sums.payable);
    if (const auto& vat = sums.accounting_vat) {
        const bool is_euro = vat->currency() == Currency::eur;
        out.put_sum(is_euro ? out.say(Word::vat_in_euro) : out.say(Word::total_vat) + in(*vat),
                    *vat);
    }
}

std::string attachment_value(const TradePage& out, const settlement::Attachment& one) {
    if (const auto* file = std::get_if<settlement::EmbeddedFile>(&one.content)) {
        const std::string name = file->file_name.empty() ? "" : file->file_name + ", ";
        return one.reference + ": " + name + file->media_type + ", " +
               std::to_string(file->bytes.size()) + " " + out.say(Word::bytes);
    }
    const auto* link = std::get_if<settlement::ExternalLink>(&one.content);
    return link == nullptr ? one.reference : one.reference + ": " + link->uri;
}

/// As the sender names it, behind the code that programs read.
std::string means_value(const settlement::TradePayment& payment) {
    if (payment.means.empty() || payment.means_text.empty()) { return payment.means; }
    return payment.means + ", " + payment.means_text;
}

void put_payment(TradePage& out, const TradeDocument& document) {
    const settlement::TradePayment& payment = document.payment;
    const bool is_any = !payment.accounts.empty() || !payment.means.empty() ||
                        !payment.communication.empty() || !payment.terms.empty() ||
                        !document.attachments.empty();
    if (is_any) { out.page.gap(); }
    out.put(Word::means_of_payment, means_value(payment));
    if (payment.direct_debit) { out.put(Word::direct_debit, payment.direct_debit->mandate); }
    if (payment.card) { out.put(Word::card, payment.card->network + " … " + payment.card->number); }
    for (const auto& account : payment.accounts) {
        out.put(Word::account, account.id + (account.bic.empty() ? "" : " (" + account.bic + ")"));
    }
    out.put(Word::communication, payment.communication);
    out.put(Word::payment_terms, payment.terms);
    for (const settlement::Attachment& one : document.attachments) {
        out.put(Word::attachment, attachment_value(out, one));
    }
}

}  // namespace

std::string trade_text(const TradeDocument& document, Language language) {
    TradePage out{language, {}};
    put_head(out, document);
    put_lines(out, document);
    put_vat(out, document);
    put_totals(out, document);
    put_payment(out, document);
    return out.page.str();
}

}  // namespace mutua::tabular
