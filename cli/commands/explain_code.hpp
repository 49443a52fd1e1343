#pragma once

#include "cli/commands/rules.hpp"

#include <memory>

namespace mutua::cli {

/// Adds `code CODE` below `explain`: the page of a code that some message has, or of a rule that
/// some finding on an e-invoice names, in the language of the screen.
void add_explain_code(const Command& explain, const std::shared_ptr<RulesContext>& context);

}  // namespace mutua::cli
