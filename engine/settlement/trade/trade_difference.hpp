#pragma once

#include "engine/settlement/trade/trade_document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::settlement {

/// One value of a document with its name: {"totals.payable", "544.50 EUR"}, {"lines[2].item.name",
/// "Concert"}. Lists count from 1.
struct TradeField {
    std::string name;
    std::string value;
    friend bool operator==(const TradeField&, const TradeField&) = default;
};

/// Every value of a document, in its order; absent ones and empty texts are left out. Two documents
/// are equal exactly when their fields are. Of an attached file its digest stands for its bytes.
[[nodiscard]] std::vector<TradeField> fields_of(const TradeDocument& document);

/// Where two documents differ: a value is empty where one of them has none.
struct TradeDifference {
    std::string field;
    std::string left;
    std::string right;
    friend bool operator==(const TradeDifference&, const TradeDifference&) = default;
};

/// The first field in which two documents differ; nothing when they are equal.
[[nodiscard]] std::optional<TradeDifference> first_difference(const TradeDocument& left,
                                                              const TradeDocument& right);

}  // namespace mutua::settlement
