#pragma once

#include "cli/context.hpp"
#include "engine/ruleset/syntax/source_file.hpp"

#include <string>
#include <vector>

namespace mutua::cli {

/// The one of all hashes that begins like `shown`, "sha256:0123abcd".
/// Errors: U151 when none or several do.
[[nodiscard]] Result<std::string> hash_that_begins(const std::vector<std::string>& all,
                                                   const std::string& shown);

/// The files of a ruleset that the workspace's store keeps, by the first digits of its hash.
/// Errors: U151 when none or several begin with them. CommandFailure: no workspace (78), a
/// configuration with mistakes (78), a store that cannot be opened (69, 75).
[[nodiscard]] Result<std::vector<ruleset::SourceFile>> kept_rules(const Context& context,
                                                                  const std::string& digits);

}  // namespace mutua::cli
