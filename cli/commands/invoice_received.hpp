#pragma once

#include "cli/command_line.hpp"
#include "cli/commands/chosen.hpp"

namespace mutua::cli {

/// `invoice received list|show`: what `import invoices` kept.
void add_invoice_received(const Command& invoice, Chosen& chosen);

}  // namespace mutua::cli
