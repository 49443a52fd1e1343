#include "engine/ruleset/oracle/formula_text.hpp"

#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// One line, single blanks.
std::string in_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        if (!is_blank(c)) {
            line += c;
        } else if (!line.empty() && line.back() != ' ') {
            line += ' ';
        }
    }
    if (!line.empty() && line.back() == ' ') { line.pop_back(); }
    return line;
}

/// The source text of a node with the texts of its children put in.
std::string spliced(const CheckedRuleset& rules, const FormulaLook& look,
                    const TypedExpression& expression) {
    std::vector<const TypedExpression*> parts;
    for (const TypedExpression& child : expression.children) { parts.push_back(&child); }
    std::sort(parts.begin(), parts.end(), [](const auto* left, const auto* right) {
        return left->span.begin < right->span.begin;
    });
    const std::string_view file = rules.files.at(expression.span.file).bytes;
    std::string text;
    std::size_t at = expression.span.begin;
    for (const TypedExpression* part : parts) {
        const bool inside = part->span.begin >= at && part->span.end <= expression.span.end &&
                            part->span.begin < part->span.end;
        if (!inside) { continue; }
        text += file.substr(at, part->span.begin - at);
        text += with_values(rules, look, *part);
        at = part->span.end;
    }
    text += file.substr(at, expression.span.end - at);
    return in_one_line(text);
}

/// `sum of tagged t` was written out when it was checked: its parts all stand where it stands.
std::string sum_of_tagged(const CheckedRuleset& rules, const FormulaLook& look,
                          const TypedExpression& expression) {
    return with_values(rules, look, expression.children.at(0)) + " + " +
           with_values(rules, look, expression.children.at(1));
}

/// The parentheses around a chosen side were those of the choice: they are kept.
std::string chosen_side(const CheckedRuleset& rules, const FormulaLook& look,
                        const TypedExpression& expression, std::size_t taken) {
    const TypedExpression& side = expression.kind == TypedKind::match
                                      ? expression.cases.at(taken).value
                                      : expression.children.at(taken + 1);
    const std::string text = with_values(rules, look, side);
    const std::string_view file = rules.files.at(expression.span.file).bytes;
    const bool in_parentheses = file.substr(expression.span.begin, 1) == "(";
    return in_parentheses ? "(" + text + ")" : text;
}

}  // namespace

std::string written(const CheckedRuleset& rules, syntax::Span span) {
    return in_one_line(text_of(rules.files, span));
}

std::string with_values(const CheckedRuleset& rules, const FormulaLook& look,
                        const TypedExpression& expression) {
    const auto value = look.values.find(&expression);
    if (value != look.values.end()) { return shown(rules, value->second, expression.type); }
    const auto taken = look.branches.find(&expression);
    if (taken != look.branches.end()) {
        return chosen_side(rules, look, expression, taken->second);
    }
    if (expression.children.empty()) { return written(rules, expression.span); }
    const syntax::Span first = expression.children[0].span;
    const bool tagged = expression.kind == TypedKind::add && first.begin == expression.span.begin &&
                        first.end == expression.span.end;
    return tagged ? sum_of_tagged(rules, look, expression) : spliced(rules, look, expression);
}

}  // namespace mutua::ruleset
