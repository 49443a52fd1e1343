#pragma once

#include "engine/core/result.hpp"
#include "engine/settlement/credit_note.hpp"
#include "engine/settlement/rulebook.hpp"
#include "engine/store/credit_note_repository.hpp"
#include "engine/store/document.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/payslip_repository.hpp"
#include "engine/store/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mutua::service {

using CreditNoteRenderer =
    std::function<std::vector<store::DocumentBytes>(const settlement::CreditNote&)>;
/// The invoice that its JSON holds.
using InvoiceReader = std::function<settlement::Invoice(const std::string& json)>;

/// The credit note that would be issued, and what it does to its declarations.
struct PlannedCreditNote {
    settlement::CreditNote note;
    settlement::InvoicePlace place;
    std::vector<settlement::CreditedWork> work;
    std::vector<store::StoredDeclaration> declarations;  ///< in the order of `work`
};

struct CreditRequest {
    InvoiceNumber invoice;
    std::string reason;
    Date issue_date;
};

/// What crediting an invoice would do. Writes nothing.
/// Errors: I510 no such invoice · I520 credited before · I521 it is a credit note itself · P311 the
///         day is before the invoice's.
[[nodiscard]] Result<PlannedCreditNote> plan_credit_note(store::Store& store,
                                                         const cooperative::Entity& entity,
                                                         const CreditRequest& request,
                                                         const InvoiceReader& read);

/// Issues what was planned: number, credit note, documents, entries and the outbox row are in one
/// transaction; its declarations are credited from then on. Pay that was issued stays as it is:
/// correcting the month makes the difference slip.
/// Errors: as above, and P310 when what was planned no longer fits; then nothing was changed.
[[nodiscard]] Result<settlement::CreditNote> issue_credit_note(
    store::Store& store, const cooperative::Entity& entity, settlement::Rulebook& rules,
    const PlannedCreditNote& planned, const InvoiceReader& read, const CreditNoteRenderer& render);

/// What a declaration whose invoice is or was taken back had come to: of slips, those that do not
/// take it out.
[[nodiscard]] settlement::CreditedWork credited_work(const store::StoredDeclaration& stored,
                                                     const std::vector<store::PayslipRow>& slips);

}  // namespace mutua::service
