#pragma once

#include "engine/core/result.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// libxml2's own structures: named here, known in document.cpp only.
struct _xmlDoc;
struct _xmlNode;

namespace mutua::xml {

/// How large a document may be before it is refused unread. The defaults fit invoices without
/// attachments; 20 MB is the most that makes sense with them.
struct Limits {
    std::size_t bytes = 5'000'000;
    std::size_t depth = 100;
    std::size_t attributes = 64;  ///< of one element: the library checks them quadratically
    std::size_t elements = 1'000'000;
};

/// An element of a Document: a view, good as long as the Document lives.
class Element {
public:
    explicit Element(const _xmlNode* node) noexcept : node_{node} {}

    /// Name without prefix.
    [[nodiscard]] std::string_view name() const;
    /// Namespace URI; empty when there is none.
    [[nodiscard]] std::string_view name_space() const;
    /// All text in it and below, without the blanks around.
    [[nodiscard]] std::string text() const;
    /// Line of the start tag, from 1.
    [[nodiscard]] std::size_t line() const;
    /// Value of an attribute without namespace.
    [[nodiscard]] std::optional<std::string> attribute(std::string_view name) const;

    /// The elements directly below, in document order.
    [[nodiscard]] std::vector<Element> children() const;
    /// Those with this name, whatever their namespace.
    [[nodiscard]] std::vector<Element> children(std::string_view name) const;
    /// The first with this name.
    [[nodiscard]] std::optional<Element> child(std::string_view name) const;
    /// The first found by going down a path of names: "Party/PartyName/Name".
    [[nodiscard]] std::optional<Element> at(std::string_view path) const;
    /// Text of `at(path)`; empty when there is no such element.
    [[nodiscard]] std::string text_at(std::string_view path) const;

private:
    const _xmlNode* node_;
};

/// A well-formed document without DOCTYPE, in memory.
class Document {
public:
    [[nodiscard]] Element root() const;

private:
    struct Free {
        void operator()(_xmlDoc* document) const noexcept;
    };
    explicit Document(_xmlDoc* document) noexcept : document_{document} {}
    friend Result<Document> parse(std::string_view, const std::string&, const Limits&);

    std::unique_ptr<_xmlDoc, Free> document_;
};

/// Reads bytes that anybody may have written. Nothing outside of them is ever opened.
/// Errors: XML-01 not well-formed (line and column) · XML-02 has a DOCTYPE · XML-03 too many bytes
///         · XML-04 nested too deep, too many attributes or elements · XML-05 not UTF-8. `file` is
///         only used to say where.
[[nodiscard]] Result<Document> parse(std::string_view bytes, const std::string& file,
                                     const Limits& limits = {});

}  // namespace mutua::xml
