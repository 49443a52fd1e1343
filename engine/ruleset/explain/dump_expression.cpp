#include "engine/ruleset/explain/dump_expression.hpp"

#include "engine/ruleset/explain/reach.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>
#include <array>

namespace mutua::ruleset::dump {

namespace {

/// In the order of TypedKind.
constexpr std::array<std::string_view, 47> words{"constant",
                                                 "read",
                                                 "scale",
                                                 "negate",
                                                 "add",
                                                 "subtract",
                                                 "multiply",
                                                 "divide",
                                                 "less",
                                                 "less_equal",
                                                 "greater",
                                                 "greater_equal",
                                                 "is",
                                                 "is_not",
                                                 "in",
                                                 "applies",
                                                 "and",
                                                 "or",
                                                 "not",
                                                 "if",
                                                 "match",
                                                 "round",
                                                 "min",
                                                 "max",
                                                 "clamp",
                                                 "abs",
                                                 "days_between",
                                                 "months_between",
                                                 "years_between",
                                                 "add_days",
                                                 "add_months_up",
                                                 "add_months_down",
                                                 "year_of",
                                                 "month_of",
                                                 "day_of",
                                                 "sum_over",
                                                 "min_over",
                                                 "max_over",
                                                 "any_over",
                                                 "all_over",
                                                 "count",
                                                 "as",
                                                 "previous",
                                                 "table",
                                                 "split",
                                                 "prior",
                                                 "inherited"};
static_assert(static_cast<std::size_t>(TypedKind::inherited) + 1 == words.size());

std::string word(TypedKind kind) { return std::string{words.at(static_cast<std::size_t>(kind))}; }

bool is_over_rows(TypedKind kind) {
    switch (kind) {
        case TypedKind::sum_rows:
        case TypedKind::minimum_rows:
        case TypedKind::maximum_rows:
        case TypedKind::any_row:
        case TypedKind::all_rows:
        case TypedKind::count_rows:
            return true;
        default:
            return false;
    }
}

Json at_json(const DateReference& at) {
    if (at.day) { return mutua::to_string(*at.day); }
    switch (at.start) {
        case DateReference::Start::none:
            return std::string{to_string(at.clock)};
        case DateReference::Start::month:
            return "start of month of " + std::string{to_string(at.clock)};
        case DateReference::Start::quarter:
            return "start of quarter of " + std::string{to_string(at.clock)};
        case DateReference::Start::year:
            break;
    }
    return "start of year of " + std::string{to_string(at.clock)};
}

void add_type(const CheckedRuleset& rules, const Type& type, Json& node) {
    const Json all = type_json(rules, type);
    for (const auto& [key, value] : all.items()) {
        if (key != "items") { node[key] = value; }
    }
}

void add_reference(const CheckedRuleset& rules, const TypedExpression& expression, Json& node) {
    node["name"] = full_name(rules, expression.definition);
    const Definition& read = rules.definitions.at(expression.definition);
    if (expression.field && *expression.field < read.type.fields.size()) {
        node["field"] = read.type.fields[*expression.field].name;
    }
    if (expression.at) { node["at"] = at_json(*expression.at); }
    if (expression.kind == TypedKind::look_up) { node["else"] = expression.has_else; }
}

Json cases_json(const CheckedRuleset& rules, const TypedExpression& expression, Detail detail) {
    Json cases = Json::array();
    for (const TypedCase& one : expression.cases) {
        Json patterns = Json::array();
        for (const TypedExpression& pattern : one.patterns) {
            patterns.push_back(expression_json(rules, pattern, detail));
        }
        cases.push_back({{"patterns", std::move(patterns)},
                         {"value", expression_json(rules, one.value, detail)}});
    }
    return cases;
}

struct Place {
    std::size_t line = 1;
    std::size_t column = 1;
};

Place place_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto newlines = std::count(before.begin(), before.end(), '\n');
    const std::size_t line_begin = newlines == 0 ? 0 : before.rfind('\n') + 1;
    return {static_cast<std::size_t>(newlines) + 1, before.size() - line_begin + 1};
}

}  // namespace

Json span_json(const CheckedRuleset& rules, syntax::Span span) {
    const std::string_view text = rules.files.at(span.file).bytes;
    const Place begin = place_of(text, span.begin);
    const Place end = place_of(text, span.end);
    return Json::array({begin.line, begin.column, end.line, end.column});
}

Json type_json(const CheckedRuleset& rules, const Type& type) {
    switch (type.kind) {
        case ValueKind::boolean:
            return {{"kind", "bool"}};
        case ValueKind::date:
            return {{"kind", "date"}};
        case ValueKind::code:
            return {{"kind", "code"}};
        case ValueKind::enumeration: {
            const EnumDefinition& items = rules.enums.at(type.enumeration);
            return {{"kind", "enum"}, {"enum", items.name}, {"items", items.items}};
        }
        case ValueKind::record: {
            Json fields = Json::object();
            for (const RecordField& field : type.fields) {
                fields[field.name] = type_json(rules, field.type);
            }
            return {{"kind", "record"}, {"fields", std::move(fields)}};
        }
        default:
            break;
    }
    std::string unit = type.percent ? "percent" : type.unit.text();
    if (!type.percent && type.unit.is_pure()) { unit = "pure"; }
    Json made{{"unit", std::move(unit)}};
    if (type.quotient) {
        made["quotient"] = true;
    } else {
        made["decimals"] = type.decimals;
    }
    return made;
}

std::string exact_number(const Decimal& value, unsigned decimals) {
    std::string text = exact_text(value, decimals);
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    return text;
}

Json constant_json(const CheckedRuleset& rules, const Constant& value, const Type& type) {
    if (const auto* number = std::get_if<Decimal>(&value)) {
        return exact_number(*number, type.quotient ? 0 : type.decimals);
    }
    if (const auto* flag = std::get_if<bool>(&value)) { return *flag; }
    if (const auto* code = std::get_if<CodeText>(&value)) { return code->text; }
    if (const auto* day = std::get_if<Date>(&value)) { return mutua::to_string(*day); }
    return rules.enums.at(type.enumeration).items.at(std::get<EnumItem>(value).position);
}

Json rounding_json(const CheckedRounding& rounding) {
    return {{"mode", mode_text(rounding.mode)},
            {"step", exact_number(rounding.step, rounding.decimals)},
            {"of_package", rounding.of_package}};
}

Json expression_json(const CheckedRuleset& rules, const TypedExpression& expression,
                     Detail detail) {
    Json node{{"op", word(expression.kind)}};
    if (expression.kind == TypedKind::constant) {
        Type type = expression.type;
        if (detail == Detail::structure) { type.decimals = 0; }
        node["value"] = constant_json(rules, expression.constant, type);
    }
    if (reads_definition(expression)) { add_reference(rules, expression, node); }
    if (expression.kind == TypedKind::round) {
        node["mode"] = mode_text(expression.mode);
        node["step"] = exact_number(expression.step, expression.step_decimals);
    }
    if (is_over_rows(expression.kind)) { node["rows"] = std::string{to_string(expression.rows)}; }
    if (!expression.children.empty()) {
        node["args"] = Json::array();
        for (const TypedExpression& child : expression.children) {
            node["args"].push_back(expression_json(rules, child, detail));
        }
    }
    if (!expression.cases.empty()) { node["cases"] = cases_json(rules, expression, detail); }
    if (detail != Detail::structure || expression.kind == TypedKind::as_unit ||
        expression.kind == TypedKind::constant) {
        add_type(rules, expression.type, node);
    }
    if (detail == Detail::structure) { node.erase("decimals"); }
    if (detail == Detail::everything) { node["span"] = span_json(rules, expression.span); }
    return node;
}

}  // namespace mutua::ruleset::dump
