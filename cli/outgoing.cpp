#include "cli/outgoing.hpp"

#include "engine/store/credit_note_repository.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/invoice_repository.hpp"

#include <fmt/format.h>

namespace mutua::cli {

namespace {

/// The bytes that leave. Archived documents of invoices and credit notes lie together.
std::string outgoing_bytes(Session& session, const std::string& number) {
    auto xml = store::InvoiceRepository{session.store, session.entity().code}.document(
        InvoiceNumber{number}, store::xml_media_type);
    require(xml.has_value(), "a document that goes by Peppol has its XML");
    return std::move(*xml);
}

ClientCode client_of(Session& session, const InvoiceNumber& number) {
    const EntityCode& entity = session.entity().code;
    if (const auto invoice = store::InvoiceRepository{session.store, entity}.find(number)) {
        return invoice->client;
    }
    const auto note = store::CreditNoteRepository{session.store, entity}.find(number);
    require(note.has_value(), "what leaves is an invoice or a credit note");
    return note->client;
}

}  // namespace

service::ReadyDocument ready_document(Session& session, const ubl::validation::Validator& validator,
                                      const std::string& number) {
    constexpr std::size_t told_faults = 5;
    service::ReadyDocument ready{outgoing_bytes(session, number), {}};
    std::size_t untold = 0;
    for (const auto& found : validator.validate(ready.bytes, number + ".xml")) {
        if (found.weight != ubl::validation::Weight::fatal) { continue; }
        if (ready.faults.size() == told_faults) {
            ++untold;
        } else {
            ready.faults.push_back(fmt::format("{}: {}", found.rule, found.text));
        }
    }
    if (untold > 0) { ready.faults.push_back(fmt::format("and {} more", untold)); }
    return ready;
}

OutgoingReceiver receiver_of(Session& session, const std::string& number) {
    const ClientCode code = client_of(session, InvoiceNumber{number});
    const auto client = store::FactRepository{session.store, session.entity().code}.client(code);
    require(client.has_value(), "the client of an invoice is in the store");
    return {code.text(), client->peppol_id ? client->peppol_id->text() : ""};
}

}  // namespace mutua::cli
