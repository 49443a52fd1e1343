#pragma once

#include "cli/commands/rules.hpp"

#include <memory>

namespace mutua::cli {

/// Adds what is written about the rules rather than computed with them: `rules fmt`.
void add_rules_papers(CLI::App& rules, const std::shared_ptr<RulesContext>& context);

}  // namespace mutua::cli
