#pragma once

#include "engine/ruleset/syntax/source_file.hpp"
#include "tests/support/files.hpp"
#include "tests/support/rule_files.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace mutua::test {

/// The packages of the product that its cooperative uses, itself included: other packs would only
/// be read and checked again by every command of a test.
inline std::vector<ruleset::SourceFile> cooperative_rules() {
    const std::vector<ruleset::SourceFile> all =
        rule_files(std::filesystem::path{MUTUA_SOURCE_DIR} / "rules");
    std::vector<std::string> open{"coop.shared_enterprise"};
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

/// The same in a folder that is there as long as the program.
inline const std::filesystem::path& cooperative_rules_folder() {
    static const TemporaryFolder folder;
    static const bool written = [] {
        for (const ruleset::SourceFile& file : cooperative_rules()) {
            folder.write(file.path, file.bytes);
        }
        return true;
    }();
    require(written, "the rules are written once");
    return folder.path();
}

}  // namespace mutua::test
