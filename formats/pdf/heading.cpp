#include "formats/pdf/heading.hpp"

#include "formats/words/text_party.hpp"

#include <algorithm>

namespace mutua::pdf {

namespace {

using settlement::DocumentKind;
using settlement::TradeDocument;
using settlement::TradeParty;

constexpr Style title_style{20_pt, Weight::strong, Ink::accent};
constexpr Style name_style{12_pt, Weight::strong, Ink::text};
constexpr Style number_style{11_pt, Weight::strong, Ink::text};
constexpr Style frame_style{7_pt, Weight::regular, Ink::quiet};

constexpr Length half_width = inner_width / 2 - 12_pt;
/// The window of an envelope: 113 mm from the left, 50 mm from the top of the sheet.
constexpr Length window_x = 320_pt;
constexpr Length window_top = 142_pt - top_edge;

Word title_word(DocumentKind kind) {
    if (is_credit(kind)) { return Word::credit_note; }
    return kind == DocumentKind::prepayment_invoice ? Word::prepayment_invoice : Word::invoice;
}

/// Numbers that name a party; the enterprise number only where no VAT number holds it.
std::vector<std::string> numbers_of(const Sheet& sheet, const TradeParty& party) {
    std::vector<std::string> lines;
    if (!party.vat_number.empty()) {
        lines.push_back(
            sheet.labelled(sheet.say(Word::vat), words::vat_number_text(party.vat_number)));
    }
    const std::string& legal = party.legal_id.value;
    if (!legal.empty() && party.vat_number.find(legal) == std::string::npos) {
        lines.push_back(sheet.labelled(sheet.say(Word::enterprise_number),
                                       words::enterprise_number_text(legal)));
    }
    return lines;
}

void add_contact(const Sheet& sheet, const TradeParty& party, std::vector<std::string>& lines) {
    const auto& contact = party.contact;
    if (!contact.name.empty()) { lines.push_back(contact.name); }
    if (!contact.telephone.empty()) {
        lines.push_back(sheet.say(Word::telephone) + " " + contact.telephone);
    }
    if (!contact.email.empty()) { lines.push_back(contact.email); }
}

Length put_seller(Block& block, const Sheet& sheet) {
    const settlement::TradeSeller& seller = sheet.document.seller;
    Length top =
        put_lines(block, sheet, {seller.name}, name_style, left_edge, 0, half_width) + 2_pt;
    std::vector<std::string> lines =
        address_lines(seller.address, sheet.document.buyer.address.country);
    const bool has_trading_name =
        !seller.trading_name.empty() && seller.trading_name != seller.name;
    if (has_trading_name) { lines.insert(lines.begin(), seller.trading_name); }
    for (std::string& line : numbers_of(sheet, seller)) { lines.push_back(std::move(line)); }
    if (!seller.legal_form.empty()) { lines.push_back(seller.legal_form); }
    add_contact(sheet, seller, lines);
    return put_lines(block, sheet, lines, quiet, left_edge, top, half_width);
}

Length put_title(Block& block, const Sheet& sheet) {
    Text title = sheet.type.fitted(sheet.say(title_word(sheet.document.kind)), title_style,
                                   right_edge - window_x);
    const Length below = title_style.leading();
    block.put(std::move(title), right_edge, -6_pt, Align::right);
    block.put(sheet.type.fitted(sheet.document.number, number_style, right_edge - window_x),
              right_edge, below - 6_pt, Align::right);
    Length bottom = below - 6_pt + number_style.leading();
    if (is_self_billed(sheet.document.kind)) {
        block.put(sheet.type.set(sheet.say(Word::self_billing), quiet), right_edge, bottom,
                  Align::right);
        bottom += quiet.leading();
    }
    return bottom;
}

Length put_buyer(Block& block, const Sheet& sheet, Length top) {
    const settlement::TradeBuyer& buyer = sheet.document.buyer;
    const Length width = right_edge - window_x;
    top = put_lines(block, sheet, {sheet.say(Word::client)}, label, window_x, top, width) + 1_pt;
    top = put_lines(block, sheet, {buyer.name}, strong, window_x, top, width);
    top =
        put_lines(block, sheet, address_lines(buyer.address, sheet.document.seller.address.country),
                  body, window_x, top, width);
    return put_lines(block, sheet, numbers_of(sheet, buyer), quiet, window_x, top + 2_pt, width);
}

std::string preceding_text(const Sheet& sheet) {
    std::string text;
    for (const settlement::PrecedingInvoice& each : sheet.document.references.preceding) {
        text += (text.empty() ? "" : "; ") + each.number;
        if (each.issue_date) { text += ", " + sheet.day(*each.issue_date); }
    }
    return text;
}

std::string delivery_text(const Sheet& sheet) {
    const settlement::Delivery& delivery = sheet.document.delivery;
    std::string text = delivery.party_name;
    if (!delivery.address) { return text; }
    for (const std::string& line : address_lines(*delivery.address, "")) {
        text += (text.empty() ? "" : ", ") + line;
    }
    return text;
}

Fields dates_of(const Sheet& sheet) {
    const TradeDocument& document = sheet.document;
    const bool credits = is_credit(document.kind);
    Fields fields{{sheet.say(credits ? Word::credit_note_date : Word::issue_date),
                   sheet.day(document.issue_date)}};
    const std::optional<Date>& due = document.payment.due_date;
    if (due && !credits) { fields.push_back({sheet.say(Word::due_date), sheet.day(*due)}); }
    const auto add_day = [&](Word which, const std::optional<Date>& day) {
        if (day) { fields.push_back({sheet.say(which), sheet.day(*day)}); }
    };
    add_day(Word::vat_point_date, document.vat_point_date);
    add_day(Word::delivery_date, document.delivery.date);
    fields.push_back({sheet.say(Word::period), sheet.period(document.period)});
    return fields;
}

/// What the document is known by, and what it belongs to.
Fields references_of(const Sheet& sheet) {
    const settlement::TradeReferences& to = sheet.document.references;
    const bool credits = is_credit(sheet.document.kind);
    Fields fields = dates_of(sheet);
    const auto add = [&](Word which, const std::string& value) {
        fields.push_back({sheet.say(which), value});
    };
    add(credits ? Word::credited_invoice : Word::refers_to, preceding_text(sheet));
    if (sheet.facts.has_own_reference) {
        add(Word::reference, to.buyer_reference);
    } else if (to.buyer_reference != to.order) {
        add(Word::your_reference, to.buyer_reference);
    }
    add(Word::your_order, to.order);
    add(Word::our_order, to.sales_order);
    add(Word::project, to.project);
    add(Word::contract, to.contract);
    add(Word::accounting_cost, to.accounting_cost);
    add(Word::delivered_to, delivery_text(sheet));
    fields.erase(std::remove_if(fields.begin(), fields.end(),
                                [](const Field& field) { return field.value.empty(); }),
                 fields.end());
    return fields;
}

}  // namespace

std::string title_of(const Sheet& sheet) {
    return sheet.say(title_word(sheet.document.kind)) + " " + sheet.document.number;
}

Block heading(const Sheet& sheet) {
    Block block;
    const Length seller_end = put_seller(block, sheet);
    const Length title_end = put_title(block, sheet);
    const Length buyer_end = put_buyer(block, sheet, std::max(window_top, title_end + 12_pt));
    const Length fields_top = std::max(window_top, seller_end + 14_pt);
    const Length fields_end = put_fields(block, sheet, references_of(sheet), left_edge, fields_top,
                                         window_x - left_edge - 24_pt);
    block.space(std::max({buyer_end, fields_end, block.height()}) + 20_pt - block.height());
    return block;
}

void draw_frame(Canvas& canvas, const Sheet& sheet, Pages::Place place) {
    const settlement::TradeSeller& seller = sheet.document.seller;
    const std::string whose = seller.name + "  ·  " + title_of(sheet);
    const Length width = inner_width - 60_pt;
    constexpr Length foot = page_height - 42_pt;
    canvas.rule(left_edge, right_edge, foot);
    canvas.put(sheet.type.fitted(whose, frame_style, width), left_edge, foot + 4_pt);
    const std::string page = std::to_string(place.page) + " / " + std::to_string(place.count);
    canvas.put(sheet.type.set(page, frame_style), right_edge, foot + 4_pt, Align::right);
    if (place.page == 1) { return; }
    canvas.put(sheet.type.fitted(title_of(sheet), strong, width), left_edge, top_edge);
}

}  // namespace mutua::pdf
