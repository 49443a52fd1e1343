#include "formats/xml/document.hpp"

#include "formats/xml/first_look.hpp"
#include "formats/xml/guard.hpp"

#include <libxml/tree.h>

#include <algorithm>

namespace mutua::xml {

namespace {

/// A context that stops at a DOCTYPE and notes it in `saw_doctype`: after the stop the library
/// itself calls the document well-formed.
ParserContext guarded_context(bool& saw_doctype) {
    ParserContext context{xmlNewParserCtxt()};
    require(context != nullptr, "a parser can be allocated");
    context->_private = &saw_doctype;
    context->sax->internalSubset = [](void* parser, const xmlChar*, const xmlChar*,
                                      const xmlChar*) {
        auto* stopped = static_cast<xmlParserCtxt*>(parser);
        *static_cast<bool*>(stopped->_private) = true;
        xmlStopParser(stopped);
    };
    return context;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) { return {}; }
    return std::string{text.substr(first, text.find_last_not_of(blanks) - first + 1)};
}

void append_text(const xmlNode* node, std::string& text) {
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            text += view(child->content);
        } else if (child->type == XML_ELEMENT_NODE) {
            append_text(child, text);
        }
    }
}

}  // namespace

void Document::Free::operator()(_xmlDoc* document) const noexcept { xmlFreeDoc(document); }

Element Document::root() const { return Element{xmlDocGetRootElement(document_.get())}; }

Result<Document> parse(std::string_view bytes, const std::string& file, const Limits& limits) {
    if (auto refused = first_look(bytes, file, limits)) { return Diagnostics{std::move(*refused)}; }
    start_library();
    bool saw_doctype = false;
    const ParserContext context = guarded_context(saw_doctype);
    Document document{xmlCtxtReadMemory(context.get(), bytes.data(), static_cast<int>(bytes.size()),
                                        nullptr, "UTF-8", parser_options)};
    if (saw_doctype) { return Diagnostics{has_doctype(file)}; }
    if (context->errNo != XML_ERR_OK || document.document_ == nullptr) {
        return Diagnostics{not_well_formed(*context, file)};
    }
    return document;
}

std::string_view Element::name() const { return view(node_->name); }

std::string_view Element::name_space() const {
    return node_->ns == nullptr ? std::string_view{} : view(node_->ns->href);
}

std::string Element::text() const {
    std::string text;
    append_text(node_, text);
    return trimmed(text);
}

std::size_t Element::line() const {
    return static_cast<std::size_t>(std::max(xmlGetLineNo(node_), 0L));
}

std::optional<std::string> Element::attribute(std::string_view name) const {
    for (const xmlAttr* each = node_->properties; each != nullptr; each = each->next) {
        if (each->ns != nullptr || view(each->name) != name) { continue; }
        return each->children == nullptr ? std::string{}
                                         : std::string{view(each->children->content)};
    }
    return std::nullopt;
}

std::vector<Element> Element::children() const {
    std::vector<Element> found;
    for (const xmlNode* each = node_->children; each != nullptr; each = each->next) {
        if (each->type == XML_ELEMENT_NODE) { found.emplace_back(each); }
    }
    return found;
}

std::vector<Element> Element::children(std::string_view name) const {
    std::vector<Element> found = children();
    std::erase_if(found, [name](const Element& each) { return each.name() != name; });
    return found;
}

std::optional<Element> Element::child(std::string_view name) const {
    for (const xmlNode* each = node_->children; each != nullptr; each = each->next) {
        if (each->type == XML_ELEMENT_NODE && view(each->name) == name) { return Element{each}; }
    }
    return std::nullopt;
}

std::optional<Element> Element::at(std::string_view path) const {
    std::optional<Element> found{*this};
    while (found && !path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        found = found->child(path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return found;
}

std::string Element::text_at(std::string_view path) const {
    const auto found = at(path);
    return found ? found->text() : std::string{};
}

}  // namespace mutua::xml
