#pragma once

#include "engine/service/verify.hpp"

#include <vector>

namespace mutua::cli {

/// The documents of an invoice: its complete state as JSON, and its UBL when it goes by Peppol.
[[nodiscard]] std::vector<store::DocumentBytes> invoice_documents(
    const settlement::Invoice& invoice);

/// The documents of a payslip: its complete state as JSON.
[[nodiscard]] std::vector<store::DocumentBytes> payslip_documents(const settlement::Payslip& slip);

/// The documents of a difference slip likewise.
[[nodiscard]] std::vector<store::DocumentBytes> difference_documents(
    const settlement::DifferenceSlip& slip);

/// The documents of a credit note: its complete state as JSON.
[[nodiscard]] std::vector<store::DocumentBytes> credit_note_documents(
    const settlement::CreditNote& note);

/// The same, for replaying.
[[nodiscard]] service::DocumentTools document_tools();

}  // namespace mutua::cli
