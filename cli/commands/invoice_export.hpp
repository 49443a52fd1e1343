#pragma once

#include "cli/command_line.hpp"
#include "cli/commands/chosen.hpp"

namespace mutua::cli {

/// `invoice export`: documents as plain files.
void add_invoice_export(const Command& invoice, Chosen& chosen);

}  // namespace mutua::cli
