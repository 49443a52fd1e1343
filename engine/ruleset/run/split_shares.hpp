#pragma once

#include "engine/ruleset/program/arithmetic.hpp"

#include <vector>

namespace mutua::ruleset {

/// The parts of a whole in proportion to weights that are zero or more: the floor of each exact
/// share, then one unit each to the largest remainders, ties to the first. Weights that are all
/// zero count as equal. The parts add up to the whole. Overflow is noted in `with`.
[[nodiscard]] std::vector<Int128> split_shares(Arithmetic<Int128>& with, Int128 whole,
                                               const std::vector<Int128>& weights);

}  // namespace mutua::ruleset
