#pragma once

#include "engine/core/decimal.hpp"

#include <cstdint>
#include <limits>
#include <optional>

namespace mutua::ruleset {

/// The numbers of the row machine: scaled, overflow-checked.
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UnsignedInt128;

/// The largest magnitude of a number in a column.
inline constexpr Int128 narrow_max = std::numeric_limits<std::int64_t>::max();

/// 10^exponent. Errors: an exponent above 38 is a ContractViolation.
[[nodiscard]] Int128 power_of_ten(unsigned exponent);

/// The integer, when it fits.
[[nodiscard]] std::optional<Int128> narrow(const Integer& value);

/// value * 10^decimals, when that is whole and fits.
[[nodiscard]] std::optional<Int128> scaled(const Decimal& value, unsigned decimals);

/// The same number without limit of size.
[[nodiscard]] Integer widen(Int128 value);

}  // namespace mutua::ruleset
