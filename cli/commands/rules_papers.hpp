#pragma once

#include "cli/command_line.hpp"
#include "cli/commands/rules.hpp"

#include <memory>

namespace mutua::cli {

/// Adds what is written about the rules rather than computed with them:
/// `rules fmt|dump|diff|doc|reviews`.
void add_rules_papers(const Command& rules, const std::shared_ptr<RulesContext>& context);

}  // namespace mutua::cli
