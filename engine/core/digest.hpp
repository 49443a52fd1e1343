#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace mutua {

/// 32 raw bytes of a SHA-256.
using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 of the bytes.
[[nodiscard]] Digest sha256(std::string_view bytes);

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(const Digest& digest);

/// The digest as raw bytes, for hashing what holds it.
[[nodiscard]] inline std::string_view as_bytes(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace mutua
