#include "formats/tabular/json_credit_note.hpp"

#include "formats/tabular/json_state.hpp"

namespace mutua::tabular {

namespace {

using settlement::CreditNote;

constexpr const char* credit_note_document = "mutua-credit-note";

CreditNote credit_note_of(const Json& document) {
    return {invoice_of(document), InvoiceNumber{text_of(document, "credits")},
            date_of(document, "credits_issued_on"), text_of(document, "reason")};
}

}  // namespace

std::string to_json(const CreditNote& note) {
    Json document{{"document", credit_note_document},
                  {"format", 1},
                  {"credits", note.credits.text()},
                  {"credits_issued_on", json_of(note.credits_issued_on)},
                  {"reason", note.reason}};
    document.update(json_of(note.document));
    return archived(document);
}

CreditNote credit_note_from_json(std::string_view bytes) {
    CreditNote note = from_archive(bytes, credit_note_document, 1, credit_note_of);
    require(to_json(note) == bytes, "an archived credit note is byte for byte as mutua wrote it");
    return note;
}

}  // namespace mutua::tabular
