#pragma once

#include "engine/settlement/trade/trade_document.hpp"

#include <string>

namespace mutua::tabular {

/// Any e-invoice as a page of 80 columns, in English, for whoever received it: parties, references,
/// lines, VAT, totals, how to pay, and what is attached.
[[nodiscard]] std::string trade_text(const settlement::TradeDocument& document);

}  // namespace mutua::tabular
