#include "formats/xml/first_look.hpp"

#include "formats/xml/character.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace mutua::xml {

namespace {

/// Walks over the markup once, from `<` to `<`.
class Look {
public:
    Look(std::string_view bytes, const Limits& limits) : bytes_{bytes}, limits_{limits} {}

    /// What is too much, or nothing.
    const char* excess() {
        while ((at_ = bytes_.find('<', at_)) != std::string_view::npos) {
            if (skip_past("<!--", "-->") || skip_past("<![CDATA[", "]]>") ||
                skip_past("<?", "?>")) {
                continue;
            }
            if (const char* found = tag()) { return found; }
        }
        return nullptr;
    }

    /// Where the excess was found.
    [[nodiscard]] std::size_t place() const { return at_; }

private:
    bool skip_past(std::string_view opening, std::string_view closing) {
        if (!bytes_.substr(at_).starts_with(opening)) { return false; }
        const std::size_t end = bytes_.find(closing, at_ + opening.size());
        at_ = end == std::string_view::npos ? bytes_.size() : end + closing.size();
        return true;
    }

    const char* tag() {
        const bool is_end = bytes_.substr(at_).starts_with("</");
        if (is_end) { depth_ -= depth_ > 0 ? 1 : 0; }
        if (!is_end && ++elements_ > limits_.elements) { return "too many elements"; }
        if (!is_end && ++depth_ > limits_.depth) { return "elements are nested too deep"; }
        return attributes();
    }

    /// From `<` to the `>` that is outside quotes; one `=` outside quotes is one attribute. Most
    /// tags have neither: then the first `>` is the one.
    const char* attributes() {
        const std::size_t end = bytes_.find('>', at_);
        if (end != std::string_view::npos && is_plain(bytes_.substr(at_, end - at_))) {
            if (bytes_[end - 1] == '/' && depth_ > 0) { --depth_; }
            at_ = end + 1;
            return nullptr;
        }
        return quoted_attributes();
    }

    static bool is_plain(std::string_view tag) {
        return std::none_of(tag.begin(), tag.end(),
                            [](char c) { return c == '"' || c == '\'' || c == '='; });
    }

    const char* quoted_attributes() {
        std::size_t count = 0;
        char quote = 0;
        for (++at_; at_ < bytes_.size(); ++at_) {
            const char c = bytes_[at_];
            if (quote != 0) {
                if (c == quote) { quote = 0; }
                continue;
            }
            if (c == '"' || c == '\'') { quote = c; }
            if (c == '=' && ++count > limits_.attributes) { return "too many attributes"; }
            if (c == '>') {
                if (bytes_[at_ - 1] == '/' && depth_ > 0) { --depth_; }
                ++at_;
                return nullptr;
            }
        }
        return nullptr;
    }

    std::string_view bytes_;
    const Limits& limits_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::size_t elements_ = 0;
};

/// Whether eight bytes from there on are ASCII and none is NUL.
bool is_plain_ascii(std::string_view bytes, std::size_t at) {
    std::uint64_t word = 0;
    if (bytes.size() - at < sizeof word) { return false; }
    std::memcpy(&word, bytes.data() + at, sizeof word);
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t highs = 0x8080808080808080U;
    return (word & highs) == 0 && ((word - ones) & ~word & highs) == 0;
}

/// Where the first byte stands that is not UTF-8 or is NUL; the size when there is none.
std::size_t first_foreign_byte(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        if (is_plain_ascii(bytes, at)) {
            at += sizeof(std::uint64_t);
            continue;
        }
        const auto byte = static_cast<unsigned char>(bytes[at]);
        const std::size_t length = byte >= 0x80 ? long_character(bytes, at) : byte == 0 ? 0 : 1;
        if (length == 0) { return at; }
        at += length;
    }
    return bytes.size();
}

/// The encoding that the first line declares; empty when it declares none.
std::string_view declared_encoding(std::string_view bytes) {
    if (bytes.starts_with("\xef\xbb\xbf")) { bytes.remove_prefix(3); }
    if (!bytes.starts_with("<?xml")) { return {}; }
    const std::string_view head = bytes.substr(0, bytes.find("?>"));
    const std::size_t word = head.find("encoding");
    const std::size_t open = head.find_first_of("\"'", word);
    if (word == std::string_view::npos || open == std::string_view::npos) { return {}; }
    return head.substr(open + 1, head.find(head[open], open + 1) - open - 1);
}

/// `name` is in capitals.
bool is_named(std::string_view declared, std::string_view name) {
    return std::equal(
        declared.begin(), declared.end(), name.begin(), name.end(),
        [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 'a' + 'A' : a) == b; });
}

/// Encodings whose first half is ASCII, by how their names begin; in others nothing is what it
/// seems.
bool begins_with_ascii(std::string_view declared) {
    constexpr std::string_view families[] = {"US-ASCII", "ASCII",     "ISO-8859-",   "ISO8859",
                                             "ISO_8859", "LATIN",     "WINDOWS-125", "CP125",
                                             "KOI8-",    "EUC-",      "BIG5",        "GB2312",
                                             "GBK",      "SHIFT_JIS", "IBM850",      "IBM437"};
    return std::any_of(std::begin(families), std::end(families), [&](std::string_view family) {
        return is_named(declared.substr(0, family.size()), family);
    });
}

/// Another encoding than UTF-8 is declared, and it would give the bytes another meaning.
bool is_declared_otherwise(std::string_view bytes) {
    if (declares_utf_8(bytes)) { return false; }
    if (!begins_with_ascii(declared_encoding(bytes))) { return true; }
    return std::any_of(bytes.begin(), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x80U; });
}

std::size_t line_of(std::string_view bytes, std::size_t at) {
    const std::string_view before = bytes.substr(0, at);
    return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

Diagnostic refused(const char* code, std::string message, const char* help, const std::string& file,
                   std::size_t line) {
    Diagnostic found;
    found.code = code;
    found.message = std::move(message);
    found.help = help;
    found.where.file = file;
    found.where.line = line;
    return found;
}

}  // namespace

bool declares_utf_8(std::string_view bytes) {
    const std::string_view declared = declared_encoding(bytes);
    return declared.empty() || is_named(declared, "UTF-8") || is_named(declared, "UTF8");
}

bool declares_ascii(std::string_view bytes) {
    const std::string_view declared = declared_encoding(bytes);
    return is_named(declared, "US-ASCII") || is_named(declared, "ASCII");
}

std::optional<Diagnostic> first_look(std::string_view bytes, const std::string& file,
                                     const Limits& limits) {
    if (bytes.size() > limits.bytes) {
        return refused("XML-03",
                       "the document has " + std::to_string(bytes.size()) + " bytes, more than " +
                           std::to_string(limits.bytes),
                       "send large attachments beside the document", file, 0);
    }
    if (const std::size_t at = first_foreign_byte(bytes); at != bytes.size()) {
        return refused("XML-05", "the document is not written in UTF-8", "save it as UTF-8", file,
                       line_of(bytes, at));
    }
    if (is_declared_otherwise(bytes)) {
        return refused("XML-05", "the document says that it is not written in UTF-8",
                       "save it as UTF-8", file, 1);
    }
    Look look{bytes, limits};
    if (const char* excess = look.excess()) {
        return refused("XML-04", excess, "no invoice needs as many: have the sender check the file",
                       file, line_of(bytes, look.place()));
    }
    return std::nullopt;
}

}  // namespace mutua::xml
