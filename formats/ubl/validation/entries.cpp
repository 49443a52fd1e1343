#include "formats/ubl/validation/entries.hpp"

#include "formats/ubl/validation/value_kind.hpp"

#include <algorithm>

namespace mutua::ubl::validation {

std::string Entry::joined() const {
    std::string all = text;
    for (const std::string& more : indented) { all.append(" ").append(more); }
    return all;
}

std::vector<Entry> entries(std::string_view text) {
    std::vector<Entry> found;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view one = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::string_view trimmed = without_blanks(one);
        if (trimmed.empty() || trimmed.front() == '#') { continue; }
        if (one.front() == ' ' && !found.empty()) {
            found.back().indented.emplace_back(trimmed);
        } else {
            found.push_back({line, std::string{trimmed}});
        }
    }
    return found;
}

std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> found;
    while (true) {
        const std::size_t first = text.find_first_not_of(' ');
        if (first == std::string_view::npos) { return found; }
        text.remove_prefix(first);
        const std::size_t end = std::min(text.find(' '), text.size());
        found.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

}  // namespace mutua::ubl::validation
