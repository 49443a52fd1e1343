#include "cli/commands/returned_document.hpp"

#include "cli/output.hpp"
#include "engine/settlement/trade/trade_difference.hpp"
#include "engine/store/credit_note_repository.hpp"
#include "engine/store/invoice_repository.hpp"
#include "formats/ubl/document_reader.hpp"

#include <fmt/format.h>

#include <utility>

namespace mutua::cli {

namespace {

std::optional<std::string> issued_xml(Session& session, const InvoiceNumber& number, bool is_note) {
    const EntityCode& entity = session.entity().code;
    if (is_note) {
        store::CreditNoteRepository notes{session.store, entity};
        return notes.find(number) ? notes.document(number, store::xml_media_type) : std::nullopt;
    }
    store::InvoiceRepository invoices{session.store, entity};
    return invoices.find(number) ? invoices.document(number, store::xml_media_type) : std::nullopt;
}

std::string shown_value(const std::string& value) {
    constexpr std::size_t shown_max = 60;
    return value.empty() ? "none" : "`" + tabular::shortened(printable(value), shown_max) + "`";
}

}  // namespace

std::optional<Diagnostic> difference_from_issued(Session& session,
                                                 const settlement::TradeDocument& document) {
    const InvoiceNumber number{document.number};
    const auto xml = issued_xml(session, number, settlement::is_credit(document.kind));
    if (!xml) {
        return problem("I560",
                       fmt::format("we are its issuer, and issued no e-invoice `{}`",
                                   printable(document.number)),
                       "look for the number in `mutua invoice list`; a document that others wrote "
                       "in our name has another type");
    }
    const auto read = ubl::read_document(*xml, number.text());
    require(read.has_value(), "what was issued can be read");
    settlement::TradeDocument returned = document;
    // The archive has the document without its page, which goes out with it.
    if (read->document.attachments.empty()) { returned.attachments.clear(); }
    const auto differs = settlement::first_difference(returned, read->document);
    if (!differs) { return std::nullopt; }
    return problem(
        "I561",
        fmt::format("is not {} as it was issued: {} is {}, issued {}", number.text(),
                    differs->field, shown_value(differs->left), shown_value(differs->right)),
        fmt::format("`mutua invoice export` writes the one that was issued; a mistake "
                    "in it is taken back by `mutua invoice credit {}`",
                    number.text()));
}

}  // namespace mutua::cli
