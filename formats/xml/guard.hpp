#pragma once

#include "engine/core/result.hpp"

#include <libxml/parser.h>

#include <memory>
#include <string>
#include <string_view>

namespace mutua::xml {

struct FreeContext {
    void operator()(xmlParserCtxt* context) const noexcept { xmlFreeParserCtxt(context); }
};
using ParserContext = std::unique_ptr<xmlParserCtxt, FreeContext>;

/// The options of every reading: no network, no messages on the terminal, and silence about
/// everything else, which means no entities, no DTD, no XInclude and the library's own limits.
inline constexpr int parser_options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;

[[nodiscard]] inline std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

/// The library's own start, which is not safe in two threads at once; after it no external entity
/// is ever loaded, should one get past the refused DOCTYPE.
void start_library();

/// XML-01 for what the context says last.
[[nodiscard]] Diagnostic not_well_formed(const xmlParserCtxt& context, const std::string& file);

/// XML-02.
[[nodiscard]] Diagnostic has_doctype(const std::string& file);

}  // namespace mutua::xml
