#include "engine/ruleset/program/integer.hpp"

#include "engine/core/contract.hpp"

namespace mutua::ruleset {

Int128 power_of_ten(unsigned exponent) {
    require(exponent <= 38, "a power of ten fits 128 bits");
    Int128 power = 1;
    for (unsigned i = 0; i < exponent; ++i) { power *= 10; }
    return power;
}

std::optional<Int128> narrow(const Integer& value) {
    const Integer limit = Integer{1} << 126;
    if (value >= limit || value <= -limit) { return std::nullopt; }
    const Integer magnitude = value < 0 ? Integer{-value} : value;
    const Integer mask = (Integer{1} << 63) - 1;
    const auto low = static_cast<std::int64_t>(Integer{magnitude & mask});
    const auto high = static_cast<std::int64_t>(Integer{magnitude >> 63});
    const Int128 joined = (static_cast<Int128>(high) << 63) | low;
    return value < 0 ? -joined : joined;
}

std::optional<Int128> scaled(const Decimal& value, unsigned decimals) {
    const Decimal raw = value * Decimal{pow(Integer{10}, decimals)};
    if (denominator(raw) != 1) { return std::nullopt; }
    return narrow(numerator(raw));
}

Integer widen(Int128 value) {
    const bool negative = value < 0;
    // The smallest value has no positive twin: its halves are taken from what is one above.
    const Int128 magnitude = negative ? -(value + 1) : value;
    Integer wide = (Integer{static_cast<std::int64_t>(magnitude >> 64)} << 64) +
                   Integer{static_cast<std::uint64_t>(magnitude)};
    if (negative) { wide = -wide - 1; }
    return wide;
}

}  // namespace mutua::ruleset
