#pragma once

#include "engine/ruleset/syntax/source_file.hpp"
#include "tests/support/files.hpp"
#include "tests/support/rule_files.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace mutua::test {

/// The packages of the product that one of them uses, itself included: other packs would only be
/// read and checked again by every command of a test.
inline std::vector<ruleset::SourceFile> rules_used_by(const std::string& package) {
    const std::vector<ruleset::SourceFile> all =
        rule_files(std::filesystem::path{MUTUA_SOURCE_DIR} / "rules");
    std::vector<std::string> open{package};
    std::set<std::string> paths;
    std::vector<ruleset::SourceFile> used;
    while (!open.empty()) {
        std::string path = open.back() + ".rules";
        open.pop_back();
        std::replace(path.begin(), path.end() - 6, '.', '/');
        if (!paths.insert(path).second) { continue; }
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.path == path; });
        require(found != all.end(), "a package that is used is there");
        used.push_back(*found);
        std::istringstream lines{found->bytes};
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with("use ")) { open.push_back(line.substr(4)); }
        }
    }
    std::sort(used.begin(), used.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
    return used;
}

/// Those of the cooperative.
inline std::vector<ruleset::SourceFile> cooperative_rules() {
    return rules_used_by("coop.shared_enterprise");
}

/// What a package uses in a folder that is there as long as the program.
inline const std::filesystem::path& rules_folder_of(const std::string& package) {
    static std::map<std::string, TemporaryFolder> folders;
    const auto [place, is_new] = folders.try_emplace(package);
    if (is_new) {
        for (const ruleset::SourceFile& file : rules_used_by(package)) {
            place->second.write(file.path, file.bytes);
        }
    }
    return place->second.path();
}

/// The same for the cooperative.
inline const std::filesystem::path& cooperative_rules_folder() {
    static const std::filesystem::path& folder = rules_folder_of("coop.shared_enterprise");
    return folder;
}

}  // namespace mutua::test
