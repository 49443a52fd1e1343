#pragma once

#include "engine/ruleset/explain/population_figures.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// What happened to each figure from one side to the other, with the largest `examples` changes.
/// `types` are those of the figures before; rows of `left_out` are not looked at, and must hold all
/// that one side rejects. Figures that no row changes are left out.
[[nodiscard]] std::vector<FigureEffect> effects_of(
    const PopulationQuestion& question, const std::vector<std::string>& figures,
    const std::vector<Type>& types, const PopulationFigures& before, const PopulationFigures& after,
    const std::set<std::size_t>& left_out, std::size_t examples);

}  // namespace mutua::ruleset
