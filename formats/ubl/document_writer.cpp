#include "formats/ubl/document_writer.hpp"

#include "formats/ubl/document_promises.hpp"
#include "formats/ubl/profile.hpp"
#include "formats/ubl/write/parts.hpp"
#include "formats/xml/writer.hpp"

namespace mutua::ubl {

namespace {

using settlement::TradeDocument;
using xml::Name;
using xml::Writer;

void write_type(Writer& out, const TradeDocument& document) {
    const std::string_view type = settlement::type_code(document);
    if (settlement::is_credit(document.kind)) {
        write_day(out, "cbc:TaxPointDate", document.vat_point_date);
        out.leaf("cbc:CreditNoteTypeCode", type);
    } else {
        write_day(out, "cbc:DueDate", document.payment.due_date);
        out.leaf("cbc:InvoiceTypeCode", type);
    }
}

void write_heading(Writer& out, const TradeDocument& document) {
    const bool is_self_billed = settlement::is_self_billed(document.kind);
    out.leaf("cbc:CustomizationID",
             is_self_billed ? self_billing_customization : billing_customization);
    out.leaf("cbc:ProfileID", is_self_billed ? self_billing_profile : billing_profile);
    out.leaf("cbc:ID", document.number);
    out.leaf("cbc:IssueDate", to_string(document.issue_date));
    write_type(out, document);
    for (const std::string& note : document.notes) { out.optional_leaf("cbc:Note", note); }
    if (!settlement::is_credit(document.kind)) {
        write_day(out, "cbc:TaxPointDate", document.vat_point_date);
    }
    out.leaf("cbc:DocumentCurrencyCode", to_string(document.currency));
    if (document.totals.accounting_vat) {
        out.leaf("cbc:TaxCurrencyCode", to_string(document.totals.accounting_vat->currency()));
    }
    out.optional_leaf("cbc:AccountingCost", document.references.accounting_cost);
    out.optional_leaf("cbc:BuyerReference", document.references.buyer_reference);
    write_period(out, document.period, document.vat_point_code);
}

/// Room for all of it, so that the text is not copied while it grows.
std::size_t expected_size(const TradeDocument& document) {
    constexpr std::size_t usual_heading = 5'000;
    constexpr std::size_t usual_line = 1'100;
    std::size_t size = usual_heading + usual_line * document.lines.size();
    for (const settlement::Attachment& each : document.attachments) {
        if (const auto* file = std::get_if<settlement::EmbeddedFile>(&each.content)) {
            size += file->bytes.size() / 3 * 4 + usual_line;
        }
    }
    return size;
}

}  // namespace

std::string write_document(const TradeDocument& document) {
    require_tied(document);
    const bool is_credit = settlement::is_credit(document.kind);
    const Name root = is_credit ? Name{"CreditNote"} : Name{"Invoice"};
    std::string bytes;
    bytes.reserve(expected_size(document));
    Writer out{bytes};
    out.open(root, {{"xmlns", is_credit ? credit_note_namespace : invoice_namespace},
                    {"xmlns:cac", aggregate_namespace},
                    {"xmlns:cbc", basic_namespace}});
    write_heading(out, document);
    write_references(out, document);
    write_parties(out, document);
    write_delivery(out, document.delivery);
    write_payment(out, document);
    for (const settlement::DocumentAdjustment& each : document.adjustments) {
        write_adjustment(out, each, &each.vat);
    }
    write_totals(out, document);
    for (const settlement::TradeLine& line : document.lines) { write_line(out, document, line); }
    out.close(root);
    out.finish();
    return bytes;
}

}  // namespace mutua::ubl
