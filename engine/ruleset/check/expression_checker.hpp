#pragma once

#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/names.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::ruleset {

/// Where an expression stands: what it may read.
struct ExpressionPlace {
    PackageId package = 0;
    std::optional<Scope> scope;       ///< nothing: a constant of a param, range or bracket
    const Type* previous = nullptr;   ///< the type of `previous`; null where it is not allowed
    const Type* inherited = nullptr;  ///< the type of `inherited`; null where it is not allowed
    bool scope_known = true;          ///< false: its name was wrong, nothing is said about scopes
    bool by_day = false;              ///< of a rule dated by day: figures may be read `at day`
    bool is_first_version = false;    ///< of a param: no `previous` yet
};

/// Gives types to the expressions of one place. What is wrong is noted once, at its own span; the
/// result then has an unknown type that fits everywhere.
class ExpressionChecker {
public:
    ExpressionChecker(CheckContext& context, ExpressionPlace place)
        : context_{context}, place_{place} {}

    /// Checks an expression. `expected` tells in which enum a bare item is looked up.
    [[nodiscard]] TypedExpression check(const syntax::Expression& expression,
                                        const Type* expected = nullptr);

    /// Checks what must hold or not hold (R203).
    [[nodiscard]] TypedExpression check_condition(const syntax::Expression& expression);

    /// Checks a value that may be a literal alone, which takes the declared unit.
    [[nodiscard]] TypedExpression check_declared(const syntax::Expression& expression,
                                                 const Type& declared);

private:
    using Syntax = syntax::Expression;

    // expression_checker.cpp
    TypedExpression make(TypedKind kind, const Syntax& expression);
    TypedExpression failed(const Syntax& expression);
    TypedExpression number_literal(const Syntax& expression);
    TypedExpression constant_literal(const Syntax& expression);
    TypedExpression logic(TypedKind kind, const Syntax& expression);
    TypedExpression if_then_else(const Syntax& expression, const Type* expected);
    TypedExpression match(const Syntax& expression, const Type* expected);
    void require_each_once(const TypedExpression& made);
    void require_different(const std::vector<const TypedExpression*>& values,
                           const std::string& where);
    void require_complete(const TypedExpression& made, const Syntax& expression);
    /// Joins the types of two branches; notes R201, R203 or R302 at the second.
    void join(Type& type, TypedExpression& branch, syntax::Span first);

    // expression_arithmetic.cpp
    TypedExpression negate(const Syntax& expression);
    TypedExpression sum(TypedKind kind, const Syntax& expression);
    TypedExpression multiply(const Syntax& expression);
    TypedExpression divide(const Syntax& expression);
    TypedExpression compare(TypedKind kind, const Syntax& expression);
    TypedExpression in_set(const Syntax& expression);
    TypedExpression round(const Syntax& expression);
    TypedExpression as_unit(const Syntax& expression);
    bool require_number(const TypedExpression& value);
    bool require_no_quotient(const TypedExpression& value);
    bool unify_units(TypedExpression& left, TypedExpression& right);
    bool is_sum_of_days(const TypedExpression& sum, const TypedExpression& left,
                        const TypedExpression& right);
    bool is_name_with_hyphen(const Syntax& expression);
    bool is_unit_in_parts(const Syntax& expression);
    /// Whether two values can be compared; else R203, and the second is unknown from then on.
    bool same_kind(const TypedExpression& left, TypedExpression& right);

    // expression_names.cpp
    TypedExpression name(const Syntax& expression, const Type* expected,
                         std::optional<DateReference> at);
    [[nodiscard]] std::string argument_help(const TypedExpression& argument,
                                            const Unit& wanted) const;
    TypedExpression call(const Syntax& expression, std::optional<DateReference> at);
    TypedExpression at_date(const Syntax& expression);
    TypedExpression applies(const Syntax& expression);
    TypedExpression previous(const Syntax& expression);
    TypedExpression inherited(const Syntax& expression);
    std::string read_at(const Syntax& expression, const std::string& day) const;
    syntax::Span name_span(const Syntax& expression) const;
    std::optional<NamedDefinition> find(
        std::string_view path, syntax::Span span, const Type* expected,
        const std::string& otherwise = "declare it, or `use` the package that does");
    std::optional<DateReference> date_reference(const Syntax& expression);
    bool may_read(const Definition& definition, const Syntax& expression,
                  const std::optional<DateReference>& at);
    bool may_read_version(const Definition& definition, const Syntax& expression,
                          const std::optional<DateReference>& at);
    bool needs_argument(const Definition& definition, const Syntax& expression);
    bool scope_known(const Definition& definition) const;
    bool has_version_at(const Definition& definition, const Syntax& expression,
                        const std::optional<DateReference>& at);

    // expression_functions.cpp
    TypedExpression function(const Syntax& expression);
    TypedExpression extreme(TypedKind kind, const Syntax& expression, std::size_t count);
    TypedExpression date_distance(TypedKind kind, const Syntax& expression, const char* unit);
    TypedExpression date_shift(const Syntax& expression, bool by_months);
    TypedExpression date_part(TypedKind kind, const Syntax& expression);
    TypedExpression absolute(const Syntax& expression);
    TypedExpression aggregate(const Syntax& expression);
    TypedExpression check_where(const Syntax& expression);
    TypedExpression count(const Syntax& expression);
    TypedExpression tagged_sum(const Syntax& expression);
    std::optional<Scope> rows_of(const Syntax& expression);
    bool require_kind(const TypedExpression& value, ValueKind kind);
    bool require_arguments(const Syntax& expression, std::size_t count);

    // expression_rows.cpp
    TypedExpression look_up(const Syntax& expression, std::optional<DateReference> at);
    bool check_keys(const Definition& definition, const Syntax& expression, TypedExpression& made);
    TypedExpression split(const Syntax& expression);
    std::optional<Scope> scope_of_whole(const Syntax& whole);
    TypedExpression tagged_part(const Syntax& expression, const std::vector<DefinitionId>& members,
                                std::size_t begin, std::size_t end);
    TypedExpression prior(const Syntax& expression);

    CheckContext& context_;
    ExpressionPlace place_;
};

}  // namespace mutua::ruleset
