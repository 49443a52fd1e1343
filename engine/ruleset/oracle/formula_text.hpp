#pragma once

#include "engine/ruleset/oracle/formula_look.hpp"

#include <string>

namespace mutua::ruleset {

/// What a span says, on one line.
[[nodiscard]] std::string written(const CheckedRuleset& rules, syntax::Span span);

/// The expression as written, with every name, scale, table, sum and split replaced by its value
/// and every choice by the side that was chosen: "min(100.00 - 0.2000 * (1 210.00 - 1 000.00),
/// 121.00)". What was not looked at stays as it is written.
[[nodiscard]] std::string with_values(const CheckedRuleset& rules, const FormulaLook& look,
                                      const TypedExpression& expression);

}  // namespace mutua::ruleset
