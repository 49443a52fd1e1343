#pragma once

#include "cli/context.hpp"
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
    std::vector<std::string> unprinted;  ///< as in pdf::WrittenPages
};

/// The invoice as its client gets it. The archived XML is the same without the PDF: pages can be
/// drawn anew at any time, and are a picture of it.
/// Errors: CommandFailure (69) when the fonts of the pages are not installed.
[[nodiscard]] OutgoingDocument outgoing_invoice(const settlement::Invoice& invoice);

/// The credit note likewise.
[[nodiscard]] OutgoingDocument outgoing_credit_note(const settlement::CreditNote& note);

/// Puts its pages into a document, in that language, before what is attached to it. The words that
/// they cannot show are told.
/// Errors: CommandFailure (69), as above.
void put_pages_inside(const Context& context, settlement::TradeDocument& document,
                      cooperative::Language language);

/// Tells on standard error, if there are any, which words the pages of a document cannot show.
void tell_unprinted(const Context& context, const std::string& number,
                    const std::vector<std::string>& words);

/// The same, for replaying.
[[nodiscard]] service::DocumentTools document_tools();

}  // namespace mutua::cli
