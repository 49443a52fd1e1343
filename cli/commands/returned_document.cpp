#include "cli/commands/returned_document.hpp"

#include "cli/outgoing.hpp"
#include "cli/output.hpp"
#include "engine/settlement/trade/trade_difference.hpp"
#include "engine/store/credit_note_repository.hpp"
#include "engine/store/invoice_repository.hpp"
#include "formats/ubl/document_reader.hpp"

#include <fmt/format.h>

#include <utility>

namespace mutua::cli {

namespace {

/// Nothing for a document that we wrote as its buyer: none of these was issued here.
std::optional<std::string> issued_xml(Session& session, const InvoiceNumber& number,
                                      settlement::DocumentKind kind) {
    if (settlement::is_self_billed(kind)) { return std::nullopt; }
    const EntityCode& entity = session.entity().code;
    if (settlement::is_credit(kind)) {
        store::CreditNoteRepository notes{session.store, entity};
        return notes.find(number) ? notes.document(number, store::xml_media_type) : std::nullopt;
    }
    store::InvoiceRepository invoices{session.store, entity};
    return invoices.find(number) ? invoices.document(number, store::xml_media_type) : std::nullopt;
}

settlement::TradeDocument read_issued(const std::string& xml, const InvoiceNumber& number) {
    auto read = ubl::read_document(xml, number.text());
    require(read.has_value(), "what was issued can be read");
    return std::move(read->document);
}

/// What was issued, as it has to look beside a document that comes back: it left with its page
/// inside, and may come back without; the archive has it without.
settlement::TradeDocument issued_like(Session& session, const InvoiceNumber& number,
                                      const std::string& xml,
                                      const settlement::TradeDocument& returned) {
    settlement::TradeDocument issued = read_issued(xml, number);
    if (returned.attachments != issued.attachments && !returned.attachments.empty()) {
        issued.attachments =
            read_issued(outgoing_bytes(session, number.text()), number).attachments;
    }
    return issued;
}

std::string shown_value(const std::string& value) {
    constexpr std::size_t shown_max = 60;
    return value.empty() ? "none" : "`" + tabular::shortened(printable(value), shown_max) + "`";
}

}  // namespace

std::optional<Diagnostic> difference_from_issued(Session& session,
                                                 const settlement::TradeDocument& document) {
    const InvoiceNumber number{document.number};
    const auto xml = issued_xml(session, number, document.kind);
    if (!xml) {
        return problem("I560",
                       fmt::format("we are its issuer, and issued no e-invoice `{}`",
                                   printable(document.number)),
                       "look for the number in `mutua invoice list`; what a buyer writes in the "
                       "name of the seller has another type");
    }
    const auto differs =
        settlement::first_difference(document, issued_like(session, number, *xml, document));
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
