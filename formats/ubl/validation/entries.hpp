#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mutua::ubl::validation {

/// A line of a data file of the validator, with the indented lines that go on with it. `#` begins a
/// comment; blank lines do not count.
struct Entry {
    std::size_t line = 0;
    std::string text;                     ///< the line itself
    std::vector<std::string> indented{};  ///< the lines under it, without their indent
    /// The line and all under it, joined by blanks.
    [[nodiscard]] std::string joined() const;
};

[[nodiscard]] std::vector<Entry> entries(std::string_view text);

/// The words of a text, which are apart by blanks.
[[nodiscard]] std::vector<std::string_view> words(std::string_view text);

}  // namespace mutua::ubl::validation
