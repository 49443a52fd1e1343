#include "engine/ruleset/check/repairs.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/syntax/utf8.hpp"

#include <algorithm>
#include <map>

namespace mutua::ruleset {

namespace {

std::string written_as(std::string_view text) { return "write `" + std::string{text} + "`"; }

/// The unit that a word means which is none: `EUR` of `eur` and `euro`, `day` of `days`.
std::string meant_unit(std::string_view word, const std::vector<std::string>& units) {
    if (word == "euro" || word == "euros") { return "EUR"; }
    std::string capitals{word};
    for (char& c : capitals) { c = 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
    if (known_unit_decimals(capitals)) { return capitals; }
    return nearest(word, units).value_or("");
}

bool is_item(const EnumDefinition& one, std::string_view name) {
    return std::find(one.items.begin(), one.items.end(), name) != one.items.end();
}

/// `worker_category is artist` for the item alone: the first value in sight that may have it.
std::string item_repair(const CheckContext& context, PackageId package, std::string_view name) {
    const CheckedRuleset& rules = context.rules;
    for (const std::string& candidate : visible_names(rules, package)) {
        const auto found = find_definition(rules, package, candidate).found;
        if (!found) { continue; }
        const Type& type = rules.definitions[found->definition].type;
        if (type.kind != ValueKind::enumeration) { continue; }
        const EnumDefinition& one = rules.enums[type.enumeration];
        if (!is_item(one, name)) { continue; }
        return "it is an item of " + one.name + ": " +
               written_as(candidate + " is " + std::string{name});
    }
    return "";
}

/// What a word is that means something, but is no value.
std::string predeclared_repair(std::string_view name) {
    if (parse_clock(name)) {
        return "it is a clock, which chooses versions and has no value in a formula: read an "
               "input, `input " +
               std::string{name} + "_day : date per payslip`, or write versions, `from 2026-01-01`";
    }
    if (parse_scope(name)) { return "it is a scope, which stands after `per`"; }
    if (known_unit_decimals(name)) {
        return "it is a unit, which follows a number: `1 " + std::string{name} + "`";
    }
    return is_predeclared(name) ? "it is a function: " + written_as(std::string{name} + "(…)") : "";
}

}  // namespace

std::string unit_repair(const CheckContext& context, PackageId package, std::string_view unit,
                        std::string_view word) {
    std::vector<std::string> units = known_units();
    for (const auto& [name, decimals] : context.rules.packages[package].units) {
        units.push_back(name);
    }
    const std::string meant = meant_unit(word, units);
    if (meant.empty()) { return "units are " + listed_names(units) + ", or declare it"; }
    std::string repaired{unit};
    return written_as(
        repaired.replace(static_cast<std::size_t>(word.data() - unit.data()), word.size(), meant));
}

std::string currency_repair(std::string_view word) {
    const std::string meant = meant_unit(word, {"EUR"});
    return meant.empty() ? "write an ISO 4217 code such as `EUR`" : written_as(meant);
}

std::string one_of_repair(std::string_view word, const std::vector<std::string>& words) {
    std::string help = did_you_mean(word, words);
    if (!help.empty()) { return help; }
    for (const std::string& one : words) { help += (help.empty() ? "" : ", ") + one; }
    return "write one of " + help;
}

const std::vector<std::string>& clock_words() {
    static const std::vector<std::string> words{"work_start", "work_end",     "quarter_start",
                                                "year_start", "payment_date", "issue_date"};
    return words;
}

std::string citation_repair(const CheckContext& context, std::uint32_t file) {
    const auto& sources = context.files[file].syntax.sources;
    return "`source " + (sources.empty() ? "…" : sources.front().name.text) + " \"…\"`";
}

std::string name_repair(const CheckContext& context, PackageId package, std::string_view name) {
    if (name == "true") { return "write `yes`"; }
    if (name == "false") { return "write `no`"; }
    if (name == "sum" || name == "count" || name == "any" || name == "all") {
        const bool counts = name == "count";
        return written_as(std::string{name} + (counts ? " of contracts" : " of … over contracts"));
    }
    std::string help = predeclared_repair(name);
    if (help.empty()) { help = item_repair(context, package, name); }
    if (help.empty()) { help = did_you_mean(name, visible_names(context.rules, package)); }
    return help;
}

std::string number_repair(const CheckedRuleset& rules, const Type& type, std::string_view text) {
    const std::string value{text};
    switch (type.kind) {
        case ValueKind::boolean:
            return "a condition chooses a number: " + written_as("if " + value + " then … else …");
        case ValueKind::date:
            return "count from one day to another, " +
                   written_as("days_between(…, " + value + ")") + ", or take its " + "`year_of(" +
                   value + ")`";
        case ValueKind::enumeration: {
            const auto& items = rules.enums[type.enumeration].items;
            return "a number for each item: " +
                   written_as("match " + value + " { " + (items.empty() ? "…" : items.front()) +
                              " : …, otherwise : … }");
        }
        case ValueKind::code:
            return "look it up in a table, or compare it: " + written_as(value + " is \"…\"");
        default:
            return "";
    }
}

namespace {

const std::map<std::string_view, std::string_view>& function_forms() {
    static const std::map<std::string_view, std::string_view> forms{
        {"abs", "`abs(x)`"},
        {"min", "`min(x, y)`"},
        {"max", "`max(x, y)`"},
        {"clamp", "`clamp(x, low, high)`"},
        {"days_between", "`days_between(from, until)`"},
        {"months_between", "`months_between(from, until)`"},
        {"years_between", "`years_between(from, until)`"},
        {"add_days", "`add_days(day, count)`"},
        {"add_months", "`add_months(day, count, up)`, or `down` for the last day of the month"},
        {"year_of", "`year_of(day)`"},
        {"month_of", "`month_of(day)`"},
        {"day_of", "`day_of(day)`"}};
    return forms;
}

}  // namespace

std::string functions_repair() {
    std::vector<std::string> names;
    for (const auto& [name, form] : function_forms()) { names.emplace_back(name); }
    return "declare a scale of that name; functions are " + listed_names(names);
}

std::string arguments_repair(std::string_view function) {
    const auto form = function_forms().find(function);
    return form == function_forms().end() ? "" : "write " + std::string{form->second};
}

std::string as_operand(std::string_view text) {
    std::size_t depth = 0;
    for (const char c : text) {
        if (c == '(' || c == '[' || c == '{') { ++depth; }
        if (c == ')' || c == ']' || c == '}') { --depth; }
        const bool is_plain = syntax::is_small(c) || syntax::is_capital(c) || syntax::is_digit(c) ||
                              c == '_' || c == '.' || c == '/';
        if (depth == 0 && !is_plain && c != ')' && c != ']' && c != '}') {
            return "(" + std::string{text} + ")";
        }
    }
    return std::string{text};
}

std::string pure_number_repair(std::string_view written, const Unit& wanted) {
    const std::string number{written};
    if (number.ends_with('%')) {
        return "a percentage has no unit: multiply what it is taken of, `… * " + number + "`";
    }
    const auto unit = wanted.written();
    return "give the number its unit" + (unit ? ": `" + number + " " + *unit + "`" : "");
}

std::string condition_repair(const CheckedRuleset& rules, const Type& type, std::string_view text) {
    const std::string value{text};
    switch (type.kind) {
        case ValueKind::number:
            return "compare it: " + written_as(value + " > 0");
        case ValueKind::enumeration: {
            const auto& items = rules.enums[type.enumeration].items;
            return "compare it: " +
                   written_as(value + " is " + (items.empty() ? "…" : items.front()));
        }
        case ValueKind::code:
            return "compare it: " + written_as(value + " is \"…\"");
        case ValueKind::date:
            return "compare it: " + written_as(value + " >= 2026-01-01");
        default:
            return "";
    }
}

std::string kind_repair(const CheckedRuleset& rules, ValueKind wanted, const Type& type,
                        std::string_view text) {
    switch (wanted) {
        case ValueKind::boolean:
            return condition_repair(rules, type, text);
        case ValueKind::date:
            return "write a day such as `2026-07-01`, or read a date";
        case ValueKind::code: {
            const bool is_digits = text.find_first_not_of("0123456789") == std::string_view::npos;
            return is_digits
                       ? "a code stands in quotes: " + written_as("\"" + std::string{text} + "\"")
                       : "read an input or a rule that is declared as `code`";
        }
        case ValueKind::number:
            return number_repair(rules, type, text);
        default:
            return "write an item of the enum, or read a value of it";
    }
}

std::string comparison_repair(const CheckedRuleset& rules, const Type& left,
                              const TypedExpression& right, std::string_view written) {
    const bool constant = right.kind == TypedKind::constant;
    if (constant && left.kind == ValueKind::code && right.type.is_number()) {
        return "a code stands in quotes: " + written_as("\"" + std::string{written} + "\"");
    }
    const auto* text = std::get_if<CodeText>(&right.constant);
    if (constant && left.kind == ValueKind::enumeration && text != nullptr) {
        const EnumDefinition& one = rules.enums[left.enumeration];
        return is_item(one, text->text) ? "an item has no quotes: " + written_as(text->text)
                                        : "its items are " + listed_names(one.items);
    }
    return "compare values of one kind";
}

}  // namespace mutua::ruleset
