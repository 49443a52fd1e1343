#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::test {

/// A stretch of bytes, first to one past the last.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] std::size_t size() const { return end - begin; }
};

/// An attribute of a start tag: `name="value"`, and the value alone.
struct AttributeSpan {
    Span whole;
    Span value;
};

/// Where an element stands in the text of a document.
struct ElementSpan {
    Span whole;    ///< from `<` to the end of the end tag
    Span content;  ///< between the tags
    std::size_t parent = 0;
    bool is_leaf = true;
    std::string_view name;  ///< with prefix
    std::vector<AttributeSpan> attributes;
};

/// `name="value"` after `name="value"`, from `begin` to `end`.
inline std::vector<AttributeSpan> attribute_spans(std::string_view text, Span tag) {
    std::vector<AttributeSpan> found;
    std::size_t at = tag.begin;
    while (true) {
        const std::size_t name = text.find_first_not_of(" \t\r\n", at);
        const std::size_t equals = text.find('=', at);
        if (name >= tag.end || equals >= tag.end) { return found; }
        const std::size_t open = text.find_first_of("\"'", equals);
        const std::size_t close = text.find(text[open], open + 1);
        found.push_back({{name, close + 1}, {open + 1, close}});
        at = close + 1;
    }
}

/// The elements of a well-formed document, in its order; the root is the first. Good enough for
/// documents that are known to be sound: it is how they are broken on purpose.
[[nodiscard]] inline std::vector<ElementSpan> element_spans(std::string_view text) {
    std::vector<ElementSpan> found;
    std::vector<std::size_t> open;
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("<!--")) {
            at = text.find("-->", at);
        } else if (rest.starts_with("<![CDATA[")) {
            at = text.find("]]>", at);
        } else if (rest.starts_with("<?")) {
            at = text.find("?>", at);
        } else if (rest.starts_with("</")) {
            ElementSpan& closed = found[open.back()];
            closed.content.end = at;
            at = text.find('>', at);
            closed.whole.end = at + 1;
            open.pop_back();
        } else {
            const std::size_t name_end = text.find_first_of(" \t\r\n/>", at);
            std::size_t end = name_end;
            for (char quote = 0; quote != 0 || text[end] != '>'; ++end) {
                const char c = text[end];
                if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                }
            }
            const bool is_empty = text[end - 1] == '/';
            ElementSpan one;
            one.name = text.substr(at + 1, name_end - at - 1);
            one.whole = {at, end + 1};
            one.content = {end + 1, end + 1};
            one.parent = open.empty() ? 0 : open.back();
            one.attributes = attribute_spans(text, {name_end, is_empty ? end - 1 : end});
            if (!open.empty()) { found[open.back()].is_leaf = false; }
            if (!is_empty) { open.push_back(found.size()); }
            found.push_back(std::move(one));
            at = end;
        }
    }
    return found;
}

}  // namespace mutua::test
