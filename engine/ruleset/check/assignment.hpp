#pragma once

#include "engine/ruleset/check/check_context.hpp"

#include <optional>
#include <string>

namespace mutua::ruleset {

/// What a value is assigned to, and what the author wrote beside it.
struct Target {
    PackageId package = 0;
    std::string name;
    const Type& type;
    const std::optional<syntax::RoundingClause>& rounding;
    syntax::Span mark;       ///< the `=`
    bool is_mean = false;    ///< of a rule dated by day: the mean over days is what is rounded
    bool is_figure = false;  ///< a threshold, a bound, a cell: no `round` can stand behind it
};

/// Decides how a value comes to the declared type: exactly, by the written rounding, or by that of
/// the package. Errors: R202, R203, R301, R303, R406; R304 as a warning. False when something is
/// wrong.
[[nodiscard]] bool check_assignment(CheckContext& context, const TypedExpression& value,
                                    const Target& target, std::optional<CheckedRounding>& rounding);

/// Checks `= expression [round …] evidence` of a rule or of a default in scope `scope`.
/// `lone_literal` lets a literal alone take the declared unit.
struct FormulaPlace {
    PackageId package = 0;
    Scope scope = Scope::payslip;
    std::string name;
    const Type& type;
    bool lone_literal = false;
    bool is_mean = false;             ///< of a rule dated by day
    const Type* inherited = nullptr;  ///< in an amendment: the type of the value below
    bool scope_known = true;
};
[[nodiscard]] Formula check_formula(CheckContext& context, const FormulaPlace& place,
                                    const syntax::Expression& value,
                                    const std::optional<syntax::RoundingClause>& rounding,
                                    const syntax::Evidence& evidence, syntax::Span span);

}  // namespace mutua::ruleset
