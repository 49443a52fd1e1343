#pragma once

#include "engine/ruleset/explain/figure_replay.hpp"
#include "engine/ruleset/explain/words.hpp"

#include <string>
#include <vector>

namespace mutua::ruleset {

/// True when a figure came about in one way twice: same versions, exceptions, amendments, brackets,
/// branches and winners. The values may differ.
[[nodiscard]] bool same_way(const FigureShape& one, const FigureShape& other);

/// What is different, in words: "exception full holds: month_pay <= floor", "bracket 2 of tax:
/// above 1 000.00 : 20.00 %".
[[nodiscard]] std::vector<std::string> shape_changes(const Words& words,
                                                     const CheckedRuleset& rules, DefinitionId rule,
                                                     const FigureShape& before,
                                                     const FigureShape& after);

}  // namespace mutua::ruleset
