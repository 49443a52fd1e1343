#pragma once

#include <cstdlib>
#include <filesystem>

namespace mutua::test {

/// Where official rules and published examples lie: MUTUA_SHARED, else `shared` beside the project.
inline std::filesystem::path shared_folder() {
    const char* named = std::getenv("MUTUA_SHARED");
    if (named != nullptr) { return named; }
    return std::filesystem::path{MUTUA_SOURCE_DIR}.parent_path() / "shared";
}

}  // namespace mutua::test
