#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace mutua::cli {

/// The name of the file that makes a folder a workspace.
inline constexpr const char* configuration_name = "mutua.toml";

/// The enterprise number of the invented entity that `mutua init` writes.
inline constexpr const char* invented_enterprise_number = "0999000228";

/// Where e-invoices are handed over: the section [access_point].
struct AccessPointSettings {
    std::string url;
    std::filesystem::path token_file;  ///< absolute
    std::int64_t timeout_seconds = 30;
    bool is_test = false;  ///< a system for trials, which brings nothing to anybody
};

/// Where is looked up who receives e-invoices: the section [participants].
struct ParticipantSettings {
    std::string zone;         ///< of the names under which participants are registered
    std::string name_server;  ///< "127.0.0.1:5353"; empty: that of the machine
    std::int64_t timeout_seconds = 5;
};

/// A cooperative's folder, as its `mutua.toml` describes it.
struct Workspace {
    std::filesystem::path folder;
    std::filesystem::path store;                 ///< absolute
    std::optional<std::filesystem::path> rules;  ///< where the file names one
    std::string package;                         ///< the cooperative's own rule package
    bool sandbox = true;
    cooperative::Entity entity;
    std::optional<AccessPointSettings> access_point{};
    std::optional<ParticipantSettings> participants{};
};

/// The workspace that holds `start`, looking upwards as git does; nothing when there is none.
[[nodiscard]] std::optional<std::filesystem::path> find_workspace(
    const std::filesystem::path& start);

/// Reads `mutua.toml`; every mistake in it at once, with line and column (codes U3xx).
[[nodiscard]] Result<Workspace> load_workspace(const std::filesystem::path& folder);

/// The configuration that `mutua init` writes: a complete invented entity, each key explained.
[[nodiscard]] std::string configuration_template();

}  // namespace mutua::cli
