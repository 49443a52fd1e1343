#pragma once

#include "engine/ruleset/explain/explanation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mutua::ruleset {

/// Why one exception, one amendment or the rule itself does not hold, or that it does.
struct WhyNotAnswer {
    std::string name;  ///< the label, or the name of the rule
    std::string kind;  ///< "exception", "amendment" or "rule"
    /// "decides", "overruled" (by a higher layer), "fails", "beaten", "not in force" or "not looked
    /// at"
    std::string state;
    std::string package;
    SourcePosition where;
    std::string layer;
    std::string version;
    std::string until;
    std::string reason;  ///< what beats it, which version holds instead, why nothing was looked at
    /// `applies when`, the condition of the layer, its own `when`: those that there are.
    std::vector<ExplainedCondition> conditions;
};

/// What was asked of a figure by a name, which several amendments may share.
struct WhyNot {
    std::string figure;
    std::string language = "en";  ///< of its words
    std::string value;
    std::string label;
    std::string instead;  ///< what gives the value: "the default", "exception full", …
    std::vector<WhyNotAnswer> answers;
};

/// Says of an exception or amendment of a rule (by its label, or PACKAGE.LABEL), or of the rule
/// itself (by its name), whether it holds in a case, and which test of its condition fails.
/// Errors: as explain(); R101 for a label that the rule does not have, R203 for what is no rule.
[[nodiscard]] Result<WhyNot> why_not(Calculator& calculator, std::string_view package,
                                     std::string_view figure, std::string_view name,
                                     const Case& row, const ExplainOptions& options = {});

/// For people and for programs, as explanations.
[[nodiscard]] std::string to_text(const WhyNot& answer);
[[nodiscard]] std::string to_json(const WhyNot& answer);

}  // namespace mutua::ruleset
