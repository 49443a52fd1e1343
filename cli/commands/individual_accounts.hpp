#pragma once

#include "cli/command_line.hpp"
#include "cli/commands/chosen.hpp"

namespace mutua::cli {

/// `payroll accounts`: the individual accounts that the law wants, on the terminal or as files.
void add_individual_accounts(const Command& payroll, Chosen& chosen);

}  // namespace mutua::cli
