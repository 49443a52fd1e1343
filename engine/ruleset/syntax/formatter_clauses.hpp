#pragma once

#include "engine/ruleset/syntax/formatter_tokens.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mutua::ruleset::syntax {

/// How a clause is laid out.
enum class ClauseKind : std::uint8_t {
    head,        ///< `rule x : EUR per payslip`
    plain,       ///< one keyword and what follows it
    label,       ///< `label fr "…" nl "…"`
    from,        ///< `from 2025-01-01`, of a table with its file and of a scale with its evidence
    from_value,  ///< `from 2025-01-01 = …`
    definition,  ///< `= …`
    standard,    ///< `default = …`
    exception,
    bracket,
    row,
    ensure,
};

/// The words [begin, end) of a declaration that stand on lines of their own.
struct Clause {
    ClauseKind kind = ClauseKind::plain;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t indent = 2;
    std::size_t prefix = 1;  ///< words that are never parted from what follows them
    std::size_t rank = 0;    ///< place among the clauses that may come in any order; 0: it is fixed
};

/// A part of a clause that may begin a line.
struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t gap = 1;     ///< blanks before it
    std::size_t prefix = 0;  ///< words that are never parted from what follows them
};

/// The clauses of a declaration, in the order of its words; the first is its head.
[[nodiscard]] std::vector<Clause> clauses_of(const FormatTokens& tokens);

/// The parts of one clause: what it says, its rounding, its sources.
[[nodiscard]] std::vector<Part> parts_of(const FormatTokens& tokens, const Clause& clause);

/// Sorts the clauses of a declaration, the evidence of a clause and what an exception stands over.
/// A comment stays before the word it preceded; one that trailed a word which went elsewhere gets a
/// line of its own. `after` is the word behind the declaration.
void put_in_order(FormatTokens& tokens, FormatToken& after);

/// Index of the first word outside brackets in [begin, end) that reads `text`; `end` when none.
[[nodiscard]] std::size_t find_outside(const FormatTokens& tokens, std::size_t begin,
                                       std::size_t end, std::string_view text);

}  // namespace mutua::ruleset::syntax
