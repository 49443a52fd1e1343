#pragma once

#include "engine/core/date.hpp"
#include "engine/core/money.hpp"
#include "engine/ruleset/program/integer.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace mutua::ruleset {

/// A number as it goes into and comes out of rules: raw / 10^decimals, exact.
struct Number {
    Int128 raw = 0;
    unsigned decimals = 0;

    [[nodiscard]] bool fits_64_bits() const { return static_cast<std::int64_t>(raw) == raw; }
    /// `raw`, for whoever keeps 64 bits. Errors: one that leaves them is a ContractViolation.
    [[nodiscard]] std::int64_t raw_64_bits() const;
    friend bool operator==(const Number&, const Number&) = default;
};

/// An exact pair, for inputs of type `fraction`: 15/38.
struct Fraction {
    Int128 numerator = 0;
    Int128 denominator = 1;
    friend bool operator==(const Fraction&, const Fraction&) = default;
};

/// An enum item or a code.
struct Word {
    std::string text;
    friend bool operator==(const Word&, const Word&) = default;
};

using Value = std::variant<Number, Fraction, bool, Word, Date>;

/// "2182.27", "15/38", "yes", "artist", "2026-11-03".
[[nodiscard]] std::string to_string(const Value& value);

/// EUR with two decimals.
[[nodiscard]] Value value_of(Money amount);
[[nodiscard]] Value count_of(std::int64_t count);
[[nodiscard]] inline Value word(std::string text) { return Word{std::move(text)}; }

/// Inputs and given figures of one row, by name.
using Values = std::map<std::string, Value, std::less<>>;

/// One number read from text, "12.34", "12.34 %" (as 0.1234), "15/38"; used by rows and flags.
/// Nothing when badly written, or beyond 127 bits.
[[nodiscard]] std::optional<Value> parse_number(std::string_view text);

}  // namespace mutua::ruleset
