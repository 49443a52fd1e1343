#include "engine/ruleset/explain/explanation_json.hpp"
#include "engine/ruleset/explain/explanation_lines.hpp"
#include "engine/ruleset/explain/why_not.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

namespace mutua::ruleset {

namespace {

/// "exception whole does not hold"
std::string verdict(const WhyNotAnswer& one) {
    const std::string who = one.kind == "rule" ? one.name : one.kind + " " + one.name;
    if (one.state == "decides") {
        return who + (one.kind == "rule" ? " applies" : " holds and gives the value");
    }
    if (one.state == "fails") {
        return who + (one.kind == "rule" ? " does not apply" : " gives no value");
    }
    if (one.state == "beaten") { return who + " holds, and gives way"; }
    return who + " is " + one.state;
}

std::string days_words(const WhyNotAnswer& one) {
    if (one.until.empty()) { return one.version.empty() ? "" : ", version of " + one.version; }
    return ", version " + one.version + " .. " + one.until;
}

/// The tests of a condition: which are met, which fail it.
void write_parts(ExplanationLines& lines, const ExplainedCondition& condition) {
    for (const ExplainedPart& part : condition.parts) {
        const bool fails = part.decides && !condition.holds;
        std::string right = part.values.empty() ? "cannot be said" : part.values;
        if (fails && part.holds) { right += ": true, and must not be"; }
        if (fails && !part.distance.empty()) { right += ", by " + part.distance; }
        lines.entry(fails ? "  fails" : "  meets", part.text, right);
    }
}

void write_condition(ExplanationLines& lines, const ExplainedCondition& condition,
                     const std::string& word) {
    const bool whole = condition.parts.size() == 1;
    if (!whole) { lines.entry(word, condition.text, condition.holds ? "holds" : "is false"); }
    if (!whole) { return write_parts(lines, condition); }
    std::string right = condition.parts[0].values.empty() ? "cannot be said" : condition.values;
    if (!condition.holds) {
        right += ": false";
        if (!condition.parts[0].distance.empty()) { right += " by " + condition.parts[0].distance; }
    }
    lines.entry(word, condition.text, right);
}

nlohmann::ordered_json json_of(const WhyNotAnswer& one) {
    nlohmann::ordered_json object{{"name", one.name},       {"kind", one.kind},
                                  {"state", one.state},     {"package", one.package},
                                  {"file", one.where.file}, {"line", one.where.line},
                                  {"layer", one.layer},     {"version", one.version},
                                  {"until", one.until},     {"reason", one.reason}};
    object["conditions"] = nlohmann::ordered_json::array();
    for (const ExplainedCondition& condition : one.conditions) {
        object["conditions"].push_back(json_of(condition));
    }
    return object;
}

}  // namespace

std::string to_text(const WhyNot& answer) {
    ExplanationLines lines;
    lines.head(answer.figure + " = " + answer.value, answer.label);
    for (const WhyNotAnswer& one : answer.answers) {
        lines.entry("why not", verdict(one));
        lines.entry("", one.package + ", " + one.where.file + ":" + std::to_string(one.where.line) +
                            days_words(one) + ", layer " + one.layer);
        for (std::size_t i = 0; i < one.conditions.size(); ++i) {
            const bool own = !one.conditions[i].label.empty();
            const bool layer = one.kind == "amendment" && !own;
            write_condition(lines, one.conditions[i], own ? "when" : layer ? "layer" : "applies");
        }
        if (!one.reason.empty()) { lines.entry("because", one.reason); }
    }
    lines.entry("decides", answer.instead);
    return lines.take();
}

std::string to_json(const WhyNot& answer) {
    nlohmann::ordered_json object{{"figure", answer.figure},
                                  {"value", ungrouped(answer.value)},
                                  {"label", answer.label},
                                  {"instead", answer.instead}};
    object["answers"] = nlohmann::ordered_json::array();
    for (const WhyNotAnswer& one : answer.answers) { object["answers"].push_back(json_of(one)); }
    return object.dump(2) + "\n";
}

}  // namespace mutua::ruleset
