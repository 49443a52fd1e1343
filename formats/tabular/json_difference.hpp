#pragma once

#include "engine/settlement/difference.hpp"

#include <string>
#include <string_view>

namespace mutua::tabular {

/// The difference slip with both complete states and every amount as it was, as it is, and what
/// changed: the bytes that are archived and hashed.
[[nodiscard]] std::string to_json(const settlement::DifferenceSlip& slip);

/// The difference slip that `to_json` wrote, equal in every field.
/// Errors: bytes that `to_json` would not write are a ContractViolation: archives are not edited.
[[nodiscard]] settlement::DifferenceSlip difference_from_json(std::string_view bytes);

/// The state of the month that an archived payslip or difference slip holds.
/// Errors: as above.
[[nodiscard]] settlement::Payslip payslip_state_from_json(std::string_view bytes);

/// True for the JSON of a difference slip.
[[nodiscard]] bool is_difference(std::string_view bytes);

}  // namespace mutua::tabular
