#include "engine/ledger/hash_chain.hpp"

#include "engine/core/contract.hpp"

#include <utility>

namespace mutua::ledger {

namespace {

/// The position as eight bytes, most significant first: the same on every machine.
std::string big_endian(std::int64_t position) {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes += static_cast<char>((static_cast<std::uint64_t>(position) >> shift) & 0xFFU);
    }
    return bytes;
}

}  // namespace

Link next_link(const Link* previous, std::string kind, std::string key, std::string_view bytes) {
    require(kind.find('\0') == std::string::npos && key.find('\0') == std::string::npos,
            "kind and key of a link hold no NUL");
    Link link;
    link.position = previous == nullptr ? 1 : previous->position + 1;
    link.kind = std::move(kind);
    link.key = std::move(key);
    link.content = sha256(bytes);
    link.chained = chained_digest(previous, link);
    return link;
}

Digest chained_digest(const Link* previous, const Link& link) {
    std::string covered{"mutua-chain-1"};
    covered += '\0';
    covered += as_bytes(previous == nullptr ? Digest{} : previous->chained);
    covered += big_endian(link.position);
    covered += link.kind;
    covered += '\0';
    covered += link.key;
    covered += '\0';
    covered += as_bytes(link.content);
    return sha256(covered);
}

}  // namespace mutua::ledger
