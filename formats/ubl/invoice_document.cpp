#include "formats/ubl/invoice_document.hpp"

#include "engine/settlement/trade/invoice_trade.hpp"
#include "formats/ubl/invoice_promises.hpp"

namespace mutua::ubl {

settlement::TradeDocument invoice_document(const settlement::Invoice& invoice) {
    require_complete(invoice, settlement::type_code(settlement::DocumentKind::invoice));
    return settlement::trade_document(invoice);
}

settlement::TradeDocument credit_note_document(const settlement::CreditNote& note) {
    require_complete(note.document, settlement::type_code(settlement::DocumentKind::credit_note));
    return settlement::trade_document(note);
}

}  // namespace mutua::ubl
