#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// What a number counts: a product of dimensions with exponents, such as EUR/month. Dimensions are
/// never converted. The pure numbers (count, ratio, percent, fraction) have no dimension at all.
class Unit {
public:
    /// A pure number.
    Unit() = default;

    /// One dimension: "EUR", "month", "kg".
    [[nodiscard]] static Unit of(std::string dimension);

    [[nodiscard]] bool is_pure() const noexcept { return powers_.empty(); }

    /// The unit without hour, day, week, month, quarter and year.
    [[nodiscard]] Unit without_time() const;

    /// The exponent of a dimension; 0 when it has none.
    [[nodiscard]] int power(std::string_view dimension) const;

    /// "EUR/month", "1/day", "a pure number": as messages name it.
    [[nodiscard]] std::string text() const;
    /// As a declaration or a literal names it; nothing for what the language has no word for, such
    /// as EUR*day.
    [[nodiscard]] std::optional<std::string> written() const;

    friend Unit operator*(const Unit& left, const Unit& right);
    friend Unit operator/(const Unit& left, const Unit& right);
    friend bool operator==(const Unit&, const Unit&) = default;

private:
    void multiply_by(const std::string& dimension, int exponent);

    std::vector<std::pair<std::string, int>> powers_;  ///< by name, no exponent of 0
};

/// True for hour, day, week, month, quarter, year.
[[nodiscard]] bool is_time_unit(std::string_view dimension);

/// Decimals that a unit known to the engine has when a declaration does not say: those of an
/// ISO 4217 currency, 2 for times and km, 0 for count, 6 for ratio, percent and fraction. Nothing
/// for a name that is no such unit. Source: ISO 4217 list one.
[[nodiscard]] std::optional<unsigned> known_unit_decimals(std::string_view name);

/// True for count, ratio, percent and fraction.
[[nodiscard]] bool is_pure_unit(std::string_view name);

/// The names of all units known to the engine, for proposals.
[[nodiscard]] std::vector<std::string> known_units();

}  // namespace mutua::ruleset
