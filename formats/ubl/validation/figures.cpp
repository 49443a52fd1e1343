#include "formats/ubl/validation/figures.hpp"

#include "formats/ubl/validation/value_kind.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mutua::ubl::validation {

namespace {

/// "at most 2.00" of `<= 2`.
std::string limit_text(std::string_view comparison, const std::string& limit) {
    const std::string_view how = comparison == "<="   ? "at most "
                                 : comparison == ">=" ? "at least "
                                 : comparison == "<"  ? "less than "
                                 : comparison == ">"  ? "more than "
                                                      : "";
    return std::string{how} + limit;
}

/// The first text that the path leads to; nothing is told of what is missing or no number.
std::string first_of(const Path& path, const JudgedDocument& document, xml::NodeIndex node) {
    std::string found;
    visit_path(path, document, node, [&found](const Reached& reached) {
        found = without_blanks(reached.text);
        return true;
    });
    return found;
}

Figures compared_number(const Expression& demand, const JudgedDocument& document,
                        xml::NodeIndex node) {
    const auto found = Exact::parse(first_of(demand.path, document, node));
    return {found ? found->text() : "", limit_text(demand.comparison, demand.limit.text())};
}

/// As it is written: digits that say nothing count too.
Figures compared_decimals(const Expression& demand, const JudgedDocument& document,
                          xml::NodeIndex node) {
    std::string found = first_of(demand.path, document, node);
    constexpr std::size_t readable = 40;
    if (found.size() > readable || !Exact::parse(found)) { return {}; }
    return {std::move(found), "at most two decimals"};
}

Figures compared_count(const Expression& demand, const JudgedDocument& document,
                       xml::NodeIndex node) {
    std::size_t count = 0;
    visit_path(demand.path, document, node, [&count](const Reached&) {
        ++count;
        return false;
    });
    std::string limit = demand.limit.text();
    limit.resize(limit.find('.'));
    return {std::to_string(count), limit_text(demand.comparison, limit)};
}

/// Of several demands, those of the first that is not met.
Figures figures_of(const Expression& demand, const JudgedDocument& document, xml::NodeIndex node) {
    using Kind = Expression::Kind;
    switch (demand.kind) {
        case Kind::both: {
            const auto failed =
                std::find_if(demand.parts.begin(), demand.parts.end(),
                             [&](const Expression& part) { return !holds(part, document, node); });
            return failed == demand.parts.end() ? Figures{} : figures_of(*failed, document, node);
        }
        case Kind::calls:
            return document.noted();
        case Kind::number:
            return compared_number(demand, document, node);
        case Kind::cents:
            return compared_decimals(demand, document, node);
        case Kind::counts:
            return compared_count(demand, document, node);
        default:
            return {};
    }
}

}  // namespace

std::string figures_text(const Expression& demand, const JudgedDocument& document,
                         xml::NodeIndex node) {
    const Figures figures = figures_of(demand, document, node);
    if (figures.found.empty() || figures.expected.empty()) { return {}; }
    return fmt::format(" (found {}, expected {})", figures.found, figures.expected);
}

}  // namespace mutua::ubl::validation
