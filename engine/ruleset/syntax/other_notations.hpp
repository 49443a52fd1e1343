#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What somebody meant who wrote another notation than that of the rules: the repairs of the lexer.
namespace mutua::ruleset::syntax {

/// "write `is`" for `==`: what to write instead of signs of other notations, and of characters that
/// word processors put in; empty when nobody knows.
[[nodiscard]] std::string plain_for(std::string_view sign);

/// The bytes of the quote of another notation that stands at a place, or 0.
[[nodiscard]] std::size_t foreign_quote_length(std::string_view bytes, std::size_t position);

/// A name as the language writes it: `gross_pay` of `grossPay`, `GrossPay`, `GROSS_PAY`.
[[nodiscard]] std::string in_small_letters(std::string_view word);
[[nodiscard]] std::string in_capitals(std::string_view word);

/// The bytes of a letter that no name has, such as `é`, which stands at a place; or 0.
[[nodiscard]] std::size_t foreign_letter_length(std::string_view bytes, std::size_t position);

/// A word in the letters of names: `groesse` of `Größe`.
[[nodiscard]] std::string in_plain_letters(std::string_view word);

/// Words of three letters that stand before `(` or ` of `, and are no currency.
[[nodiscard]] bool is_function_word(std::string_view word);

/// The number that was meant with other separators: `1 000.00` of `1.000,00`; empty when it can be
/// read in two ways, or is longer than any number is.
[[nodiscard]] std::string plain_number(std::string_view written);

/// `1,000` as `1 000`.
[[nodiscard]] std::string without_comma(std::string_view written);

/// The bytes of a day with a year of four digits that begins at a place, its parts separated by one
/// of `marks`: `31/12/2025`, `2025.12.31`; or 0.
[[nodiscard]] std::size_t foreign_day_length(std::string_view bytes, std::size_t position,
                                             std::string_view marks);

/// "write `2025-12-31`" for a day in another order or with other marks.
[[nodiscard]] std::string proposed_day(std::string_view written);

/// The help for a day that is written well and does not exist.
[[nodiscard]] std::string last_day_near(std::string_view written);

}  // namespace mutua::ruleset::syntax
