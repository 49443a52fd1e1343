#include "engine/core/result.hpp"

#include <algorithm>

namespace mutua {

namespace {

const char* word(Severity severity) {
    if (severity == Severity::error) { return "error"; }
    return severity == Severity::warning ? "warning" : "note";
}

std::string place(const SourcePosition& where) {
    std::string text = where.file;
    if (where.line > 0) { text += ":" + std::to_string(where.line); }
    if (where.line > 0 && where.column > 0) { text += ":" + std::to_string(where.column); }
    return text;
}

/// Columns that the first `bytes` bytes of a UTF-8 text take on a screen, roughly: one a code
/// point.
std::size_t shown_width(const std::string& text, std::size_t bytes) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(bytes, text.size()));
    return static_cast<std::size_t>(std::count_if(text.begin(), end, [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

/// The source line and, under it, a mark from `column` to `end_column`.
std::string marked_line(const SourcePosition& where, const std::string& line, char mark,
                        const std::string& word_after) {
    const std::string number = " " + std::to_string(where.line) + " | ";
    const std::size_t begin = std::max<std::size_t>(where.column, 1) - 1;
    const std::size_t end = std::max(where.end_column, begin + 2) - 1;
    const std::size_t before = shown_width(line, begin);
    const std::size_t width = std::max<std::size_t>(shown_width(line, end) - before, 1);
    std::string text = "\n" + number + line + "\n" + std::string(number.size() - 2, ' ') + "| " +
                       std::string(before, ' ') + std::string(width, mark);
    if (!word_after.empty()) { text += " " + word_after; }
    return text;
}

}  // namespace

bool has_error(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string to_string(const Diagnostic& diagnostic) {
    std::string text = place(diagnostic.where);
    if (!text.empty()) { text += ": "; }
    text +=
        std::string{word(diagnostic.severity)} + " " + diagnostic.code + ": " + diagnostic.message;
    std::size_t gutter = 3;
    if (diagnostic.where.line > 0 && !diagnostic.source_line.empty()) {
        text += marked_line(diagnostic.where, diagnostic.source_line, '^', "");
        gutter = std::to_string(diagnostic.where.line).size() + 2;
    }
    for (const RelatedPlace& other : diagnostic.related) {
        if (other.source_line.empty()) { continue; }
        text += marked_line(other.where, other.source_line, '-', other.text);
    }
    if (!diagnostic.help.empty()) {
        text += "\n" + std::string(gutter, ' ') + "= help: " + diagnostic.help;
    }
    return text;
}

}  // namespace mutua
