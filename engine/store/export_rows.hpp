#pragma once

#include "engine/store/export_repository.hpp"

#include <string>

namespace mutua::store {

/// Counter of exports, and the kind of their links.
inline constexpr const char* export_series = "EXP";
inline constexpr const char* export_kind = "export";

/// An export as bytes: what the hash chain covers.
[[nodiscard]] std::string canonical_bytes(const ExportRun& run);

}  // namespace mutua::store
