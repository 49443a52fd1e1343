#pragma once

#include "engine/core/decimal.hpp"
#include "engine/ruleset/explain/difference.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <string>
#include <vector>

/// What a change of the rules does to many rows.
namespace mutua::ruleset {

/// One row and how it is called in reports; never a name or number of a person.
struct PopulationRow {
    std::string identifier;
    Values values;
};

struct PopulationQuestion {
    Ruleset before;
    Ruleset after;
    Date day_before;  ///< sets every clock
    Date day_after;
    std::string package;
    std::vector<std::string> figures;  ///< empty: what the package prints or hands out
    std::vector<PopulationRow> rows;
    std::size_t examples = 5;
    Date today;  ///< against which mixed rulesets are checked
};

/// Rows whose difference lies from `low` up to and without `high`, both away from zero.
struct PowerOfTen {
    int sign = 1;
    int exponent = 0;  ///< 10^exponent <= |difference| < 10^(exponent + 1)
    std::size_t rows = 0;
};

struct ChangedRow {
    std::string identifier;
    std::string before;
    std::string after;
    Decimal difference;
};

/// What happened to one figure. The statistics are over the rows that changed.
struct FigureEffect {
    std::string figure;  ///< full name
    bool is_number = true;
    Type type;
    std::size_t changed = 0;
    Decimal sum;
    Decimal smallest;
    Decimal median;  ///< of an even number of rows: the mean of the two in the middle
    Decimal largest;
    std::vector<PowerOfTen> histogram;  ///< from the most negative to the most positive
    std::vector<ChangedRow> examples;   ///< the largest, either way
};

/// What one changed definition does when only it is taken from the new side.
struct Cause {
    std::string definition;
    bool separable = true;  ///< false: alone it makes no valid rules, so it counts as joint
    std::vector<FigureEffect> effects;  ///< of the figures that it changes; without examples
    std::size_t refused = 0;  ///< rows that are rejected with it alone: they count as joint
};

struct PopulationEffect {
    std::vector<std::string> figures;   ///< that were compared
    std::vector<std::string> left_out;  ///< that need inputs which no row gives
    std::size_t rows = 0;
    std::size_t compared = 0;  ///< rows with figures on both sides: all else is about these
    std::vector<std::pair<std::string, std::string>> refused_before;  ///< identifier, why
    std::vector<std::pair<std::string, std::string>> refused_after;
    std::vector<FigureEffect> effects;  ///< of the figures that changed
    std::vector<Cause> causes;
    std::vector<FigureEffect> joint;  ///< what the causes do not explain: only `figure` and `sum`
};

/// Computes the rows on both sides and compares; then once more for each changed definition.
/// Errors: R101, R112 for a package or figure that one side does not know.
[[nodiscard]] Result<PopulationEffect> population_effect(const PopulationQuestion& question,
                                                         const std::vector<Change>& changes);

[[nodiscard]] std::string to_text(const PopulationEffect& effect, const Words& words = Words{});
/// An object, no number grouped; keys are only ever added. A `median` of an even number of rows is
/// exact: it may have one decimal more than its figure.
[[nodiscard]] std::string to_json(const PopulationEffect& effect);

}  // namespace mutua::ruleset
