#include "formats/ubl/document_reader.hpp"

#include "formats/ubl/profile.hpp"
#include "formats/ubl/read/readers.hpp"
#include "formats/xml/document.hpp"

#include <utility>

namespace mutua::ubl {

namespace {

using settlement::DocumentKind;
using settlement::TradeDocument;

/// With attachments; see xml::Limits.
constexpr std::size_t bytes_max = 20'000'000;

void read_currency(Fields& root, TradeDocument& document) {
    const auto element = root.take("DocumentCurrencyCode");
    if (!element) { return root.reading().missing(root.element(), "DocumentCurrencyCode"); }
    const std::string code = element->text();
    const auto currency = parse_currency(code);
    if (!currency) {
        root.reading().unreadable(*element, code, "currency", "write the three letters of one");
    }
    document.currency = root.reading().currency = currency.value_or(Currency::eur);
}

/// A code that neither profile knows is that of an invoice, or of a credit note, by its root.
void read_type(Fields& root, TradeDocument& document) {
    const bool is_credit = root.reading().is_credit;
    const auto* name = is_credit ? "CreditNoteTypeCode" : "InvoiceTypeCode";
    const auto element = root.take(name);
    if (!element) { return root.reading().missing(root.element(), name); }
    const std::string code = element->text();
    const auto usual = is_credit ? DocumentKind::credit_note : DocumentKind::invoice;
    document.kind = settlement::kind_of(code).value_or(usual);
    if (settlement::is_credit(document.kind) != is_credit) {
        root.reading().unreadable(*element, code, is_credit ? "credit note" : "invoice",
                                  is_credit ? "write 381" : "write 380");
    }
    if (code != settlement::type_code(document.kind)) { document.special_type = code; }
}

void read_heading(Fields& root, TradeDocument& document) {
    for (const char* name : {"UBLVersionID", "CustomizationID", "ProfileID"}) { root.pass(name); }
    document.number = root.required_text("ID");
    const auto issued = root.day("IssueDate");
    if (!issued && !root.element().child("IssueDate")) {
        root.reading().missing(root.element(), "IssueDate");
    }
    document.issue_date = issued.value_or(Date{});
    read_type(root, document);
    for (const xml::Element& note : root.take_all("Note")) {
        if (std::string text = note.text(); !text.empty()) {
            document.notes.push_back(std::move(text));
        }
    }
    document.vat_point_date = root.day("TaxPointDate");
    document.period = read_period(root, &document.vat_point_code);
}

void read_lines(Fields& root, TradeDocument& document) {
    const auto* name = root.reading().is_credit ? "CreditNoteLine" : "InvoiceLine";
    root.within_each(name, [&](Fields& line) { document.lines.push_back(read_line(line)); });
    if (document.lines.empty()) { root.reading().missing(root.element(), name); }
}

bool is_credit_note(const xml::Element& root) {
    return root.name() == "CreditNote" && root.name_space() == credit_note_namespace;
}

bool is_invoice(const xml::Element& root) {
    return root.name() == "Invoice" && root.name_space() == invoice_namespace;
}

}  // namespace

Result<ReadDocument> read_document(std::string_view bytes, const std::string& file) {
    xml::Limits limits;
    limits.bytes = bytes_max;
    auto parsed = xml::parse(bytes, file, limits);
    if (!parsed) { return parsed.error(); }
    const xml::Element element = parsed->root();
    Reading reading{file};
    reading.is_credit = is_credit_note(element);
    if (!reading.is_credit && !is_invoice(element)) {
        return Diagnostics{problem(
            "D136",
            std::string{element.name()} + " is neither an invoice nor a credit note of UBL 2.1",
            "ask the sender for the document in the form of Peppol", reading.place(element))};
    }
    ReadDocument read;
    Fields root{reading, element};
    read_currency(root, read.document);
    read_heading(root, read.document);
    read_references(root, read.document);
    read_parties(root, read.document);
    read_payment(root, read.document);
    read_totals(root, read.document);
    read_lines(root, read.document);
    root.finish();
    if (reading.has_fault()) { return reading.faults(); }
    read.notices = reading.notices();
    return read;
}

}  // namespace mutua::ubl
