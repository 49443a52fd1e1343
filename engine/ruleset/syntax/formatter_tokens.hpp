#pragma once

#include "engine/ruleset/syntax/source_file.hpp"
#include "engine/ruleset/syntax/token.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// What the formatter reads: the words of a file, each with the comments that stand before it.
namespace mutua::ruleset::syntax {

/// `# …` without its line end.
struct Comment {
    std::string text;
    bool trailing = false;      ///< stands behind another word, on its line
    bool blank_before = false;  ///< an empty line stands before it
};

/// One word as it will be written.
struct FormatToken {
    TokenKind kind = TokenKind::end;
    bool reserved = false;
    std::string text;
    std::vector<Comment> comments;  ///< between the word before and this one
    bool blank_before = false;      ///< an empty line between the last comment (or word) and it
    bool sign = false;              ///< `-` before its number, as against a subtraction
    bool gap = true;                ///< a space before it where it does not begin a line
    std::size_t partner = 0;        ///< index of the other bracket; of any other word its own
    std::size_t width = 0;          ///< columns of `text`
    std::size_t end = 0;            ///< columns from the first word to the end of this one, flat
};

/// A declaration: `first` is its keyword.
using FormatTokens = std::vector<FormatToken>;

/// A file cut into declarations; `tail` holds the comments behind the last one.
struct FormatFile {
    std::vector<FormatTokens> declarations;
    FormatToken tail;
};

/// Columns that a text takes: one for each character of UTF-8.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// Digits with a space between groups of three when five or more stand before the point.
[[nodiscard]] std::string grouped_number(std::string_view digits);

/// Cuts a file that the parser accepts.
[[nodiscard]] FormatFile format_tokens(const std::vector<SourceFile>& files, std::size_t index);

/// Finds brackets, signs, gaps and widths; needed again after words changed places.
void measure(FormatTokens& tokens);

/// Columns of the words [begin, end) on one line, without a gap before the first.
[[nodiscard]] std::size_t flat_width(const FormatTokens& tokens, std::size_t begin,
                                     std::size_t end);

/// True when a comment stands before one of the words [begin, end).
[[nodiscard]] bool has_comment(const FormatTokens& tokens, std::size_t begin, std::size_t end);

}  // namespace mutua::ruleset::syntax
