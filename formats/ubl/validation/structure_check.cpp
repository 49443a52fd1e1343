#include "formats/ubl/validation/finding.hpp"
#include "formats/ubl/validation/namespaces.hpp"
#include "formats/ubl/validation/structure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mutua::ubl::validation {

/// One document against a structure.
class StructureCheck {
public:
    StructureCheck(const Structure& structure, const xml::FlatTree& tree)
        : structure_{structure}, tree_{tree} {}

    std::vector<StructureFault> run() {
        const xml::NameId root = tree_.nodes.front().name;
        const auto& documents = structure_.documents_;
        if (std::find(documents.begin(), documents.end(), root) == documents.end()) {
            add("XSD-01", 0,
                fmt::format("`{}` is no Invoice and no CreditNote of UBL 2.1",
                            shown(tree_.nodes.front().written_name)));
            return std::move(faults_);
        }
        check(0);
        return std::move(faults_);
    }

private:
    using Holds = Structure::Holds;

    /// Names that somebody else wrote are cut: they may be long.
    static std::string_view shown(std::string_view written) { return written.substr(0, 80); }
    [[nodiscard]] std::string_view name(xml::NameId id) const {
        return structure_.vocabulary_.name(id);
    }

    /// The first of each code are told.
    void add(std::string_view code, xml::NodeIndex node, std::string text) {
        std::size_t& told = told_[static_cast<std::size_t>(code.back() - '0')];
        if (told == told_max) { return; }
        if (++told == told_max) { text += " (the last that is told)"; }
        faults_.push_back({code, node, std::move(text)});
    }

    /// Recursion is as deep as the document, which `xml::Limits` bounds.
    void check(xml::NodeIndex index) {
        const xml::FlatNode& node = tree_.nodes[index];
        const Structure::Shape& shape = structure_.shape(node.name);
        if (shape.holds == Holds::elements) {
            check_attributes(index, {});
            check_content(index, structure_.contents_[shape.index]);
        } else if (shape.holds == Holds::value) {
            check_value(index, structure_.kinds_[shape.index]);
        } else if (shape.holds == Holds::anything) {
            check_attributes(index, {});
            check_extension(index);
        }
    }

    void check_content(xml::NodeIndex index, const std::vector<Structure::Particle>& content) {
        const xml::FlatNode& node = tree_.nodes[index];
        if (has_text(node)) { add("XSD-07", index, "no text may stand between its elements"); }
        std::size_t place = 0;
        std::size_t count = 0;  // of elements that took this place
        for (xml::NodeIndex child = node.first_child; child != xml::no_node;
             child = tree_.nodes[child].next_sibling) {
            const std::size_t found = find_from(content, place, tree_.nodes[child].name);
            if (found == content.size()) {
                misplaced(index, child, content);
            } else if (found == place && count > 0 && !content[place].may_repeat) {
                add("XSD-02", child,
                    fmt::format("`{}` may stand here only once", name(content[place].name)));
            } else {
                missing_between(index, content, place + (count > 0 ? 1 : 0), found);
                count = found == place ? count + 1 : 1;
                place = found;
            }
            check(child);
        }
        missing_between(index, content, place + (count > 0 ? 1 : 0), content.size());
    }

    static std::size_t find_from(const std::vector<Structure::Particle>& content, std::size_t from,
                                 xml::NameId sought) {
        if (sought == xml::unknown_name) { return content.size(); }
        while (from < content.size() && content[from].name != sought) { ++from; }
        return from;
    }

    void misplaced(xml::NodeIndex parent, xml::NodeIndex child,
                   const std::vector<Structure::Particle>& content) {
        const xml::FlatNode& node = tree_.nodes[child];
        const std::size_t earlier = find_from(content, 0, node.name);
        if (earlier == content.size()) {
            add("XSD-02", child,
                fmt::format("`{}` has no element `{}`", shown(tree_.nodes[parent].written_name),
                            shown(node.written_name)));
            return;
        }
        add("XSD-02", child,
            earlier + 1 == content.size()
                ? fmt::format("`{}` stands in the wrong place", name(node.name))
                : fmt::format("`{}` stands in the wrong place: it goes before `{}`",
                              name(node.name), name(content[earlier + 1].name)));
    }

    void missing_between(xml::NodeIndex parent, const std::vector<Structure::Particle>& content,
                         std::size_t from, std::size_t to) {
        for (std::size_t at = from; at < to; ++at) {
            if (!content[at].is_required) { continue; }
            add("XSD-03", parent,
                fmt::format("`{}` lacks its `{}`", shown(tree_.nodes[parent].written_name),
                            name(content[at].name)));
        }
    }

    static bool has_text(const xml::FlatNode& node) {
        return node.has_stray_text || !without_blanks(node.text).empty();
    }

    void check_value(xml::NodeIndex index, const Structure::BasicKind& kind) {
        const xml::FlatNode& node = tree_.nodes[index];
        check_attributes(index, kind.attributes);
        if (node.first_child != xml::no_node) {
            add("XSD-02", node.first_child,
                fmt::format("`{}` holds a value, no elements", name(node.name)));
        } else if (!is_value(kind.value, node.text)) {
            add("XSD-06", index,
                fmt::format("`{}` is not {}", shown(without_blanks(node.text)),
                            expected_value(kind.value)));
        }
    }

    void check_attributes(xml::NodeIndex index, const std::vector<Structure::Attribute>& allowed) {
        const xml::FlatNode& node = tree_.nodes[index];
        if (node.attribute_count == 0 && allowed.empty()) { return; }
        const auto* first = tree_.attributes.data() + node.first_attribute;
        const auto* last = first + node.attribute_count;
        for (const auto* given = first; given != last; ++given) {
            if (!given->name_space.empty()) {
                check_foreign_attribute(index, *given);
                continue;
            }
            const auto known =
                std::find_if(allowed.begin(), allowed.end(),
                             [given](const auto& one) { return one.name == given->name; });
            if (given->name == xml::unknown_name || known == allowed.end()) {
                add("XSD-05", index,
                    fmt::format("`{}` has no attribute `{}`", shown(node.written_name),
                                shown(given->written_name)));
            } else if (!is_value(known->kind, given->value)) {
                add("XSD-06", index,
                    fmt::format("the attribute `{}` is not {}", shown(given->written_name),
                                expected_value(known->kind)));
            }
        }
        for (const Structure::Attribute& one : allowed) {
            if (!one.is_required) { continue; }
            if (std::none_of(first, last,
                             [&one](const auto& given) { return given.name == one.name; })) {
                add("XSD-04", index,
                    fmt::format("`{}` lacks its attribute `{}`", shown(node.written_name),
                                name(one.name)));
            }
        }
    }

    /// Hints for schema processors may stand anywhere.
    void check_foreign_attribute(xml::NodeIndex index, const xml::FlatAttribute& given) {
        const bool is_hint = given.name_space == schema_instance_space &&
                             (given.written_name == "schemaLocation" ||
                              given.written_name == "noNamespaceSchemaLocation");
        if (is_hint) { return; }
        add("XSD-05", index,
            fmt::format("`{}` has no attribute `{}` of another namespace",
                        shown(tree_.nodes[index].written_name), shown(given.written_name)));
    }

    /// One element of any namespace but that of extensions; what is known in it is judged.
    void check_extension(xml::NodeIndex index) {
        const xml::FlatNode& node = tree_.nodes[index];
        if (has_text(node)) { add("XSD-07", index, "no text may stand beside an extension"); }
        if (node.first_child == xml::no_node) {
            add("XSD-03", index, "an extension lacks its content");
            return;
        }
        if (const auto second = tree_.nodes[node.first_child].next_sibling;
            second != xml::no_node) {
            add("XSD-02", second, "an extension has one element of content");
        }
        const xml::NameId content = tree_.nodes[node.first_child].name;
        if (content != xml::unknown_name &&
            structure_.vocabulary_.name_space(content) == extension_space) {
            add("XSD-02", node.first_child, "an extension holds no extension directly");
        }
        check_known_below(index);
    }

    void check_known_below(xml::NodeIndex index) {
        for (xml::NodeIndex child = tree_.nodes[index].first_child; child != xml::no_node;
             child = tree_.nodes[child].next_sibling) {
            if (structure_.shape(tree_.nodes[child].name).holds == Holds::unknown) {
                check_known_below(child);
            } else {
                check(child);
            }
        }
    }

    const Structure& structure_;
    const xml::FlatTree& tree_;
    std::vector<StructureFault> faults_;
    std::array<std::size_t, 10> told_{};  ///< by the last digit of their code
};

std::vector<StructureFault> Structure::faults(const xml::FlatTree& tree) const {
    return StructureCheck{*this, tree}.run();
}

}  // namespace mutua::ubl::validation
