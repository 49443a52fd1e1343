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
    const std::size_t end = line + finding.where.end_column - 1;
    std::size_t begin = line + finding.where.column - 1;
    // Words before it that the proposal repeats are written once: `exception a over b` for `a`.
    for (std::size_t length = begin - line; length > 0; --length) {
        if (proposed->compare(0, length, file->bytes, begin - length, length) != 0) { continue; }
        begin -= length;
        break;
    }
    file->bytes.replace(begin, end - begin, *proposed);
    return files;
}

}  // namespace mutua::test
