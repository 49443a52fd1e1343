#pragma once

#include "cli/command_line.hpp"
#include "cli/commands/chosen.hpp"

namespace mutua::cli {

/// `import invoices`: e-invoices that partners sent are judged and kept, byte for byte; those of
/// ours that come back are compared with what was issued. Nothing is booked.
void add_import_invoices(const Command& import, Chosen& chosen);

}  // namespace mutua::cli
