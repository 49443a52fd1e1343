#include "engine/core/contract.hpp"
#include "formats/ubl/validation/expression.hpp"
#include "formats/ubl/validation/namespaces.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mutua::ubl::validation {

namespace {

/// Reads an expression word by word. A word is a path with all that its brackets hold, or what
/// stands between blanks and parentheses.
class ExpressionReader {
public:
    ExpressionReader(std::string_view text, const Language& language)
        : whole_{text}, rest_{text}, language_{language} {}

    Expression whole() {
        Expression result = either();
        expect(next().empty(), "ends where it should");
        return result;
    }

private:
    void expect(bool condition, std::string_view what) const {
        if (condition) { return; }
        require(false, fmt::format("the expression `{}` {}", whole_, what).c_str());
    }

    /// The word that comes next, without taking it.
    std::string_view next() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
        if (rest_.empty()) { return {}; }
        if (rest_.front() == '(' || rest_.front() == ')') { return rest_.substr(0, 1); }
        int depth = 0;
        std::size_t end = 0;
        for (; end < rest_.size(); ++end) {
            const char c = rest_[end];
            if (c == '[') { ++depth; }
            if (c == ']') { --depth; }
            if (depth == 0 && (c == ' ' || c == ')')) { break; }
        }
        return rest_.substr(0, end);
    }

    std::string_view take() {
        const std::string_view word = next();
        rest_.remove_prefix(word.size());
        return word;
    }

    bool take_if(std::string_view word) {
        if (next() != word) { return false; }
        take();
        return true;
    }

    Expression either() { return joined("or", Expression::Kind::either, &ExpressionReader::both); }
    Expression both() { return joined("and", Expression::Kind::both, &ExpressionReader::single); }

    Expression joined(std::string_view word, Expression::Kind kind,
                      Expression (ExpressionReader::*part)()) {
        Expression first = (this->*part)();
        if (next() != word) { return first; }
        Expression all;
        all.kind = kind;
        all.parts.push_back(std::move(first));
        while (take_if(word)) { all.parts.push_back((this->*part)()); }
        return all;
    }

    Expression single() {
        Expression result;
        if (take_if("not")) {
            result.kind = Expression::Kind::inverted;
            result.parts.push_back(single());
            return result;
        }
        if (take_if("(")) {
            result = either();
            expect(take_if(")"), "closes its parentheses");
            return result;
        }
        if (take_if("always")) { return result; }
        if (take_if("never")) {
            result.kind = Expression::Kind::either;
            return result;
        }
        if (take_if("check")) { return call(); }
        if (take_if("filled")) {
            result.kind = Expression::Kind::filled;
            result.path = read_path(take(), language_);
            return result;
        }
        return statement();
    }

    Expression call() {
        const std::string_view name = take();
        const auto known = language_.checks.find(name);
        expect(known != language_.checks.end(), "calls a check that there is");
        Expression result;
        result.kind = Expression::Kind::calls;
        result.check = known->second;
        return result;
    }

    /// A path and what is said of it; a name may stand for a whole expression.
    Expression statement() {
        const std::string_view word = take();
        expect(!word.empty(), "says something");
        const auto named = language_.names.find(word);
        if (named != language_.names.end() && named->second.find(' ') != std::string::npos) {
            return ExpressionReader{named->second, language_}.whole();
        }
        Expression result;
        result.kind = Expression::Kind::exists;
        result.path = read_path(word, language_);
        said_of(result);
        return result;
    }

    void said_of(Expression& result) {
        using Kind = Expression::Kind;
        constexpr std::array<std::pair<std::string_view, Kind>, 5> texts{
            {{"=", Kind::equals},
             {"is", Kind::is},
             {"reads", Kind::reads},
             {"begins", Kind::begins},
             {"contains", Kind::contains}}};
        for (const auto& [word, kind] : texts) {
            if (!take_if(word)) { continue; }
            result.kind = kind;
            result.values = values(take());
            return;
        }
        constexpr std::array<std::pair<std::string_view, Kind>, 5> lists{
            {{"in", Kind::in_list},
             {"within", Kind::within},
             {"reads-in", Kind::reads_in},
             {"begins-in", Kind::begins_in},
             {"subject-in", Kind::subject_in}}};
        for (const auto& [word, kind] : lists) {
            if (!take_if(word)) { continue; }
            const auto list = language_.lists.find(take());
            expect(list != language_.lists.end(), "names a code list");
            result.kind = kind;
            result.list = &list->second;
            return;
        }
        if (take_if("once")) {
            counted(result, "<=", 1);
        } else if (take_if("twice")) {
            counted(result, "<=", 2);
        } else if (take_if("exactly")) {
            counted(result, "==", number());
        } else if (take_if("to-cents")) {
            result.kind = Kind::cents;
        } else if (take_if("short")) {
            result.kind = Kind::shorter;
            result.limit = number();
        } else if (next().find_first_of("<>") == 0 || next() == "==") {
            result.kind = Kind::number;
            result.comparison = take();
            result.limit = number();
        }
    }

    static void counted(Expression& result, std::string_view comparison, const Exact& limit) {
        result.kind = Expression::Kind::counts;
        result.comparison = comparison;
        result.limit = limit;
    }

    Exact number() {
        const auto value = Exact::parse(take());
        expect(value.has_value(), "has a number");
        return value.value_or(Exact{});
    }

    /// "30|58" -> two values.
    static std::vector<std::string> values(std::string_view word) {
        std::vector<std::string> found;
        while (true) {
            const std::size_t bar = std::min(word.find('|'), word.size());
            found.emplace_back(word.substr(0, bar));
            if (bar == word.size()) { return found; }
            word.remove_prefix(bar + 1);
        }
    }

    std::string_view whole_;
    std::string_view rest_;
    const Language& language_;
};

/// The parts of a path between slashes, brackets kept whole.
std::vector<std::string_view> path_parts(std::string_view text) {
    std::vector<std::string_view> parts;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const char c = at < text.size() ? text[at] : '/';
        if (c == '[') { ++depth; }
        if (c == ']') { --depth; }
        if (depth == 0 && c == '/') {
            parts.push_back(text.substr(begin, at - begin));
            begin = at + 1;
        }
    }
    return parts;
}

/// Names without prefix are aggregates when there is such a one, else basic elements.
xml::NameId element_name(std::string_view written, const Language& language) {
    xml::Vocabulary& vocabulary = language.vocabulary;
    if (written == "Invoice") { return vocabulary.add(invoice_namespace, written); }
    if (written == "CreditNote") { return vocabulary.add(credit_note_namespace, written); }
    if (written == "UBLExtensions") { return vocabulary.add(extension_space, written); }
    if (written.starts_with("cbc:")) { return vocabulary.add(basic_namespace, written.substr(4)); }
    const xml::NameId aggregate = vocabulary.find(aggregate_namespace, written);
    if (aggregate != xml::unknown_name) { return aggregate; }
    const xml::NameId basic = vocabulary.find(basic_namespace, written);
    if (basic == xml::unknown_name) {
        require(false, fmt::format("UBL has an element `{}`", written).c_str());
    }
    return basic;
}

Step named_step(std::string_view name, const Language& language) {
    Step step;
    if (name == "..") {
        step.kind = Step::Kind::parent;
    } else if (name == "Document") {
        step.names = {element_name("Invoice", language), element_name("CreditNote", language)};
    } else if (name == "Line") {
        step.names = {element_name("InvoiceLine", language),
                      element_name("CreditNoteLine", language)};
    } else {
        step.names = {element_name(name, language), xml::unknown_name};
    }
    return step;
}

void add_parts(Path& path, std::string_view text, const Language& language) {
    for (std::string_view part : path_parts(text)) {
        if (part == ".") { continue; }
        if (part.starts_with('@')) {
            path.attribute = language.vocabulary.add(xml::Vocabulary::attributes, part.substr(1));
            continue;
        }
        const std::size_t bracket = std::min(part.find('['), part.size());
        const std::string_view name = part.substr(0, bracket);
        if (const auto known = language.names.find(name); known != language.names.end()) {
            add_parts(path, known->second, language);
        } else {
            path.steps.push_back(named_step(name, language));
        }
        if (bracket < part.size()) {
            require(part.ends_with(']') && !path.steps.back().filter,
                    "a filter closes its brackets");
            path.steps.back().filter = std::make_shared<const Expression>(
                read_expression(part.substr(bracket + 1, part.size() - bracket - 2), language));
        }
    }
}

}  // namespace

Path read_path(std::string_view text, const Language& language) {
    Path path;
    if (text.starts_with("//")) {
        path.start = Path::Start::anywhere;
        text.remove_prefix(2);
    } else if (text.starts_with('/')) {
        path.start = Path::Start::root;
        text.remove_prefix(1);
    }
    add_parts(path, text, language);
    return path;
}

Expression read_expression(std::string_view text, const Language& language) {
    return ExpressionReader{text, language}.whole();
}

}  // namespace mutua::ubl::validation
