#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mutua::ubl {

/// The bytes in base64, on one line, with padding. Source: RFC 4648, section 4.
[[nodiscard]] std::string to_base64(std::string_view bytes);

/// The bytes that a text in base64 stands for; blanks and line breaks between the characters are
/// left out. Nothing when a character is none of the alphabet, or the padding is wrong.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace mutua::ubl
