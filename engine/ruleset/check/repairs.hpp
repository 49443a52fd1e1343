#pragma once

#include "engine/ruleset/check/check_context.hpp"

#include <string>
#include <string_view>

namespace mutua::ruleset {

/// What to write instead of `unit`, in which `word` is unknown.
[[nodiscard]] std::string unit_repair(const CheckContext& context, PackageId package,
                                      std::string_view unit, std::string_view word);

/// What to write instead of a word that is no currency.
[[nodiscard]] std::string currency_repair(std::string_view word);

/// The word of a fixed list that was meant, or the list.
[[nodiscard]] std::string one_of_repair(std::string_view word,
                                        const std::vector<std::string>& words);

/// The words that name a clock, `day` apart.
[[nodiscard]] const std::vector<std::string>& clock_words();

/// `source act "…"`: a citation of the first source that a file declares.
[[nodiscard]] std::string citation_repair(const CheckContext& context, std::uint32_t file);

/// What a name that nothing has was meant to be: a word that means something elsewhere, an item
/// without what it is compared with, or a name that is near.
[[nodiscard]] std::string name_repair(const CheckContext& context, PackageId package,
                                      std::string_view name);

/// A value as written, in parentheses where ` as …` or ` * …` behind it would reach only a part.
[[nodiscard]] std::string as_operand(std::string_view text);

/// What becomes of a pure number where a value of another unit is wanted.
[[nodiscard]] std::string pure_number_repair(std::string_view written, const Unit& wanted);

/// How a value becomes a number; `text` is the value as written.
[[nodiscard]] std::string number_repair(const CheckedRuleset& rules, const Type& type,
                                        std::string_view text);

/// "functions are `abs`, …": the end of the list of what can be called.
[[nodiscard]] std::string functions_repair();

/// The arguments that a function of the language takes: "write `abs(x)`".
[[nodiscard]] std::string arguments_repair(std::string_view function);

/// How a value becomes a condition; `text` is the value as written.
[[nodiscard]] std::string condition_repair(const CheckedRuleset& rules, const Type& type,
                                           std::string_view text);

/// What to write where a value of another kind is wanted; `text` is the value as written.
[[nodiscard]] std::string kind_repair(const CheckedRuleset& rules, ValueKind wanted,
                                      const Type& type, std::string_view text);

/// What to write where a value of one type is compared with one of another; `written` is the second
/// as written.
[[nodiscard]] std::string comparison_repair(const CheckedRuleset& rules, const Type& left,
                                            const TypedExpression& right, std::string_view written);

}  // namespace mutua::ruleset
