#pragma once

#include "engine/ruleset/syntax/syntax_tree.hpp"
#include "engine/ruleset/syntax/token_cursor.hpp"

/// Clauses that several declarations share.
namespace mutua::ruleset::syntax {

/// Counts one level of nesting while it lives; the level too many gives the declaration up, so
/// that neither the parser nor a walk over its tree runs out of stack.
class Nesting {
public:
    explicit Nesting(TokenCursor& cursor);
    ~Nesting() { --cursor_->depth; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

    static constexpr std::size_t depth_max = 100;

private:
    TokenCursor* cursor_;
};

/// `EUR`, `hour`, `EUR/month`.
[[nodiscard]] bool at_unit(const TokenCursor& cursor);
Name parse_unit(TokenCursor& cursor);

/// The same behind a number: a word before another word is no unit but a misspelt clause.
[[nodiscard]] bool at_unit_of_number(const TokenCursor& cursor);

/// The unit behind the number that begins at `number`, on one line with it.
Name parse_unit_of_number(TokenCursor& cursor, const Span& number);

/// What stands after the colon of a declaration.
Type parse_type(TokenCursor& cursor);

/// `{ white_collar, artist }`
std::vector<Name> parse_items(TokenCursor& cursor);

/// `a, b, c`
std::vector<Name> parse_names(TokenCursor& cursor, const char* what);

/// `half up to 0.01`
RoundingClause parse_rounding(TokenCursor& cursor);

/// `source act "par. 2" review by 2027-06-30 provisional`, as far as it is there.
Evidence parse_evidence(TokenCursor& cursor);

/// `range LOW .. HIGH`
void parse_range(TokenCursor& cursor, std::optional<Expression>& low,
                 std::optional<Expression>& high);

/// `dated by` and `label`, in any order.
void parse_dated_and_labels(TokenCursor& cursor, std::optional<Name>& clock,
                            std::vector<Label>& labels);

/// `from` or `until` is next.
[[nodiscard]] bool at_version(const TokenCursor& cursor);

/// `exception LABEL over … when … = formula`
Exception parse_exception(TokenCursor& cursor);

/// `dated by CLOCK`
void parse_clock(TokenCursor& cursor, std::optional<Name>& clock);

/// `label fr "…" nl "…"`
void parse_labels(TokenCursor& cursor, std::vector<Label>& labels);

/// `per contract`
Name parse_scope(TokenCursor& cursor);

/// `= formula round half up to 0.01 source act`
Definition parse_definition(TokenCursor& cursor);

}  // namespace mutua::ruleset::syntax
