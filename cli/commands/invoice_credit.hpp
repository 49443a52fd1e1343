#pragma once

#include "cli/command_line.hpp"
#include "cli/commands/chosen.hpp"

namespace mutua::cli {

/// `invoice credit`: takes an invoice back.
void add_invoice_credit(const Command& invoice, Chosen& chosen);

}  // namespace mutua::cli
