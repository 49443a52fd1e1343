#pragma once

#include "engine/core/result.hpp"
#include "engine/settlement/trade/trade_document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mutua::settlement {

/// Why no VAT is charged in one category: a VATEX code, a text in the document's language, or both.
struct VatGround {
    VatCategory category = VatCategory::exempt;
    std::string code;
    std::string text;
    friend bool operator==(const VatGround&, const VatGround&) = default;
};

/// What one unit of the document's currency is worth in euro, on which day, according to whom.
struct ExchangeRate {
    Decimal euro_per_unit;
    Date on;
    std::string source;
};

enum class PriceBasis : std::uint8_t { without_vat, with_vat };

/// What is agreed, before any amount is computed.
struct TradeDraft {
    /// Everything but the computed amounts: those of lines, percentages, breakdowns and totals are
    /// written over.
    TradeDocument document;
    /// One for each line that is not taxed, in any order; the same may stand several times.
    std::vector<VatGround> grounds;
    /// With VAT: prices, discounts and fixed allowances and charges hold it.
    PriceBasis prices = PriceBasis::without_vat;
    /// Paid before, on documents without VAT of their own.
    std::optional<Money> prepaid;
    /// Demanded when the document is not in euro.
    std::optional<ExchangeRate> exchange;
    /// The amount to pay is a multiple of it: coins that exist. Absent: to the hundredth.
    std::optional<Money> payable_step;
};

/// The document with every amount computed: see trade_amounts.hpp for the recipe. Prices agreed
/// with VAT keep their total: what the recipe gives more or less stands in `totals.rounding`. Texts
/// lose the blanks around them, since readers leave those out.
///
/// Errors: everything that the standard, Peppol or a receiver would refuse, all at once, each under
///         the document's number: D120 to D135.
/// Source: EN 16931-1; Peppol BIS Billing 3.0.21 and Self-Billing 3.0.2.
[[nodiscard]] Result<TradeDocument> settle(const TradeDraft& draft);

}  // namespace mutua::settlement
