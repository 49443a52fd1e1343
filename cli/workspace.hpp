#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/core/result.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace mutua::cli {

/// The name of the file that makes a folder a workspace.
inline constexpr const char* configuration_name = "mutua.toml";

/// A cooperative's folder, as its `mutua.toml` describes it.
struct Workspace {
    std::filesystem::path folder;
    std::filesystem::path store;                 ///< absolute
    std::optional<std::filesystem::path> rules;  ///< where the file names one
    std::string package;                         ///< the cooperative's own rule package
    bool sandbox = true;
    cooperative::Entity entity;
};

/// The workspace that holds `start`, looking upwards as git does; nothing when there is none.
[[nodiscard]] std::optional<std::filesystem::path> find_workspace(
    const std::filesystem::path& start);

/// Reads `mutua.toml`; every mistake in it at once, with line and column (codes U3xx).
[[nodiscard]] Result<Workspace> load_workspace(const std::filesystem::path& folder);

/// The configuration that `mutua init` writes: a complete invented entity, each key explained.
[[nodiscard]] std::string configuration_template();

}  // namespace mutua::cli
