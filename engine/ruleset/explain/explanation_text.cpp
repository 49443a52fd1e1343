#include "engine/ruleset/explain/explanation.hpp"
#include "engine/ruleset/explain/explanation_lines.hpp"
#include "engine/ruleset/explain/words.hpp"

namespace mutua::ruleset {

namespace {

/// "version of 2025-01-01", "version 2025-01-01 .. 2026-06-30"; empty for all time.
std::string version_words(const Words& words, const ExplainedFormula& one) {
    if (!one.until.empty()) { return words("version {} .. {}", {one.version, one.until}); }
    return one.version.empty() ? "" : words("version of {}", {one.version});
}

std::string after_comma(const std::string& text) { return text.empty() ? "" : ", " + text; }

std::string place_words(const std::string& package, const SourcePosition& where) {
    return package + ", " + where.file + ":" + std::to_string(where.line);
}

class TextWriter {
public:
    explicit TextWriter(const Words& words) : words_{words} {}

    void write(const Explanation& one, std::size_t level) {
        lines_.indent(level * 2);
        lines_.head(
            one.name + " = " + one.value + (one.applicable ? "" : ", " + words_("not applicable")),
            one.label);
        lines_.place(
            place_words(one.package, one.where) +
            after_comma(one.days.empty() ? version_words(words_, one) : words_("dated by day")) +
            after_comma(one.row) + ", " + words_("layer {}", {one.layer}) +
            (one.provisional ? ", " + words_("provisional") : ""));
        if (one.given) { lines_.entry(words_("given"), words_("not computed")); }
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
        lines_.entry(
            words_("days"),
            days.first + " .. " + days.last + ", " +
                words_(days.days == 1 ? "{} day" : "{} days", {std::to_string(days.days)}) + ": " +
                days.value,
            version_words(words_, days));
        write_formula(days, false);
    }

    void write_layer(const ExplainedLayer& layer) {
        const bool spoke = !layer.formula.empty();
        lines_.entry(
            words_("layer"), layer.layer + ": " + (spoke ? layer.value : words_("as below")),
            place_words(layer.package, layer.where) + after_comma(version_words(words_, layer)));
        write_formula(layer, true);
    }

    void write_formula(const ExplainedFormula& one, bool with_exact) {
        for (const ExplainedSource& source : one.sources) {
            write_source(words_("source"), "", source);
        }
        for (const ExplainedCondition& when : one.applies) {
            lines_.entry(words_("applies"), when.text,
                         when.values + (when.holds ? "" : ": " + words_("false")));
        }
        for (const ExplainedCondition& when : one.exceptions) {
            if (!when.holds) { continue; }
            lines_.entry(words_("because"), words_("exception {}", {when.label}) + ": " + when.text,
                         when.values);
        }
        write_values(one, with_exact);
        for (const ExplainedRounding& rounding : one.roundings) {
            lines_.entry(words_("rounded"), rounding.text + ":",
                         rounding.before + " -> " + rounding.after);
        }
        std::string word = words_("from");
        for (const ExplainedOperand& operand : one.from) {
            lines_.entry(word, operand.name + " = " + operand.value, operand.detail);
            for (const std::string& part : operand.parts) { lines_.entry("", part); }
            if (operand.provisional) {
                for (const ExplainedSource& source : operand.sources) {
                    write_source("", "  ", source);
                }
            }
            word.clear();
        }
        for (const std::string& idle : one.idle) { lines_.entry(words_("idle"), idle); }
    }

    void write_source(const std::string& word, const std::string& lead,
                      const ExplainedSource& source) {
        lines_.entry(word, lead + source.title + (source.place.empty() ? "" : ", " + source.place),
                     source.url);
    }

    void write_values(const ExplainedFormula& one, bool with_exact) {
        if (one.formula.empty()) { return; }
        lines_.entry(words_("formula"), one.formula);
        if (one.formula_values != one.formula) { lines_.entry("", one.formula_values); }
        if (!one.rounding.empty()) {
            lines_.entry("", one.exact + " -> " + one.rounding + " -> " + one.rounded,
                         one.rounding_of_package ? words_("rounding of the package") : "");
        } else if (with_exact && one.exact != one.formula_values) {
            lines_.entry("", one.exact);
        }
    }

    Words words_;
    ExplanationLines lines_;
};

}  // namespace

std::string to_text(const Explanation& explanation) {
    TextWriter writer{Words{explanation.language}};
    writer.write(explanation, 0);
    return writer.take();
}

}  // namespace mutua::ruleset
