#include "engine/settlement/credit_note.hpp"

#include <algorithm>

namespace mutua::settlement {

InvoiceNumber credit_note_number(const InvoicePlace& place) {
    return InvoiceNumber{"C" + invoice_number(place).text()};
}

CreditNote make_credit_note(const CreditNoteRequest& request) {
    require(request.invoice.type_code == "380", "a credit note takes back an invoice");
    require(request.issue_date >= request.invoice.issue_date,
            "a credit note comes after its invoice");
    require(!request.reason.empty(), "a credit note says why");
    CreditNote note{request.invoice, request.invoice.number, request.invoice.issue_date,
                    request.reason};
    note.document.number = credit_note_number(request.place);
    note.document.type_code = "381";
    note.document.issue_date = request.issue_date;
    note.document.due_date = request.issue_date;
    note.document.seller = request.entity;
    return note;
}

Money CreditedWork::held() const {
    return acceptance.price - acceptance.management_fee - paid.value_or(acceptance.provision());
}

Money CreditedWork::claimed() const {
    // Fee and provision come back first; then the price goes off.
    const Money available = acceptance.price - paid.value_or(Money{});
    return acceptance.price - std::clamp(available, Money{}, acceptance.price);
}

}  // namespace mutua::settlement
