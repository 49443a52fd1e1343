#include "formats/tabular/text_invoice.hpp"

#include "engine/settlement/trade/invoice_trade.hpp"
#include "formats/tabular/text_page.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

using settlement::Invoice;
using settlement::InvoiceLine;
using settlement::VatTotal;

/// What is outside VAT has no rate to show.
std::string rate_text(const std::string& category, const std::string& rate, Language language) {
    return category == "O" ? "–" : percent_text(rate, language);
}

/// The letters of a VAT category where another category has the same rate, to be told apart by.
std::string mark_of(const Invoice& invoice, const std::string& category, const std::string& rate) {
    const bool is_ambiguous = std::any_of(
        invoice.vat_totals.begin(), invoice.vat_totals.end(), [&](const VatTotal& total) {
            return total.category != category && parse_decimal(total.rate) == parse_decimal(rate);
        });
    return is_ambiguous ? category : "";
}

/// The highest rate first, categories of the same rate by their letters.
std::vector<VatTotal> by_rate(std::vector<VatTotal> totals) {
    std::stable_sort(totals.begin(), totals.end(), [](const auto& left, const auto& right) {
        const Decimal first = parse_decimal(left.rate).value_or(0);
        const Decimal second = parse_decimal(right.rate).value_or(0);
        return first != second ? first > second : left.category < right.category;
    });
    return totals;
}

void put_seller(TextPage& page, const Invoice& invoice, Word title, Language language) {
    const cooperative::Entity& seller = invoice.seller;
    page.sides(seller.name, word(title, language) + " " + invoice.number.text());
    if (!seller.legal_form.empty()) { page.text(seller.legal_form); }
    for (const std::string& line : address_lines(seller.address, "")) { page.text(line); }
    page.text(word(Word::vat, language) + " " + vat_number_text(seller.vat_number));
    page.text(seller.email.text());
}

void put_buyer(TextPage& page, const Invoice& invoice, Language language) {
    const cooperative::Client& buyer = invoice.buyer;
    page.labelled(word(Word::client, language), buyer.name);
    for (const std::string& line : address_lines(buyer.address, invoice.seller.address.country)) {
        page.labelled("", line);
    }
    if (buyer.vat_number) {
        page.labelled("", word(Word::vat, language) + " " + vat_number_text(*buyer.vat_number));
    } else if (buyer.enterprise_number) {
        page.labelled("", word(Word::enterprise_number, language) + " " +
                              enterprise_number_text(*buyer.enterprise_number));
    }
}

/// What the client knows the work by.
void put_buyer_references(TextPage& page, const Invoice& invoice, Language language) {
    if (settlement::has_own_reference(invoice)) {
        page.labelled(word(Word::reference, language), invoice.buyer_reference);
    } else if (invoice.buyer_reference != invoice.order_reference) {
        page.labelled(word(Word::your_reference, language), invoice.buyer_reference);
    }
    if (!invoice.order_reference.empty()) {
        page.labelled(word(Word::your_order, language), invoice.order_reference);
    }
}

void put_references(TextPage& page, const Invoice& invoice, Language language) {
    page.labelled(word(Word::issue_date, language), day_text(invoice.issue_date, language));
    page.labelled(word(Word::due_date, language), day_text(invoice.due_date, language));
    put_buyer_references(page, invoice, language);
}

void put_credited(TextPage& page, const settlement::CreditNote& note, Language language) {
    page.labelled(word(Word::credit_note_date, language),
                  day_text(note.document.issue_date, language));
    page.labelled(word(Word::credited_invoice, language),
                  note.credits.text() + ", " + day_text(note.credits_issued_on, language));
    page.labelled(word(Word::reason, language), note.reason);
    put_buyer_references(page, note.document, language);
}

std::string days_text(const std::vector<Date>& days, Language language) {
    std::string text;
    for (const Date day : days) { text += (text.empty() ? "" : ", ") + day_text(day, language); }
    return text;
}

void put_lines(TextPage& page, const Invoice& invoice, Language language) {
    constexpr std::size_t rate_end = 55;
    page.row(word(Word::service, language),
             {{word(Word::vat, language), rate_end}, {word(Word::price, language)}});
    page.rule();
    for (std::size_t at = 0; at < invoice.lines.size(); ++at) {
        const InvoiceLine& line = invoice.lines[at];
        const std::string mark = mark_of(invoice, line.vat_category, line.vat_rate);
        page.row(std::to_string(at + 1) + ". " + line.description,
                 {{rate_text(line.vat_category, line.vat_rate, language), rate_end},
                  {mark, rate_end + 1 + mark.size()},
                  {amount_text(line.net, language)}},
                 {0, 3});
        page.text(word(Word::done_on, language) + " " + days_text(line.work_dates, language), 3);
        page.text(word(Word::reference, language) + " " + line.declaration.text() +
                      (line.worker.empty() ? "" : " / " + line.worker),
                  3);
    }
    page.rule();
}

void put_vat(TextPage& page, const Invoice& invoice, Language language) {
    constexpr std::size_t base_end = 55;
    page.row(word(Word::rate, language),
             {{word(Word::base, language), base_end}, {word(Word::vat, language)}});
    for (const VatTotal& total : by_rate(invoice.vat_totals)) {
        const std::string mark = mark_of(invoice, total.category, total.rate);
        page.row(
            rate_text(total.category, total.rate, language) + (mark.empty() ? "" : " ") + mark,
            {{amount_text(total.base, language), base_end}, {amount_text(total.vat, language)}});
        if (!total.exemption_reason.empty()) { page.text(total.exemption_reason, 3); }
    }
    page.rule();
}

void put_totals(TextPage& page, const Invoice& invoice, Word total, Language language) {
    page.row(word(Word::total_without_vat, language), {{amount_text(invoice.net, language)}});
    page.row(word(Word::total_vat, language), {{amount_text(invoice.vat, language)}});
    page.row(word(total, language), {{money_text(invoice.total, language)}});
    page.rule();
}

void put_payment(TextPage& page, const Invoice& invoice, Language language) {
    page.labelled(word(Word::due_date, language), day_text(invoice.due_date, language));
    page.labelled(word(Word::account, language), iban_text(invoice.seller.iban.text()) + "  (BIC " +
                                                     invoice.seller.bic.text() + ")");
    page.labelled(word(Word::communication, language), invoice.structured_communication);
    if (!invoice.note.empty()) {
        page.gap();
        page.text(invoice.note);
    }
}

}  // namespace

std::string invoice_text(const Invoice& invoice) {
    const Language language = cooperative::parse_language(invoice.language).value_or(Language::en);
    TextPage page;
    put_seller(page, invoice, Word::invoice, language);
    page.gap();
    put_buyer(page, invoice, language);
    page.gap();
    put_references(page, invoice, language);
    page.gap();
    page.rule();
    put_lines(page, invoice, language);
    put_vat(page, invoice, language);
    put_totals(page, invoice, Word::total_to_pay, language);
    put_payment(page, invoice, language);
    return page.str();
}

std::string credit_note_text(const settlement::CreditNote& note) {
    const Invoice& document = note.document;
    const Language language = cooperative::parse_language(document.language).value_or(Language::en);
    TextPage page;
    put_seller(page, document, Word::credit_note, language);
    page.gap();
    put_buyer(page, document, language);
    page.gap();
    put_credited(page, note, language);
    page.gap();
    page.rule();
    put_lines(page, document, language);
    put_vat(page, document, language);
    put_totals(page, document, Word::total_credited, language);
    if (!document.vat.is_zero()) {
        page.gap();
        page.text(word(Word::vat_given_back, language));
    }
    return page.str();
}

}  // namespace mutua::tabular
