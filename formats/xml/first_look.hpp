#pragma once

#include "engine/core/result.hpp"
#include "formats/xml/document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mutua::xml {

/// Looks over bytes before the library sees them: size, encoding, depth, attributes, elements. It
/// follows tags, quotes, comments and CDATA but judges no grammar; that is the parser's work.
/// Errors: XML-03, XML-04 and XML-05 as in `parse`; nothing when the parser may have them.
[[nodiscard]] std::optional<Diagnostic> first_look(std::string_view bytes, const std::string& file,
                                                   const Limits& limits);

/// Whether the first line declares UTF-8, or nothing, which means the same; "utf8" is its nickname.
[[nodiscard]] bool declares_utf_8(std::string_view bytes);

/// Whether it declares US-ASCII: every text of it is one of UTF-8.
[[nodiscard]] bool declares_ascii(std::string_view bytes);

}  // namespace mutua::xml
