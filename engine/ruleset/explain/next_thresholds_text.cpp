#include "engine/ruleset/explain/explanation_json.hpp"
#include "engine/ruleset/explain/explanation_lines.hpp"
#include "engine/ruleset/explain/next_thresholds.hpp"
#include "engine/ruleset/explain/words.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// So many are shown to people; the others are counted.
constexpr std::size_t thresholds_shown = 10;

/// What becomes of the figure that was asked for.
std::string outcome_text(const Words& words, const NextThresholds& asked,
                         const ThresholdEffect& there) {
    if (!there.rejected.empty()) { return words("the row is rejected ({})", {there.rejected}); }
    if (!there.applicable) {
        return words(asked.applicable ? "{} no longer applies" : "{} does not apply either",
                     {asked.figure});
    }
    if (!asked.applicable) { return words("{} applies and is {}", {asked.figure, there.becomes}); }
    return words(there.becomes == asked.value ? "{} stays {}" : "{} becomes {}",
                 {asked.figure, there.becomes});
}

}  // namespace

std::string to_text(const NextThresholds& found) {
    const Words words{found.language};
    ExplanationLines lines;
    lines.head(found.figure + " = " + found.value +
                   (found.applicable ? "" : ", " + words("not applicable")),
               found.label);
    const std::size_t count = std::min(found.next.size(), thresholds_shown);
    for (std::size_t i = 0; i < count; ++i) {
        const NextThreshold& one = found.next[i];
        lines.entry(words("next"),
                    words(one.upwards ? "{} reaches {} ({} more):" : "{} falls to {} ({} less):",
                          {one.quantity, one.at, one.distance}),
                    outcome_text(words, found, one.asked));
        const std::string who = one.figure == found.figure ? "" : one.figure + ": ";
        for (const std::string& because : one.because) { lines.entry("", who + because); }
    }
    if (count < found.next.size()) {
        lines.entry("", words("{} more, further away: `--json` has all",
                              {std::to_string(found.next.size() - count)}));
    }
    if (found.next.empty()) {
        lines.entry(words("next"), words("nothing that it reads changes its way"));
    }
    return lines.take();
}

std::string to_json(const NextThresholds& found) {
    nlohmann::ordered_json object{{"figure", found.figure},
                                  {"value", ungrouped(found.value)},
                                  {"label", found.label},
                                  {"applicable", found.applicable}};
    object["next"] = nlohmann::ordered_json::array();
    for (const NextThreshold& one : found.next) {
        object["next"].push_back({{"figure", one.figure},
                                  {"now", ungrouped(one.now)},
                                  {"quantity", one.quantity},
                                  {"value", ungrouped(one.value)},
                                  {"direction", one.upwards ? "up" : "down"},
                                  {"at", ungrouped(one.at)},
                                  {"distance", ungrouped(one.distance)},
                                  {"becomes", ungrouped(one.becomes)},
                                  {"applicable", one.applicable},
                                  {"rejected", one.rejected},
                                  {"because", one.because},
                                  {"asked",
                                   {{"becomes", ungrouped(one.asked.becomes)},
                                    {"applicable", one.asked.applicable},
                                    {"rejected", one.asked.rejected}}}});
    }
    return object.dump(2) + "\n";
}

}  // namespace mutua::ruleset
