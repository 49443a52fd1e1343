#include "engine/ruleset/explain/explanation_json.hpp"
#include "engine/ruleset/explain/explanation_lines.hpp"
#include "engine/ruleset/explain/formula_explainer.hpp"
#include "engine/ruleset/explain/why_not.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

namespace mutua::ruleset {

namespace {

/// "exception whole does not hold"
std::string verdict(const Words& words, const WhyNotAnswer& one) {
    const bool is_rule = one.kind == "rule";
    const std::string who = is_rule ? one.name : words(one.kind + " {}", {one.name});
    if (one.state == "decides") {
        return words(is_rule ? "{} applies" : "{} holds and gives the value", {who});
    }
    if (one.state == "fails") {
        return words(is_rule ? "{} does not apply" : "{} gives no value", {who});
    }
    if (one.state == "overruled") { return words("{} holds, and is overruled", {who}); }
    if (one.state == "beaten") { return words("{} holds, and gives way", {who}); }
    return words("{} is " + one.state, {who});
}

std::string days_words(const Words& words, const WhyNotAnswer& one) {
    if (!one.until.empty()) { return ", " + words("version {} .. {}", {one.version, one.until}); }
    return one.version.empty() ? "" : ", " + words("version of {}", {one.version});
}

/// The tests of a condition: which are met, which fail it.
void write_parts(ExplanationLines& lines, const Words& words, const ExplainedCondition& condition) {
    for (const ExplainedPart& part : condition.parts) {
        const bool fails = part.decides && !condition.holds;
        std::string right = part.values.empty() ? words("cannot be said") : part.values;
        if (fails && part.holds) { right += ": " + words("true, and must not be"); }
        if (fails && is_no_distance(part.distance)) {
            right += ", " + words("the two are equal");
        } else if (fails && !part.distance.empty()) {
            right += ", " + words("by {}", {part.distance});
        }
        lines.entry(words(fails ? "  fails" : "  meets"), part.text, right);
    }
}

void write_condition(ExplanationLines& lines, const Words& words,
                     const ExplainedCondition& condition, const std::string& word) {
    if (condition.parts.size() != 1) {
        lines.entry(word, condition.text, words(condition.holds ? "holds" : "is false"));
        return write_parts(lines, words, condition);
    }
    const std::string& distance = condition.parts[0].distance;
    std::string right =
        condition.parts[0].values.empty() ? words("cannot be said") : condition.values;
    if (!condition.holds) {
        const std::string no = words("false");
        right += ": " + (is_no_distance(distance) ? no + ", " + words("the two are equal")
                         : distance.empty()       ? no
                                                  : words("{} by {}", {no, distance}));
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
    const Words words{answer.language};
    ExplanationLines lines;
    lines.head(answer.figure + " = " + answer.value, answer.label);
    for (const WhyNotAnswer& one : answer.answers) {
        lines.entry(words("why not"), verdict(words, one));
        lines.entry("", one.package + ", " + one.where.file + ":" + std::to_string(one.where.line) +
                            days_words(words, one) + ", " + words("layer {}", {one.layer}));
        for (const ExplainedCondition& condition : one.conditions) {
            const bool own = !condition.label.empty();
            const bool layer = one.kind == "amendment" && !own;
            write_condition(lines, words, condition,
                            words(own     ? "when"
                                  : layer ? "layer"
                                          : "applies"));
        }
        if (!one.reason.empty()) { lines.entry(words("because"), one.reason); }
    }
    lines.entry(words("decides"), answer.instead);
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
