#include "formats/outbox/foreign_text.hpp"

namespace mutua::outbox {

namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

/// The value of a hexadecimal digit; 16 for anything else.
unsigned digit_value(char c) {
    if (c >= '0' && c <= '9') { return static_cast<unsigned>(c - '0'); }
    if (c >= 'a' && c <= 'f') { return static_cast<unsigned>(c - 'a') + 10; }
    if (c >= 'A' && c <= 'F') { return static_cast<unsigned>(c - 'A') + 10; }
    return 16;
}

/// Bytes of the UTF-8 sequence that begins here; 0 when there is none.
std::size_t sequence_length(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) { return 1; }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) { return 0; }
    unsigned value = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0U) != 0x80U) { return 0; }
        value = (value << 6U) | (next & 0x3FU);
    }
    const bool is_short = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
    return is_short || is_surrogate || value > 0x10FFFF ? 0 : length;
}

}  // namespace

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        if (is_unreserved(c)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += hex[byte >> 4U];
        encoded += hex[byte & 0xFU];
    }
    return encoded;
}

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool has_digits = text[i] == '%' && i + 2 < text.size() &&
                                digit_value(text[i + 1]) < 16 && digit_value(text[i + 2]) < 16;
        if (!has_digits) {
            decoded += text[i];
            continue;
        }
        decoded += static_cast<char>(digit_value(text[i + 1]) * 16 + digit_value(text[i + 2]));
        i += 2;
    }
    return decoded;
}

std::string harmless_text(std::string_view text, std::size_t bytes_max) {
    std::string safe;
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        const auto first = static_cast<unsigned char>(text.front());
        const bool is_control =
            first < 0x20 || first == 0x7F ||
            (first == 0xC2 && length == 2 && static_cast<unsigned char>(text[1]) < 0xA0);
        const std::size_t taken = length == 0 ? 1 : length;
        const std::string_view one = length == 0 || is_control ? " " : text.substr(0, taken);
        if (safe.size() + one.size() > bytes_max) { break; }
        safe += one;
        text.remove_prefix(taken);
    }
    const std::size_t begin = safe.find_first_not_of(' ');
    if (begin == std::string::npos) { return {}; }
    return safe.substr(begin, safe.find_last_not_of(' ') - begin + 1);
}

}  // namespace mutua::outbox
