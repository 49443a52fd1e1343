#pragma once

#include "cli/commands/chosen.hpp"

namespace mutua::cli {

/// `invoice send` and `invoice status`, below `invoice`.
void add_invoice_send(const Command& invoice, Chosen& chosen);

}  // namespace mutua::cli
