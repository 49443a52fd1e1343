#pragma once

#include "engine/core/result.hpp"
#include "engine/ruleset/syntax/source_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace mutua::cli {

/// The rule files of `folder` as they stood at a revision (a branch, a tag, a commit) of the git
/// repository around it, sorted by path. The git program is asked; nothing is checked out.
/// Errors: U152 when it cannot be started, U153 for a folder in no repository and for a revision
/// that it does not have, S002 when no rules lay there then.
[[nodiscard]] Result<std::vector<ruleset::SourceFile>> rules_at_revision(
    const std::filesystem::path& folder, const std::string& revision);

}  // namespace mutua::cli
