#pragma once

#include <cstddef>
#include <string_view>

namespace mutua::ruleset::syntax {

/// Bytes of the UTF-8 character that begins at `position`: 1 to 4, or 0 when there is none
/// (overlong forms, surrogates, cut characters and what lies beyond U+10FFFF are none).
[[nodiscard]] std::size_t utf8_length(std::string_view bytes, std::size_t position) noexcept;

/// Digits and letters of ASCII: all that words of the language are made of, beside `_`.
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_small(char c) noexcept { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }

}  // namespace mutua::ruleset::syntax
