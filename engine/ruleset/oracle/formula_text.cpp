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

bool stands_for_its_value(TypedKind kind) {
    switch (kind) {
        case TypedKind::read:
        case TypedKind::applies:
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

/// The source text of a node with the texts of its children put in.
std::string spliced(const CheckedRuleset& rules, const ExactWalk& walk,
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
        text += with_values(rules, walk, *part);
        at = part->span.end;
    }
    text += file.substr(at, expression.span.end - at);
    return in_one_line(text);
}

/// The parentheses around a chosen side were those of the choice: they are kept.
std::string chosen_side(const CheckedRuleset& rules, const ExactWalk& walk,
                        const TypedExpression& expression) {
    ExactWalk scratch = walk;
    const std::size_t taken = scratch.chosen(expression);
    const TypedExpression& side = expression.kind == TypedKind::match
                                      ? expression.cases.at(taken).value
                                      : expression.children.at(taken + 1);
    const std::string text = with_values(rules, walk, side);
    const std::string_view file = rules.files.at(expression.span.file).bytes;
    const bool in_parentheses = file.substr(expression.span.begin, 1) == "(";
    return in_parentheses ? "(" + text + ")" : text;
}

}  // namespace

std::string written(const CheckedRuleset& rules, syntax::Span span) {
    return in_one_line(text_of(rules.files, span));
}

std::string with_values(const CheckedRuleset& rules, const ExactWalk& walk,
                        const TypedExpression& expression) {
    if (stands_for_its_value(expression.kind)) {
        ExactWalk scratch = walk;
        return shown(rules, scratch.value(expression), expression.type);
    }
    const bool chooses =
        expression.kind == TypedKind::if_then_else || expression.kind == TypedKind::match;
    if (chooses) { return chosen_side(rules, walk, expression); }
    if (expression.children.empty()) { return written(rules, expression.span); }
    return spliced(rules, walk, expression);
}

}  // namespace mutua::ruleset
