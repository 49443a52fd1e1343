#include "formats/ubl/invoice_writer.hpp"

#include "formats/ubl/document_writer.hpp"
#include "formats/ubl/invoice_document.hpp"

namespace mutua::ubl {

std::string write_invoice(const settlement::Invoice& invoice) {
    return write_document(invoice_document(invoice));
}

std::string write_credit_note(const settlement::CreditNote& note) {
    return write_document(credit_note_document(note));
}

}  // namespace mutua::ubl
