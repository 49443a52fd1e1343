#pragma once

#include "engine/settlement/individual_account.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::tabular {

/// The individual accounts of a worker, oldest year first, for programs. Amounts are texts with two
/// decimals under the names of `account_amounts`; a total has the keys of a row's figures.
[[nodiscard]] std::string to_json(const std::vector<settlement::IndividualAccount>& accounts);

/// What the archived bytes of a slip come to in an account: the payslip itself, or what the
/// difference slip changed.
/// Errors: bytes that mutua did not write are a ContractViolation.
[[nodiscard]] settlement::Payslip issued_slip_from_json(std::string_view bytes);

}  // namespace mutua::tabular
