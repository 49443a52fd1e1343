#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/service/verify.hpp"
#include "engine/settlement/trade/trade_document.hpp"

#include <string>
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

/// A document as it leaves the house, made of its kept state: the bytes depend on nothing else.
struct OutgoingDocument {
    std::string number;
    std::string ubl;  ///< with the PDF inside; empty for what goes on paper
    std::string pdf;
};

/// The invoice as its client gets it. The archived XML is the same without the PDF: pages can be
/// drawn anew at any time, and are a picture of it.
/// Errors: CommandFailure (69) when the fonts of the pages are not installed.
[[nodiscard]] OutgoingDocument outgoing_invoice(const settlement::Invoice& invoice);

/// The credit note likewise.
[[nodiscard]] OutgoingDocument outgoing_credit_note(const settlement::CreditNote& note);

/// The document with its pages inside, in that language, before what is attached to it.
/// Errors: CommandFailure (69), as above.
[[nodiscard]] settlement::TradeDocument with_pages(settlement::TradeDocument document,
                                                   cooperative::Language language);

/// The same, for replaying.
[[nodiscard]] service::DocumentTools document_tools();

}  // namespace mutua::cli
