#include "formats/xml/character.hpp"

namespace mutua::xml {

namespace {

bool is_continuation(std::string_view text, std::size_t at) {
    return at < text.size() && (byte_at(text, at) & 0xC0U) == 0x80U;
}

}  // namespace

std::size_t long_character(std::string_view text, std::size_t at) {
    const unsigned lead = byte_at(text, at);
    const std::size_t length = lead < 0xC2U   ? 0
                               : lead < 0xE0U ? 2
                               : lead < 0xF0U ? 3
                               : lead < 0xF5U ? 4
                                              : 0;
    for (std::size_t next = 1; next < length; ++next) {
        if (!is_continuation(text, at + next)) { return 0; }
    }
    if (length < 3) { return length; }
    const unsigned second = byte_at(text, at + 1);
    if (length == 4) {
        return (lead == 0xF0U && second < 0x90U) || (lead == 0xF4U && second > 0x8FU) ? 0 : 4;
    }
    const bool is_overlong = lead == 0xE0U && second < 0xA0U;
    const bool is_surrogate = lead == 0xEDU && second > 0x9FU;
    const bool is_noncharacter = lead == 0xEFU && second == 0xBFU && byte_at(text, at + 2) >= 0xBEU;
    return is_overlong || is_surrogate || is_noncharacter ? 0 : 3;
}

}  // namespace mutua::xml
