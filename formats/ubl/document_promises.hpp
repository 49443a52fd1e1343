#pragma once

#include "engine/settlement/trade/trade_document.hpp"

namespace mutua::ubl {

/// What a document must hold to be written at all: number, references, electronic addresses, lines;
/// lines, breakdowns and totals that add up to the hundredth; one breakdown a category and rate,
/// with a reason where no VAT is charged.
/// Errors: anything else is a ContractViolation that names the promise.
/// Source: EN 16931 rules BR-CO-10 to -17, BR-S-08 and siblings, without tolerance.
void require_tied(const settlement::TradeDocument& document);

}  // namespace mutua::ubl
