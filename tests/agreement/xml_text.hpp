#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::agreement {

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

/// The elements of a well-formed document, in its order; the root is the first. Good enough for
/// documents that are known to be sound: it is how they are broken on purpose.
[[nodiscard]] std::vector<ElementSpan> element_spans(std::string_view text);

}  // namespace mutua::agreement
