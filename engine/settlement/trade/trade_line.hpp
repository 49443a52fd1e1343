#pragma once

#include "engine/core/date.hpp"
#include "engine/core/decimal.hpp"
#include "engine/core/money.hpp"
#include "engine/settlement/trade/trade_party.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::settlement {

/// VAT category of UNCL 5305, as far as EN 16931 knows it.
enum class VatCategory : std::uint8_t {
    standard,         ///< S
    zero,             ///< Z
    exempt,           ///< E
    reverse_charge,   ///< AE
    intra_community,  ///< K
    export_outside,   ///< G
    out_of_scope,     ///< O
    canary_islands,   ///< L
    ceuta_melilla,    ///< M
    split_payment,    ///< B
};

[[nodiscard]] std::string_view to_string(VatCategory category);
[[nodiscard]] std::optional<VatCategory> parse_vat_category(std::string_view code);

/// Category and rate: what amounts have in common that share a breakdown.
struct VatClass {
    VatCategory category = VatCategory::standard;
    Decimal rate;  ///< percent; 0 for what is out of scope, which has none
    friend bool operator==(const VatClass& left, const VatClass& right);
};

/// First and last day; one of them may be open.
struct TradePeriod {
    std::optional<Date> start;
    std::optional<Date> end;
    [[nodiscard]] bool empty() const noexcept { return !start && !end; }
    friend bool operator==(const TradePeriod&, const TradePeriod&) = default;
};

enum class AdjustmentKind : std::uint8_t { allowance, charge };

/// Something taken off or put on. Units: `amount` in the document's currency; with a percentage it
/// is `base` × `percent` ÷ 100, rounded to hundredths.
struct Adjustment {
    AdjustmentKind kind = AdjustmentKind::allowance;
    Money amount;
    std::optional<Decimal> percent;
    std::optional<Money> base;
    std::string reason_code;  ///< UNCL 5189 of an allowance, UNCL 7161 of a charge
    std::string reason;
    friend bool operator==(const Adjustment&, const Adjustment&) = default;
};

/// One on the whole document has a VAT class of its own.
struct DocumentAdjustment : Adjustment {
    VatClass vat;
    friend bool operator==(const DocumentAdjustment&, const DocumentAdjustment&) = default;
};

/// Price of `base_quantity` units before VAT, with as many decimals as it has.
struct TradePrice {
    Decimal net;
    std::optional<Decimal> base_quantity;  ///< absent: one
    std::optional<Decimal> discount;       ///< what was taken off the gross price to give the net
    friend bool operator==(const TradePrice&, const TradePrice&) = default;
};

/// A code of a public list: {"STI", "", "80111600"} for a service.
struct Classification {
    std::string list;
    std::string list_version;
    std::string code;
    friend bool operator==(const Classification&, const Classification&) = default;
};

struct ItemProperty {
    std::string name;
    std::string value;
    friend bool operator==(const ItemProperty&, const ItemProperty&) = default;
};

/// What was sold.
struct TradeItem {
    std::string name;
    std::string description;
    std::string buyer_id;
    std::string seller_id;
    SchemedId standard_id;
    std::string origin_country;
    std::vector<Classification> classifications;
    std::vector<ItemProperty> properties;
    friend bool operator==(const TradeItem&, const TradeItem&) = default;
};

struct TradeLine {
    std::string id;
    std::string note;
    Decimal quantity;  ///< negative to take back
    std::string unit;  ///< UN/ECE Recommendation 20: HUR hour, DAY day, C62 one, KMT km, KWH
    Money net;  ///< quantity × price ÷ base quantity + charges − allowances, rounded once
    TradePrice price;
    std::vector<Adjustment> adjustments;
    VatClass vat;
    TradeItem item;
    TradePeriod period;
    std::string accounting_cost;
    std::string order_line;
    SchemedId invoiced_object;
    friend bool operator==(const TradeLine&, const TradeLine&) = default;
};

}  // namespace mutua::settlement
