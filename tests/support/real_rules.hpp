#pragma once

#include "engine/settlement/rulebook.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace mutua::test {

/// Every rule file and table below a folder, with its path below it.
inline std::vector<ruleset::SourceFile> rule_files(const std::filesystem::path& folder) {
    std::vector<ruleset::SourceFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        const auto ending = entry.path().extension();
        if (ending != ".rules" && ending != ".csv") { continue; }
        std::ifstream input{entry.path(), std::ios::binary};
        files.push_back({entry.path().lexically_relative(folder).generic_string(),
                         {std::istreambuf_iterator<char>{input}, {}}});
    }
    return files;
}

inline settlement::Rulebook rulebook_of(std::vector<ruleset::SourceFile> files) {
    const auto report = ruleset::check(std::move(files), date::year{2026} / 11 / 30);
    require(report.ruleset != nullptr, "the rules of the product check");
    return settlement::Rulebook{report.ruleset, "coop.shared_enterprise"};
}

/// The rules of the product, checked once for all tests of a program.
inline settlement::Rulebook& real_rules() {
    static settlement::Rulebook rules =
        rulebook_of(rule_files(std::filesystem::path{MUTUA_SOURCE_DIR} / "rules"));
    return rules;
}

}  // namespace mutua::test
