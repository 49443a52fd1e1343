#include "cli/outgoing.hpp"

#include "cli/documents.hpp"
#include "engine/store/credit_note_repository.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/invoice_repository.hpp"
#include "formats/tabular/json_credit_note.hpp"
#include "formats/tabular/json_invoice.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace mutua::cli {

namespace {

/// A document that leaves: its bytes, who sells by it, and who sold by the invoice that it takes
/// back.
struct Leaving {
    std::string bytes;
    cooperative::EnterpriseNumber seller;
    std::optional<cooperative::EnterpriseNumber> credited_seller;
};

/// What leaves, made of the kept state, with the pages inside. The states of invoices and of
/// credit notes lie together.
Leaving leaving(Session& session, const std::string& number) {
    const EntityCode& entity = session.entity().code;
    store::InvoiceRepository invoices{session.store, entity};
    const auto state = invoices.document(InvoiceNumber{number}, store::json_media_type);
    require(state.has_value(), "a document that leaves has its state");
    const bool is_note =
        store::CreditNoteRepository{session.store, entity}.find(InvoiceNumber{number}).has_value();
    if (is_note) {
        const auto note = tabular::credit_note_from_json(*state);
        const auto credited = invoices.document(note.credits, store::json_media_type);
        require(credited.has_value(), "an invoice that is credited has its state");
        return {outgoing_credit_note(note).ubl, note.document.seller.enterprise_number,
                tabular::invoice_from_json(*credited).seller.enterprise_number};
    }
    const auto invoice = tabular::invoice_from_json(*state);
    return {outgoing_invoice(invoice).ubl, invoice.seller.enterprise_number, std::nullopt};
}

/// Why a document of this seller may not leave this workspace; empty when it may.
std::string seller_fault(const Session& session, const char* whose,
                         const cooperative::EnterpriseNumber& seller) {
    const cooperative::EnterpriseNumber& ours = session.entity().enterprise_number;
    if (seller != ours) {
        return fmt::format("{}: {} is {}, and the entity of mutua.toml is {}", seller_rule, whose,
                           seller.text(), ours.text());
    }
    if (seller.text() == invented_enterprise_number && !session.workspace.sandbox) {
        return fmt::format("{}: {} is {}, which `mutua init` invented", seller_rule, whose,
                           seller.text());
    }
    return {};
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
    Leaving made = leaving(session, number);
    service::ReadyDocument ready{std::move(made.bytes), {}};
    std::string fault = seller_fault(session, "its seller", made.seller);
    if (fault.empty() && made.credited_seller) {
        fault = seller_fault(session, "the seller of what it credits", *made.credited_seller);
    }
    if (!fault.empty()) { ready.faults.push_back(std::move(fault)); }
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

std::string outgoing_bytes(Session& session, const std::string& number) {
    return leaving(session, number).bytes;
}

OutgoingReceiver receiver_of(Session& session, const std::string& number) {
    const ClientCode code = client_of(session, InvoiceNumber{number});
    const auto client = store::FactRepository{session.store, session.entity().code}.client(code);
    require(client.has_value(), "the client of an invoice is in the store");
    return {code.text(), client->peppol_id ? client->peppol_id->text() : ""};
}

}  // namespace mutua::cli
