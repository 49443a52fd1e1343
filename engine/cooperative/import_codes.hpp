#pragma once

#include "engine/core/result.hpp"

#include <span>
#include <string_view>

namespace mutua::cooperative {

/// A message of the family I (import of rows); what it means is said by `explain code`.
struct MessageCode {
    std::string_view code;
    Severity severity;
    std::string_view example;  ///< right, or wrong → right
};

/// Every code that the import of facts gives, in order. Codes are never used again for another
/// meaning. The other I4NN are the checks that rules make; their texts are the rules'
/// own.
[[nodiscard]] std::span<const MessageCode> import_codes();

/// The row of one code; nullptr when there is no such code.
[[nodiscard]] const MessageCode* find_import_code(std::string_view code);

}  // namespace mutua::cooperative
