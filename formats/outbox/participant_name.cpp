#include "formats/outbox/participant_name.hpp"

#include "engine/core/digest.hpp"

#include <algorithm>

namespace mutua::outbox {

namespace {

/// RFC 4648, in small letters and without padding.
std::string base32(std::string_view bytes) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
    std::string text;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(c);
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            text += letters[(held >> bits) & 31U];
        }
        held &= (1U << bits) - 1;
    }
    if (bits > 0) { text += letters[(held << (5 - bits)) & 31U]; }
    return text;
}

}  // namespace

std::string participant_name(std::string_view participant, std::string_view zone) {
    std::string id{participant};
    std::transform(id.begin(), id.end(), id.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const Digest digest = sha256(id);
    std::string name = base32(as_bytes(digest));
    name.append(".").append(participant_scheme).append(".").append(zone);
    return name;
}

}  // namespace mutua::outbox
