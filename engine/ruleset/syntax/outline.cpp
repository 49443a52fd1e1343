#include "engine/ruleset/syntax/outline.hpp"

namespace mutua::ruleset::syntax {

namespace {

/// Writes nested lists: `(kind part part …)`. Every part is written, also an empty one, so that two
/// different trees never give one text.
class Outliner {
public:
    [[nodiscard]] std::string take() { return std::move(text_); }

    void file(const File& file) {
        open("file");
        add(file.package);
        add(file.clock);
        add(file.layer);
        add(file.layer_when);
        add(file.covers_from);
        add(file.covers_to);
        add(file.rounding_unit);
        add(file.rounding);
        add(file.uses);
        add(file.sources);
        add(file.units);
        add(file.enums);
        add(file.inputs);
        add(file.params);
        add(file.scales);
        add(file.tables);
        add(file.rules);
        add(file.carries);
        add(file.amends);
        add(file.tests);
        close();
    }

    void add(const Expression& node) {
        open("expression");
        add(static_cast<unsigned>(node.kind));
        add(node.text);
        add(node.flag);
        add(node.unit);
        add(node.date);
        add(node.rounding);
        add(node.names);
        add(node.children);
        add(node.cases);
        close();
    }

private:
    void open(const char* kind) {
        text_ += '(';
        text_ += kind;
    }
    void close() { text_ += ')'; }

    void add(const std::string& text) { text_ += " \"" + text + '"'; }
    void add(bool flag) { text_ += flag ? " yes" : " no"; }
    void add(unsigned number) { text_ += ' ' + std::to_string(number); }
    void add(const Date& day) { text_ += ' ' + to_string(day); }
    void add(const Name& name) { add(name.text); }

    template <typename Part>
    void add(const std::optional<Part>& part) {
        if (part) {
            add(*part);
        } else {
            text_ += " -";
        }
    }

    template <typename Part>
    void add(const std::vector<Part>& parts) {
        text_ += " [";
        for (const Part& part : parts) { add(part); }
        text_ += ']';
    }

    template <typename First, typename Second>
    void add(const std::pair<First, Second>& both) {
        add(both.first);
        add(both.second);
    }

    template <typename... Parts>
    void node(const char* kind, const Parts&... parts) {
        open(kind);
        (add(parts), ...);
        close();
    }

    void add(const RoundingClause& one) {
        node("round", static_cast<unsigned>(one.mode), one.step);
    }
    void add(const MatchCase& one) { node("case", one.patterns, one.value); }
    void add(const Evidence::Citation& one) { node("source", one.source, one.place); }
    void add(const Evidence& one) {
        node("evidence", one.citations, one.review_by, one.provisional);
    }
    void add(const Type& one) {
        node("type", static_cast<unsigned>(one.kind), one.unit, one.decimals, one.items,
             one.fields);
    }
    void add(const Field& one) { node("field", one.name, one.type); }
    void add(const Label& one) { node("label", one.language, one.text); }
    void add(const Shown& one) { node("shown", one.document, one.section, one.order, one.role); }
    void add(const Open& one) { node("open", one.layers, one.bound); }
    void add(const Use& one) { node("use", one.package); }
    void add(const Source& one) { node("source", one.name, one.text, one.url); }
    void add(const UnitDeclaration& one) { node("unit", one.name, one.decimals); }
    void add(const Enum& one) { node("enum", one.name, one.items); }
    void add(const Input& one) {
        node("input", one.name, one.type, one.scope, one.range_low, one.range_high,
             one.default_value, one.profile, one.labels);
    }
    void add(const ParamVersion& one) {
        node("version", one.from, one.until, one.value, one.fields, one.rounding, one.evidence);
    }
    void add(const Param& one) {
        node("param", one.name, one.type, one.clock, one.labels, one.versions);
    }
    void add(const Bracket& one) { node("bracket", one.above, one.threshold, one.value, one.plus); }
    void add(const ScaleVersion& one) {
        node("version", one.from, one.until, one.evidence, one.brackets, one.each_bracket);
    }
    void add(const Scale& one) {
        node("scale", one.name, one.argument, one.result, one.kind, one.clock, one.labels,
             one.versions);
    }
    void add(const Definition& one) { node("=", one.value, one.rounding, one.evidence); }
    void add(const Exception& one) {
        node("exception", one.label, one.over, one.exclusive_with, one.when, one.definition);
    }
    void add(const RuleVersion& one) {
        node("version", one.from, one.until, one.applies_when, one.definition, one.is_default,
             one.exceptions);
    }
    void add(const Ensure& one) { node("ensure", one.condition, one.message); }
    void add(const Rule& one) {
        node("rule", one.name, one.type, one.scope, one.clock, one.labels, one.shown, one.tags,
             one.output, one.open, one.versions, one.ensures);
    }
    void add(const TableRow& one) { node("row", one.keys, one.value); }
    void add(const QuotedText& one) { add(one.text); }
    void add(const TableVersion& one) {
        node("version", one.from, one.until, one.file, one.evidence, one.rows, one.otherwise);
    }
    void add(const Table& one) {
        node("table", one.name, one.keys, one.result, one.clock, one.labels, one.versions);
    }
    void add(const Carry& one) {
        node("carry", one.name, one.type, one.scope, one.key, one.range_low, one.range_high,
             one.labels, one.definition, one.reset, one.starts_at);
    }
    void add(const AmendVersion& one) { node("version", one.from, one.until, one.exceptions); }
    void add(const Amend& one) { node("amend", one.rule, one.versions); }
    void add(const ClockSetting& one) { node("clock", one.clock, one.date); }
    void add(const TestValue& one) {
        node("value", static_cast<unsigned>(one.kind), one.text, one.denominator, one.unit,
             one.flag, one.percent, one.date);
    }
    void add(const TestStep& one) {
        node("step", static_cast<unsigned>(one.kind), one.row_scope, one.row_name, one.owners,
             one.name, one.value, one.fault);
    }
    void add(const TestCase& one) { node("on", one.clocks, one.steps); }
    void add(const Test& one) { node("test", one.title, one.evidence, one.cases); }

    std::string text_;
};

}  // namespace

std::string outline(const File& file) {
    Outliner outliner;
    outliner.file(file);
    return outliner.take();
}

std::string outline(const Expression& expression) {
    Outliner outliner;
    outliner.add(expression);
    return outliner.take();
}

}  // namespace mutua::ruleset::syntax
