#pragma once

#include "engine/settlement/breakdown.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/settlement/issue.hpp"

#include <optional>
#include <string>
#include <vector>

/// An issued invoice that does not stand: it stays as it is, a credit note takes it back whole.
namespace mutua::settlement {

/// The credit note of an invoice, with its complete state.
struct CreditNote {
    /// As the invoice reads, with the number, day and type 381 of the note: amounts are positive
    /// and mean "credit" by the type. Nothing is due: the due date is the day of issue, and the
    /// communication is the invoice's, against which the note is set off.
    Invoice document;
    InvoiceNumber credits;   ///< the invoice
    Date credits_issued_on;  ///< the day of the invoice
    std::string reason;      ///< the client reads it
};

/// "C2026-000001": a series of its own, without gaps.
[[nodiscard]] InvoiceNumber credit_note_number(const InvoicePlace& place);

struct CreditNoteRequest {
    const cooperative::Entity& entity;  ///< as it is on the day of the note
    const Invoice& invoice;             ///< as it was issued
    InvoicePlace place;
    Date issue_date;
    std::string reason;
};

/// The credit note of a whole invoice.
/// Source: VAT directive 2006/112/EC, art. 219: it names the invoice that it amends.
[[nodiscard]] CreditNote make_credit_note(const CreditNoteRequest& request);

/// A declaration whose invoice is taken back.
struct CreditedWork {
    MemberCode member;
    Acceptance acceptance;
    /// What slips paid for it until then, expenses included; nothing before the first, when its
    /// provision is still set aside.
    std::optional<Money> paid;

    /// What the member's account of the declaration holds before the note.
    [[nodiscard]] Money held() const;
    /// What the account does not hold of the credit that is taken back: it was paid as work, and is
    /// claimed until a difference slip brings that back.
    [[nodiscard]] Money claimed() const;
};

}  // namespace mutua::settlement
