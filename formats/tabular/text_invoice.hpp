#pragma once

#include "engine/settlement/credit_note.hpp"
#include "engine/settlement/invoice.hpp"

#include <string>

namespace mutua::tabular {

/// The invoice as a page of 80 columns in the language of the document, with everything that an
/// invoice on paper must say: both parties, number, dates, services, VAT by rate with its legal
/// reason, totals, account and communication.
/// Source: VAT directive 2006/112/EC, art. 226.
[[nodiscard]] std::string invoice_text(const settlement::Invoice& invoice);

/// The credit note likewise: the invoice that it takes back with its day, and why; that the VAT is
/// given back by whoever deducted it; nothing to pay.
/// Source: VAT directive, art. 219; royal decree no. 4 of 29/12/1969, art. 4.
[[nodiscard]] std::string credit_note_text(const settlement::CreditNote& note);

}  // namespace mutua::tabular
