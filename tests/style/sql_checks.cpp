#include "tests/style/sql_checks.hpp"

#include <cctype>
#include <regex>

namespace mutua::style {

namespace {

/// The text from `begin` to the comma or the bracket that ends the first argument.
std::string first_argument(const std::string& code, std::size_t begin) {
    int depth = 0;
    std::size_t end = begin;
    for (; end < code.size(); ++end) {
        const char c = code[end];
        if (c == '(' || c == '{' || c == '[') { ++depth; }
        if (depth == 0 && (c == ')' || c == ',')) { break; }
        if (c == ')' || c == '}' || c == ']') { --depth; }
    }
    return code.substr(begin, end - begin);
}

bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

/// The byte before `at` that is no blank; npos at the beginning.
std::size_t before(const std::string& text, std::size_t at) {
    while (at > 0 && is_blank(text[at - 1])) { --at; }
    return at == 0 ? std::string::npos : at - 1;
}

/// The byte from `at` on that is no blank, or the end.
std::size_t after(const std::string& text, std::size_t at) {
    while (at < text.size() && is_blank(text[at])) { ++at; }
    return at;
}

/// The end of what is joined at `at`: the next sign at this depth that ends an operand.
std::size_t operand_end(const std::string& code, std::size_t at) {
    int depth = 0;
    for (; at < code.size(); ++at) {
        const char c = code[at];
        if (depth == 0 && (c == '+' || c == ',' || c == ';' || c == ')' || c == '}')) { break; }
        if (c == '(' || c == '{') { ++depth; }
        if (c == ')' || c == '}') { --depth; }
    }
    return at;
}

/// True for literals and for calls without arguments, `member_columns()`: constants of the program.
bool is_constant(const std::string& operand) {
    static const std::regex constant{R"(\s*(("[^"]*"\s*)+|\w+\(\))\s*)"};
    return std::regex_match(operand, constant);
}

/// The first byte after `end` of a chain of `+` where something else than a constant is joined.
std::size_t joined_value(const std::string& code, std::size_t end) {
    std::size_t at = after(code, end);
    while (at < code.size() && code[at] == '+') {
        const std::size_t stop = operand_end(code, at + 1);
        if (!is_constant(code.substr(at + 1, stop - at - 1))) { return after(code, at + 1); }
        at = stop;
    }
    return std::string::npos;
}

/// True when a value is joined in front: `name + "update …"`.
bool follows_value(const std::string& code, std::size_t begin) {
    const std::size_t plus = before(code, begin);
    if (plus == std::string::npos || code[plus] != '+') { return false; }
    const std::size_t last = before(code, plus);
    if (last == std::string::npos) { return true; }
    const bool is_call = code[last] == ')' && last > 0 && code[last - 1] == '(';
    return code[last] != '"' && !is_call;
}

/// A string of the program: adjacent literals are one.
struct Literal {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
};

std::vector<Literal> literals_of(const std::string& source) {
    const std::string code = code_only(source);
    std::vector<Literal> found;
    for (std::size_t at = code.find('"'); at != std::string::npos; at = code.find('"', at)) {
        const std::size_t close = code.find('"', at + 1);
        if (close == std::string::npos) { break; }
        const std::string text = source.substr(at + 1, close - at - 1);
        const bool joins =
            !found.empty() &&
            code.substr(found.back().end, at - found.back().end).find_first_not_of(" \n\r\t") ==
                std::string::npos;
        if (joins) {
            found.back().text += text;
            found.back().end = close + 1;
        } else {
            found.push_back({at, close + 1, text});
        }
        at = close + 1;
    }
    return found;
}

}  // namespace

std::vector<Finding> check_bound_values(const SourceFile& file) {
    static const std::regex call{R"(\bsoci::use\s*\()"};
    static const std::regex named{R"(\s*[A-Za-z_]\w*(\s*(\.|->)\s*\w+|\[\w+\])*\s*)"};
    const std::string code = code_only(file.text);
    std::vector<Finding> found;
    for (std::sregex_iterator it{code.begin(), code.end(), call}, end; it != end; ++it) {
        const auto begin = static_cast<std::size_t>(it->position() + it->length());
        const std::string value = first_argument(code, begin);
        if (std::regex_match(value, named)) { continue; }
        found.push_back({file.path, line_at(code, begin), "soci::use(" + value + ")"});
    }
    return found;
}

std::vector<Finding> check_sql_texts(const SourceFile& file) {
    static const std::regex sql{
        R"(\s*(select|insert (or \w+ )?into|update \w+ set|delete from|replace into|with \w+ as)\b)",
        std::regex::icase};
    static const std::regex formatted{R"(\b(format|format_to|append|sprintf|snprintf)\s*\($)"};
    const std::string code = code_only(file.text);
    std::vector<Finding> found;
    for (const Literal& literal : literals_of(file.text)) {
        const bool is_sql =
            std::regex_search(literal.text, sql, std::regex_constants::match_continuous);
        if (!is_sql) { continue; }
        const std::size_t from = literal.begin > 40 ? literal.begin - 40 : 0;
        const std::string lead = code.substr(from, literal.begin - from);
        const std::size_t value = joined_value(code, literal.end);
        if (value != std::string::npos) {
            found.push_back({file.path, line_at(code, value), literal.text.substr(0, 60)});
        } else if (follows_value(code, literal.begin) || std::regex_search(lead, formatted)) {
            found.push_back({file.path, line_at(code, literal.begin), literal.text.substr(0, 60)});
        }
    }
    return found;
}

}  // namespace mutua::style
