#include "formats/xml/writer.hpp"

#include "engine/core/contract.hpp"
#include "formats/xml/character.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace mutua::xml {

namespace {

/// What to do with a byte: most are copied in runs.
enum class Kind : std::uint8_t { plain, escaped, blank, forbidden, lead };

constexpr std::array<Kind, 256> byte_kinds() {
    std::array<Kind, 256> kinds{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        kinds[byte] = byte < 0x20 ? Kind::forbidden : byte < 0x80 ? Kind::plain : Kind::lead;
    }
    for (const char c : {'&', '<', '>', '"'}) {
        kinds[static_cast<unsigned char>(c)] = Kind::escaped;
    }
    for (const char c : {'\t', '\n', '\r'}) { kinds[static_cast<unsigned char>(c)] = Kind::blank; }
    return kinds;
}

constexpr auto kinds = byte_kinds();

std::string_view reference(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\t':
            return "&#9;";
        case '\n':
            return "&#10;";
        default:
            return "&#13;";
    }
}

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// `require` without a call as long as it holds: it is asked several times for each element.
inline void promise(bool holds, const char* what, const char* file = __builtin_FILE(),
                    int line = __builtin_LINE()) {
    if (!holds) { require(false, what, file, line); }
}

bool has_text(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && is_blank(text[at])) { ++at; }
    return at < text.size();
}

/// Mostly it is the same literal.
bool is_same(std::string_view name, std::string_view other) {
    return name.size() == other.size() && (name.data() == other.data() || name == other);
}

/// Short texts are what documents are made of: copied in two parts that overlap, without a call.
[[gnu::always_inline]] inline char* copied(char* to, std::string_view text) {
    const std::size_t size = text.size();
    const char* from = text.data();
    if (size > 32) {
        std::memcpy(to, from, size);
    } else if (size >= 16) {
        std::memcpy(to, from, 16);
        std::memcpy(to + size - 16, from + size - 16, 16);
    } else if (size >= 8) {
        std::memcpy(to, from, 8);
        std::memcpy(to + size - 8, from + size - 8, 8);
    } else if (size >= 4) {
        std::memcpy(to, from, 4);
        std::memcpy(to + size - 4, from + size - 4, 4);
    } else {
        for (std::size_t at = 0; at < size; ++at) { to[at] = from[at]; }
    }
    return to + size;
}

}  // namespace

void Writer::grow(std::size_t bytes) {
    out_.resize(std::max(out_.capacity(), out_.size() + out_.size() / 2 + bytes));
}

/// Makes sure of so many bytes at the end of what is written.
[[gnu::always_inline]] inline char* Writer::room(std::size_t bytes) {
    if (out_.size() - used_ < bytes) { grow(bytes); }
    return out_.data() + used_;
}

[[gnu::always_inline]] inline void Writer::wrote_up_to(const char* end) {
    used_ = static_cast<std::size_t>(end - out_.data());
}

[[gnu::always_inline]] inline void Writer::append(std::string_view text) {
    wrote_up_to(copied(room(text.size()), text));
}

/// Copies the text and replaces what would be read as markup. A reader normalises blanks in
/// attributes and carriage returns everywhere, so those are written as references.
template <bool in_attribute>
void Writer::append_escaped(std::string_view text) {
    std::size_t run = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const char c = text[at];
        const Kind kind = kinds[static_cast<unsigned char>(c)];
        if (kind == Kind::plain) {
            ++at;
            continue;
        }
        if (kind == Kind::lead) {
            const std::size_t length = long_character(text, at);
            promise(length != 0, "text in XML is valid UTF-8");
            at += length;
            continue;
        }
        promise(kind != Kind::forbidden, "text in XML has no control character");
        const bool is_kept = in_attribute ? false : c == '"' || c == '\t' || c == '\n';
        if (!is_kept) {
            append(text.substr(run, at - run));
            append(reference(c));
            run = at + 1;
        }
        ++at;
    }
    append(text.substr(run));
}

bool is_writable(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Kind kind = kinds[byte_at(text, at)];
        const std::size_t length = kind == Kind::lead        ? long_character(text, at)
                                   : kind == Kind::forbidden ? 0
                                                             : 1;
        if (length == 0) { return false; }
        at += length;
    }
    return true;
}

Writer::Writer(std::string& out) : out_{out}, used_{out.size()} {
    append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

/// Blanks before an element. Names, which are literals, and blanks have this much room at most.
char* Writer::indented() {
    constexpr std::size_t depth_max = 24;
    constexpr std::size_t longest = 2 * depth_max + 256;
    constexpr std::string_view blanks = "                ";
    promise(open_.size() <= depth_max, "documents of ours are not nested that deep");
    char* to = room(longest);
    char* const end = to + open_.size() * 2;
    // Sixteen at a time, and some too many that the tag is written over.
    for (; to < end; to += blanks.size()) { std::memcpy(to, blanks.data(), blanks.size()); }
    return end;
}

void Writer::begin_tag(Name name, std::initializer_list<Attribute> attributes,
                       std::string_view end) {
    promise(!open_.empty() || !has_root_, "a document has one root element");
    has_root_ = true;
    just_opened_ = false;
    char* to = indented();
    *to++ = '<';
    to = copied(to, name.text());
    for (const Attribute& attribute : attributes) {
        *to++ = ' ';
        to = copied(to, attribute.name.text());
        to = copied(to, "=\"");
        wrote_up_to(to);
        append_escaped<true>(attribute.value);
        to = room(name_length_max + 8);
        *to++ = '"';
    }
    wrote_up_to(copied(to, end));
}

void Writer::end_tag(Name name, char* to) {
    to = copied(to, "</");
    to = copied(to, name.text());
    wrote_up_to(copied(to, ">\n"));
}

void Writer::open(Name name, std::initializer_list<Attribute> attributes) {
    begin_tag(name, attributes, ">\n");
    open_.push_back(name.text());
    just_opened_ = true;
}

void Writer::close(Name name) {
    promise(!open_.empty() && is_same(open_.back(), name.text()),
            "the element opened last is closed");
    promise(!just_opened_, "an element is not empty");
    open_.pop_back();
    end_tag(name, indented());
}

void Writer::write_leaf(Name name, std::string_view text,
                        std::initializer_list<Attribute> attributes) {
    begin_tag(name, attributes, ">");
    append_escaped<false>(text);
    end_tag(name, room(name_length_max + 8));
}

void Writer::leaf(Name name, std::string_view text, std::initializer_list<Attribute> attributes) {
    promise(has_text(text), "an element is not empty");
    write_leaf(name, text, attributes);
}

void Writer::optional_leaf(Name name, std::string_view text,
                           std::initializer_list<Attribute> attributes) {
    if (has_text(text)) { write_leaf(name, text, attributes); }
}

void Writer::finish() {
    promise(has_root_ && open_.empty(), "every element is closed at the end of a document");
    out_.resize(used_);
}

}  // namespace mutua::xml
