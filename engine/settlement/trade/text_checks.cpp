#include "engine/settlement/trade/trade_faults.hpp"
#include "engine/settlement/trade/trade_texts.hpp"

namespace mutua::settlement {

namespace {

/// Length of the well-formed UTF-8 character there that a document can hold; 0 for anything else.
std::size_t character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned>(static_cast<unsigned char>(text[i])) : 0U;
    };
    const unsigned lead = byte(at);
    if (lead < 0x80) {
        return lead >= 0x20 || lead == '\t' || lead == '\n' || lead == '\r' ? 1 : 0;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    unsigned point = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U) { return 0; }
        point = (point << 6U) | (byte(at + i) & 0x3FU);
    }
    constexpr unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
    const bool is_none = point == 0xFFFE || point == 0xFFFF || point > 0x10FFFF || is_surrogate;
    return lead < 0xC2 || lead > 0xF4 || point < least[length] || is_none ? 0 : length;
}

bool is_writable(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = character_at(text, at);
        if (length == 0) { return false; }
        at += length;
    }
    return true;
}

bool is_blank(std::string_view text) {
    return !text.empty() && text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

void check_texts(const TradeDraft& draft, TradeFaults& faults) {
    const auto look = [&faults](const char* what, const std::string& text) {
        faults.expect(is_writable(text), "D135",
                      std::string{what} + ": a text has characters that no document can hold",
                      "write it again without control characters, in UTF-8");
        faults.expect(!is_blank(text), "D135", std::string{what} + ": a text has blanks only",
                      "write the text, or leave it empty");
    };
    each_document_text(draft.document, look);
    for (const VatGround& ground : draft.grounds) {
        look("the reason of an exemption", ground.code);
        look("the reason of an exemption", ground.text);
    }
}

}  // namespace mutua::settlement
