#include "formats/pdf/closing.hpp"
#include "formats/pdf/payment_code.hpp"
#include "formats/pdf/qr_code.hpp"

#include <algorithm>

namespace mutua::pdf {

namespace {

using settlement::PayeeAccount;
using settlement::TradePayment;

constexpr Style box_title{9_pt, Weight::strong, Ink::accent};
constexpr Style caption_style{6.5_pt, Weight::regular, Ink::quiet};

constexpr Length padding = 12_pt;
/// Some 28 mm: half a millimetre a module, which telephones read from paper.
constexpr Length code_width = 80_pt;
constexpr Length caption_width = 100_pt;

void add_account(const Sheet& sheet, const PayeeAccount& account, Fields& fields) {
    const bool is_iban = account.id.size() >= 15 && account.id.size() <= 34;
    fields.push_back({is_iban ? "IBAN" : sheet.say(Word::account),
                      is_iban ? words::iban_text(account.id) : account.id});
    if (!account.bic.empty()) { fields.push_back({"BIC", account.bic}); }
    if (!account.name.empty()) { fields.push_back({sheet.say(Word::payee), account.name}); }
}

Fields fields_of(const Sheet& sheet) {
    const settlement::TradeDocument& document = sheet.document;
    const TradePayment& payment = document.payment;
    Fields fields;
    const auto add = [&](Word which, const std::string& value) {
        if (!value.empty()) { fields.push_back({sheet.say(which), value}); }
    };
    add(Word::amount, sheet.money(document.totals.payable));
    if (payment.due_date) { add(Word::due_date, sheet.day(*payment.due_date)); }
    if (payment.accounts.empty()) { add(Word::means_of_payment, payment.means_text); }
    if (document.payee) { add(Word::payee, document.payee->name); }
    for (const PayeeAccount& account : payment.accounts) { add_account(sheet, account, fields); }
    add(Word::communication, payment.communication);
    if (payment.card) { add(Word::card, payment.card->network + " … " + payment.card->number); }
    if (payment.direct_debit) { add(Word::direct_debit, payment.direct_debit->mandate); }
    return fields;
}

/// On as few lines as the width allows, of about the same length: no word stands alone.
Text balanced(const Sheet& sheet, const std::string& text, Style style, Length width) {
    const std::size_t lines = sheet.type.set(text, style, width).line_count();
    Length narrow = sheet.type.set(text, style).width() / static_cast<Length>(lines);
    while (narrow < width && sheet.type.set(text, style, narrow).line_count() > lines) {
        narrow += 2_pt;
    }
    return sheet.type.set(text, style, std::min(narrow, width));
}

/// What is due, said in another way, is not said again.
bool says_more(const Sheet& sheet) {
    const TradePayment& payment = sheet.document.payment;
    if (payment.terms.empty() || !payment.due_date) { return !payment.terms.empty(); }
    return payment.terms.find(sheet.day(*payment.due_date)) == std::string::npos &&
           payment.terms.find(to_string(*payment.due_date)) == std::string::npos;
}

}  // namespace

Block payment(const Sheet& sheet) {
    Block block;
    const bool credits = is_credit(sheet.document.kind);
    if (credits || sheet.document.totals.payable.minor_units() <= 0) { return block; }
    const auto bytes = payment_code(sheet.document);
    const auto code = bytes ? qr_code(*bytes) : std::nullopt;
    const Length text_width = inner_width - (code ? caption_width + 12_pt : 0);

    block.rule(left_edge, right_edge, 0);
    block.put(sheet.type.set(sheet.say(Word::payment), box_title), left_edge, padding);
    Length top = put_fields(block, sheet, fields_of(sheet), left_edge,
                            padding + box_title.leading() + 3_pt, text_width);
    if (says_more(sheet)) {
        top = put_lines(block, sheet, {sheet.document.payment.terms}, quiet, left_edge, top + 2_pt,
                        text_width);
    }
    if (code) {
        block.put(*code, right_edge - code_width, padding + 2_pt, code_width);
        block.put(balanced(sheet, sheet.say(Word::scan_to_pay), caption_style, caption_width),
                  right_edge, padding + code_width + 6_pt, Align::right);
    }
    block.rule(left_edge, right_edge, block.height() + padding - 4_pt);
    return block;
}

}  // namespace mutua::pdf
