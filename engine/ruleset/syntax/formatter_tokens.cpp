#include "engine/ruleset/syntax/formatter_tokens.hpp"

#include "engine/ruleset/syntax/lexer.hpp"
#include "engine/ruleset/syntax/token_cursor.hpp"

#include <algorithm>

namespace mutua::ruleset::syntax {

namespace {

/// Grouping must not make a number longer than the lexer takes.
constexpr std::size_t number_length_max = 40;

bool is_open(std::string_view text) { return text == "(" || text == "[" || text == "{"; }
bool is_close(std::string_view text) { return text == ")" || text == "]" || text == "}"; }

std::string without_trailing_blanks(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) { text.remove_suffix(1); }
    return std::string{text};
}

/// Reads the blanks and comments between two words.
void read_gap(std::string_view gap, bool after_word, FormatToken& token) {
    std::size_t newlines = after_word ? 0 : 1;
    for (std::size_t i = 0; i < gap.size();) {
        if (gap[i] == '#') {
            const std::size_t end = std::min(gap.find('\n', i), gap.size());
            token.comments.push_back(
                {without_trailing_blanks(gap.substr(i, end - i)), newlines == 0, newlines > 1});
            newlines = 0;
            i = end;
        } else {
            newlines += gap[i] == '\n' ? 1 : 0;
            ++i;
        }
    }
    token.blank_before = newlines > 1;
}

bool ends_operand(const FormatToken& token) {
    switch (token.kind) {
        case TokenKind::mark:
            return is_close(token.text) || token.text == "%";
        case TokenKind::word:
            return !token.reserved || token.text == "yes" || token.text == "no" ||
                   token.text == "inherited" || token.text == "previous";
        default:
            return true;
    }
}

/// A sign before its number, as against a subtraction.
bool is_sign(const FormatTokens& tokens, std::size_t i) {
    return tokens[i].text == "-" && tokens[i].kind == TokenKind::mark &&
           (i == 0 || !ends_operand(tokens[i - 1]));
}

bool calls(const FormatTokens& tokens, std::size_t name) {
    const FormatToken& token = tokens[name];
    if (token.kind == TokenKind::word) {
        const bool head_of_table = name == 1 && tokens.front().text == "table";
        return (!token.reserved && !head_of_table) || token.text == "round";
    }
    return token.kind == TokenKind::path || token.kind == TokenKind::currency ||
           token.kind == TokenKind::compound;
}

/// `{ floor: 1 000.00 }` of a param has its colons close to the names.
std::vector<bool> colons_of_records(const FormatTokens& tokens) {
    std::vector<bool> close(tokens.size(), false);
    if (tokens.front().text != "param") { return close; }
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        if (tokens[i].text != "{" || tokens[i - 1].text != "=") { continue; }
        for (std::size_t k = i + 1; k < tokens[i].partner; ++k) {
            if (is_open(tokens[k].text)) {
                k = tokens[k].partner;
            } else if (tokens[k].text == ":") {
                close[k] = true;
            }
        }
    }
    return close;
}

bool gap_before(const FormatTokens& tokens, std::size_t i, bool close_colon) {
    const FormatToken& before = tokens[i - 1];
    const std::string& text = tokens[i].text;
    if (tokens[i].kind == TokenKind::mark) {
        if (text == ")" || text == "]" || text == "," || text == ";" || text == "[") {
            return false;
        }
        if (text == ":" && close_colon) { return false; }
        if (text == "/" && tokens.front().text == "test") { return false; }
        if (text == "(" && calls(tokens, i - 1)) { return false; }
    }
    if (before.kind != TokenKind::mark) { return true; }
    if (before.text == "(" || before.text == "[" || before.sign) { return false; }
    return !(before.text == "/" && tokens.front().text == "test");
}

void match_brackets(FormatTokens& tokens) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        tokens[i].partner = i;
        if (tokens[i].kind != TokenKind::mark) { continue; }
        if (is_open(tokens[i].text)) {
            open.push_back(i);
        } else if (is_close(tokens[i].text) && !open.empty()) {
            tokens[i].partner = open.back();
            tokens[open.back()].partner = i;
            open.pop_back();
        }
    }
}

}  // namespace

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string grouped_number(std::string_view digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::string whole = without_grouping(digits.substr(0, point));
    std::string text;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) { text += ' '; }
        text += whole[i];
    }
    text += digits.substr(point);
    const bool changes = whole.size() >= 5 && text.size() <= number_length_max;
    return changes ? text : std::string{digits};
}

void measure(FormatTokens& tokens) {
    match_brackets(tokens);
    const std::vector<bool> close_colons = colons_of_records(tokens);
    std::size_t end = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        FormatToken& token = tokens[i];
        token.sign = is_sign(tokens, i);
        token.gap = i > 0 && gap_before(tokens, i, close_colons[i]);
        token.width = columns_of(token.text);
        end += token.width + (token.gap ? 1 : 0);
        token.end = end;
    }
}

FormatFile format_tokens(const std::vector<SourceFile>& files, std::size_t index) {
    const std::string_view bytes = files.at(index).bytes;
    Findings findings{files};
    Lexer lexer{files, index, findings};
    FormatFile file;
    std::size_t after = 0;
    for (bool first_word = true;;) {
        const Token token = lexer.next();
        if (token.kind == TokenKind::start) {
            file.declarations.emplace_back();
            continue;
        }
        FormatToken made;
        made.kind = token.kind;
        made.reserved = token.reserved;
        made.text = std::string{text_of(files, token.span)};
        if (token.kind == TokenKind::number) { made.text = grouped_number(made.text); }
        read_gap(bytes.substr(after, token.span.begin - after), !first_word, made);
        after = token.span.end;
        first_word = false;
        if (token.kind == TokenKind::end) {
            file.tail = std::move(made);
            break;
        }
        if (file.declarations.empty()) { file.declarations.emplace_back(); }
        file.declarations.back().push_back(std::move(made));
    }
    for (FormatTokens& declaration : file.declarations) { measure(declaration); }
    return file;
}

std::size_t flat_width(const FormatTokens& tokens, std::size_t begin, std::size_t end) {
    if (begin >= end) { return 0; }
    return tokens[end - 1].end - tokens[begin].end + tokens[begin].width;
}

bool has_comment(const FormatTokens& tokens, std::size_t begin, std::size_t end) {
    return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                       tokens.begin() + static_cast<std::ptrdiff_t>(std::max(begin, end)),
                       [](const FormatToken& token) { return !token.comments.empty(); });
}

}  // namespace mutua::ruleset::syntax
