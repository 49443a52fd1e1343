#pragma once

#include "engine/settlement/trade/trade_document.hpp"

#include <string>

namespace mutua::ubl {

/// The document as UBL 2.1 in the form of Peppol BIS Billing 3.0.21, or Self-Billing 3.0.2 when the
/// buyer wrote it: the bytes that are sent and archived. Nothing is computed here: every amount is
/// the document's own. The same document always gives the same bytes.
///
/// Errors: a document that does not tie, or lacks what every receiver asks for, is a
///         ContractViolation, since `settle` never gives one.
/// Source: EN 16931-1; UBL 2.1 (OASIS); Peppol BIS Billing 3 and Self-Billing 3.
[[nodiscard]] std::string write_document(const settlement::TradeDocument& document);

}  // namespace mutua::ubl
