#include "engine/ruleset/explain/explanation.hpp"
#include "engine/ruleset/explain/explanation_lines.hpp"

namespace mutua::ruleset {

namespace {

/// "version of 2025-01-01", "version 2025-01-01 .. 2026-06-30".
std::string version_words(const ExplainedFormula& one) {
    if (one.until.empty()) { return one.version.empty() ? "" : ", version of " + one.version; }
    return ", version " + one.version + " .. " + one.until;
}

std::string place_words(const std::string& package, const SourcePosition& where) {
    return package + ", " + where.file + ":" + std::to_string(where.line);
}

class TextWriter {
public:
    void write(const Explanation& one, std::size_t level) {
        lines_.indent(level * 2);
        lines_.head(one.name + " = " + one.value + (one.applicable ? "" : ", not applicable"),
                    one.label);
        lines_.place(place_words(one.package, one.where) +
                     (one.days.empty() ? version_words(one) : ", dated by day") +
                     (one.row.empty() ? "" : ", " + one.row) + ", layer " + one.layer +
                     (one.provisional ? ", provisional" : ""));
        if (one.given) { lines_.entry("given", "not computed"); }
        for (const ExplainedDays& days : one.days) { write_days(days); }
        write_formula(one, one.days.empty());
        for (const ExplainedLayer& layer : one.layers) { write_layer(layer); }
        for (const Explanation& child : one.children) {
            lines_.blank();
            write(child, level + 1);
        }
    }

    [[nodiscard]] std::string take() { return lines_.take(); }

private:
    void write_days(const ExplainedDays& days) {
        lines_.entry("days",
                     days.first + " .. " + days.last + ", " + std::to_string(days.days) +
                         (days.days == 1 ? " day: " : " days: ") + days.value,
                     version_words(days).empty() ? "" : version_words(days).substr(2));
        write_formula(days, false);
    }

    void write_layer(const ExplainedLayer& layer) {
        const bool spoke = !layer.formula.empty();
        lines_.entry("layer", layer.layer + ": " + (spoke ? layer.value : "as below"),
                     place_words(layer.package, layer.where) + version_words(layer));
        write_formula(layer, true);
    }

    void write_formula(const ExplainedFormula& one, bool with_exact) {
        for (const ExplainedSource& source : one.sources) {
            lines_.entry("source", source.title + (source.place.empty() ? "" : ", " + source.place),
                         source.url);
        }
        for (const ExplainedCondition& when : one.applies) {
            lines_.entry("applies", when.text, when.values + (when.holds ? "" : ": false"));
        }
        for (const ExplainedCondition& when : one.exceptions) {
            if (!when.holds) { continue; }
            lines_.entry("because", "exception " + when.label + ": " + when.text, when.values);
        }
        write_values(one, with_exact);
        for (const ExplainedRounding& rounding : one.roundings) {
            lines_.entry("rounded", rounding.text + ":", rounding.before + " -> " + rounding.after);
        }
        const char* word = "from";
        for (const ExplainedOperand& operand : one.from) {
            lines_.entry(word, operand.name + " = " + operand.value, operand.detail);
            for (const std::string& part : operand.parts) { lines_.entry("", part); }
            word = "";
        }
        for (const std::string& idle : one.idle) { lines_.entry("idle", idle); }
    }

    void write_values(const ExplainedFormula& one, bool with_exact) {
        if (one.formula.empty()) { return; }
        lines_.entry("formula", one.formula);
        if (one.formula_values != one.formula) { lines_.entry("", one.formula_values); }
        if (!one.rounding.empty()) {
            lines_.entry("", one.exact + " -> " + one.rounding + " -> " + one.rounded,
                         one.rounding_of_package ? "rounding of the package" : "");
        } else if (with_exact && one.exact != one.formula_values) {
            lines_.entry("", one.exact);
        }
    }

    ExplanationLines lines_;
};

}  // namespace

std::string to_text(const Explanation& explanation) {
    TextWriter writer;
    writer.write(explanation, 0);
    return writer.take();
}

}  // namespace mutua::ruleset
