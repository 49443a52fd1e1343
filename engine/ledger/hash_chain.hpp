#pragma once

#include "engine/core/digest.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mutua::ledger {

/// One link: what it covers, the digest of those bytes, and the digest that binds it to all before.
struct Link {
    std::int64_t position = 0;  ///< 1, 2, 3 …
    std::string kind;           ///< document, entry, acceptance, fact …
    std::string key;            ///< "2026-000001", "ENT-12"
    Digest content{};
    Digest chained{};
    friend bool operator==(const Link&, const Link&) = default;
};

/// The link that follows `previous` (zero digest for the first):
/// chained = SHA-256("mutua-chain-1" 00 previous position kind 00 key 00 content), the position as
/// eight bytes, most significant first, digests as 32 raw bytes.
/// Errors: a NUL in kind or key is a ContractViolation.
[[nodiscard]] Link next_link(const Link* previous, std::string kind, std::string key,
                             std::string_view bytes);

/// The digest that a link with these contents must carry after `previous`: what a check of the
/// chain recomputes.
[[nodiscard]] Digest chained_digest(const Link* previous, const Link& link);

}  // namespace mutua::ledger
