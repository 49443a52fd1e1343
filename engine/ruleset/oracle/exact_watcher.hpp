#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// How a scale was used: by which version, which bracket holds the argument, what came out.
struct ScaleUse {
    std::size_t version = 0;
    std::optional<std::size_t> bracket;
    Decimal argument;
    Constant value;
};

/// Which row of a table was found; nothing: `otherwise` or the `else` of the call.
struct TableUse {
    std::size_t version = 0;
    std::optional<std::size_t> row;
    Constant value;
};

/// The values of all sides of a `min` or `max` of numbers (of days: none), and which one won.
struct ExtremeUse {
    const std::vector<Decimal>& values;
    std::size_t winner = 0;
};

/// A rounding, and what it did. `site` is the clause, or the `round(…)` in `expression`.
struct RoundingUse {
    syntax::Span site;
    Decimal before;
    Decimal after;
};

/// Told what an exact walk passes: for coverage, explanations and mutants. Every function may be
/// left as it is.
class ExactWatcher {
public:
    ExactWatcher() = default;
    ExactWatcher(const ExactWatcher&) = default;
    ExactWatcher& operator=(const ExactWatcher&) = default;
    virtual ~ExactWatcher() = default;

    /// A figure is computed (not given, not known already), and then is known.
    virtual void enter(DefinitionId /*definition*/, std::size_t /*row*/) {}
    virtual void leave() {}
    /// Of an aggregate: one of the rows below is walked. Of a split: the weight of one row.
    virtual void enter_row(const TypedExpression& /*aggregate*/, std::size_t /*row*/) {}
    virtual void leave_row() {}

    /// The version of a rule in force, whether it applies, and which exception gave the value
    /// (nothing: the default).
    virtual void version(DefinitionId /*rule*/, std::size_t /*version*/) {}
    virtual void applied(DefinitionId /*rule*/, std::size_t /*version*/, bool /*holds*/) {}
    virtual void taken(DefinitionId /*rule*/, std::size_t /*version*/,
                       std::optional<std::size_t> /*exception*/) {}
    /// A layer may amend the value of the layers below it.
    virtual void layer(DefinitionId /*rule*/, Layer /*layer*/, const Constant& /*below*/) {}
    virtual void amended(DefinitionId /*rule*/, const CheckedException& /*exception*/) {}
    virtual void ensured(DefinitionId /*rule*/, std::size_t /*index*/) {}

    virtual void visited(const TypedExpression& /*expression*/) {}
    /// An input, a rule, a carry, a param, `prior`, `inherited` or `… applies` and its value;
    /// `version` of a param.
    virtual void read(const TypedExpression& /*expression*/, const Constant& /*value*/,
                      std::optional<std::size_t> /*version*/) {}
    /// The version of a scale or a table that is asked, before it may have no answer.
    virtual void asked(const TypedExpression& /*expression*/, std::size_t /*version*/) {}
    virtual void scale(const TypedExpression& /*expression*/, const ScaleUse& /*use*/) {}
    virtual void table(const TypedExpression& /*expression*/, const TableUse& /*use*/) {}
    /// An aggregate and what the rows that count gave; a split, its part and all weights.
    virtual void rows(const TypedExpression& /*expression*/, const Constant& /*result*/,
                      const std::vector<std::pair<std::size_t, Constant>>& /*rows*/) {}
    /// The side of an `if` (0 or 1) or the case of a `match` that is taken; of a `clamp` the value
    /// itself, its lower or its upper bound (0, 1 or 2).
    virtual void branch(const TypedExpression& /*expression*/, std::size_t /*taken*/) {}
    virtual void compared(const TypedExpression& /*expression*/, const Constant& /*left*/,
                          const Constant& /*right*/) {}
    /// Before each side of a `min` or `max`, and after the last.
    virtual void side(const TypedExpression& /*expression*/, std::size_t /*index*/) {}
    virtual void decided(const TypedExpression& /*expression*/, const ExtremeUse& /*use*/) {}
    virtual void rounded(const RoundingUse& /*use*/) {}
};

}  // namespace mutua::ruleset
