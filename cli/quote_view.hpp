#pragma once

#include "cli/context.hpp"
#include "engine/settlement/quote.hpp"

namespace mutua::cli {

/// Prints a breakdown line by line, with the rule behind each.
void show_quote(const Context& context, const settlement::Quote& quote);

}  // namespace mutua::cli
