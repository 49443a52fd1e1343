#pragma once

#include "engine/settlement/credit_note.hpp"
#include "engine/settlement/invoice.hpp"

#include <string>

namespace mutua::ubl {

/// The invoice as UBL 2.1 in the form of Peppol BIS Billing 3, release 3.0.21: the bytes that are
/// sent and archived. Nothing is computed here: every amount is the invoice's own.
///
/// Errors: an invoice that the network would refuse is a ContractViolation, since settlement never
///         makes one: totals that do not tie, no line, no Peppol address of the buyer, a type other
///         than 380.
/// Source: EN 16931-1; Peppol BIS Billing 3.0.21; UBL 2.1 (OASIS).
[[nodiscard]] std::string write_invoice(const settlement::Invoice& invoice);

/// Likewise a credit note, type 381.
[[nodiscard]] std::string write_credit_note(const settlement::CreditNote& note);

}  // namespace mutua::ubl
