#pragma once

#include <cstddef>
#include <string_view>

namespace mutua::xml {

/// The byte there, as a number.
[[nodiscard]] inline unsigned byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

/// Length in bytes of the character beyond ASCII that begins at `at`; 0 when the bytes there are
/// none that XML can hold: broken UTF-8, overlong, a surrogate, beyond U+10FFFF, U+FFFE, U+FFFF.
[[nodiscard]] std::size_t long_character(std::string_view text, std::size_t at);

}  // namespace mutua::xml
