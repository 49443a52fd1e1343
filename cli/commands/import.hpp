#pragma once

#include "cli/context.hpp"

#include <string>

namespace mutua::cli {

/// `import declarations --all-or-nothing` with bytes that were read before; `file` is what messages
/// call them.
[[nodiscard]] ExitCode import_declarations(const Context& context, const std::string& bytes,
                                           const std::string& file);

}  // namespace mutua::cli
