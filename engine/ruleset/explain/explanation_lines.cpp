#include "engine/ruleset/explain/explanation_lines.hpp"

#include "engine/ruleset/explain/text_lines.hpp"

namespace mutua::ruleset {

namespace {

constexpr std::size_t right_column = 42;
constexpr std::size_t least_gap = 3;
constexpr std::size_t word_width = 9;

}  // namespace

void ExplanationLines::head(const std::string& left, const std::string& right) {
    columns("", left, right);
}

void ExplanationLines::place(const std::string& text) {
    text_ += wrapped(text, indent_ + 2, indent_ + 4);
}

void ExplanationLines::entry(const std::string& word, const std::string& left,
                             const std::string& right) {
    const std::size_t width = columns_of(word);
    const std::size_t gap = width < word_width ? word_width - width : 1;
    columns("  " + word + std::string(gap, ' '), left, right);
}

void ExplanationLines::columns(const std::string& begin, const std::string& left,
                               const std::string& right) {
    const std::size_t at = indent_ + columns_of(begin);
    const std::size_t used = columns_of(left);
    const std::size_t room = text_width > at ? text_width - at : 0;
    const std::string start = std::string(indent_, ' ') + begin;
    if (right.empty() || used + least_gap + columns_of(right) > room) {
        const std::string whole = wrapped(left, at, at + 2);
        text_ += start + whole.substr(at);
        if (!right.empty()) { text_ += wrapped(right, at + 4, at + 4); }
        return;
    }
    const bool aligned =
        used + least_gap < right_column && right_column + columns_of(right) <= room;
    text_ +=
        start + left + std::string(aligned ? right_column - used : least_gap, ' ') + right + "\n";
}

}  // namespace mutua::ruleset
