#include "engine/core/digest.hpp"

#include <sodium/crypto_hash_sha256.h>

namespace mutua {

Digest sha256(std::string_view bytes) {
    Digest digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    return digest;
}

std::string to_hex(const Digest& digest) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    text.reserve(digest.size() * 2);
    for (const std::uint8_t byte : digest) {
        text += hex[byte >> 4U];
        text += hex[byte & 0xFU];
    }
    return text;
}

}  // namespace mutua
