#pragma once

#include "engine/ruleset/explain/population_figures.hpp"

#include <string>
#include <vector>

namespace mutua::ruleset {

/// What happened to each figure from one side to the other, with the largest `examples` changes.
/// `types` are those of the figures before. Figures that no row changes are left out.
[[nodiscard]] std::vector<FigureEffect> effects_of(const PopulationQuestion& question,
                                                   const std::vector<std::string>& figures,
                                                   const std::vector<Type>& types,
                                                   const PopulationFigures& before,
                                                   const PopulationFigures& after,
                                                   std::size_t examples);

}  // namespace mutua::ruleset
