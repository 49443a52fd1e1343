#include "engine/ruleset/explain/explanation_json.hpp"

#include "engine/ruleset/oracle/value_text.hpp"

namespace mutua::ruleset {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::vector<ExplainedSource>& sources) {
    Json all = Json::array();
    for (const ExplainedSource& source : sources) {
        all.push_back({{"title", source.title}, {"place", source.place}, {"url", source.url}});
    }
    return all;
}

Json json_of(const ExplainedRounding& one) {
    return {{"text", one.text},
            {"before", ungrouped(one.before)},
            {"how", one.how},
            {"after", ungrouped(one.after)}};
}

Json json_of(const ExplainedOperand& one) {
    Json object{
        {"name", ungrouped(one.name)}, {"value", ungrouped(one.value)}, {"detail", one.detail}};
    for (const std::string& part : one.parts) { object["parts"].push_back(ungrouped(part)); }
    if (!one.sources.empty()) { object["sources"] = json_of(one.sources); }
    if (one.provisional) { object["provisional"] = true; }
    return object;
}

/// Adds the members that every formula has.
void add_formula(Json& object, const ExplainedFormula& one) {
    object["sources"] = json_of(one.sources);
    object["applies"] = one.applies.empty() ? Json{} : json_of(one.applies.front());
    object["exceptions"] = Json::array();
    for (const auto& when : one.exceptions) { object["exceptions"].push_back(json_of(when)); }
    object["formula"] = one.formula;
    object["formula_values"] = ungrouped(one.formula_values);
    object["exact"] = ungrouped(one.exact);
    object["rounding"] = one.rounding;
    object["rounding_of_package"] = one.rounding_of_package;
    object["rounded"] = ungrouped(one.rounded);
    object["roundings"] = Json::array();
    for (const auto& rounding : one.roundings) { object["roundings"].push_back(json_of(rounding)); }
    object["from"] = Json::array();
    for (const ExplainedOperand& operand : one.from) { object["from"].push_back(json_of(operand)); }
    object["idle"] = one.idle;
}

Json json_of(const ExplainedDays& one) {
    Json object{{"first", one.first},     {"last", one.last},
                {"days", one.days},       {"value", ungrouped(one.value)},
                {"version", one.version}, {"until", one.until}};
    add_formula(object, one);
    return object;
}

Json json_of(const ExplainedLayer& one) {
    Json object{{"layer", one.layer},     {"package", one.package}, {"value", ungrouped(one.value)},
                {"file", one.where.file}, {"line", one.where.line}, {"version", one.version},
                {"until", one.until}};
    add_formula(object, one);
    return object;
}

Json json_of(const Explanation& one) {
    Json object{{"name", one.name},
                {"package", one.package},
                {"kind", one.kind},
                {"value", ungrouped(one.value)},
                {"plain", one.plain},
                {"unit", one.unit},
                {"label", one.label},
                {"given", one.given},
                {"applicable", one.applicable},
                {"provisional", one.provisional},
                {"file", one.where.file},
                {"line", one.where.line},
                {"version", one.version},
                {"until", one.until},
                {"layer", one.layer},
                {"decided_by", one.decided_by},
                {"row", one.row}};
    add_formula(object, one);
    object["days"] = Json::array();
    for (const ExplainedDays& days : one.days) { object["days"].push_back(json_of(days)); }
    object["layers"] = Json::array();
    for (const ExplainedLayer& layer : one.layers) { object["layers"].push_back(json_of(layer)); }
    object["children"] = Json::array();
    for (const Explanation& child : one.children) { object["children"].push_back(json_of(child)); }
    return object;
}

}  // namespace

Json json_of(const ExplainedCondition& one) {
    Json object{{"text", one.text}, {"values", ungrouped(one.values)}, {"holds", one.holds}};
    if (!one.label.empty()) { object["label"] = one.label; }
    if (!one.distance.empty()) { object["distance"] = ungrouped(one.distance); }
    object["parts"] = Json::array();
    for (const ExplainedPart& part : one.parts) {
        object["parts"].push_back({{"text", part.text},
                                   {"values", ungrouped(part.values)},
                                   {"holds", part.holds},
                                   {"decides", part.decides},
                                   {"distance", ungrouped(part.distance)}});
    }
    return object;
}

std::string to_json(const Explanation& explanation) { return json_of(explanation).dump(2) + "\n"; }

}  // namespace mutua::ruleset
