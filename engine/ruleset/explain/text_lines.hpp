#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Lines of text for a terminal of 80 columns.
namespace mutua::ruleset {

inline constexpr std::size_t text_width = 80;

/// Columns that a text takes: its characters, not its bytes.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// The text, with blanks behind it to fill a column.
[[nodiscard]] std::string padded(std::string text, std::size_t width);

/// Text broken between words and never inside a number; the first line after `first` blanks, the
/// others after `rest`. Ends with a line end.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t first, std::size_t rest);

}  // namespace mutua::ruleset
