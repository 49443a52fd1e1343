#pragma once

#include "cli/commands/batch.hpp"
#include "cli/context.hpp"

#include <string>

/// `payroll plan --corrections` and `payroll apply --corrections`.
namespace mutua::cli {

/// A payroll is of a month, corrections are of all that was paid: options of one are refused with
/// the other. Errors: CommandFailure (64).
void refuse_mixed_payrolls(const BatchOptions& options);

[[nodiscard]] ExitCode plan_corrections(const Context& context, const BatchOptions& options);

/// `plan` is the content of the plan file, if there is one.
[[nodiscard]] ExitCode apply_corrections(const Context& context, const BatchOptions& options,
                                         const std::string& plan);

}  // namespace mutua::cli
