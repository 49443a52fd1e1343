#pragma once

#include "engine/ruleset/run/calculator.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// What somebody should look up: the title of a source, the place in it, its address.
struct ExplainedSource {
    std::string title;
    std::string place;
    std::string url;
};

/// A condition as it is written, and with the values that it saw.
struct ExplainedCondition {
    std::string text;
    std::string values;
    bool holds = false;
    std::string label;     ///< of an exception
    std::string distance;  ///< how far a comparison was from holding: "210.00"
};

/// One name or scale that decided, or could have.
struct ExplainedOperand {
    std::string name;
    std::string value;
    std::string detail;  ///< "since 2025-01-01", "sum over 2 contracts: 660.00, 550.00", …
};

/// Why a figure is what it is. Texts are as written in the rules, values as people read them.
struct Explanation {
    std::string name;
    std::string package;
    std::string kind;   ///< "rule", "input" or "param"
    std::string value;  ///< with its unit: "58.00 EUR"
    std::string label;
    bool given = false;
    bool applicable = true;
    bool provisional = false;
    SourcePosition where;
    std::string version;  ///< the day from which it holds; empty: for all time
    std::string layer;
    std::vector<ExplainedSource> sources;
    std::vector<ExplainedCondition> applies;  ///< none or one
    std::vector<ExplainedCondition> exceptions;
    std::string formula;
    std::string formula_values;
    std::string exact;
    std::string rounding;  ///< "half up to 0.01"; empty when nothing is rounded
    bool rounding_of_package = false;
    std::vector<ExplainedOperand> from;
    std::vector<std::string> idle;
    std::vector<Explanation> children;
};

struct ExplainOptions {
    std::size_t depth = 1;     ///< rules that are explained, counted downwards
    std::size_t contract = 0;  ///< the row, for a figure of a contract
    std::string language = "en";
};

/// Replays one case and walks back from a figure. The walk is exact and shares nothing with the
/// machine that computed the figure; when the two disagree, that is a finding too.
/// Errors: the faults of the case, with their codes; R101 for a figure that `package` does not
/// know;
///         R906 when walk and machine disagree.
[[nodiscard]] Result<Explanation> explain(Calculator& calculator, std::string_view package,
                                          std::string_view figure, const Case& row,
                                          const ExplainOptions& options = {});

/// For people: a block of lines a figure, children indented below.
[[nodiscard]] std::string to_text(const Explanation& explanation);

/// For programs: an object with the members of Explanation; keys are only ever added.
[[nodiscard]] std::string to_json(const Explanation& explanation);

}  // namespace mutua::ruleset
