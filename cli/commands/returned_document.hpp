#pragma once

#include "cli/context.hpp"
#include "engine/settlement/trade/trade_document.hpp"

#include <optional>

namespace mutua::cli {

/// Compares a document that names us as its issuer with the one of ours that has its number; the
/// PDF inside is left out where the archived one has none. Nothing when it says the same.
/// Errors: I560 when we issued none of that number, or on paper alone; I561 with the first field
/// that differs.
[[nodiscard]] std::optional<Diagnostic> difference_from_issued(
    Session& session, const settlement::TradeDocument& document);

}  // namespace mutua::cli
