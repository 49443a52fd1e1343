#pragma once

#include "engine/core/result.hpp"
#include "engine/ruleset/ruleset.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::test {

/// The text that a help says to write in place of what is underlined; nothing where it proposes
/// none, or one with a gap to fill in.
inline std::optional<std::string> proposed_text(std::string_view help) {
    for (const std::string_view opening : {"write `", "did you mean `", "month is `"}) {
        const std::size_t at = help.find(opening);
        if (at == std::string_view::npos) { continue; }
        const std::size_t begin = at + opening.size();
        const std::string_view text = help.substr(begin, help.find('`', begin) - begin);
        if (text.find("…") != std::string_view::npos) { return std::nullopt; }
        return std::string{text};
    }
    return std::nullopt;
}

/// The files with what the help of a finding says pasted over what it underlines.
inline std::optional<std::vector<ruleset::SourceFile>> with_proposed_text(
    std::vector<ruleset::SourceFile> files, const Diagnostic& finding) {
    const auto proposed = proposed_text(finding.help);
    const auto file = std::find_if(files.begin(), files.end(), [&](const ruleset::SourceFile& one) {
        return one.path == finding.where.file;
    });
    if (!proposed || file == files.end()) { return std::nullopt; }
    std::size_t line = 0;
    for (std::size_t i = 1; i < finding.where.line; ++i) {
        line = file->bytes.find('\n', line) + 1;
    }
    file->bytes.replace(line + finding.where.column - 1,
                        finding.where.end_column - finding.where.column, *proposed);
    return files;
}

}  // namespace mutua::test
