#pragma once

#include "engine/settlement/trade/trade_document.hpp"
#include "formats/words/words.hpp"

#include <string>

namespace mutua::tabular {

/// Any e-invoice as a page of 80 columns, for whoever received it: parties, references, lines, VAT,
/// totals, how to pay, and what is attached, in the words of the printed invoice.
[[nodiscard]] std::string trade_text(const settlement::TradeDocument& document,
                                     cooperative::Language language);

}  // namespace mutua::tabular
