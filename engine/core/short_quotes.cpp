#include "engine/core/short_quotes.hpp"

#include <algorithm>

namespace mutua {

namespace {

/// The first byte behind `count` characters of UTF-8 that begin at `at`.
std::size_t behind(const std::string& text, std::size_t at, std::size_t count) {
    for (; at < text.size(); ++at) {
        const bool goes_on = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
        if (!goes_on && count-- == 0) { break; }
    }
    return at;
}

}  // namespace

std::string with_short_quotes(const std::string& text, std::size_t max) {
    std::string made;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t open = text.find_first_of("`\"", at);
        if (open == std::string::npos) { break; }
        const std::size_t close = text.find(text[open], open + 1);
        if (close == std::string::npos) { break; }
        const std::size_t end = std::min(behind(text, open + 1, max), close);
        made.append(text, at, end - at);
        made += end < close ? "…" : "";
        made += text[close];
        at = close + 1;
    }
    return made.append(text, std::min(at, text.size()), std::string::npos);
}

}  // namespace mutua
