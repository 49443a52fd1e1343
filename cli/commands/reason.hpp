#pragma once

#include <string>

namespace mutua::cli {

/// A reason is a text that others read: the same is asked of it as of an imported one. `reader` is
/// who reads it: "the member".
/// Errors: CommandFailure: 64 when it is empty, 65 when it is no text for a document.
void prove_reason(const std::string& reason, const std::string& reader);

}  // namespace mutua::cli
