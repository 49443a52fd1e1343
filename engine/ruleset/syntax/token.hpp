#pragma once

#include "engine/ruleset/syntax/syntax_tree.hpp"

#include <cstdint>

namespace mutua::ruleset::syntax {

enum class TokenKind : std::uint8_t {
    start,     ///< stands before each token in column 1
    word,      ///< `gross_pay`, also the reserved words
    path,      ///< `relief.ceiling`, with at least one dot
    currency,  ///< `EUR`
    compound,  ///< `EUR/month`
    number,    ///< `12 345.00`
    date,      ///< `2026-07-01`
    text,      ///< `"par. 2"`, quotes included
    code,      ///< `E301`
    mark,      ///< punctuation
    bad,       ///< already reported: nothing more is said about it
    end,       ///< end of the file
};

/// One word of the language, as bytes of its file.
struct Token {
    TokenKind kind = TokenKind::end;
    bool reserved = false;  ///< a reserved word, or a path or compound that contains one
    Span span;
};

}  // namespace mutua::ruleset::syntax
