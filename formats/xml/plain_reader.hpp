#pragma once

#include "formats/xml/flat_tree.hpp"

#include <optional>
#include <string_view>

namespace mutua::xml {

/// Reads a document as nearly every sender writes it: a declaration of UTF-8, elements with ASCII
/// names, namespaces declared at the root, values without character references, nothing else. It
/// takes a fifth of the time of libxml2, which reads everything else and finds every fault: nothing
/// means "not plain", never "wrong". What is read here, libxml2 reads as the same tree.
[[nodiscard]] std::optional<FlatTree> read_plain(std::string_view bytes,
                                                 const Vocabulary& vocabulary,
                                                 const Limits& limits);

}  // namespace mutua::xml
