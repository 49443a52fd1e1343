#pragma once

#include "engine/core/contract.hpp"
#include "engine/ruleset/syntax/source_file.hpp"
#include "tests/support/files.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace mutua::test {

/// Every rule file and table below a folder, or what has other endings, in the order of their paths
/// below it.
inline std::vector<ruleset::SourceFile> rule_files(const std::filesystem::path& folder,
                                                   const std::set<std::string>& endings = {
                                                       ".rules", ".csv"}) {
    std::vector<ruleset::SourceFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (!endings.contains(entry.path().extension().string())) { continue; }
        files.push_back(
            {entry.path().lexically_relative(folder).generic_string(), file_bytes(entry.path())});
    }
    require(!files.empty(), "the folder holds rules");
    std::sort(files.begin(), files.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
    return files;
}

}  // namespace mutua::test
