#include "engine/ruleset/explain/explanation_json.hpp"
#include "engine/ruleset/explain/explanation_lines.hpp"
#include "engine/ruleset/explain/next_thresholds.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

namespace mutua::ruleset {

namespace {

std::string outcome_text(const NextThreshold& one) {
    if (!one.rejected.empty()) { return "the row is rejected (" + one.rejected + ")"; }
    if (!one.applicable) { return one.figure + " no longer applies"; }
    if (!one.applies_now) { return one.figure + " applies and is " + one.becomes; }
    return one.figure + (one.becomes == one.now ? " stays " : " becomes ") + one.becomes;
}

}  // namespace

std::string to_text(const NextThresholds& found) {
    ExplanationLines lines;
    lines.head(found.figure + " = " + found.value + (found.applicable ? "" : ", not applicable"),
               found.label);
    for (const NextThreshold& one : found.next) {
        lines.entry("next",
                    one.quantity + (one.upwards ? " reaches " : " falls to ") + one.at + " (" +
                        one.distance + (one.upwards ? " more): " : " less):"),
                    outcome_text(one));
        for (const std::string& because : one.because) { lines.entry("", because); }
    }
    if (found.next.empty()) { lines.entry("next", "nothing that it reads changes its way"); }
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
                                  {"because", one.because}});
    }
    return object.dump(2) + "\n";
}

}  // namespace mutua::ruleset
