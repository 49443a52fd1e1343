#pragma once

#include "formats/ubl/validation/expression.hpp"

#include <span>

namespace mutua::ubl::validation {

/// What a path leads to: an element, or one of its attributes.
struct Reached {
    xml::NodeIndex node = xml::no_node;
    std::string_view text;
};

namespace detail {

[[nodiscard]] inline bool passes(const Step& step, const JudgedDocument& document,
                                 xml::NodeIndex node) {
    return !step.filter || holds(*step.filter, document, node);
}

template <typename Visit>
bool visit_end(const Path& path, const JudgedDocument& document, xml::NodeIndex node,
               Visit&& visit) {
    if (path.attribute == xml::unknown_name) {
        return visit(Reached{node, document.node(node).text});
    }
    const xml::FlatAttribute* found = document.attribute(node, path.attribute);
    return found != nullptr && visit(Reached{node, found->value});
}

template <typename Visit>
bool visit_steps(const Path& path, std::span<const Step> steps, const JudgedDocument& document,
                 xml::NodeIndex node, Visit&& visit) {
    if (steps.empty()) { return visit_end(path, document, node, visit); }
    const Step& step = steps.front();
    if (step.kind == Step::Kind::parent) {
        const xml::NodeIndex above = document.node(node).parent;
        return above != xml::no_node && visit_steps(path, steps.subspan(1), document, above, visit);
    }
    for (xml::NodeIndex each = document.node(node).first_child; each != xml::no_node;
         each = document.node(each).next_sibling) {
        document.step();
        const xml::NameId name = document.node(each).name;
        const bool is_named =
            name != xml::unknown_name && (name == step.names[0] || name == step.names[1]);
        if (is_named && passes(step, document, each) &&
            visit_steps(path, steps.subspan(1), document, each, visit)) {
            return true;
        }
    }
    return false;
}

}  // namespace detail

template <typename Visit>
bool visit_path(const Path& path, const JudgedDocument& document, xml::NodeIndex node,
                Visit&& visit) {
    if (path.attribute != xml::unknown_name && !document.has_attribute(path.attribute)) {
        return false;
    }
    const std::span<const Step> steps{path.steps};
    if (path.start == Path::Start::here) {
        return detail::visit_steps(path, steps, document, node, visit);
    }
    if (path.start == Path::Start::root) {
        const bool is_root = document.node(0).name == steps.front().names[0] ||
                             document.node(0).name == steps.front().names[1];
        return is_root && detail::passes(steps.front(), document, 0) &&
               detail::visit_steps(path, steps.subspan(1), document, 0, visit);
    }
    if (steps.empty()) {
        for (xml::NodeIndex each = 0; each < document.tree().nodes.size(); ++each) {
            document.step();
            if (detail::visit_end(path, document, each, visit)) { return true; }
        }
        return false;
    }
    for (const xml::NameId name : steps.front().names) {
        if (name == xml::unknown_name) { continue; }
        for (xml::NodeIndex each = document.first_named(name); each != xml::no_node;
             each = document.next_named(each)) {
            document.step();
            if (detail::passes(steps.front(), document, each) &&
                detail::visit_steps(path, steps.subspan(1), document, each, visit)) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace mutua::ubl::validation
