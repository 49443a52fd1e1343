#include "formats/ubl/validation/tree_path.hpp"

#include "formats/ubl/validation/namespaces.hpp"

#include <algorithm>

namespace mutua::ubl::validation {

namespace {

std::string_view usual_prefix(std::string_view name_space) {
    if (name_space == aggregate_namespace) { return "cac:"; }
    if (name_space == basic_namespace) { return "cbc:"; }
    return name_space == extension_space ? "ext:" : "";
}

/// "[2]" for the second of its name, nothing for an only one. Of more brothers than anybody counts
/// only the line tells which it is.
std::string place_among_brothers(const xml::FlatTree& tree, xml::NodeIndex node) {
    constexpr std::size_t brothers_max = 10'000;
    const xml::FlatNode& one = tree.nodes[node];
    if (one.parent == xml::no_node) { return {}; }
    std::size_t place = 0;
    std::size_t count = 0;
    std::size_t seen = 0;
    for (xml::NodeIndex each = tree.nodes[one.parent].first_child;
         each != xml::no_node && (place == 0 || count < 2); each = tree.nodes[each].next_sibling) {
        if (++seen > brothers_max) { return "[...]"; }
        const xml::FlatNode& brother = tree.nodes[each];
        if (brother.name != one.name || brother.written_name != one.written_name) { continue; }
        ++count;
        if (each == node) { place = count; }
    }
    return count > 1 ? "[" + std::to_string(place) + "]" : std::string{};
}

}  // namespace

std::string tree_path(const xml::FlatTree& tree, const xml::Vocabulary& vocabulary,
                      xml::NodeIndex node) {
    std::vector<xml::NodeIndex> way;
    for (; node != xml::no_node; node = tree.nodes[node].parent) { way.push_back(node); }
    std::string path;
    std::for_each(way.rbegin(), way.rend(), [&](xml::NodeIndex each) {
        const xml::FlatNode& one = tree.nodes[each];
        path += "/";
        if (one.name != xml::unknown_name) {
            path += usual_prefix(vocabulary.name_space(one.name));
        }
        path += one.written_name.substr(0, 80);
        path += place_among_brothers(tree, each);
    });
    return path;
}

}  // namespace mutua::ubl::validation
