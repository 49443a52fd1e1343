#include "formats/ubl/base64.hpp"
#include "formats/ubl/profile.hpp"
#include "formats/ubl/read/readers.hpp"

#include <utility>

namespace mutua::ubl {

namespace {

using settlement::Attachment;
using settlement::TradeReferences;

std::string number_in(Fields& root, std::string_view name) {
    std::string number;
    root.within(name, [&](Fields& reference) { number = reference.text("ID"); });
    return number;
}

void read_order(Fields& root, TradeReferences& to) {
    root.within("OrderReference", [&](Fields& order) {
        to.order = order.text("ID");
        to.sales_order = order.text("SalesOrderID");
        if (to.order == no_order && !to.sales_order.empty()) { to.order.clear(); }
    });
}

void read_preceding(Fields& root, TradeReferences& to) {
    root.within_each("BillingReference", [&](Fields& billing) {
        billing.within("InvoiceDocumentReference", [&](Fields& invoice) {
            settlement::PrecedingInvoice each;
            each.number = invoice.required_text("ID");
            each.issue_date = invoice.day("IssueDate");
            to.preceding.push_back(std::move(each));
        });
    });
}

void read_file(Fields& attachment, const xml::Element& object, Attachment& found) {
    const std::string text = object.text();
    auto bytes = from_base64(text);
    if (!bytes) {
        attachment.reading().unreadable(object, text, "file in base64",
                                        "have the sender attach the file again");
        return;
    }
    found.content =
        settlement::EmbeddedFile{object.attribute("mimeCode").value_or(""),
                                 object.attribute("filename").value_or(""), std::move(*bytes)};
}

Attachment read_attachment(Fields& reference, std::string id) {
    Attachment found;
    found.reference = std::move(id);
    found.description = reference.text("DocumentDescription");
    reference.within("Attachment", [&](Fields& attachment) {
        if (const auto object = attachment.take("EmbeddedDocumentBinaryObject")) {
            read_file(attachment, *object, found);
        }
        attachment.within("ExternalReference", [&](Fields& external) {
            found.content = settlement::ExternalLink{external.text("URI")};
        });
    });
    return found;
}

/// Attachments, and two numbers that stand among them with a type of their own.
void read_additional(Fields& root, settlement::TradeDocument& document) {
    root.within_each("AdditionalDocumentReference", [&](Fields& reference) {
        settlement::SchemedId id = reference.id("ID");
        if (id.empty()) { reference.reading().missing(reference.element(), "ID"); }
        const std::string type = reference.text("DocumentTypeCode");
        if (type == object_type) {
            document.references.invoiced_object = std::move(id);
        } else if (type == project_type) {
            document.references.project = std::move(id.value);
        } else {
            document.attachments.push_back(read_attachment(reference, std::move(id.value)));
        }
    });
}

}  // namespace

void read_references(Fields& root, settlement::TradeDocument& document) {
    TradeReferences& to = document.references;
    to.accounting_cost = root.text("AccountingCost");
    to.buyer_reference = root.text("BuyerReference");
    read_order(root, to);
    read_preceding(root, to);
    to.despatch_advice = number_in(root, "DespatchDocumentReference");
    to.receiving_advice = number_in(root, "ReceiptDocumentReference");
    to.tender = number_in(root, "OriginatorDocumentReference");
    to.contract = number_in(root, "ContractDocumentReference");
    to.project = number_in(root, "ProjectReference");
    read_additional(root, document);
}

}  // namespace mutua::ubl
