#include "engine/core/money.hpp"

#include <algorithm>
#include <charconv>

namespace mutua {

namespace {

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string_view to_string(Currency currency) {
    require(currency == Currency::eur, "the currency has a code");
    return "EUR";
}

std::string to_string(Money amount) {
    const bool negative = amount.minor_units() < 0;
    const auto raw = static_cast<std::uint64_t>(amount.minor_units());
    std::string digits = std::to_string(negative ? 0 - raw : raw);
    if (digits.size() < 3) { digits.insert(0, 3 - digits.size(), '0'); }
    digits.insert(digits.size() - 2, 1, '.');
    return negative ? "-" + digits : digits;
}

std::optional<Money> parse_money(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) { text.remove_prefix(1); }
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string cents =
        point == std::string_view::npos ? "00" : std::string{text.substr(point + 1)};
    if (cents.size() == 1) { cents += '0'; }
    if (!all_digits(whole) || cents.size() != 2 || !all_digits(cents)) { return std::nullopt; }
    const std::string joined = (negative ? "-" : "") + std::string{whole} + cents;
    std::int64_t units = 0;
    const auto [end, error] = std::from_chars(joined.data(), joined.data() + joined.size(), units);
    if (error != std::errc{} || end != joined.data() + joined.size()) { return std::nullopt; }
    return euro_cents(units);
}

}  // namespace mutua
