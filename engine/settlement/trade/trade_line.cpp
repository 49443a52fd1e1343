#include "engine/settlement/trade/trade_line.hpp"

#include "engine/core/contract.hpp"

#include <array>

namespace mutua::settlement {

namespace {

constexpr std::array<std::string_view, 10> category_codes = {"S", "Z", "E", "AE", "K",
                                                             "G", "O", "L", "M",  "B"};

}  // namespace

/// Rationals are compared by division, lines with breakdowns by the million: the parts are compared
/// instead, which are in lowest terms.
bool operator==(const VatClass& left, const VatClass& right) {
    if (left.category != right.category) { return false; }
    const auto one = small_ratio(left.rate);
    const auto other = small_ratio(right.rate);
    if (!one || !other) { return left.rate == right.rate; }
    return one->numerator == other->numerator && one->denominator == other->denominator;
}

std::string_view to_string(VatCategory category) {
    const auto at = static_cast<std::size_t>(category);
    require(at < category_codes.size(), "the VAT category has a code");
    return category_codes[at];
}

std::optional<VatCategory> parse_vat_category(std::string_view code) {
    for (std::size_t at = 0; at < category_codes.size(); ++at) {
        if (category_codes[at] == code) { return static_cast<VatCategory>(at); }
    }
    return std::nullopt;
}

}  // namespace mutua::settlement
