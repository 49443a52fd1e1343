#include "formats/xml/writer.hpp"

#include "engine/core/contract.hpp"
#include "formats/xml/character.hpp"

#include <array>
#include <cstdint>

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

/// Copies the text and replaces what would be read as markup. A reader normalises blanks in
/// attributes and carriage returns everywhere, so those are written as references.
template <bool in_attribute>
void append_escaped(std::string& out, std::string_view text) {
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
            require(length != 0, "text in XML is valid UTF-8");
            at += length;
            continue;
        }
        require(kind != Kind::forbidden, "text in XML has no control character");
        const bool is_kept = in_attribute ? false : c == '"' || c == '\t' || c == '\n';
        if (!is_kept) {
            out.append(text.substr(run, at - run)).append(reference(c));
            run = at + 1;
        }
        ++at;
    }
    out.append(text.substr(run));
}

}  // namespace

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

Writer::Writer(std::string& out) : out_{out} {
    out_.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

void Writer::indent() {
    constexpr std::string_view blanks = "                                                ";
    require(open_.size() * 2 <= blanks.size(), "documents of ours are not nested that deep");
    out_.append(blanks.substr(0, open_.size() * 2));
}

void Writer::begin_tag(Name name, std::initializer_list<Attribute> attributes) {
    require(!open_.empty() || !has_root_, "a document has one root element");
    has_root_ = true;
    just_opened_ = false;
    indent();
    out_.append("<").append(name.text());
    for (const Attribute& attribute : attributes) {
        out_.append(" ").append(attribute.name.text()).append("=\"");
        append_escaped<true>(out_, attribute.value);
        out_.append("\"");
    }
    out_.append(">");
}

void Writer::open(Name name, std::initializer_list<Attribute> attributes) {
    begin_tag(name, attributes);
    out_.append("\n");
    open_.push_back(name.text());
    just_opened_ = true;
}

void Writer::close(Name name) {
    require(!open_.empty() && open_.back() == name.text(), "the element opened last is closed");
    require(!just_opened_, "an element is not empty");
    open_.pop_back();
    indent();
    out_.append("</").append(name.text()).append(">\n");
}

void Writer::leaf(Name name, std::string_view text, std::initializer_list<Attribute> attributes) {
    require(text.find_first_not_of(" \t\r\n") != std::string_view::npos, "an element is not empty");
    begin_tag(name, attributes);
    append_escaped<false>(out_, text);
    out_.append("</").append(name.text()).append(">\n");
}

void Writer::optional_leaf(Name name, std::string_view text,
                           std::initializer_list<Attribute> attributes) {
    if (text.find_first_not_of(" \t\r\n") != std::string_view::npos) {
        leaf(name, text, attributes);
    }
}

void Writer::finish() {
    require(has_root_ && open_.empty(), "every element is closed at the end of a document");
}

}  // namespace mutua::xml
