#pragma once

#include <string>
#include <string_view>

/// The arithmetic behind check digits. Every function takes plain ASCII and never throws.
namespace mutua::cooperative {

[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }

/// True when the text is one or more digits and nothing else.
[[nodiscard]] bool all_digits(std::string_view text);

/// The text in upper case without blanks, dots and dashes: how people group numbers is no matter.
[[nodiscard]] std::string compact(std::string_view text);

/// A number of any length, written in digits, modulo `divisor` (at most 1000).
[[nodiscard]] int remainder_of(std::string_view digits, int divisor);

/// ISO 7064 mod 97: letters count as 10 to 35. Other characters give −1.
[[nodiscard]] int remainder_97(std::string_view letters_and_digits);

/// Luhn: each second digit from the right is doubled; the digits' sum is a multiple of ten.
[[nodiscard]] bool passes_luhn(std::string_view digits);

/// ISO 7064 mod 11,10 (German VAT numbers).
[[nodiscard]] bool passes_mod_11_10(std::string_view digits);

/// Σ digit × weight, over as many digits as there are weights; weights are digits or 'A' for 10.
[[nodiscard]] int weighted_sum(std::string_view digits, std::string_view weights);

}  // namespace mutua::cooperative
