#pragma once

#include "cli/context.hpp"

#include <filesystem>

namespace mutua::cli {

/// Makes a workspace that can invoice at once: configuration with an invented entity, empty store.
/// A folder that is a workspace already stays as it is.
/// Errors: CommandFailure: the folder holds something else (73), cannot be written (73, 74).
ExitCode init(const Context& context, const std::filesystem::path& folder);

}  // namespace mutua::cli
