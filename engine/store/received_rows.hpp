#pragma once

#include "engine/store/received_repository.hpp"

#include <string>

namespace mutua::store {

/// Counter of received documents, and the kind of their links.
inline constexpr const char* received_series = "REC";
inline constexpr const char* received_kind = "received_document";

/// A received document as bytes: what the hash chain covers. Its own bytes stand in it by their
/// digest.
[[nodiscard]] std::string canonical_bytes(const ReceivedRow& row);

}  // namespace mutua::store
