#include "formats/xml/guard.hpp"

#include <algorithm>

namespace mutua::xml {

void start_library() {
    static const bool is_started = [] {
        xmlInitParser();
        xmlSetExternalEntityLoader([](const char*, const char*,
                                      xmlParserCtxtPtr) -> xmlParserInputPtr { return nullptr; });
        return true;
    }();
    require(is_started, "libxml2 is initialised");
}

Diagnostic not_well_formed(const xmlParserCtxt& context, const std::string& file) {
    Diagnostic found;
    found.code = "XML-01";
    found.message = "this is not well-formed XML";
    std::string_view told =
        context.lastError.message == nullptr ? std::string_view{} : context.lastError.message;
    while (!told.empty() && told.back() == '\n') { told.remove_suffix(1); }
    if (!told.empty()) { found.message.append(": ").append(told); }
    found.help = "write & as &amp; and < as &lt;, and close every element";
    found.where.file = file;
    found.where.line = static_cast<std::size_t>(std::max(context.lastError.line, 0));
    found.where.column = static_cast<std::size_t>(std::max(context.lastError.int2, 0));
    return found;
}

Diagnostic has_doctype(const std::string& file) {
    Diagnostic found;
    found.code = "XML-02";
    found.message = "a DOCTYPE is not allowed";
    found.help = "remove the <!DOCTYPE …> declaration: it could make a reader open other files";
    found.where.file = file;
    return found;
}

}  // namespace mutua::xml
