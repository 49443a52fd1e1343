#pragma once

#include "engine/ruleset/syntax/findings.hpp"
#include "engine/ruleset/syntax/token.hpp"

#include <string_view>
#include <vector>

namespace mutua::ruleset::syntax {

/// True for the words that mean something everywhere and cannot be names.
[[nodiscard]] bool is_reserved(std::string_view word);

/// The reserved words, in alphabetical order.
[[nodiscard]] const std::vector<std::string>& reserved_words();

/// Cuts a file into tokens, one at a time, whatever its bytes: what is no word of the language is
/// noted (R001 to R005) and comes out as a token that can be read on from.
class Lexer {
public:
    /// `files` and `findings` outlive the lexer. Tests that are left out are no tokens.
    Lexer(const std::vector<SourceFile>& files, std::size_t index, Findings& findings,
          TestBlocks tests = TestBlocks::read);

    /// The next token; at the end of the file, `end` for ever.
    [[nodiscard]] Token next();

private:
    void note_forbidden_bytes();
    void note_encoding();
    void skip_blanks();
    [[nodiscard]] bool skip_test();
    [[nodiscard]] Token word();
    [[nodiscard]] Token capitals();
    [[nodiscard]] Token foreign_word();
    [[nodiscard]] Token number();
    [[nodiscard]] Token number_with_faults(std::size_t begin);
    [[nodiscard]] Token date(std::size_t begin, std::size_t end);
    [[nodiscard]] Token text();
    [[nodiscard]] Token mark();
    [[nodiscard]] Token outside();
    [[nodiscard]] Token with_capitals(std::size_t end);
    [[nodiscard]] bool is_unit_place() const;
    [[nodiscard]] Token foreign_sign(std::size_t length);
    [[nodiscard]] Token foreign_quotes(std::size_t length);

    [[nodiscard]] char at(std::size_t position) const noexcept {
        return position < bytes_.size() ? bytes_[position] : '\0';
    }
    [[nodiscard]] bool in_column_one() const noexcept;
    [[nodiscard]] std::size_t after_name(std::size_t position) const noexcept;
    [[nodiscard]] std::size_t after_digits(std::size_t position) const noexcept;
    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const noexcept;
    [[nodiscard]] Token token(TokenKind kind, std::size_t end);

    std::string_view bytes_;
    std::uint32_t file_;
    Findings* findings_;
    std::size_t position_ = 0;
    std::size_t first_byte_ = 0;  ///< after a byte-order mark
    bool start_given_ = false;    ///< the START of the token at position_ is out
    TestBlocks tests_;
};

}  // namespace mutua::ruleset::syntax
