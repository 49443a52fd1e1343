#include "formats/ubl/validation/expression.hpp"

#include <algorithm>

namespace mutua::ubl::validation {

namespace {

bool is_one_of(const std::vector<std::string>& values, std::string_view text) {
    // Most values differ in their first character, which is cheaper than a call to compare them.
    return std::any_of(values.begin(), values.end(), [text](const std::string& value) {
        return value.size() == text.size() &&
               (text.empty() || (value.front() == text.front() && value == text));
    });
}

bool compares(int sign, std::string_view comparison) {
    if (comparison == "<=") { return sign <= 0; }
    if (comparison == ">=") { return sign >= 0; }
    if (comparison == "<") { return sign < 0; }
    if (comparison == ">") { return sign > 0; }
    return sign == 0;
}

/// Characters, not bytes.
std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
    }));
}

bool has_cents_at_most(std::string_view text) {
    const std::size_t point = text.find('.');
    return point == std::string_view::npos || length_of(text.substr(point + 1)) <= 2;
}

/// "AAI" of "#AAI#text"; empty when the note has no subject of three letters.
std::string_view note_subject(std::string_view text) {
    const std::size_t first = text.find('#');
    if (first == std::string_view::npos) { return {}; }
    const std::size_t second = text.find('#', first + 1);
    if (second == std::string_view::npos) { return {}; }
    const std::string_view subject = text.substr(first + 1, second - first - 1);
    return length_of(subject) == 3 ? subject : std::string_view{};
}

/// Whether one of the texts that the path leads to satisfies `wanted`.
template <typename Wanted>
bool some_text(const Expression& expression, const JudgedDocument& document, xml::NodeIndex node,
               Wanted&& wanted) {
    return visit_path(expression.path, document, node,
                      [&](const Reached& reached) { return wanted(reached.text); });
}

/// The same of the first only; `otherwise` when there is none.
template <typename Wanted>
bool first_text(const Expression& expression, const JudgedDocument& document, xml::NodeIndex node,
                bool otherwise, Wanted&& wanted) {
    bool result = otherwise;
    visit_path(expression.path, document, node, [&](const Reached& reached) {
        result = wanted(reached.text);
        return true;
    });
    return result;
}

bool text_holds(const Expression& expression, const JudgedDocument& document, xml::NodeIndex node) {
    std::string room;
    switch (expression.kind) {
        case Expression::Kind::filled:
            return first_text(expression, document, node, false, [&](std::string_view text) {
                return !collapsed(text, room).empty();
            });
        case Expression::Kind::equals:
            return some_text(expression, document, node, [&](std::string_view text) {
                return is_one_of(expression.values, text);
            });
        case Expression::Kind::is:
            return some_text(expression, document, node, [&](std::string_view text) {
                return is_one_of(expression.values, collapsed(text, room));
            });
        case Expression::Kind::reads:
            return some_text(expression, document, node, [&](std::string_view text) {
                const std::string_view written = collapsed(text, room);
                return is_one_of(expression.values, written) ||
                       is_one_of(expression.values, capitals(written));
            });
        case Expression::Kind::in_list:
            return first_text(expression, document, node, false, [&](std::string_view text) {
                return expression.list->has(collapsed(text, room));
            });
        case Expression::Kind::reads_in:
            return first_text(expression, document, node, false, [&](std::string_view text) {
                return expression.list->has(capitals(collapsed(text, room)));
            });
        case Expression::Kind::within:
            return some_text(expression, document, node,
                             [&](std::string_view text) { return expression.list->has(text); });
        case Expression::Kind::cents:
            return first_text(expression, document, node, true, has_cents_at_most);
        case Expression::Kind::shorter:
            return first_text(expression, document, node, true, [&](std::string_view text) {
                const auto length = static_cast<long long>(length_of(collapsed(text, room)));
                return Exact{length} <= expression.limit;
            });
        case Expression::Kind::begins:
            return first_text(expression, document, node, false, [&](std::string_view text) {
                return collapsed(text, room).starts_with(expression.values.front());
            });
        case Expression::Kind::contains:
            return first_text(expression, document, node, false, [&](std::string_view text) {
                return text.find(expression.values.front()) != std::string_view::npos;
            });
        case Expression::Kind::begins_in:
            return first_text(expression, document, node, true, [&](std::string_view text) {
                return expression.list->spaced().find(text.substr(0, 2)) != std::string::npos;
            });
        case Expression::Kind::subject_in:
            return first_text(expression, document, node, true, [&](std::string_view text) {
                const std::string_view subject = note_subject(text);
                return subject.empty() ||
                       expression.list->spaced().find(subject) != std::string::npos;
            });
        default:
            return false;
    }
}

bool count_holds(const Expression& expression, const JudgedDocument& document,
                 xml::NodeIndex node) {
    long long count = 0;
    visit_path(expression.path, document, node, [&count](const Reached&) {
        ++count;
        return false;
    });
    return compares(Exact{count}.compare(expression.limit), expression.comparison);
}

bool number_holds(const Expression& expression, const JudgedDocument& document,
                  xml::NodeIndex node) {
    return some_text(expression, document, node, [&](std::string_view text) {
        const auto value = Exact::parse(text);
        return !value || compares(value->compare(expression.limit), expression.comparison);
    });
}

}  // namespace

bool holds(const Expression& expression, const JudgedDocument& document, xml::NodeIndex node) {
    const auto part_holds = [&](const Expression& part) { return holds(part, document, node); };
    switch (expression.kind) {
        case Expression::Kind::always:
            return true;
        case Expression::Kind::both:
            return std::all_of(expression.parts.begin(), expression.parts.end(), part_holds);
        case Expression::Kind::either:
            return std::any_of(expression.parts.begin(), expression.parts.end(), part_holds);
        case Expression::Kind::inverted:
            return !part_holds(expression.parts.front());
        case Expression::Kind::exists:
            return visit_path(expression.path, document, node, [](const Reached&) { return true; });
        case Expression::Kind::counts:
            return count_holds(expression, document, node);
        case Expression::Kind::number:
            return number_holds(expression, document, node);
        case Expression::Kind::calls:
            document.forget_noted();
            return expression.check(document, node);
        default:
            return text_holds(expression, document, node);
    }
}

bool leads_to(const Path& path, const JudgedDocument& document, xml::NodeIndex node) {
    xml::NodeIndex each = node;
    for (std::size_t at = path.steps.size(); at-- > 0; each = document.node(each).parent) {
        if (each == xml::no_node) { return false; }
        const Step& step = path.steps[at];
        const xml::NameId name = document.node(each).name;
        const bool is_named =
            name != xml::unknown_name && (name == step.names[0] || name == step.names[1]);
        if (!is_named) { return false; }
    }
    if (path.start == Path::Start::root && each != xml::no_node) { return false; }
    each = node;
    for (std::size_t at = path.steps.size(); at-- > 0; each = document.node(each).parent) {
        if (!detail::passes(path.steps[at], document, each)) { return false; }
    }
    return path.attribute == xml::unknown_name ||
           document.attribute(node, path.attribute) != nullptr;
}

}  // namespace mutua::ubl::validation
