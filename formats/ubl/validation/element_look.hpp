#pragma once

#include "formats/ubl/validation/exact.hpp"
#include "formats/ubl/validation/judged_document.hpp"
#include "formats/ubl/validation/namespaces.hpp"

#include <initializer_list>
#include <optional>
#include <string_view>

namespace mutua::ubl::validation {

/// How checks in C++ look at an element: by names, first element of each.
class ElementLook {
public:
    ElementLook(const JudgedDocument& document, xml::NodeIndex node)
        : document_{&document}, node_{node} {}

    [[nodiscard]] xml::NodeIndex node() const { return node_; }
    [[nodiscard]] ElementLook at(xml::NodeIndex node) const { return {*document_, node}; }
    [[nodiscard]] ElementLook root() const { return {*document_, 0}; }
    [[nodiscard]] ElementLook parent() const { return at(document_->node(node_).parent); }
    [[nodiscard]] bool is_there() const { return node_ != xml::no_node; }
    [[nodiscard]] std::string_view text() const {
        return is_there() ? document_->node(node_).text : std::string_view{};
    }

    /// Its first element of a name that UBL has; is_there() says whether there is one. Aggregates
    /// and basic elements that are asked for here have no names in common.
    [[nodiscard]] ElementLook part(std::string_view name) const { return at(first_child(name)); }
    [[nodiscard]] ElementLook value(std::string_view name) const { return at(first_child(name)); }
    /// Down several aggregates.
    [[nodiscard]] ElementLook down(std::initializer_list<std::string_view> names) const {
        ElementLook look = *this;
        for (const std::string_view name : names) { look = look.part(name); }
        return look;
    }

    /// Value of an attribute; nothing when it is absent.
    [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const {
        if (!is_there()) { return std::nullopt; }
        const xml::FlatNode& node = document_->node(node_);
        const auto* first = document_->tree().attributes.data() + node.first_attribute;
        for (const auto* one = first; one != first + node.attribute_count; ++one) {
            if (one->name_space.empty() && one->written_name == name) { return one->value; }
        }
        return std::nullopt;
    }

    /// Shows each child of that name to `visit`.
    template <typename Visit>
    void each_part(std::string_view name, Visit&& visit) const {
        if (!is_there()) { return; }
        for (xml::NodeIndex child = document_->node(node_).first_child; child != xml::no_node;
             child = document_->node(child).next_sibling) {
            document_->step();
            if (is_called(child, name)) { visit(at(child)); }
        }
    }
    template <typename Visit>
    void each_value(std::string_view name, Visit&& visit) const {
        each_part(name, visit);
    }
    /// Each element of that name in the document.
    template <typename Visit>
    void each_anywhere(std::string_view name_space, std::string_view name, Visit&& visit) const {
        const xml::NameId id = document_->vocabulary().find(name_space, name);
        if (id == xml::unknown_name) { return; }
        for (xml::NodeIndex one = document_->first_named(id); one != xml::no_node;
             one = document_->next_named(one)) {
            document_->step();
            visit(at(one));
        }
    }

private:
    /// Names of UBL are compared as written: that is faster than to look their number up.
    [[nodiscard]] bool is_called(xml::NodeIndex child, std::string_view name) const {
        const xml::FlatNode& node = document_->node(child);
        return node.name != xml::unknown_name && node.written_name == name;
    }
    [[nodiscard]] xml::NodeIndex first_child(std::string_view name) const {
        if (!is_there()) { return xml::no_node; }
        xml::NodeIndex child = document_->node(node_).first_child;
        while (child != xml::no_node && !is_called(child, name)) {
            document_->step();
            child = document_->node(child).next_sibling;
        }
        return child;
    }

    const JudgedDocument* document_;
    xml::NodeIndex node_;
};

/// Numbers of a calculation. One that is missing makes the calculation fail, one that is written
/// but is no number makes it mute: the structure reports that.
class Numbers {
public:
    /// The number in an element; 0 and noted when there is none.
    Exact of(const ElementLook& look) {
        if (!look.is_there()) {
            is_missing_ = true;
            return {};
        }
        return read(look);
    }
    /// The same, but an absent one counts as 0.
    Exact of_optional(const ElementLook& look) { return look.is_there() ? read(look) : Exact{}; }

    /// What the rule says: true when it cannot be judged, false when a number is missing.
    [[nodiscard]] bool verdict(bool is_right) const {
        return is_mute_ || (!is_missing_ && is_right);
    }

    /// For a verdict that is false: notes both figures, unless a number is missing. Never true.
    [[nodiscard]] bool differ(const JudgedDocument& document, const Exact& found,
                              const Exact& expected) const {
        if (!is_missing_ && found != expected) { document.note({found.text(), expected.text()}); }
        return false;
    }

private:
    Exact read(const ElementLook& look) {
        const auto value = Exact::parse(look.text());
        if (!value) { is_mute_ = true; }
        return value.value_or(Exact{});
    }

    bool is_missing_ = false;
    bool is_mute_ = false;
};

/// Whether an allowance or charge is a charge; nothing when its indicator is neither.
[[nodiscard]] std::optional<bool> is_charge(const ElementLook& allowance_charge);

/// Whether one of its tax schemes is VAT.
[[nodiscard]] bool is_of_vat(const ElementLook& look);

}  // namespace mutua::ubl::validation
