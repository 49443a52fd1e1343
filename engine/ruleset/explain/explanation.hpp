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

/// One test of a condition: what stands between its `and`, `or` and `not`.
struct ExplainedPart {
    std::string text;
    std::string values;  ///< empty when it could not be computed
    bool holds = false;
    bool decides = false;  ///< the condition would come out otherwise, or could, if this did
    std::string distance;  ///< how far a comparison of numbers or days is from coming out otherwise
};

/// A condition as it is written, and with the values that it saw.
struct ExplainedCondition {
    std::string text;
    std::string values;
    bool holds = false;
    std::string label;     ///< of an exception
    std::string distance;  ///< how far a comparison was from holding: "210.00"
    std::vector<ExplainedPart> parts;
};

/// A rounding: the exact value that it met and what it left.
struct ExplainedRounding {
    std::string text;  ///< `round(…)` as written
    std::string before;
    std::string how;  ///< "half up to 0.01"
    std::string after;
};

/// One name or scale that decided, or could have.
struct ExplainedOperand {
    std::string name;
    std::string value;
    std::string detail;  ///< "since 2025-01-01", "sum over 2 contracts: 660.00, 550.00", …
    std::vector<std::string> parts;  ///< of a marginal scale: what each bracket gave
    std::vector<ExplainedSource> sources;
    bool provisional = false;
};

/// One formula that gave a value: since when, by what law, why it was taken, what it was made of.
struct ExplainedFormula {
    std::string version;       ///< the day from which it holds; empty: for all time
    std::string until;         ///< the last day on which it holds; empty: without end
    bool provisional = false;  ///< or a figure that it reads itself, in a condition too
    std::vector<ExplainedSource> sources;
    std::vector<ExplainedCondition> applies;  ///< none or one
    std::vector<ExplainedCondition> exceptions;
    std::string formula;
    std::string formula_values;
    std::string exact;
    std::string rounding;  ///< "half up to 0.01"; empty when nothing is rounded
    std::string rounded;   ///< the value after it
    bool rounding_of_package = false;
    std::vector<ExplainedRounding> roundings;  ///< inside the formula
    std::vector<ExplainedOperand> from;
    std::vector<std::string> idle;
};

/// Some days of the worked period, of a rule that is dated by `day`.
struct ExplainedDays : ExplainedFormula {
    std::string first;
    std::string last;
    std::size_t days = 0;
    std::string value;  ///< for these days, before the mean
};

/// What a layer above made of the value below it.
struct ExplainedLayer : ExplainedFormula {
    std::string layer;
    std::string package;
    SourcePosition where;
    std::string value;
};

/// Why a figure is what it is. Texts are as written in the rules, values as people read them. The
/// formula is that of the package which declares the figure; `layers` amend what it gives.
struct Explanation : ExplainedFormula {
    std::string name;
    std::string language = "en";  ///< of its words; what the rules say stays as it is written
    std::string package;
    std::string kind;   ///< "rule", "carry", "input" or "param"
    std::string value;  ///< with its unit: "1 058.00 EUR"
    std::string plain;  ///< for programs: "1058.00", "0.1050"
    std::string unit;   ///< "EUR"; empty for a pure number and for what is none
    std::string label;
    std::string row;  ///< "contract 2 of 3", "contract A-7, 2 of 3"; empty when there is one
    bool given = false;
    bool applicable = true;
    SourcePosition where;
    std::string layer;
    std::string decided_by;  ///< the layer that gave the value
    std::vector<ExplainedDays> days;
    std::vector<ExplainedLayer> layers;
    std::vector<Explanation> children;
};

struct ExplainOptions {
    std::size_t depth = 1;        ///< rules that are explained, counted downwards
    std::size_t row = 0;          ///< of the scope of the figure: which contract, or which client
    std::string language = "en";  ///< of labels and words; en for others than fr nl de
    /// Explains a row too that only an `ensure` rejects (E401): its values are computed.
    bool despite_ensure = false;
    /// How each contract of the case is called; empty: by its number.
    std::vector<std::string> contracts{};
};

/// Replays one case and walks back from a figure. The walk is exact and shares nothing with the
/// machine that computed the figure; when the two disagree, that is a finding too.
/// Errors: the faults of the case, with their codes; R101 for a figure that `package` does not
/// know, R203 for a scale or a table, which have no value of their own; R906 when walk and machine
/// disagree.
[[nodiscard]] Result<Explanation> explain(Calculator& calculator, std::string_view package,
                                          std::string_view figure, const Case& row,
                                          const ExplainOptions& options = {});

/// For people: a block of lines a figure, children indented below, at most 80 columns.
[[nodiscard]] std::string to_text(const Explanation& explanation);

/// For programs: an object with the members of Explanation, no number of a computed value grouped;
/// keys are only ever added. Formulas stand as they are written, `detail` and `idle` are sentences
/// for people.
[[nodiscard]] std::string to_json(const Explanation& explanation);

}  // namespace mutua::ruleset
