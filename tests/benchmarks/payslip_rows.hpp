#pragma once

#include "engine/ruleset/run/column_calculator.hpp"
#include "tests/benchmarks/hand_written_payslip.hpp"

#include <string>
#include <vector>

namespace mutua::benchmarks {

/// The inputs of be.payslip that a HandRow holds, by name, in its order; a fraction is one.
[[nodiscard]] const std::vector<std::string>& payslip_inputs();

/// Months that look real, the same in every run: pay around the thresholds half of the time.
[[nodiscard]] std::vector<HandRow> random_months(std::size_t count, std::uint64_t seed);

/// Months that no rule rejects: where computing is measured, not telling faults.
[[nodiscard]] std::vector<HandRow> sound_months(std::size_t count, std::uint64_t seed);

/// The formulas by hand, as compiled for this machine.
[[nodiscard]] HandFunction hand_function();

/// The same rows as columns of a prepared question over payslip_inputs().
[[nodiscard]] ruleset::ColumnRows columns_of(const HandRow* rows, std::size_t count);

/// One of them as the row machine takes it.
[[nodiscard]] ruleset::Values values_of(const HandRow& row);

}  // namespace mutua::benchmarks
