#include "formats/ubl/validation/judged_document.hpp"

#include <algorithm>

namespace mutua::ubl::validation {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// Nothing to put together: no blank but single ones between words.
bool is_collapsed(std::string_view text) {
    bool was_blank = true;
    for (const char c : text) {
        const bool is_space = is_blank(c);
        if (is_space && (was_blank || c != ' ')) { return false; }
        was_blank = is_space;
    }
    return text.empty() || !was_blank;
}

}  // namespace

JudgedDocument::JudgedDocument(const xml::FlatTree& tree, const xml::Vocabulary& vocabulary,
                               const Circumstances& circumstances)
    : tree_{tree},
      vocabulary_{vocabulary},
      circumstances_{circumstances},
      first_(vocabulary.size(), xml::no_node),
      next_(tree.nodes.size(), xml::no_node),
      attributes_(vocabulary.size()),
      steps_max_{20'000'000 + 100 * tree.nodes.size()} {
    for (const xml::FlatAttribute& one : tree.attributes) { attributes_[one.name] = true; }
    for (std::size_t at = tree.nodes.size(); at-- > 0;) {
        xml::NodeIndex& first = first_[tree.nodes[at].name];
        next_[at] = first;
        first = static_cast<xml::NodeIndex>(at);
    }
}

xml::NodeIndex JudgedDocument::child(xml::NodeIndex index, xml::NameId name) const {
    xml::NodeIndex each = tree_.nodes[index].first_child;
    while (each != xml::no_node && tree_.nodes[each].name != name) {
        step();
        each = tree_.nodes[each].next_sibling;
    }
    return each;
}

const xml::FlatAttribute* JudgedDocument::attribute(xml::NodeIndex index, xml::NameId name) const {
    const xml::FlatNode& node = tree_.nodes[index];
    for (std::uint32_t each = 0; each < node.attribute_count; ++each) {
        const xml::FlatAttribute& one = tree_.attributes[node.first_attribute + each];
        if (one.name == name) { return &one; }
    }
    return nullptr;
}

std::string_view collapsed(std::string_view text, std::string& room) {
    if (is_collapsed(text)) { return text; }
    room.clear();
    bool is_word_next = false;
    for (const char c : text) {
        if (is_blank(c)) {
            is_word_next = !room.empty();
        } else {
            if (is_word_next) { room += ' '; }
            is_word_next = false;
            room += c;
        }
    }
    return room;
}

std::string capitals(std::string_view text) {
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return result;
}

}  // namespace mutua::ubl::validation
