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

/// The first day of the month, quarter or year; the day itself without a start.
[[nodiscard]] Date start_of(Date day, DateReference::Start start);

/// The first day whose month, quarter or year starts on `cut` or later.
[[nodiscard]] Date carried_back(Date cut, DateReference::Start start);

/// The days of both; empty (until before from) when there are none.
[[nodiscard]] Days common(const Days& one, const Days& other);

/// The day that a date reference means when the clocks stand on `days`.
[[nodiscard]] Date resolve_day(const DateReference& reference, const ClockDays& days);

}  // namespace mutua::ruleset
