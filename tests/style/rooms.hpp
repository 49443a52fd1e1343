#pragma once

#include "tests/style/source_text.hpp"

#include <set>
#include <string>
#include <vector>

namespace mutua::style {

/// A folder of the product and the folders that it may include besides its own.
struct Room {
    std::string folder;
    std::vector<std::string> may_include;
};

/// The dependency rule: every room of the product, each after those that it may include.
[[nodiscard]] const std::vector<Room>& rooms();

/// A library of somebody else and the only places that may know it.
struct ThirdParty {
    /// What its headers begin with: "soci/", "sqlite3.h".
    std::string headers;
    /// Folders, or beginnings of paths that end in no slash: "cli/commands/rules_".
    std::vector<std::string> places;
    const char* reason;
};

[[nodiscard]] const std::vector<ThirdParty>& third_parties();

/// Includes that the dependency rule forbids, and files that lie in no room.
[[nodiscard]] std::vector<Finding> check_rooms(const SourceFile& file);

/// Includes of other people's headers outside their place, or of ones that no row names.
[[nodiscard]] std::vector<Finding> check_third_parties(const SourceFile& file);

/// Includes that name no file of the tree from its root; `paths` are all its files.
[[nodiscard]] std::vector<Finding> check_include_paths(const SourceFile& file,
                                                       const std::set<std::string>& paths);

}  // namespace mutua::style
