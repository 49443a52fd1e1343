#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/explain/words.hpp"
#include "engine/ruleset/ruleset.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What changed between two rulesets, or between two days of one.
namespace mutua::ruleset {

enum class ChangeKind : std::uint8_t { figure, formula, source, label, added, removed };

/// "figure", "formula", …
[[nodiscard]] std::string_view to_string(ChangeKind kind);

/// One thing that is not the same. Texts are as people read them; an empty one means that there was
/// nothing, or is nothing any more.
struct Change {
    std::string definition;  ///< full name: "xx.social.relief"; of a package its name
    std::string part;  ///< ".ceiling", "[above 10 000.00]", "exception blue"; empty: all of it
    ChangeKind kind = ChangeKind::figure;
    std::optional<Days> days;  ///< in which segment; nothing for what is not dated
    std::string before;
    std::string after;
    std::string source;  ///< of a figure or formula: what it rests on now
};

/// A ruleset, looked at whole or on one day.
struct RulesetSide {
    Ruleset rules;
    std::optional<Date> on;
};

/// Compares definition by definition and segment by segment after canonical form, by full name.
/// Formatting, comments, order and tests do not show; a rename is a removal and an addition. Where
/// a side has a day, the other one is looked at on its own day, or on the same; a package that says
/// nothing on one of the two days is one change. Bounds of a scale that moved are told in pairs.
[[nodiscard]] std::vector<Change> difference(const RulesetSide& before, const RulesetSide& after);

/// One block of lines a change.
[[nodiscard]] std::string to_text(const std::vector<Change>& changes, const Words& words = Words{});

/// An array of objects, no figure grouped; keys are only ever added.
[[nodiscard]] std::string to_json(const std::vector<Change>& changes);

}  // namespace mutua::ruleset
