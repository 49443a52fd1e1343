#include "engine/core/result.hpp"

#include "engine/core/short_quotes.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace mutua {

namespace {

/// Longest part of a source line that is shown, in code points.
constexpr std::size_t shown_max = 120;

/// What stands before the culprit when a long line is cut.
constexpr std::size_t shown_before = 40;

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

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

/// Code points that begin in the bytes from `from` to `to`: what they take on a screen, roughly.
std::size_t shown_width(const std::string& text, std::size_t from, std::size_t to) {
    std::size_t width = 0;
    for (std::size_t at = from; at < std::min(to, text.size()); ++at) {
        width += starts_code_point(text[at]) ? 1 : 0;
    }
    return width;
}

/// The first byte of the code point that lies `count` code points after `at`.
std::size_t forward(const std::string& text, std::size_t at, std::size_t count) {
    for (; at < text.size(); ++at) {
        if (starts_code_point(text[at]) && count-- == 0) { break; }
    }
    return at;
}

/// The first byte of the code point that lies `count` code points before `at`.
std::size_t backward(const std::string& text, std::size_t at, std::size_t count) {
    for (; at > 0 && count > 0; --count) {
        --at;
        while (at > 0 && !starts_code_point(text[at])) { --at; }
    }
    return at;
}

/// The part of a line that is shown: bytes from `begin` to `end`.
struct Window {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A line that would fill the screen is cut around the culprit. At most some hundreds of bytes are
/// looked at, however long the line is.
Window window_around(const std::string& line, std::size_t culprit) {
    const std::size_t in_line = std::min(culprit, line.size());
    if (forward(line, 0, shown_max) == line.size()) { return {0, line.size()}; }
    const std::size_t begin = backward(line, in_line, shown_before);
    return {begin, forward(line, begin, shown_max)};
}

/// The bytes of a control character that the text begins with, 0 when it begins with none: U+0000
/// to U+001F, U+007F to U+009F, and what turns text around, U+202A to U+202E and U+2066 to U+2069.
std::size_t control_length(std::string_view text) {
    const auto byte = [text](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    if (byte(0) < 0x20U || byte(0) == 0x7FU) { return 1; }
    if (byte(0) == 0xC2U) { return byte(1) >= 0x80U && byte(1) < 0xA0U ? 2 : 0; }
    if (byte(0) != 0xE2U) { return 0; }
    const bool is_embedding = byte(1) == 0x80U && byte(2) >= 0xAAU && byte(2) <= 0xAEU;
    const bool is_isolate = byte(1) == 0x81U && byte(2) >= 0xA6U && byte(2) <= 0xA9U;
    return is_embedding || is_isolate ? 3 : 0;
}

/// Control characters could move the cursor or hide text on a terminal; each takes one column, so
/// that the marks stand under what they mean.
std::string printable(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        const std::size_t length = control_length(text);
        shown += length == 0 ? text.front() : text.front() == '\t' ? ' ' : '?';
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return shown;
}

std::string printable(const std::string& line, Window window) {
    std::string text = window.begin > 0 ? "…" : "";
    text += printable(std::string_view{line}.substr(window.begin, window.end - window.begin));
    return window.end < line.size() ? text + "…" : text;
}

/// One mark under a line: from screen column `begin`, `width` columns of `sign`.
struct Mark {
    std::size_t begin = 0;
    std::size_t width = 1;
    char sign = '^';
    std::string label;
};

/// A line of a file with everything that is marked in it.
struct Excerpt {
    std::string file;
    std::size_t number = 0;
    std::string line;
    Window window;
    std::vector<Mark> marks;
};

void add_mark(Excerpt& excerpt, const SourcePosition& where, char sign, std::string label) {
    const Window window = excerpt.window;
    const std::size_t first = std::max<std::size_t>(where.column, 1) - 1;
    const std::size_t begin = std::clamp(first, window.begin, window.end);
    const std::size_t end =
        std::clamp(std::max(where.end_column, first + 2) - 1, begin, window.end);
    const std::size_t dots = window.begin > 0 ? 1 : 0;
    const std::size_t width = shown_width(excerpt.line, begin, end);
    excerpt.marks.push_back({dots + shown_width(excerpt.line, window.begin, begin),
                             std::max<std::size_t>(width, 1), sign, std::move(label)});
}

Excerpt& excerpt_of(std::vector<Excerpt>& excerpts, const SourcePosition& where,
                    const std::string& line) {
    for (Excerpt& known : excerpts) {
        if (known.file == where.file && known.number == where.line) { return known; }
    }
    const std::size_t culprit = std::max<std::size_t>(where.column, 1) - 1;
    excerpts.push_back({where.file, where.line, line, window_around(line, culprit), {}});
    return excerpts.back();
}

/// The lines that are shown: those of the culprit's file in their order, then other files'.
std::vector<Excerpt> excerpts_of(const Diagnostic& diagnostic) {
    std::vector<Excerpt> excerpts;
    if (diagnostic.where.line == 0 || diagnostic.source_line.empty()) { return excerpts; }
    add_mark(excerpt_of(excerpts, diagnostic.where, diagnostic.source_line), diagnostic.where, '^',
             diagnostic.label);
    for (const RelatedPlace& other : diagnostic.related) {
        if (other.where.line == 0 || other.source_line.empty()) { continue; }
        add_mark(excerpt_of(excerpts, other.where, other.source_line), other.where, '-',
                 other.text);
    }
    std::stable_sort(excerpts.begin(), excerpts.end(), [&](const Excerpt& a, const Excerpt& b) {
        const bool a_elsewhere = a.file != diagnostic.where.file;
        const bool b_elsewhere = b.file != diagnostic.where.file;
        return std::tie(a_elsewhere, a.file, a.number) < std::tie(b_elsewhere, b.file, b.number);
    });
    return excerpts;
}

void put_at(std::string& row, std::size_t column, const std::string& text) {
    if (row.size() < column) { row.append(column - row.size(), ' '); }
    row.replace(column, std::min(text.size(), row.size() - column), text);
}

/// The rows under a line: all marks, with the word of the last beside it and the others below.
std::vector<std::string> mark_rows(std::vector<Mark> marks) {
    std::stable_sort(marks.begin(), marks.end(),
                     [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    std::vector<std::string> rows(1);
    for (const Mark& mark : marks) {
        put_at(rows.front(), mark.begin, std::string(mark.width, mark.sign));
    }
    if (!marks.empty() && !marks.back().label.empty()) { rows.front() += " " + marks.back().label; }
    for (std::size_t i = 0; i + 1 < marks.size(); ++i) {
        if (marks[i].label.empty()) { continue; }
        rows.push_back(std::string(marks[i].begin, ' ') + marks[i].label);
    }
    return rows;
}

/// All lines that matter behind one gutter: ` 50 |   = month…` and `    |     ^^^^`.
std::string drawn(const std::vector<Excerpt>& excerpts, std::size_t digits,
                  const std::string& file) {
    std::string text;
    for (const Excerpt& excerpt : excerpts) {
        if (excerpt.file != file) {
            text += "\n" + std::string(digits + 1, ' ') + "--> " + excerpt.file;
        }
        const std::string number = std::to_string(excerpt.number);
        text += "\n " + std::string(digits - number.size(), ' ') + number + " | " +
                printable(excerpt.line, excerpt.window);
        for (const std::string& row : mark_rows(excerpt.marks)) {
            text += "\n" + std::string(digits + 2, ' ') + "| " + row;
        }
    }
    return text;
}

/// The help, its further lines under the first.
std::string help_rows(const std::string& help, std::size_t gutter) {
    std::string text = "\n" + std::string(gutter, ' ') + "= help: ";
    for (std::size_t begin = 0, end = 0; end != std::string::npos; begin = end + 1) {
        end = help.find('\n', begin);
        if (begin > 0) { text += "\n" + std::string(gutter + 8, ' '); }
        text += printable(help.substr(begin, end == std::string::npos ? end : end - begin));
    }
    return text;
}

/// Second places whose line is not at hand are told in words.
std::string told(const std::vector<RelatedPlace>& related, bool lines_are_shown) {
    std::string text;
    for (const RelatedPlace& other : related) {
        const bool shown = lines_are_shown && other.where.line > 0 && !other.source_line.empty();
        if (shown) { continue; }
        const std::string where = place(other.where);
        text += "\n" + where + (where.empty() ? "note: " : ": note: ") +
                printable(with_short_quotes(other.text, message_quote_max));
    }
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
    text += std::string{word(diagnostic.severity)} + " " + diagnostic.code + ": " +
            printable(with_short_quotes(diagnostic.message, message_quote_max));
    const std::vector<Excerpt> excerpts = excerpts_of(diagnostic);
    std::size_t digits = 0;
    for (const Excerpt& excerpt : excerpts) {
        digits = std::max(digits, std::to_string(excerpt.number).size());
    }
    text += drawn(excerpts, digits, diagnostic.where.file);
    // Without a line there is no gutter: the help stands two columns in.
    if (!diagnostic.help.empty()) {
        text += help_rows(with_short_quotes(diagnostic.help, help_quote_max), digits + 2);
    }
    return text + told(diagnostic.related, !excerpts.empty());
}

}  // namespace mutua
