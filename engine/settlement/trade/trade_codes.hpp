#pragma once

#include "engine/settlement/trade/trade_line.hpp"

#include <optional>
#include <string_view>

/// The codes that documents of ours may carry: the part of each public list that a service, a
/// meal, a trip or a basket of food can need and that importers know. What others write is judged
/// by the validator, against the whole lists.
namespace mutua::settlement {

/// UN/ECE Recommendation 20 and 21: HUR, DAY, C62, KMT, KWH …
[[nodiscard]] bool is_unit(std::string_view code);
/// UNCL 4461: 1, 10, 30, 48, 49, 58, 59 …
[[nodiscard]] bool is_payment_means(std::string_view code);
/// UNCL 5189 for allowances, UNCL 7161 for charges.
[[nodiscard]] bool is_reason_code(AdjustmentKind kind, std::string_view code);
/// UNCL 2005: 3, 35, 432.
[[nodiscard]] bool is_vat_point_code(std::string_view code);
/// The VAT category that an exemption code goes with: AE for VATEX-EU-AE. Nothing when the code is
/// not of the VATEX list as it stands for the Union. Source: CEF VATEX code list, release of 2026.
[[nodiscard]] std::optional<VatCategory> category_of_exemption(std::string_view code);
/// The one code that a rule binds to a category: VATEX-EU-AE to AE. Empty where several may stand.
[[nodiscard]] std::string_view only_exemption_of(VatCategory category);

}  // namespace mutua::settlement
