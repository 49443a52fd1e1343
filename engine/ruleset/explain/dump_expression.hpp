#pragma once

#include "engine/ruleset/check/checked_ruleset.hpp"

#include <nlohmann/json.hpp>

/// Parts of the dump that expressions and definitions share.
namespace mutua::ruleset::dump {

using Json = nlohmann::ordered_json;

/// How much is written: what a formula says, also what the checks found out about it (units and
/// decimals), or also places and texts for people.
enum class Detail : std::uint8_t { structure, meaning, everything };

/// [line, column, end line, end column]; columns count bytes from 1, the end is one past.
[[nodiscard]] Json span_json(const CheckedRuleset& rules, syntax::Span span);

/// `{"unit": "EUR", "decimals": 2}`, `{"kind": "bool"}`, `{"kind": "enum", "items": […]}`.
[[nodiscard]] Json type_json(const CheckedRuleset& rules, const Type& type);

/// A number as an exact string with the decimals of its type, yes or no as a flag, other values as
/// text.
[[nodiscard]] Json constant_json(const CheckedRuleset& rules, const Constant& value,
                                 const Type& type);

/// Digits, or "15/38" where a number does not end.
[[nodiscard]] std::string exact_number(const Decimal& value, unsigned decimals);

/// A tree of `{"op", "args", "unit", "decimals", "span"}`.
[[nodiscard]] Json expression_json(const CheckedRuleset& rules, const TypedExpression& expression,
                                   Detail detail);

[[nodiscard]] Json rounding_json(const CheckedRounding& rounding);

}  // namespace mutua::ruleset::dump
