#pragma once

#include "engine/settlement/payslip.hpp"

#include <string>
#include <string_view>

namespace mutua::tabular {

/// The payslip with its complete state: the bytes that are archived and hashed. The same payslip
/// always gives the same bytes.
[[nodiscard]] std::string to_json(const settlement::Payslip& payslip);

/// The payslip that `to_json` wrote, equal in every field.
/// Errors: bytes that `to_json` would not write are a ContractViolation: archives are not edited.
[[nodiscard]] settlement::Payslip payslip_from_json(std::string_view bytes);

}  // namespace mutua::tabular
