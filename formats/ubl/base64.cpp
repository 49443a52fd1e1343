#include "formats/ubl/base64.hpp"

#include <array>
#include <cstdint>

namespace mutua::ubl {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t is_none = 0xFF;
constexpr std::uint8_t is_padding = 0xFE;
constexpr std::uint8_t is_skipped = 0xFD;

constexpr std::array<std::uint8_t, 256> base64_values() {
    std::array<std::uint8_t, 256> values{};
    values.fill(is_none);
    for (std::size_t at = 0; at < alphabet.size(); ++at) {
        values[static_cast<unsigned char>(alphabet[at])] = static_cast<std::uint8_t>(at);
    }
    values['='] = is_padding;
    for (const char c : {' ', '\t', '\r', '\n'}) {
        values[static_cast<unsigned char>(c)] = is_skipped;
    }
    return values;
}

constexpr auto values_of_base64 = base64_values();

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4, '=');
    std::size_t to = 0;
    for (std::size_t from = 0; from < bytes.size(); from += 3) {
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const bool is_there = from + i < bytes.size();
            group = (group << 8U) |
                    (is_there ? static_cast<unsigned char>(bytes[from + i]) : std::uint8_t{0});
        }
        const std::size_t shown = bytes.size() - from >= 3 ? 4 : bytes.size() - from + 1;
        for (std::size_t i = 0; i < shown; ++i) {
            text[to + i] = alphabet[(group >> (18U - 6U * i)) & 0x3FU];
        }
        to += 4;
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t group = 0;
    std::size_t characters = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        const std::uint8_t value = values_of_base64[static_cast<unsigned char>(c)];
        if (value == is_skipped) { continue; }
        if (value == is_none || (padding > 0 && value != is_padding)) { return std::nullopt; }
        ++characters;
        if (value == is_padding) {
            ++padding;
            continue;
        }
        group = (group << 6U) | value;
        if (characters % 4 != 0) { continue; }
        for (const unsigned shift : {16U, 8U, 0U}) {
            bytes += static_cast<char>((group >> shift) & 0xFFU);
        }
        group = 0;
    }
    if (characters % 4 != 0 || padding > 2) { return std::nullopt; }
    if (padding == 1) {
        bytes += static_cast<char>((group >> 10U) & 0xFFU);
        bytes += static_cast<char>((group >> 2U) & 0xFFU);
    }
    if (padding == 2) { bytes += static_cast<char>((group >> 4U) & 0xFFU); }
    return bytes;
}

}  // namespace mutua::ubl
