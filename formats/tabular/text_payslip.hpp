#pragma once

#include "engine/settlement/payslip.hpp"

#include <string>

namespace mutua::tabular {

/// The payslip as a page of 80 columns in the member's language: employer, worker, period, quantity
/// of work, base pay, engagements, every line of the rules by section, what is paid and when, the
/// employer's side for information, and the rules that computed it. What adds up stands in the
/// outer column, each sum below a short line; what only informs stands in the inner one. Source:
/// royal decree of 27/09/1966 on the payslip, art. 1.
[[nodiscard]] std::string payslip_text(const settlement::Payslip& payslip);

}  // namespace mutua::tabular
