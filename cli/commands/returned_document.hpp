#pragma once

#include "cli/context.hpp"
#include "engine/settlement/trade/trade_document.hpp"

#include <optional>

namespace mutua::cli {

/// Compares a document that names us as its issuer with the one of ours that has its number; the
/// files inside are those that it left with, or none. Nothing when it says the same.
/// Errors: I560 when we issued none of that number, or on paper alone, or it is one that a buyer
/// writes (self-billed: none is issued here); I561 with the first field
/// that differs.
[[nodiscard]] std::optional<Diagnostic> difference_from_issued(
    Session& session, const settlement::TradeDocument& document);

}  // namespace mutua::cli
