#pragma once

#include "engine/core/result.hpp"
#include "formats/xml/document.hpp"
#include "formats/xml/vocabulary.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::xml {

/// The place of an element in a FlatTree; in document order.
using NodeIndex = std::uint32_t;
inline constexpr NodeIndex no_node = 0xffffffffU;

/// An attribute of an element.
struct FlatAttribute {
    NameId name = unknown_name;
    std::string_view written_name;  ///< as in the document, without prefix
    std::string_view name_space;    ///< empty: none, as usual
    std::string_view value;
};

/// An element. `text` is all that stands directly in it, before its first child.
struct FlatNode {
    NameId name = unknown_name;
    bool has_stray_text = false;  ///< text other than blanks beside child elements
    std::uint16_t attribute_count = 0;
    std::uint32_t first_attribute = 0;
    NodeIndex parent = no_node;
    NodeIndex first_child = no_node;
    NodeIndex next_sibling = no_node;
    std::uint32_t line = 0;
    std::string_view text;
    std::string_view written_name;  ///< as in the document, without prefix
};

/// A document as one array of elements, for readers that look at all of it many times. Texts are
/// views into the bytes that were read, which must outlive it, or into its own `kept`.
struct FlatTree {
    std::vector<FlatNode> nodes;  ///< the root is the first
    std::vector<FlatAttribute> attributes;
    std::deque<std::string> kept;  ///< texts that do not stand in the bytes as they read
};

/// Reads bytes that anybody may have written, as `parse` does and with the same errors: XML-01 to
/// XML-05. No text may be longer than `flat_text_max`: XML-03.
/// A zero byte must stand behind the bytes, as behind those of a std::string.
[[nodiscard]] Result<FlatTree> read_flat(const std::string& bytes, const std::string& file,
                                         const Vocabulary& vocabulary, const Limits& limits = {});

/// The same, always by libxml2. `read_flat` asks it for every document that is not plain, and tests
/// compare both.
[[nodiscard]] Result<FlatTree> read_flat_by_library(const std::string& bytes,
                                                    const std::string& file,
                                                    const Vocabulary& vocabulary,
                                                    const Limits& limits = {});

/// Longest text of one element, as libxml2 itself keeps it when it builds a tree. Units: bytes.
inline constexpr std::size_t flat_text_max = 10'000'000;

}  // namespace mutua::xml
