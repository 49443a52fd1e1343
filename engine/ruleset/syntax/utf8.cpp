#include "engine/ruleset/syntax/utf8.hpp"

namespace mutua::ruleset::syntax {

namespace {

unsigned byte_at(std::string_view bytes, std::size_t position) noexcept {
    return position < bytes.size() ? static_cast<unsigned char>(bytes[position]) : 0U;
}

bool continues(std::string_view bytes, std::size_t position) noexcept {
    return (byte_at(bytes, position) & 0xC0U) == 0x80U;
}

}  // namespace

std::size_t utf8_length(std::string_view bytes, std::size_t position) noexcept {
    if (position >= bytes.size()) { return 0; }
    const unsigned first = byte_at(bytes, position);
    const unsigned second = byte_at(bytes, position + 1);
    if (first < 0x80) { return 1; }
    if (first >= 0xC2 && first <= 0xDF) { return continues(bytes, position + 1) ? 2 : 0; }
    const bool two_more = continues(bytes, position + 1) && continues(bytes, position + 2);
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && second < 0xA0;
        const bool surrogate = first == 0xED && second > 0x9F;
        return two_more && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool overlong = first == 0xF0 && second < 0x90;
        const bool beyond = first == 0xF4 && second > 0x8F;
        return two_more && continues(bytes, position + 3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

}  // namespace mutua::ruleset::syntax
