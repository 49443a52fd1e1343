#include "engine/ruleset/explain/text_lines.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

bool is_digit(char c) { return '0' <= c && c <= '9'; }

/// Where the next word ends: "12 345.00 EUR" is two words.
std::size_t word_end(std::string_view text) {
    std::size_t end = text.find(' ');
    while (end != std::string_view::npos && end > 0 && end + 1 < text.size() &&
           is_digit(text[end - 1]) && is_digit(text[end + 1])) {
        end = text.find(' ', end + 1);
    }
    return std::min(end, text.size());
}

}  // namespace

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string padded(std::string text, std::size_t width) {
    const std::size_t columns = columns_of(text);
    if (columns < width) { text.append(width - columns, ' '); }
    return text;
}

std::string wrapped(std::string_view text, std::size_t first, std::size_t rest) {
    std::string made(first, ' ');
    std::size_t indent = first;
    std::size_t column = indent;
    while (!text.empty()) {
        const std::size_t end = word_end(text);
        const std::size_t columns = columns_of(text.substr(0, end));
        if (column > indent && column + 1 + columns > text_width) {
            made += "\n" + std::string(rest, ' ');
            indent = rest;
            column = indent;
        }
        if (column > indent) {
            made += ' ';
            ++column;
        }
        made += text.substr(0, end);
        column += columns;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return made + "\n";
}

}  // namespace mutua::ruleset
