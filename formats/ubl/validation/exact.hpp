#pragma once

#include "engine/core/decimal.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mutua::ubl::validation {

/// An exact decimal number of any size, fast while its digits fit into 128 bits, as those of
/// invoices do; beyond that it is a core Decimal.
class Exact {
public:
    Exact() = default;
    Exact(long long whole) : units_{whole} {}

    /// Reads an `xs:decimal`, blanks around it included; nothing when it is none.
    [[nodiscard]] static std::optional<Exact> parse(std::string_view text);

    [[nodiscard]] Exact operator+(const Exact& other) const;
    [[nodiscard]] Exact operator-(const Exact& other) const;
    [[nodiscard]] Exact operator*(const Exact& other) const;
    [[nodiscard]] Exact operator-() const { return Exact{} - *this; }
    /// The same digits, the point moved to the left: `hundredths()` divides by a hundred.
    [[nodiscard]] Exact hundredths() const;

    /// The quotient, to whole cents. Errors: division by 0 is a ContractViolation.
    [[nodiscard]] Exact cents_over(const Exact& divisor) const;

    /// Negative, 0 or positive, as it is less than, equal to or greater than the other.
    [[nodiscard]] int compare(const Exact& other) const;
    [[nodiscard]] int sign() const { return compare(Exact{}); }
    [[nodiscard]] Exact magnitude() const { return sign() < 0 ? -*this : *this; }

    /// To whole cents, half a cent towards positive infinity, as XPath rounds.
    [[nodiscard]] Exact to_cents() const { return rounded(2); }
    /// To a whole number, the same way.
    [[nodiscard]] Exact to_whole() const { return rounded(0); }

    /// The nearest number that a binary64 of IEEE 754 can hold, as XPath has it where it computes
    /// with untyped numbers; half-way cases go to the even one.
    [[nodiscard]] Exact nearest_binary64() const;

    /// "121.00", "0.125": two digits after the point, or as many as it has; empty for a number that
    /// is too long to be read.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const Exact& a, const Exact& b) { return a.compare(b) == 0; }
    friend bool operator<(const Exact& a, const Exact& b) { return a.compare(b) < 0; }
    friend bool operator>(const Exact& a, const Exact& b) { return a.compare(b) > 0; }
    friend bool operator<=(const Exact& a, const Exact& b) { return a.compare(b) <= 0; }
    friend bool operator>=(const Exact& a, const Exact& b) { return a.compare(b) >= 0; }

private:
    __extension__ using Wide = __int128;

    [[nodiscard]] static std::optional<Wide> scaled(Wide units, int places);
    [[nodiscard]] Decimal decimal() const;
    [[nodiscard]] static Exact of(const Decimal& value);
    [[nodiscard]] Exact rounded(int places) const;

    Wide units_ = 0;
    int places_ = 0;  ///< digits after the point
    std::shared_ptr<const Decimal> large_;
};

}  // namespace mutua::ubl::validation
