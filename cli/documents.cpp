#include "cli/documents.hpp"

#include "cli/output.hpp"
#include "engine/service/received_facts.hpp"
#include "engine/settlement/trade/invoice_trade.hpp"
#include "formats/pdf/document_page.hpp"
#include "formats/pdf/fonts_missing.hpp"
#include "formats/tabular/json_credit_note.hpp"
#include "formats/tabular/json_difference.hpp"
#include "formats/tabular/json_invoice.hpp"
#include "formats/tabular/json_payslip.hpp"
#include "formats/ubl/document_reader.hpp"
#include "formats/ubl/document_writer.hpp"
#include "formats/ubl/invoice_document.hpp"
#include "formats/ubl/invoice_writer.hpp"
#include "formats/words/words.hpp"

#include <fmt/format.h>

namespace mutua::cli {

namespace {

using cooperative::Language;

pdf::WrittenPages pages_of(const settlement::TradeDocument& document, Language language,
                           const pdf::PageFacts& facts) {
    try {
        return pdf::write_pdf(document, language, facts);
    } catch (const pdf::FontsMissing& missing) {
        throw CommandFailure{
            ExitCode::unavailable,
            fmt::format("error S640: {} cannot be read: the fonts of the pages are missing\n  = "
                        "help: run `apt-get install fonts-roboto-unhinted fonts-dejavu-core`",
                        missing.what())};
    }
}

settlement::Attachment pages_inside(const std::string& number, words::Word name, Language language,
                                    const std::string& pages) {
    return {number, words::word(name, language) + " " + number,
            settlement::EmbeddedFile{"application/pdf", number + ".pdf", pages}};
}

/// An invoice names the VAT numbers of both (royal decree nr 1, art. 5); of what is outside VAT the
/// electronic one may not (BR-O-02), its pages may.
settlement::TradeDocument with_vat_numbers(settlement::TradeDocument document,
                                           const settlement::Invoice& state) {
    document.seller.vat_number = state.seller.vat_number.text();
    if (state.buyer.vat_number) { document.buyer.vat_number = state.buyer.vat_number->text(); }
    return document;
}

/// The XML holds the pages that show it.
OutgoingDocument outgoing(settlement::TradeDocument document, const settlement::Invoice& state,
                          words::Word name, const std::string& reason = "") {
    const Language language = cooperative::parse_language(state.language).value_or(Language::en);
    const bool is_paper = state.channel == settlement::Channel::paper;
    const pdf::PageFacts facts{is_paper ? pdf::Original::page : pdf::Original::electronic,
                               settlement::has_own_reference(state), reason};
    pdf::WrittenPages pages = pages_of(with_vat_numbers(document, state), language, facts);
    OutgoingDocument leaving{document.number, "", std::move(pages.pdf), std::move(pages.unprinted)};
    if (is_paper) { return leaving; }
    document.attachments = {pages_inside(document.number, name, language, leaving.pdf)};
    leaving.ubl = ubl::write_document(document);
    return leaving;
}

}  // namespace

std::vector<store::DocumentBytes> invoice_documents(const settlement::Invoice& invoice) {
    std::vector<store::DocumentBytes> documents{
        {store::json_media_type, tabular::to_json(invoice)}};
    if (invoice.channel == settlement::Channel::peppol) {
        documents.push_back({store::xml_media_type, ubl::write_invoice(invoice)});
    }
    return documents;
}

std::vector<store::DocumentBytes> payslip_documents(const settlement::Payslip& slip) {
    return {{store::json_media_type, tabular::to_json(slip)}};
}

std::vector<store::DocumentBytes> difference_documents(const settlement::DifferenceSlip& slip) {
    return {{store::json_media_type, tabular::to_json(slip)}};
}

std::vector<store::DocumentBytes> credit_note_documents(const settlement::CreditNote& note) {
    std::vector<store::DocumentBytes> documents{{store::json_media_type, tabular::to_json(note)}};
    if (note.document.channel == settlement::Channel::peppol) {
        documents.push_back({store::xml_media_type, ubl::write_credit_note(note)});
    }
    return documents;
}

OutgoingDocument outgoing_invoice(const settlement::Invoice& invoice) {
    return outgoing(ubl::invoice_document(invoice), invoice, words::Word::invoice);
}

OutgoingDocument outgoing_credit_note(const settlement::CreditNote& note) {
    return outgoing(ubl::credit_note_document(note), note.document, words::Word::credit_note,
                    note.reason);
}

void put_pages_inside(const Context& context, settlement::TradeDocument& document,
                      Language language) {
    const pdf::WrittenPages pages = pages_of(document, language, {});
    const words::Word name =
        settlement::is_credit(document.kind) ? words::Word::credit_note : words::Word::invoice;
    document.attachments.insert(document.attachments.begin(),
                                pages_inside(document.number, name, language, pages.pdf));
    tell_unprinted(context, document.number, pages.unprinted);
}

void tell_unprinted(const Context& context, const std::string& number,
                    const std::vector<std::string>& words) {
    if (words.empty()) { return; }
    std::vector<std::string> shown;
    for (const std::string& word : words) { shown.push_back("`" + printable(word) + "`"); }
    context.err << fmt::format(
        "note: {}: no font of the pages has every letter of {}: they show "
        "\uFFFD in its place\n",
        printable(number), first_names(shown));
}

namespace {

std::optional<store::ReceivedFacts> received_facts_of(const std::string& xml, store::OurRole role) {
    const auto read = ubl::read_document(xml, "");
    if (!read) { return std::nullopt; }
    return service::received_facts(read->document, role);
}

}  // namespace

service::DocumentTools document_tools() {
    return {invoice_documents,
            payslip_documents,
            difference_documents,
            tabular::invoice_from_json,
            tabular::payslip_state_from_json,
            credit_note_documents,
            tabular::credit_note_from_json,
            received_facts_of};
}

}  // namespace mutua::cli
