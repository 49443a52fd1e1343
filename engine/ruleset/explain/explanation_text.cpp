#include "engine/ruleset/explain/explanation.hpp"

#include <nlohmann/json.hpp>

namespace mutua::ruleset {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t value_column = 42;

/// Text and, from a common column on, what belongs to it.
std::string in_columns(const std::string& left, const std::string& right) {
    if (right.empty()) { return left; }
    const std::size_t gap = left.size() + 3 < value_column ? value_column - left.size() : 3;
    return left + std::string(gap, ' ') + right;
}

class TextWriter {
public:
    void write(const Explanation& one, std::size_t level) {
        indent_ = std::string(level * 2, ' ');
        line(in_columns(one.name + " = " + one.value + (one.applicable ? "" : ", not applicable"),
                        one.label));
        line("  " + place(one));
        if (one.given) { entry("given", "not computed"); }
        for (const ExplainedSource& source : one.sources) {
            entry("source",
                  in_columns(source.title + (source.place.empty() ? "" : ", " + source.place),
                             source.url));
        }
        for (const ExplainedCondition& when : one.applies) {
            entry("applies", in_columns(when.text, when.values + (when.holds ? "" : " is false")));
        }
        for (const ExplainedCondition& when : one.exceptions) {
            if (!when.holds) { continue; }
            entry("because", in_columns("exception " + when.label + ": " + when.text, when.values));
        }
        write_formula(one);
        const char* word = "from";
        for (const ExplainedOperand& operand : one.from) {
            entry(word, in_columns(operand.name + " = " + operand.value, operand.detail));
            word = "";
        }
        for (const std::string& idle : one.idle) { entry("idle", idle); }
        for (const Explanation& child : one.children) {
            text_ += '\n';
            write(child, level + 1);
        }
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void line(const std::string& text) { text_ += indent_ + text + '\n'; }

    void entry(const std::string& word, const std::string& text) {
        line("  " + word + std::string(word.size() < 9 ? 9 - word.size() : 1, ' ') + text);
    }

    static std::string place(const Explanation& one) {
        std::string text =
            one.package + ", " + one.where.file + ":" + std::to_string(one.where.line);
        text += one.version.empty() ? "" : ", version of " + one.version;
        return text + ", layer " + one.layer + (one.provisional ? ", provisional" : "");
    }

    void write_formula(const Explanation& one) {
        if (one.formula.empty()) { return; }
        entry("formula", one.formula);
        if (one.formula_values != one.formula) { entry("", one.formula_values); }
        if (one.rounding.empty()) {
            if (one.exact != one.formula_values) { entry("", one.exact); }
            return;
        }
        const std::size_t unit = one.value.rfind(' ');
        const bool has_unit = unit != std::string::npos && unit + 1 < one.value.size() &&
                              one.value[unit + 1] >= 'A' && one.value[unit + 1] <= 'z';
        entry("", in_columns(one.exact + " -> " + one.rounding + " -> " +
                                 (has_unit ? one.value.substr(0, unit) : one.value),
                             one.rounding_of_package ? "rounding of the package" : ""));
    }

    std::string text_;
    std::string indent_;
};

Json json_of(const ExplainedCondition& one) {
    Json object{{"text", one.text}, {"values", one.values}, {"holds", one.holds}};
    if (!one.label.empty()) { object["label"] = one.label; }
    if (!one.distance.empty()) { object["distance"] = one.distance; }
    return object;
}

Json json_of(const Explanation& one) {
    Json object{{"name", one.name},
                {"package", one.package},
                {"kind", one.kind},
                {"value", one.value},
                {"label", one.label},
                {"given", one.given},
                {"applicable", one.applicable},
                {"provisional", one.provisional},
                {"file", one.where.file},
                {"line", one.where.line},
                {"version", one.version},
                {"layer", one.layer}};
    object["sources"] = Json::array();
    for (const ExplainedSource& source : one.sources) {
        object["sources"].push_back(
            {{"title", source.title}, {"place", source.place}, {"url", source.url}});
    }
    object["applies"] = one.applies.empty() ? Json{} : json_of(one.applies.front());
    object["exceptions"] = Json::array();
    for (const auto& when : one.exceptions) { object["exceptions"].push_back(json_of(when)); }
    object["formula"] = one.formula;
    object["formula_values"] = one.formula_values;
    object["exact"] = one.exact;
    object["rounding"] = one.rounding;
    object["rounding_of_package"] = one.rounding_of_package;
    object["from"] = Json::array();
    for (const ExplainedOperand& operand : one.from) {
        object["from"].push_back(
            {{"name", operand.name}, {"value", operand.value}, {"detail", operand.detail}});
    }
    object["idle"] = one.idle;
    object["children"] = Json::array();
    for (const Explanation& child : one.children) { object["children"].push_back(json_of(child)); }
    return object;
}

}  // namespace

std::string to_text(const Explanation& explanation) {
    TextWriter writer;
    writer.write(explanation, 0);
    return writer.take();
}

std::string to_json(const Explanation& explanation) { return json_of(explanation).dump(2) + "\n"; }

}  // namespace mutua::ruleset
