#include "formats/ubl/base64.hpp"
#include "formats/ubl/profile.hpp"
#include "formats/ubl/write/parts.hpp"

namespace mutua::ubl {

namespace {

using settlement::Attachment;
using settlement::EmbeddedFile;
using settlement::ExternalLink;
using settlement::TradeReferences;
using xml::Name;
using xml::Writer;

void write_reference(Writer& out, Name name, const std::string& number) {
    if (number.empty()) { return; }
    out.within(name, [&] { out.leaf("cbc:ID", number); });
}

void write_order(Writer& out, const TradeReferences& to) {
    if (to.order.empty() && to.sales_order.empty()) { return; }
    out.within("cac:OrderReference", [&] {
        out.leaf("cbc:ID", to.order.empty() ? no_order : std::string_view{to.order});
        out.optional_leaf("cbc:SalesOrderID", to.sales_order);
    });
}

void write_preceding(Writer& out, const settlement::PrecedingInvoice& each) {
    out.open("cac:BillingReference");
    out.within("cac:InvoiceDocumentReference", [&] {
        out.leaf("cbc:ID", each.number);
        write_day(out, "cbc:IssueDate", each.issue_date);
    });
    out.close("cac:BillingReference");
}

/// A number that is no attachment: an invoiced object, a project.
void write_typed(Writer& out, const settlement::SchemedId& id, std::string_view type) {
    if (id.empty()) { return; }
    out.within("cac:AdditionalDocumentReference", [&] {
        write_id(out, "cbc:ID", id);
        out.leaf("cbc:DocumentTypeCode", type);
    });
}

void write_content(Writer& out, const Attachment& attachment) {
    if (const auto* file = std::get_if<EmbeddedFile>(&attachment.content)) {
        out.leaf("cbc:EmbeddedDocumentBinaryObject", to_base64(file->bytes),
                 {{"mimeCode", file->media_type}, {"filename", file->file_name}});
    }
    if (const auto* link = std::get_if<ExternalLink>(&attachment.content)) {
        out.within("cac:ExternalReference", [&] { out.leaf("cbc:URI", link->uri); });
    }
}

void write_attachment(Writer& out, const Attachment& attachment) {
    out.within("cac:AdditionalDocumentReference", [&] {
        out.leaf("cbc:ID", attachment.reference);
        out.optional_leaf("cbc:DocumentDescription", attachment.description);
        if (attachment.content.index() == 0) { return; }
        out.within("cac:Attachment", [&] { write_content(out, attachment); });
    });
}

void write_attachments(Writer& out, const settlement::TradeDocument& document) {
    write_typed(out, document.references.invoiced_object, object_type);
    for (const Attachment& each : document.attachments) { write_attachment(out, each); }
}

}  // namespace

/// The two schemas order the last of them differently, and a credit note has no project.
void write_references(Writer& out, const settlement::TradeDocument& document) {
    const TradeReferences& to = document.references;
    write_order(out, to);
    for (const settlement::PrecedingInvoice& each : to.preceding) { write_preceding(out, each); }
    write_reference(out, "cac:DespatchDocumentReference", to.despatch_advice);
    write_reference(out, "cac:ReceiptDocumentReference", to.receiving_advice);
    if (settlement::is_credit(document.kind)) {
        write_reference(out, "cac:ContractDocumentReference", to.contract);
        write_attachments(out, document);
        write_typed(out, {"", to.project}, project_type);
        write_reference(out, "cac:OriginatorDocumentReference", to.tender);
    } else {
        write_reference(out, "cac:OriginatorDocumentReference", to.tender);
        write_reference(out, "cac:ContractDocumentReference", to.contract);
        write_attachments(out, document);
        write_reference(out, "cac:ProjectReference", to.project);
    }
}

}  // namespace mutua::ubl
