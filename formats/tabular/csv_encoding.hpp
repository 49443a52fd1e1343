#pragma once

#include <cstddef>
#include <string_view>

namespace mutua::tabular {

/// What some programs put before UTF-8.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Bytes of the well-formed UTF-8 at the beginning of the text: its whole size when all is well.
/// Overlong forms, surrogates and anything above U+10FFFF are not well-formed.
/// Source: RFC 3629.
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view text);

/// Place of the first character that no field may hold: a control character (C0, C1, DEL), a mark
/// that turns the direction of writing, or a byte order mark; npos when there is none.
/// The text is well-formed UTF-8.
[[nodiscard]] std::size_t find_control_character(std::string_view text);

/// The bytes of the character that find_control_character() found, at the front of the text.
[[nodiscard]] std::size_t hidden_length(std::string_view text);

/// Number of characters (code points) of a well-formed text.
[[nodiscard]] std::size_t character_count(std::string_view text);

/// At most `count` characters from the beginning, never half of one.
[[nodiscard]] std::string_view first_characters(std::string_view text, std::size_t count);

/// The text without blanks around it: space, tab and the no-break spaces U+00A0 and U+202F.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace mutua::tabular
