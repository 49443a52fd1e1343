#pragma once

#include "engine/ruleset/run/calculator.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// What a fault of a computed row rests on, beyond its message.
struct FaultValues {
    std::string values;  ///< "120.00 <= 100.00", "key far"; empty when not known
    std::vector<SourcePosition>
        places;  ///< E301: of the two exceptions, in the order of the message; E302: of the one
};

/// Walks the row again and looks: the sides that an `ensure` compares (E401), the keys without a
/// row (E202), the weight (E304), the sum of a carry (E104), where two exceptions stand (E301),
/// what an amendment gives and the layers below it gave (E302). Empty for other faults.
[[nodiscard]] FaultValues fault_values(const CheckedRuleset& rules, std::string_view package,
                                       const Case& row, const Fault& fault);

}  // namespace mutua::ruleset
