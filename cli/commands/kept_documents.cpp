#include "cli/commands/kept_documents.hpp"

#include "engine/store/credit_note_repository.hpp"
#include "engine/store/invoice_repository.hpp"
#include "formats/tabular/json_credit_note.hpp"
#include "formats/tabular/json_invoice.hpp"

namespace mutua::cli {

namespace {

std::optional<std::string> kept_bytes(Session& session, const IssuedDocument& document,
                                      const char* media_type) {
    const EntityCode& entity = session.entity().code;
    if (document.kind == IssuedKind::credit_note) {
        return store::CreditNoteRepository{session.store, entity}.document(document.number,
                                                                           media_type);
    }
    return store::InvoiceRepository{session.store, entity}.document(document.number, media_type);
}

[[noreturn]] void fail_lacking(const IssuedDocument& document, const char* media_type) {
    throw CommandFailure{
        ExitCode::bad_input,
        {problem("I552", document.number.text() + " has no " + media_type + " in the store",
                 "nothing is exported that is not whole: `mutua verify` says what is missing; "
                 "restore a backup")}};
}

}  // namespace

std::optional<std::string> kept_xml(Session& session, const IssuedDocument& document) {
    const bool is_invoice = document.kind == IssuedKind::invoice;
    if (is_invoice && document.channel == settlement::Channel::paper) { return std::nullopt; }
    auto xml = kept_bytes(session, document, store::xml_media_type);
    if (!xml && is_invoice) { fail_lacking(document, store::xml_media_type); }
    return xml;
}

KeptDocument kept_document(Session& session, const IssuedDocument& document) {
    const auto json = kept_bytes(session, document, store::json_media_type);
    if (!json) { fail_lacking(document, store::json_media_type); }
    if (document.kind == IssuedKind::credit_note) { return tabular::credit_note_from_json(*json); }
    return tabular::invoice_from_json(*json);
}

OutgoingDocument outgoing(const KeptDocument& document) {
    if (const auto* note = std::get_if<settlement::CreditNote>(&document)) {
        return outgoing_credit_note(*note);
    }
    return outgoing_invoice(std::get<settlement::Invoice>(document));
}

}  // namespace mutua::cli
