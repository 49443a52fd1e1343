#include "cli/documents.hpp"

#include "formats/tabular/json_credit_note.hpp"
#include "formats/tabular/json_difference.hpp"
#include "formats/tabular/json_invoice.hpp"
#include "formats/tabular/json_payslip.hpp"
#include "formats/ubl/invoice_writer.hpp"

namespace mutua::cli {

std::vector<store::DocumentBytes> invoice_documents(const settlement::Invoice& invoice) {
    std::vector<store::DocumentBytes> documents{
        {store::json_media_type, tabular::to_json(invoice)}};
    if (invoice.channel == settlement::Channel::peppol) {
        documents.push_back({store::xml_media_type, ubl::write_invoice(invoice)});
    }
    return documents;
}

std::vector<store::DocumentBytes> payslip_documents(const settlement::Payslip& slip) {
    return {{store::json_media_type, tabular::to_json(slip)}};
}

std::vector<store::DocumentBytes> difference_documents(const settlement::DifferenceSlip& slip) {
    return {{store::json_media_type, tabular::to_json(slip)}};
}

std::vector<store::DocumentBytes> credit_note_documents(const settlement::CreditNote& note) {
    std::vector<store::DocumentBytes> documents{{store::json_media_type, tabular::to_json(note)}};
    if (note.document.channel == settlement::Channel::peppol) {
        documents.push_back({store::xml_media_type, ubl::write_credit_note(note)});
    }
    return documents;
}

service::DocumentTools document_tools() {
    return {invoice_documents,
            payslip_documents,
            difference_documents,
            tabular::invoice_from_json,
            tabular::payslip_state_from_json,
            credit_note_documents,
            tabular::credit_note_from_json};
}

}  // namespace mutua::cli
