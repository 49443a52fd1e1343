#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/core/digest.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mutua::cooperative {

/// The fact as bytes that are equal exactly when the facts are equal: one `name:length:value` a
/// line, in a fixed order. What is absent or has its default is left out, so that a column added
/// later never changes the bytes of facts that do not use it.
[[nodiscard]] std::string canonical_bytes(const Member& member);
[[nodiscard]] std::string canonical_bytes(const Client& client);
[[nodiscard]] std::string canonical_bytes(const Declaration& declaration);

/// The facts of a legal entity one by one, as names and texts in a fixed order: what documents are
/// made of besides the facts that the store keeps.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> facts_of(const Entity& entity);

/// SHA-256 of the canonical bytes: the same key with another hash is another content.
template <typename Fact>
[[nodiscard]] Digest content_hash(const Fact& fact) {
    return sha256(canonical_bytes(fact));
}

}  // namespace mutua::cooperative
