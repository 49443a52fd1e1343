#include "formats/ubl/read/fields.hpp"

#include <algorithm>

namespace mutua::ubl {

namespace {

/// Longest part of a wrong value that is shown.
constexpr std::size_t quoted_max = 40;

std::string quoted(const std::string& value) {
    if (value.size() <= quoted_max) { return "`" + value + "`"; }
    return "`" + value.substr(0, quoted_max) + "…`";
}

}  // namespace

SourcePosition Reading::place(const xml::Element& element) const {
    SourcePosition where;
    where.file = file_;
    where.line = element.line();
    return where;
}

void Reading::missing(const xml::Element& parent, std::string_view name) {
    faults_.push_back(problem("D137", std::string{parent.name()} + " has no " + std::string{name},
                              "ask the sender for a document that states it", place(parent)));
}

void Reading::unreadable(const xml::Element& element, const std::string& value, const char* what,
                         const char* help) {
    faults_.push_back(problem("D138",
                              std::string{element.name()} + ": " + quoted(value) + " is no " + what,
                              help, place(element)));
}

void Reading::unread(const xml::Element& parent, const xml::Element& element) {
    Unread& row = unread_[std::string{parent.name()} + "/" + std::string{element.name()}];
    if (row.count++ == 0) { row.line = element.line(); }
}

Diagnostics Reading::faults() {
    std::stable_sort(faults_.begin(), faults_.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return a.where.line < b.where.line;
    });
    return std::move(faults_);
}

Diagnostics Reading::notices() const {
    Diagnostics found;
    for (const auto& [name, row] : unread_) {
        SourcePosition where;
        where.file = file_;
        where.line = row.line;
        Diagnostic notice =
            problem("D139",
                    name + " is left unread" +
                        (row.count == 1 ? "" : ", " + std::to_string(row.count) + " times"),
                    "look whether it says something that must be known", std::move(where));
        notice.severity = Severity::warning;
        found.push_back(std::move(notice));
    }
    return found;
}

Fields::Fields(Reading& reading, const xml::Element& element)
    : reading_{reading},
      element_{element},
      children_{element.children()},
      is_taken_(children_.size(), false) {}

void Fields::finish() {
    for (std::size_t at = 0; at < children_.size(); ++at) {
        if (!is_taken_[at]) { reading_.unread(element_, children_[at]); }
    }
}

std::optional<xml::Element> Fields::take(std::string_view name) {
    for (std::size_t at = 0; at < children_.size(); ++at) {
        if (is_taken_[at] || children_[at].name() != name) { continue; }
        is_taken_[at] = true;
        return children_[at];
    }
    return std::nullopt;
}

std::vector<xml::Element> Fields::take_all(std::string_view name) {
    std::vector<xml::Element> found;
    for (std::size_t at = 0; at < children_.size(); ++at) {
        if (is_taken_[at] || children_[at].name() != name) { continue; }
        is_taken_[at] = true;
        found.push_back(children_[at]);
    }
    return found;
}

std::string Fields::text(std::string_view name) {
    const auto element = take(name);
    return element ? element->text() : std::string{};
}

std::string Fields::required_text(std::string_view name) {
    std::string found = text(name);
    if (found.empty()) { reading_.missing(element_, name); }
    return found;
}

settlement::SchemedId Fields::id(std::string_view name) {
    const auto element = take(name);
    if (!element) { return {}; }
    return {element->attribute("schemeID").value_or(""), element->text()};
}

std::optional<Date> Fields::day(std::string_view name) {
    const auto element = take(name);
    if (!element) { return std::nullopt; }
    const std::string text = element->text();
    const auto found = parse_date(text);
    if (!found) { reading_.unreadable(*element, text, "day", "write it as 2026-11-30"); }
    return found;
}

std::optional<Decimal> Fields::number(std::string_view name) {
    const auto element = take(name);
    if (!element) { return std::nullopt; }
    const std::string text = element->text();
    auto found = number_of(text);
    if (!found) {
        reading_.unreadable(*element, text, "number", "write digits, and a point before decimals");
    }
    return found;
}

Decimal Fields::required_number(std::string_view name) {
    const auto element =
        std::find_if(children_.begin(), children_.end(),
                     [name](const xml::Element& each) { return each.name() == name; });
    if (element == children_.end()) { reading_.missing(element_, name); }
    return number(name).value_or(0);
}

void Fields::check_currency(const xml::Element& element) {
    const auto code = element.attribute("currencyID");
    if (code && *code == to_string(reading_.currency)) { return; }
    reading_.unreadable(element, code.value_or(""), "currency of this document",
                        "write every amount in the currency of the document");
}

std::optional<Money> Fields::amount(std::string_view name) {
    const auto element = take(name);
    if (!element) { return std::nullopt; }
    check_currency(*element);
    const std::string text = element->text();
    const auto found = money_of(text, reading_.currency);
    if (!found) { reading_.unreadable(*element, text, "amount", "write at most two decimals"); }
    return found;
}

Money Fields::required_amount(std::string_view name) {
    const auto element =
        std::find_if(children_.begin(), children_.end(),
                     [name](const xml::Element& each) { return each.name() == name; });
    if (element == children_.end()) { reading_.missing(element_, name); }
    return amount(name).value_or(Money{0, reading_.currency});
}

std::optional<Decimal> Fields::price(std::string_view name) {
    const auto element =
        std::find_if(children_.begin(), children_.end(),
                     [name](const xml::Element& each) { return each.name() == name; });
    if (element != children_.end()) { check_currency(*element); }
    return number(name);
}

std::optional<Decimal> number_of(std::string_view text) {
    if (auto found = parse_decimal(text)) { return found; }
    std::string plain{text.starts_with('+') ? text.substr(1) : text};
    const std::size_t sign = plain.starts_with('-') ? 1 : 0;
    if (plain.size() == sign + 1) { return std::nullopt; }
    if (plain.find('.') == sign) { plain.insert(sign, 1, '0'); }
    if (plain.ends_with('.')) { plain.pop_back(); }
    if (plain.starts_with('+')) { return std::nullopt; }
    return parse_decimal(plain);
}

std::optional<Money> money_of(const std::string& text, Currency currency) {
    if (const auto found = parse_money(text, currency)) { return found; }
    const auto number = number_of(text);
    if (!number) { return std::nullopt; }
    const auto decimals = decimals_of(*number);
    if (!decimals || *decimals > 2) { return std::nullopt; }
    return parse_money(to_string(*number, 2), currency);
}

}  // namespace mutua::ubl
