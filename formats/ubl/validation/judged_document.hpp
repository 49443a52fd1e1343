#pragma once

#include "engine/core/date.hpp"
#include "formats/xml/flat_tree.hpp"
#include "formats/xml/vocabulary.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::ubl::validation {

/// A document was built so that judging it would take the square of its size.
struct TooMuchWork {};

/// What a document cannot say of itself.
struct Circumstances {
    std::optional<Date> today;  ///< nothing is said of the future without it
    bool is_utf_8 = true;       ///< or ASCII, as its first line declares
};

/// The two sides of a comparison, as people read them; both empty where there are none to tell.
struct Figures {
    std::string found{};
    std::string expected{};
};

/// A document with what all rules ask of it.
class JudgedDocument {
public:
    JudgedDocument(const xml::FlatTree& tree, const xml::Vocabulary& vocabulary,
                   const Circumstances& circumstances);

    [[nodiscard]] const xml::FlatTree& tree() const { return tree_; }
    [[nodiscard]] const xml::Vocabulary& vocabulary() const { return vocabulary_; }
    [[nodiscard]] const Circumstances& circumstances() const { return circumstances_; }
    [[nodiscard]] const xml::FlatNode& node(xml::NodeIndex index) const {
        return tree_.nodes[index];
    }

    /// The first element of a name in the document, and the next after one: `no_node` ends it.
    [[nodiscard]] xml::NodeIndex first_named(xml::NameId name) const { return first_[name]; }
    [[nodiscard]] xml::NodeIndex next_named(xml::NodeIndex index) const { return next_[index]; }

    /// Counts one step of the judging. Errors: TooMuchWork beyond what any invoice needs.
    void step() const {
        if (++steps_ > steps_max_) { throw TooMuchWork{}; }
    }

    /// Keeps what a check that fails found and expected, until the next check forgets it.
    void note(Figures figures) const { figures_ = std::move(figures); }
    [[nodiscard]] const Figures& noted() const { return figures_; }
    void forget_noted() const {
        if (!figures_.found.empty()) { figures_ = {}; }
    }

    /// The first child of a name, or `no_node`.
    [[nodiscard]] xml::NodeIndex child(xml::NodeIndex index, xml::NameId name) const;

    /// Whether any element has an attribute of that name.
    [[nodiscard]] bool has_attribute(xml::NameId name) const { return attributes_[name]; }

    /// The attribute of a name, or null.
    [[nodiscard]] const xml::FlatAttribute* attribute(xml::NodeIndex index, xml::NameId name) const;

private:
    const xml::FlatTree& tree_;
    const xml::Vocabulary& vocabulary_;
    Circumstances circumstances_;
    std::vector<xml::NodeIndex> first_;  ///< by name
    std::vector<xml::NodeIndex> next_;   ///< by element
    std::vector<bool> attributes_;       ///< by name: met somewhere
    mutable Figures figures_;
    mutable std::uint64_t steps_ = 0;
    std::uint64_t steps_max_;
};

/// A text without blanks before and behind, and one blank between its words; a view of it, or of
/// `room` where it had to be put together.
[[nodiscard]] std::string_view collapsed(std::string_view text, std::string& room);

/// Letters of ASCII in capitals.
[[nodiscard]] std::string capitals(std::string_view text);

}  // namespace mutua::ubl::validation
