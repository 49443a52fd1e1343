#include "engine/ruleset/check/unit.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace mutua::ruleset {

namespace {

constexpr std::array<std::string_view, 6> time_units{"hour",  "day",     "week",
                                                     "month", "quarter", "year"};
constexpr std::array<std::string_view, 4> pure_units{"count", "ratio", "percent", "fraction"};

/// ISO 4217 list one, currencies of two decimals.
constexpr std::string_view currencies_of_two =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD "
    "MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP "
    "PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS "
    "TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG";
constexpr std::string_view currencies_of_none =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
constexpr std::string_view currencies_of_three = "BHD IQD JOD KWD LYD OMR TND";

/// True when a three-letter code stands in a list of codes separated by spaces.
bool listed(std::string_view codes, std::string_view code) {
    for (std::size_t at = 0; at + 3 <= codes.size(); at += 4) {
        if (codes.substr(at, 3) == code) { return true; }
    }
    return false;
}

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Unit Unit::of(std::string dimension) {
    Unit unit;
    unit.powers_.emplace_back(std::move(dimension), 1);
    return unit;
}

void Unit::multiply_by(const std::string& dimension, int exponent) {
    const auto at = std::lower_bound(powers_.begin(), powers_.end(), dimension,
                                     [](const std::pair<std::string, int>& one,
                                        const std::string& name) { return one.first < name; });
    if (at == powers_.end() || at->first != dimension) {
        powers_.insert(at, {dimension, exponent});
        return;
    }
    at->second += exponent;
    if (at->second == 0) { powers_.erase(at); }
}

Unit operator*(const Unit& left, const Unit& right) {
    Unit product = left;
    for (const auto& [dimension, exponent] : right.powers_) {
        product.multiply_by(dimension, exponent);
    }
    return product;
}

Unit operator/(const Unit& left, const Unit& right) {
    Unit quotient = left;
    for (const auto& [dimension, exponent] : right.powers_) {
        quotient.multiply_by(dimension, -exponent);
    }
    return quotient;
}

Unit Unit::without_time() const {
    Unit rest;
    for (const auto& one : powers_) {
        if (!is_time_unit(one.first)) { rest.powers_.push_back(one); }
    }
    return rest;
}

int Unit::power(std::string_view dimension) const {
    for (const auto& [name, exponent] : powers_) {
        if (name == dimension) { return exponent; }
    }
    return 0;
}

std::string Unit::text() const {
    if (powers_.empty()) { return "a pure number"; }
    std::string above;
    std::string below;
    for (const auto& [dimension, exponent] : powers_) {
        std::string& side = exponent > 0 ? above : below;
        for (int i = 0; i < std::abs(exponent); ++i) {
            if (!side.empty() || exponent < 0) { side += exponent > 0 ? "*" : "/"; }
            side += dimension;
        }
    }
    return (above.empty() ? "1" : above) + below;
}

std::optional<std::string> Unit::written() const {
    if (powers_.empty()) { return "ratio"; }
    std::string above;
    std::string below;
    for (const auto& [dimension, exponent] : powers_) {
        std::string& side = exponent > 0 ? above : below;
        if (!side.empty() || std::abs(exponent) != 1) { return std::nullopt; }
        side = dimension;
    }
    if (above.empty()) { return std::nullopt; }
    return below.empty() ? above : above + "/" + below;
}

bool is_time_unit(std::string_view dimension) { return contains(time_units, dimension); }

bool is_pure_unit(std::string_view name) { return contains(pure_units, name); }

std::optional<unsigned> known_unit_decimals(std::string_view name) {
    if (is_time_unit(name) || name == "km") { return 2; }
    if (name == "count") { return 0; }
    if (is_pure_unit(name)) { return 6; }
    if (name.size() != 3) { return std::nullopt; }
    if (listed(currencies_of_two, name)) { return 2; }
    if (listed(currencies_of_none, name)) { return 0; }
    if (listed(currencies_of_three, name)) { return 3; }
    return std::nullopt;
}

std::vector<std::string> known_units() {
    std::vector<std::string> names{"EUR", "km"};
    names.insert(names.end(), time_units.begin(), time_units.end());
    names.insert(names.end(), pure_units.begin(), pure_units.end());
    return names;
}

}  // namespace mutua::ruleset
