#pragma once

#include "engine/core/result.hpp"
#include "engine/settlement/plan.hpp"

#include <string>
#include <string_view>

/// Plan files: JSON with a hash over everything in them, so that what is applied is what was seen.
namespace mutua::tabular {

/// The bytes of a plan file, and the hash that names the plan.
struct PlanFile {
    std::string bytes;
    std::string hash;  ///< 64 hexadecimal digits
};

[[nodiscard]] PlanFile write_plan(const settlement::InvoicePlan& plan);
[[nodiscard]] PlanFile write_plan(const settlement::PayrollPlan& plan);
[[nodiscard]] PlanFile write_plan(const settlement::CorrectionPlan& plan);

/// Reads a plan file back. Errors: not a plan of that kind, another format version, or altered
/// since it was written (P101 to P103).
[[nodiscard]] Result<settlement::InvoicePlan> read_invoice_plan(std::string_view bytes,
                                                                const std::string& file);
[[nodiscard]] Result<settlement::PayrollPlan> read_payroll_plan(std::string_view bytes,
                                                                const std::string& file);
[[nodiscard]] Result<settlement::CorrectionPlan> read_correction_plan(std::string_view bytes,
                                                                      const std::string& file);

/// True for a plan of corrections, whole or not: which of the readers is to judge it.
[[nodiscard]] bool is_correction_plan(std::string_view bytes);

}  // namespace mutua::tabular
