#include "formats/xml/flat_tree.hpp"

#include "formats/xml/first_look.hpp"
#include "formats/xml/guard.hpp"

#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace mutua::xml {

namespace {

bool is_blank_text(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Fills a tree from what libxml2 tells while it reads.
class FlatFiller {
public:
    FlatFiller(std::string_view bytes, const Vocabulary& vocabulary, xmlParserCtxt& context)
        : bytes_{bytes}, vocabulary_{vocabulary}, context_{context} {
        // An element of an invoice takes some thirty bytes; large documents are mostly attachments.
        constexpr std::size_t most = 100'000;
        tree.nodes.reserve(std::min(bytes.size() / 32 + 16, most));
        tree.attributes.reserve(std::min(bytes.size() / 128 + 16, most));
    }

    FlatTree tree;
    bool saw_doctype = false;
    bool has_huge_text = false;

    void start(const xmlChar* name, const xmlChar* name_space, int count,
               const xmlChar** attributes) {
        const auto index = static_cast<NodeIndex>(tree.nodes.size());
        if (!open_.empty()) { link_to_parent(index); }
        FlatNode& node = tree.nodes.emplace_back();
        node.name = name_of(name, name_space);
        node.written_name =
            node.name == unknown_name ? kept(view(name)) : vocabulary_.name(node.name);
        node.parent = open_.empty() ? no_node : open_.back().node;
        node.line = static_cast<std::uint32_t>(std::max(context_.input->line, 0));
        node.first_attribute = static_cast<std::uint32_t>(tree.attributes.size());
        for (int each = 0; each < count; ++each) { add_attribute(attributes + 5 * each); }
        node.attribute_count =
            static_cast<std::uint16_t>(tree.attributes.size() - node.first_attribute);
        open_.push_back({index, no_node});
    }

    void end() { open_.pop_back(); }

    void text(std::string_view part) {
        if (open_.empty()) { return; }
        FlatNode& node = tree.nodes[open_.back().node];
        if (node.first_child != no_node) {
            node.has_stray_text = node.has_stray_text || !is_blank_text(part);
            return;
        }
        if (node.text.size() + part.size() > flat_text_max) {
            has_huge_text = true;
            xmlStopParser(&context_);
            return;
        }
        append(node.text, part);
    }

private:
    struct Met {
        const xmlChar* name = nullptr;
        const xmlChar* name_space = nullptr;
        NameId id = unknown_name;
    };

    struct Open {
        NodeIndex node;
        NodeIndex last_child;
    };

    /// libxml2 keeps each name of a document once, so that its address stands for it.
    NameId name_of(const xmlChar* name, const xmlChar* name_space) {
        const auto address = reinterpret_cast<std::uintptr_t>(name);
        Met& met = met_[(address ^ (address >> 7U)) % met_.size()];
        if (met.name != name || met.name_space != name_space) {
            met = {name, name_space, vocabulary_.find(view(name_space), view(name))};
        }
        return met.id;
    }

    void link_to_parent(NodeIndex index) {
        Open& above = open_.back();
        FlatNode& parent = tree.nodes[above.node];
        if (above.last_child == no_node) {
            parent.first_child = index;
            parent.has_stray_text = !is_blank_text(parent.text);
            if (!parent.has_stray_text) { parent.text = {}; }
        } else {
            tree.nodes[above.last_child].next_sibling = index;
        }
        above.last_child = index;
    }

    /// libxml2 gives five pointers an attribute: name, prefix, namespace, value, end of the value.
    void add_attribute(const xmlChar** given) {
        FlatAttribute& one = tree.attributes.emplace_back();
        const std::string_view name = view(given[0]);
        one.name_space = given[2] == nullptr ? std::string_view{} : kept(view(given[2]));
        one.name =
            given[2] == nullptr ? vocabulary_.find(Vocabulary::attributes, name) : unknown_name;
        one.written_name = one.name == unknown_name ? kept(name) : vocabulary_.name(one.name);
        one.value = attribute_value({reinterpret_cast<const char*>(given[3]),
                                     static_cast<std::size_t>(given[4] - given[3])});
    }

    /// libxml2 leaves one thing for the reader: it gives `&` as `&#38;`.
    std::string_view attribute_value(std::string_view given) {
        constexpr std::string_view left = "&#38;";
        if (given.find('&') == std::string_view::npos) {
            return is_in_bytes(given) ? given : kept(given);
        }
        std::string value{given};
        for (std::size_t at = value.find(left); at != std::string::npos;
             at = value.find(left, at + 1)) {
            value.replace(at, left.size(), "&");
        }
        return kept(value);
    }

    std::string_view kept(std::string_view text) { return tree.kept.emplace_back(text); }

    [[nodiscard]] bool is_in_bytes(std::string_view part) const {
        return part.data() >= bytes_.data() &&
               part.data() + part.size() <= bytes_.data() + bytes_.size();
    }

    /// A part that stands in the bytes right after the rest only makes the view longer.
    void append(std::string_view& text, std::string_view part) {
        if (text.empty()) {
            text = is_in_bytes(part) ? part : kept(part);
        } else if (is_in_bytes(part) && text.data() + text.size() == part.data()) {
            text = {text.data(), text.size() + part.size()};
        } else if (!tree.kept.empty() && text.data() == tree.kept.back().data()) {
            text = tree.kept.back().append(part);
        } else {
            tree.kept.emplace_back(text).append(part);
            text = tree.kept.back();
        }
    }

    std::string_view bytes_;
    const Vocabulary& vocabulary_;
    xmlParserCtxt& context_;
    std::vector<Open> open_;
    std::array<Met, 256> met_{};
};

FlatFiller& filler(void* context) {
    return *static_cast<FlatFiller*>(static_cast<xmlParserCtxt*>(context)->_private);
}

void on_start(void* context, const xmlChar* name, const xmlChar* /*prefix*/, const xmlChar* uri,
              int /*namespace_count*/, const xmlChar** /*namespaces*/, int attribute_count,
              int /*defaulted*/, const xmlChar** attributes) {
    filler(context).start(name, uri, attribute_count, attributes);
}

void on_end(void* context, const xmlChar* /*name*/, const xmlChar* /*prefix*/,
            const xmlChar* /*uri*/) {
    filler(context).end();
}

void on_text(void* context, const xmlChar* text, int length) {
    filler(context).text(
        {reinterpret_cast<const char*>(text), static_cast<std::size_t>(std::max(length, 0))});
}

void on_doctype(void* context, const xmlChar* /*name*/, const xmlChar* /*id*/,
                const xmlChar* /*system*/) {
    filler(context).saw_doctype = true;
    xmlStopParser(static_cast<xmlParserCtxt*>(context));
}

xmlSAXHandler flat_handler() {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_text;
    handler.cdataBlock = on_text;
    handler.ignorableWhitespace = on_text;
    handler.internalSubset = on_doctype;
    return handler;
}

/// The bytes as input of the parser, without a copy of them: what it tells are then views of them.
bool push_bytes(xmlParserCtxt& context, std::string_view bytes) {
    xmlParserInput* input = xmlNewInputStream(&context);
    if (input == nullptr) { return false; }
    const auto* begin = reinterpret_cast<const xmlChar*>(bytes.data());
    input->base = begin;
    input->cur = begin;
    input->end = begin + bytes.size();
    input->length = static_cast<int>(bytes.size());
    inputPush(&context, input);
    return true;
}

Diagnostic has_huge_text(const std::string& file) {
    return problem("XML-03",
                   "one element holds more than " + std::to_string(flat_text_max) + " bytes",
                   "send large attachments beside the document", {file});
}

}  // namespace

Result<FlatTree> read_flat(const std::string& bytes, const std::string& file,
                           const Vocabulary& vocabulary, const Limits& limits) {
    if (auto refused = first_look(bytes, file, limits)) { return Diagnostics{std::move(*refused)}; }
    start_library();
    const ParserContext context{xmlNewParserCtxt()};
    require(context != nullptr, "a parser can be allocated");
    static const xmlSAXHandler handler = flat_handler();
    *context->sax = handler;
    FlatFiller filled{bytes, vocabulary, *context};
    context->_private = &filled;
    xmlCtxtUseOptions(context.get(), parser_options | XML_PARSE_IGNORE_ENC);
    require(push_bytes(*context, bytes), "a parser can be given its input");
    xmlParseDocument(context.get());
    if (filled.saw_doctype) { return Diagnostics{has_doctype(file)}; }
    if (filled.has_huge_text) { return Diagnostics{has_huge_text(file)}; }
    if (context->errNo != XML_ERR_OK || filled.tree.nodes.empty()) {
        return Diagnostics{not_well_formed(*context, file)};
    }
    return std::move(filled.tree);
}

}  // namespace mutua::xml
