#pragma once

#include "engine/core/money.hpp"

#include <cstdint>
#include <vector>

namespace mutua {

/// Splits an amount in proportion to `weights`: each part is the exact share cut off towards zero,
/// then one cent goes to each of the largest remainders, ties to the first. The parts always add
/// up to the whole. All weights zero means equal parts.
/// Errors: no weight, or a negative one, is a ContractViolation.
[[nodiscard]] std::vector<Money> allocate(Money whole, const std::vector<std::int64_t>& weights);

}  // namespace mutua
