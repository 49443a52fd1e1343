#include "formats/xml/flat_builder.hpp"

#include <algorithm>

namespace mutua::xml {

namespace {

bool is_blank_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
}

}  // namespace

FlatBuilder::FlatBuilder(std::string_view bytes) : bytes_{bytes} {
    // An element of an invoice takes some thirty bytes; large documents are mostly attachments.
    constexpr std::size_t most = 100'000;
    tree.nodes.reserve(std::min(bytes.size() / 32 + 16, most));
    tree.attributes.reserve(std::min(bytes.size() / 128 + 16, most));
}

void FlatBuilder::open(NameId name, std::string_view written_name, std::size_t line) {
    const auto index = static_cast<NodeIndex>(tree.nodes.size());
    const NodeIndex parent = open_.empty() ? no_node : open_.back().node;
    if (parent != no_node) { link_to_parent(index); }
    FlatNode& node = tree.nodes.emplace_back();
    node.name = name;
    node.written_name = written_name;
    node.parent = parent;
    node.line = static_cast<std::uint32_t>(line);
    node.first_attribute = static_cast<std::uint32_t>(tree.attributes.size());
    open_.push_back({index, no_node});
}

void FlatBuilder::add(const FlatAttribute& attribute) {
    tree.attributes.push_back(attribute);
    ++tree.nodes.back().attribute_count;
}

bool FlatBuilder::text(std::string_view part) {
    if (open_.empty()) { return true; }
    FlatNode& node = tree.nodes[open_.back().node];
    if (node.first_child != no_node) {
        node.has_stray_text = node.has_stray_text || !is_blank_text(part);
        return true;
    }
    if (node.text.size() + part.size() > flat_text_max) { return false; }
    append(node.text, part);
    return true;
}

void FlatBuilder::link_to_parent(NodeIndex index) {
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

bool FlatBuilder::is_in_bytes(std::string_view part) const {
    return part.data() >= bytes_.data() &&
           part.data() + part.size() <= bytes_.data() + bytes_.size();
}

/// A part that stands in the bytes right after the rest only makes the view longer.
void FlatBuilder::append(std::string_view& text, std::string_view part) {
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

}  // namespace mutua::xml
