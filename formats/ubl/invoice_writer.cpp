#include "formats/ubl/invoice_writer.hpp"

#include "formats/ubl/document_writer.hpp"
#include "formats/ubl/invoice_document.hpp"

namespace mutua::ubl {

std::string write_invoice(const settlement::Invoice& invoice) {
    return write_document(invoice_document(invoice));
}

}  // namespace mutua::ubl
