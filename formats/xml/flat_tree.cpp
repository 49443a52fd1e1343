#include "formats/xml/flat_tree.hpp"

#include "formats/xml/first_look.hpp"
#include "formats/xml/flat_builder.hpp"
#include "formats/xml/guard.hpp"
#include "formats/xml/plain_reader.hpp"

#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace mutua::xml {

namespace {

/// Fills a tree from what libxml2 tells while it reads.
class FlatFiller {
public:
    FlatFiller(std::string_view bytes, const Vocabulary& vocabulary, xmlParserCtxt& context)
        : builder{bytes}, vocabulary_{vocabulary}, context_{context} {}

    FlatBuilder builder;
    bool saw_doctype = false;
    bool has_huge_text = false;

    void start(const xmlChar* name, const xmlChar* name_space, int count,
               const xmlChar** attributes) {
        const NameId id = name_of(name, name_space);
        builder.open(id, written_name(id, view(name)),
                     static_cast<std::size_t>(std::max(context_.input->line, 0)));
        for (int each = 0; each < count; ++each) { add_attribute(attributes + 5 * each); }
    }

    void text(std::string_view part) {
        if (builder.text(part)) { return; }
        has_huge_text = true;
        xmlStopParser(&context_);
    }

private:
    struct Met {
        const xmlChar* name = nullptr;
        const xmlChar* name_space = nullptr;
        NameId id = unknown_name;
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

    std::string_view written_name(NameId id, std::string_view name) {
        return id == unknown_name ? builder.kept(name) : vocabulary_.name(id);
    }

    /// libxml2 gives five pointers an attribute: name, prefix, namespace, value, end of the value.
    void add_attribute(const xmlChar** given) {
        const std::string_view name = view(given[0]);
        FlatAttribute one;
        if (given[2] == nullptr) {
            one.name = vocabulary_.find(Vocabulary::attributes, name);
        } else {
            one.name_space = builder.kept(view(given[2]));
        }
        one.written_name = written_name(one.name, name);
        one.value = attribute_value({reinterpret_cast<const char*>(given[3]),
                                     static_cast<std::size_t>(given[4] - given[3])});
        builder.add(one);
    }

    /// libxml2 leaves one thing for the reader: it gives `&` as `&#38;`.
    std::string_view attribute_value(std::string_view given) {
        constexpr std::string_view left = "&#38;";
        if (given.find('&') == std::string_view::npos) {
            return builder.is_in_bytes(given) ? given : builder.kept(given);
        }
        std::string value{given};
        for (std::size_t at = value.find(left); at != std::string::npos;
             at = value.find(left, at + 1)) {
            value.replace(at, left.size(), "&");
        }
        return builder.kept(value);
    }

    const Vocabulary& vocabulary_;
    xmlParserCtxt& context_;
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
    filler(context).builder.close();
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
    if (auto tree = read_plain(bytes, vocabulary, limits)) { return std::move(*tree); }
    return read_flat_by_library(bytes, file, vocabulary, limits);
}

Result<FlatTree> read_flat_by_library(const std::string& bytes, const std::string& file,
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
    if (context->errNo != XML_ERR_OK || filled.builder.tree.nodes.empty()) {
        return Diagnostics{not_well_formed(*context, file)};
    }
    return std::move(filled.builder.tree);
}

}  // namespace mutua::xml
