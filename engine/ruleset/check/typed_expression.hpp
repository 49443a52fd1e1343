#pragma once

#include "engine/core/date.hpp"
#include "engine/core/decimal.hpp"
#include "engine/ruleset/check/type.hpp"
#include "engine/ruleset/syntax/syntax_tree.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mutua::ruleset {

using DefinitionId = std::uint32_t;
using PackageId = std::uint32_t;
using ExpressionId = std::uint32_t;

/// The kinds of row that a figure may be computed for.
enum class Scope : std::uint8_t { contract, payslip, member, client };

/// The days that choose versions.
enum class Clock : std::uint8_t {
    work_start,
    work_end,
    quarter_start,
    year_start,
    payment_date,
    issue_date,
    day,  ///< each day of the worked period in turn: dates rules only, and has no day of its own
};
/// The clocks that stand on one day: all but `day`.
inline constexpr std::size_t clock_count = 6;

/// Text of type `code`, compared and never computed with.
struct CodeText {
    std::string text;
    friend bool operator==(const CodeText&, const CodeText&) = default;
};

/// An enum item, by its position in the enum.
struct EnumItem {
    std::uint32_t position = 0;
    friend bool operator==(const EnumItem&, const EnumItem&) = default;
};

/// A value known when rules are checked. A number is exact and in its own unit.
using Constant = std::variant<Decimal, bool, CodeText, EnumItem, Date>;

/// The right side of `X at …`: a day, a clock, or the start of a clock's month, quarter or year.
struct DateReference {
    enum class Start : std::uint8_t { none, month, quarter, year };
    std::optional<Date> day;
    Clock clock = Clock::work_end;
    Start start = Start::none;
};

enum class TypedKind : std::uint8_t {
    constant,    ///< constant
    read,        ///< definition: an input, a param or a rule; `field` of a record; `at`
    scale_call,  ///< definition; children[0]: argument; `at`
    negate,
    add,
    subtract,
    multiply,
    divide,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,
    in_set,   ///< children[0]: value; the others: items
    applies,  ///< definition: a rule
    logical_and,
    logical_or,
    logical_not,
    if_then_else,  ///< children: condition, then, else
    match,         ///< children[0]: subject; cases
    round,         ///< children[0]; mode, step, step_decimals
    minimum,
    maximum,  ///< two children or more
    clamp,    ///< value, low, high
    absolute,
    days_between,
    months_between,
    years_between,
    add_days,
    add_months_up,
    add_months_down,
    year_of,
    month_of,
    day_of,
    sum_rows,
    minimum_rows,
    maximum_rows,
    any_row,
    all_rows,    ///< operand [where]; rows
    count_rows,  ///< [where]; rows
    as_unit,     ///< children[0]: the same number with another time part
    previous,    ///< the version before; only inside a param
    look_up,     ///< definition: a table; children: its keys, and the else if `has_else`; `at`
    split,       ///< children: the whole (read in scope `rows`, above the reader's), the weight
    prior,       ///< definition: a carry, as it was before this row
    inherited,   ///< in an amendment: the value of the layers below
};

/// `<` and its like: an answer from two values.
[[nodiscard]] constexpr bool is_comparison(TypedKind kind) noexcept {
    return kind >= TypedKind::less && kind <= TypedKind::not_equal;
}

struct TypedCase;

/// One node of a checked expression. Which members mean something is said at TypedKind.
struct TypedExpression {
    TypedKind kind = TypedKind::constant;
    ExpressionId id = 0;  ///< unique in the ruleset: the way back from a trace
    syntax::Span span;
    Type type;
    Constant constant;
    DefinitionId definition = 0;
    std::optional<std::size_t> field;
    std::optional<DateReference> at;
    Rounding mode = Rounding::half_up;
    Decimal step = 1;
    unsigned step_decimals = 0;
    Scope rows = Scope::contract;
    bool has_else = false;
    std::vector<TypedExpression> children;
    std::vector<TypedCase> cases;
};

/// `a or b : value`; no patterns means `otherwise`. Patterns are constants or comparable values.
struct TypedCase {
    std::vector<TypedExpression> patterns;
    TypedExpression value;
};

/// "contract", "payslip", "member", "client"
[[nodiscard]] std::string_view to_string(Scope scope);
[[nodiscard]] std::optional<Scope> parse_scope(std::string_view name);

/// "work_end", …; `day` is no name of parse_clock(): it has no day to be read on.
[[nodiscard]] std::string_view to_string(Clock clock);
[[nodiscard]] std::optional<Clock> parse_clock(std::string_view name);

/// True when a row of scope `reader` belongs to one row of scope `owner`, or is one itself.
[[nodiscard]] bool belongs_to(Scope reader, Scope owner);

/// True when a rule of that scope may use what a clock dates.
[[nodiscard]] bool sees_clock(Scope scope, Clock clock);

/// Calls `visit` on an expression and on all below it, parents first.
template <typename Visit>
void walk(const TypedExpression& expression, const Visit& visit) {
    visit(expression);
    for (const TypedExpression& child : expression.children) { walk(child, visit); }
    for (const TypedCase& one : expression.cases) {
        for (const TypedExpression& pattern : one.patterns) { walk(pattern, visit); }
        walk(one.value, visit);
    }
}

}  // namespace mutua::ruleset
