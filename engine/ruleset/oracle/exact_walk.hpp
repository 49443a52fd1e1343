#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/oracle/exact_case.hpp"
#include "engine/ruleset/run/calculator.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// One thing that a formula looked at, with what it found.
struct LookedAt {
    const TypedExpression* expression = nullptr;  ///< a read, a scale, or a sum over rows
    Constant value;
    /// Of a sum over rows: the operand in each row that counted, by row index.
    std::vector<std::pair<std::size_t, Constant>> rows;
    /// Of a scale: the bracket that holds the argument, if any.
    std::optional<std::size_t> bracket;
    Constant argument;
};

/// A side of `min` or `max` that lost, and the value it lost to.
struct Loser {
    const TypedExpression* expression = nullptr;
    Constant value;
    Constant winner;
    const Type* type = nullptr;  ///< of the whole `min` or `max`
    bool of_minimum = true;
};

/// Walks an expression in exact rational numbers and remembers what decided: only the chosen side
/// of an `if` or `match`, only the winner of a `min`. Shares nothing with the machines that run
/// programs but the checked rules, so that an explanation is also a second opinion.
class ExactWalk {
public:
    /// Figures of inputs and rules by definition, one for each row of their scope.
    using Figures = std::map<DefinitionId, std::vector<Figure>>;

    /// `rules`, `figures` and `clocks` outlive the walk. `contract` is the row of what is
    /// explained.
    ExactWalk(const CheckedRuleset& rules, const Figures& figures, const Clocks& clocks,
              std::size_t contract)
        : rules_{rules}, figures_{figures}, clocks_{clocks}, contract_{contract} {}

    /// The value of an expression; what it looked at is added to looked_at() and losers().
    Constant value(const TypedExpression& expression);

    /// True when a condition holds.
    bool holds(const TypedExpression& condition) { return std::get<bool>(value(condition)); }

    [[nodiscard]] const std::vector<LookedAt>& looked_at() const noexcept { return looked_at_; }
    [[nodiscard]] const std::vector<Loser>& losers() const noexcept { return losers_; }

    /// The index of the branch that a `match` or `if` takes: 0 is `then`, or the first case.
    std::size_t chosen(const TypedExpression& expression);

    /// The version of a param or scale that a read uses.
    [[nodiscard]] Date day_of(const TypedExpression& read) const;

private:
    Decimal number(const TypedExpression& expression) {
        return std::get<Decimal>(value(expression));
    }
    Constant arithmetic(const TypedExpression& expression);
    Constant comparison(const TypedExpression& expression);
    Constant logic(const TypedExpression& expression);
    Constant choice(const TypedExpression& expression);
    Constant extreme(const TypedExpression& expression);
    Constant calendar(const TypedExpression& expression);
    Constant over_rows(const TypedExpression& expression);
    Constant read(const TypedExpression& expression);
    Constant scale(const TypedExpression& expression);
    Constant look_up(const TypedExpression& expression);
    const Figure& figure(DefinitionId definition) const;

    const CheckedRuleset& rules_;
    const Figures& figures_;
    const Clocks& clocks_;
    std::size_t contract_;
    std::vector<LookedAt> looked_at_;
    std::vector<Loser> losers_;
};

/// A figure as a constant of its type.
[[nodiscard]] Constant constant_of(const CheckedRuleset& rules, const Value& value,
                                   const Type& type);

}  // namespace mutua::ruleset
