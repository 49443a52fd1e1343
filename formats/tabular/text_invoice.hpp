#pragma once

#include "engine/settlement/invoice.hpp"

#include <string>

namespace mutua::tabular {

/// The invoice as a page of 80 columns in the language of the document, with everything that an
/// invoice on paper must say: both parties, number, dates, services, VAT by rate with its legal
/// reason, totals, account and communication.
/// Source: VAT directive 2006/112/EC, art. 226.
[[nodiscard]] std::string invoice_text(const settlement::Invoice& invoice);

}  // namespace mutua::tabular
