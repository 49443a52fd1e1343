#pragma once

#include "formats/xml/flat_tree.hpp"

#include <string_view>
#include <vector>

namespace mutua::xml {

/// Puts a FlatTree together from what a reader meets, in the order of the document.
class FlatBuilder {
public:
    /// `bytes` are those that are read: texts among them are not copied.
    explicit FlatBuilder(std::string_view bytes);

    FlatTree tree;

    /// An element begins. `written_name` must outlive the tree, as all that is not `kept`.
    void open(NameId name, std::string_view written_name, std::size_t line);
    /// An attribute of the element that began last, before anything in it.
    void add(const FlatAttribute& attribute);
    void close() { open_.pop_back(); }
    /// Text of the element that is open; false when it holds more than `flat_text_max`.
    [[nodiscard]] bool text(std::string_view part);

    [[nodiscard]] bool is_open() const { return !open_.empty(); }
    [[nodiscard]] std::size_t depth() const { return open_.size(); }
    [[nodiscard]] bool is_in_bytes(std::string_view part) const;
    /// A copy that the tree holds.
    std::string_view kept(std::string_view text) { return tree.kept.emplace_back(text); }

private:
    struct Open {
        NodeIndex node;
        NodeIndex last_child;
    };
    void link_to_parent(NodeIndex index);
    void append(std::string_view& text, std::string_view part);

    std::string_view bytes_;
    std::vector<Open> open_;
};

}  // namespace mutua::xml
