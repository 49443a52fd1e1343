#include "formats/tabular/csv_encoding.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace mutua::tabular {

namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";
constexpr std::string_view narrow_no_break_space = "\xE2\x80\xAF";

std::uint8_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

/// Length of the well-formed sequence that begins with the byte at `at`, or 0.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const std::uint8_t lead = byte_at(text, at);
    if (lead < 0x80) { return 1; }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) { return 0; }
    const std::uint8_t second = byte_at(text, at + 1);
    const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) { return 0; }
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte_at(text, at + i) & 0xC0U) != 0x80U) { return 0; }
    }
    return length;
}

/// True when the eight bytes at `at` are ASCII.
bool eight_ascii(std::string_view text, std::size_t at) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    return (bytes & 0x8080808080808080U) == 0;
}

/// U+0080 to U+009F, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069, U+FEFF.
bool is_hidden_mark(std::string_view rest) {
    const std::uint8_t lead = byte_at(rest, 0);
    if (rest.size() < 2) { return false; }
    if (lead == 0xC2) { return byte_at(rest, 1) < 0xA0; }
    if (lead == 0xEF) { return rest.starts_with("\xEF\xBB\xBF"); }
    if (lead != 0xE2 || rest.size() < 3) { return false; }
    const std::uint8_t second = byte_at(rest, 1);
    const std::uint8_t third = byte_at(rest, 2);
    if (second == 0x81) { return third >= 0xA6 && third <= 0xA9; }
    return second == 0x80 && (third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE));
}

std::size_t blank_at_front(std::string_view text) {
    if (text.starts_with(' ') || text.starts_with('\t')) { return 1; }
    if (text.starts_with(no_break_space)) { return 2; }
    return text.starts_with(narrow_no_break_space) ? 3 : 0;
}

std::size_t blank_at_back(std::string_view text) {
    if (text.ends_with(' ') || text.ends_with('\t')) { return 1; }
    if (text.ends_with(no_break_space)) { return 2; }
    return text.ends_with(narrow_no_break_space) ? 3 : 0;
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (at + 8 <= text.size() && eight_ascii(text, at)) {
            at += 8;
            continue;
        }
        const std::size_t length = sequence_length(text, at);
        if (length == 0) { return at; }
        at += length;
    }
    return at;
}

std::size_t find_control_character(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::uint8_t byte = byte_at(text, at);
        if (byte < 0x20 || byte == 0x7F) { return at; }
        if (byte >= 0xC2 && is_hidden_mark(text.substr(at))) { return at; }
    }
    return std::string_view::npos;
}

std::size_t hidden_length(std::string_view text) {
    const std::uint8_t lead = byte_at(text, 0);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
    return std::min(length, text.size());
}

std::size_t character_count(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U;
    }));
}

std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    while (at < text.size()) {
        if ((byte_at(text, at) & 0xC0U) != 0x80U && count-- == 0) { break; }
        ++at;
    }
    return text.substr(0, at);
}

std::string_view trimmed(std::string_view text) {
    while (const std::size_t blank = blank_at_front(text)) { text.remove_prefix(blank); }
    while (const std::size_t blank = blank_at_back(text)) { text.remove_suffix(blank); }
    return text;
}

}  // namespace mutua::tabular
