#pragma once

#include "engine/ruleset/check/check_context.hpp"

#include <optional>

namespace mutua::ruleset {

/// The value of an expression made of literals, operators and params `at` a fixed day, exactly.
/// `previous` stands for the version before. Nothing when it depends on anything else.
[[nodiscard]] std::optional<Constant> constant_value(const CheckedRuleset& rules,
                                                     const TypedExpression& expression,
                                                     const Constant* previous = nullptr);

/// A day of each clock.
using ClockDays = std::array<Date, clock_count>;

/// As constant_value, with every param taken in the version of its clock's day.
[[nodiscard]] std::optional<Constant> constant_on(const CheckedRuleset& rules,
                                                  const TypedExpression& expression,
                                                  const ClockDays& days);

/// The day that a date reference means when the clocks stand on `days`.
[[nodiscard]] Date resolve_day(const DateReference& reference, const ClockDays& days);

}  // namespace mutua::ruleset
