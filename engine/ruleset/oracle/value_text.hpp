#pragma once

#include "engine/core/decimal.hpp"
#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/run/value.hpp"

#include <string>
#include <string_view>

/// Values as people read them in explanations and messages: "1 210.00", "10.50 %", "white_collar".
namespace mutua::ruleset {

/// Digits with a space between groups of three: "-1234.50" becomes "-1 234.50".
[[nodiscard]] std::string grouped(std::string_view digits);

/// A text of computed values without the spaces inside its numbers, as programs read them:
/// "1 210.00 < 1 500.00" becomes "1210.00 < 1500.00". What stands between double quotes is a code
/// and stays.
[[nodiscard]] std::string ungrouped(std::string_view text);

/// A number in all its digits when it ends, as "15/38" when it does not. At least `decimals` digits
/// stand after the point.
[[nodiscard]] std::string exact_text(const Decimal& value, unsigned decimals);

/// A number as its type is read: percent with its sign.
[[nodiscard]] std::string shown(const Decimal& value, const Type& type);

/// The rate of a bracket: "2.50 %" where the argument of the scale and what it gives have one unit,
/// else what one of the argument adds: "2.50 EUR".
[[nodiscard]] std::string rate_text(const Decimal& rate, const Type& argument, const Type& result);

/// A figure as its type is read.
[[nodiscard]] std::string shown(const Value& value, const Type& type);

/// A constant of the rules as its type is read.
[[nodiscard]] std::string shown(const CheckedRuleset& rules, const Constant& value,
                                const Type& type);

/// The same for programs: "1234.50", a rate as "0.1050", a code without quotes.
[[nodiscard]] std::string plain_text(const CheckedRuleset& rules, const Constant& value,
                                     const Type& type);

/// A rounding as the rules write it: "half up", "floor".
[[nodiscard]] std::string mode_text(Rounding mode);

/// The exact number; nothing for other kinds of value.
[[nodiscard]] std::optional<Decimal> number_of(const Value& value);

}  // namespace mutua::ruleset
