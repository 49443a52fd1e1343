#pragma once

#include "cli/command_line.hpp"
#include "cli/commands/chosen.hpp"

namespace mutua::cli {

/// `ubl write`: an electronic invoice from what is agreed.
void add_ubl_write(const Command& group, Chosen& chosen);

}  // namespace mutua::cli
