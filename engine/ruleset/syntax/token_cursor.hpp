#pragma once

#include "engine/ruleset/syntax/lexer.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace mutua::ruleset::syntax {

/// Walks over the tokens of a file for the parser. The first error in a declaration is noted and
/// ends it: from then on every question is answered "no" and nothing is taken, until
/// skip_to_start(). So a parser function reads straight on, and its loops end by themselves.
class TokenCursor {
public:
    TokenCursor(const std::vector<SourceFile>& files, std::size_t index, Findings& findings,
                TestBlocks tests);

    /// The token `ahead` places further on; ahead is 0 or 1.
    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const noexcept;
    /// Its bytes.
    [[nodiscard]] std::string_view text(const Token& token) const noexcept;

    [[nodiscard]] bool at(TokenKind kind) const noexcept { return peek().kind == kind; }
    [[nodiscard]] bool at_word(std::string_view word, std::size_t ahead = 0) const noexcept;
    [[nodiscard]] bool at_mark(std::string_view mark, std::size_t ahead = 0) const noexcept;
    /// A word that is free to be a name.
    [[nodiscard]] bool at_name(std::size_t ahead = 0) const noexcept;

    /// Takes the token and says yes, or leaves it and says no.
    bool accept_word(std::string_view word);
    bool accept_mark(std::string_view mark);

    Token take();
    void expect_word(std::string_view word, std::string help = "");
    void expect_mark(std::string_view mark, std::string help = "");
    /// `what` completes "expected …": "the name of a rule".
    Name expect_name(const char* what);
    Name expect_path(const char* what);
    Date expect_date();
    /// Digits without grouping.
    std::string expect_number(const char* what);
    /// The same without a point; notes R004, and cuts there, where there is one.
    std::string expect_whole_number(const char* what);
    /// What stands between the quotes, escapes resolved.
    std::string expect_text(const char* what);

    /// Notes "expected WHAT, found …" (R010) at the token that is next.
    void fail_expected(const std::string& what, std::string help = "");
    /// "did you mean …?" for the word that is next and is no reserved one, or nothing.
    [[nodiscard]] std::string near(const std::vector<std::string>& words) const;
    /// Notes an error and gives the declaration up.
    void fail(Span span, std::string code, std::string message, std::string help = "");
    /// Notes an error that does not stop the reading.
    void note(Span span, std::string code, std::string message, std::string help = "");
    /// Notes R013 when `already` says that the clause was read before. `clause` is its first word.
    void note_if_twice(bool already, const Token& clause);

    [[nodiscard]] bool failed() const noexcept { return failed_; }
    /// Drops tokens up to the next declaration, and its START; false at the end of the file.
    bool skip_to_start();
    /// Errors of the file so far.
    [[nodiscard]] std::size_t errors() const noexcept { return findings_->count(); }
    /// True when nothing more will be noted.
    [[nodiscard]] bool full() const noexcept { return findings_->full(); }

    /// True when a blank stands on each side of the token.
    [[nodiscard]] bool is_spaced(const Token& token) const noexcept;
    /// From `begin` to the end of the last token taken.
    [[nodiscard]] Span span_from(const Span& begin) const noexcept;

    /// Tokens taken from the file so far.
    [[nodiscard]] std::size_t words() const noexcept { return words_; }

    /// Depth of nesting and number of operators, kept by the parsers of expressions and types.
    std::size_t depth = 0;
    std::size_t operators = 0;

private:
    [[nodiscard]] std::string found() const;
    [[nodiscard]] Span found_span() const;

    void advance();

    std::string_view bytes_;
    Findings* findings_;
    std::size_t words_ = 0;
    Lexer lexer_;
    std::array<Token, 2> next_;
    Token closed_;  ///< what a given-up declaration shows: a START
    Span last_;
    bool failed_ = false;
};

/// Digits as written, without the spaces between groups.
[[nodiscard]] std::string without_grouping(std::string_view digits);

}  // namespace mutua::ruleset::syntax
