#pragma once

#include "engine/core/contract.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

/// Questions that tests ask about text.
namespace mutua::test {

inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// How often a part stands in a text.
inline std::size_t occurrences(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

/// A text with the first `from`, which has to be there, as `to`.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    require(at != std::string::npos, "what is replaced is there");
    return text.replace(at, from.size(), to);
}

/// The columns that a line takes on a terminal, one a character.
inline std::size_t line_width(std::string_view line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

}  // namespace mutua::test
