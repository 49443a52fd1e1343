#pragma once

#include "engine/ruleset/syntax/formatter_tokens.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace mutua::ruleset::syntax {

/// Columns of a formatted line.
inline constexpr std::size_t page_width = 100;

/// The text that grows while a file is formatted.
class Page {
public:
    [[nodiscard]] std::size_t column() const noexcept { return column_; }
    /// Lines begun so far.
    [[nodiscard]] std::size_t lines() const noexcept { return lines_; }
    [[nodiscard]] bool at_line_begin() const noexcept { return column_ == 0; }

    /// Adds text to the line.
    void put(std::string_view text);
    void put(std::size_t blanks, std::string_view text);
    /// Begins a line with `indent` blanks; does nothing on a line without text.
    void new_line(std::size_t indent);
    void empty_line();

    /// Writes the comments before a word that begins a line at `indent`. One that trails stays on
    /// the line before as long as it fits; empty lines are kept only with `keep_blanks`.
    void comments(const FormatToken& token, std::size_t indent, bool keep_blanks = false);

    [[nodiscard]] std::string take();

private:
    std::string text_;
    std::size_t column_ = 0;
    std::size_t lines_ = 0;
};

/// Writes the words [begin, end) from the present column, on one line when they fit; else broken at
/// the loosest operators first, with the rest of the lines at `indent`. `reserve` columns must stay
/// free behind the last word.
void lay_out(Page& page, const FormatTokens& tokens, std::size_t begin, std::size_t end,
             std::size_t indent, std::size_t reserve = 0);

/// Writes the words [begin, end), of which some have comments: lines break at these, and where the
/// page ends.
void lay_out_with_comments(Page& page, const FormatTokens& tokens, std::size_t begin,
                           std::size_t end, std::size_t indent);

}  // namespace mutua::ruleset::syntax
