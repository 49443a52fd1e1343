#pragma once

#include "formats/ubl/validation/code_lists.hpp"
#include "formats/ubl/validation/exact.hpp"
#include "formats/ubl/validation/judged_document.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ubl::validation {

struct Expression;

/// One step of a path.
struct Step {
    enum class Kind { child, parent };
    Kind kind = Kind::child;
    std::array<xml::NameId, 2> names{};  ///< one of them; the second may be unknown_name
    std::shared_ptr<const Expression> filter;
};

/// A way through a document: "Item/ClassifiedTaxCategory[VAT]/ID", "//TaxCategory/ID/@schemeID".
struct Path {
    enum class Start { here, root, anywhere };
    Start start = Start::here;
    std::vector<Step> steps;
    xml::NameId attribute = xml::unknown_name;  ///< what the way ends at, or none
};

/// A check that is too long for the notation: what it judges, and the element.
using Check = bool (*)(const JudgedDocument&, xml::NodeIndex);

/// What is asked of an element.
struct Expression {
    enum class Kind {
        always,
        both,        ///< all parts hold
        either,      ///< one part holds
        inverted,    ///< the part does not hold
        exists,      ///< the path leads somewhere
        filled,      ///< to something that is not blank, at its first
        equals,      ///< one text is one of the values, as written
        is,          ///< the same, blanks collapsed
        reads,       ///< the same, in capitals
        in_list,     ///< the first text, blanks collapsed, is in the list
        reads_in,    ///< the same, in capitals
        within,      ///< one text, as written, is in the list
        begins,      ///< the first text, collapsed, begins with the value
        contains,    ///< the value stands somewhere in the first text
        begins_in,   ///< the first two characters of the first text stand in the list
        subject_in,  ///< a note of the form #AAI#text has a subject of the list
        counts,      ///< as often as the comparison says
        number,      ///< one number compares as it says
        cents,       ///< the first text has at most two digits after its point
        shorter,     ///< the first text, collapsed, is at most so long
        calls        ///< a check in C++
    };
    Kind kind = Kind::always;
    Path path;
    std::vector<Expression> parts;
    std::vector<std::string> values;
    std::string comparison;  ///< "<=" and so on
    Exact limit;
    const CodeList* list = nullptr;
    Check check = nullptr;
};

/// Whether it holds of an element. What is asked of a text that is no number holds: the structure
/// reports the text, and the rules have nothing to say of it.
[[nodiscard]] bool holds(const Expression& expression, const JudgedDocument& document,
                         xml::NodeIndex node);

/// Whether an element is what the last step of a path names, on the way that it names.
[[nodiscard]] bool leads_to(const Path& path, const JudgedDocument& document, xml::NodeIndex node);

/// What the notation may refer to.
struct Language {
    xml::Vocabulary& vocabulary;
    const CodeLists& lists;
    const std::map<std::string, Check, std::less<>>& checks;
    std::map<std::string, std::string, std::less<>> names{};  ///< "Seller" -> its path
};

/// Reads one expression. Errors: a mistake in it is a ContractViolation that quotes it.
[[nodiscard]] Expression read_expression(std::string_view text, const Language& language);
[[nodiscard]] Path read_path(std::string_view text, const Language& language);

/// Goes along a path from an element and shows each thing it leads to, until `visit` returns true:
/// then true.
template <typename Visit>
bool visit_path(const Path& path, const JudgedDocument& document, xml::NodeIndex node,
                Visit&& visit);

}  // namespace mutua::ubl::validation

#include "formats/ubl/validation/visit_path.hpp"
