#include "engine/settlement/trade/item_name.hpp"

namespace mutua::settlement {

namespace {

/// Most importers keep 100 characters or more of a name; the full text stands in the description.
constexpr std::size_t name_length_max = 100;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Runs of blanks and line breaks become one blank; none at either end.
std::string on_one_line(std::string_view text) {
    std::string line;
    bool is_pending = false;
    for (const char c : text) {
        if (is_blank(c)) {
            is_pending = !line.empty();
            continue;
        }
        if (is_pending) { line += ' '; }
        is_pending = false;
        line += c;
    }
    return line;
}

/// Where the character after `count` characters begins; the size of the text when it is shorter.
std::size_t byte_after(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (!is_continuation(text[at]) && count-- == 0) { return at; }
    }
    return at;
}

}  // namespace

std::string item_name(std::string_view description) {
    std::string name = on_one_line(description);
    if (byte_after(name, name_length_max) == name.size()) { return name; }
    std::size_t end = byte_after(name, name_length_max - 1);
    const std::size_t blank = name.rfind(' ', end);
    if (blank != std::string::npos && blank > end / 2) { end = blank; }
    name.resize(end);
    return name + "…";
}

}  // namespace mutua::settlement
