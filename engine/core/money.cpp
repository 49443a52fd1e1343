#include "engine/core/money.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace mutua {

namespace {

/// The euro, then all others in the order of their codes; a currency is its place in this list.
/// Source: ISO 4217, list one of 2026, without precious metals, units of account and
/// test codes, and without STN, which the official rules of e-invoices refuse.
constexpr std::string_view currency_codes =
    "EUR AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN "
    "BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP "
    "ERN ETB FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK "
    "JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD "
    "MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP "
    "PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP SVC SYP "
    "SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST "
    "XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

constexpr std::size_t code_width = 4;  // with the blank behind it
constexpr std::size_t currency_count = (currency_codes.size() + 1) / code_width;

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string_view to_string(Currency currency) {
    const auto place = static_cast<std::size_t>(currency);
    require(place < currency_count, "the currency has a code");
    return currency_codes.substr(place * code_width, code_width - 1);
}

std::optional<Currency> parse_currency(std::string_view text) {
    if (text.size() != code_width - 1) { return std::nullopt; }
    for (std::size_t place = 0; place < currency_count; ++place) {
        if (currency_codes.substr(place * code_width, code_width - 1) == text) {
            return static_cast<Currency>(place);
        }
    }
    return std::nullopt;
}

std::string to_string(Money amount) {
    const bool negative = amount.minor_units() < 0;
    const auto raw = static_cast<std::uint64_t>(amount.minor_units());
    std::uint64_t rest = negative ? 0 - raw : raw;
    // Sign, twenty digits and the point, from the end.
    std::array<char, 22> text{};
    std::size_t at = text.size();
    for (int digit = 0; digit < 3 || rest > 0; ++digit, rest /= 10) {
        if (digit == 2) { text[--at] = '.'; }
        text[--at] = static_cast<char>('0' + rest % 10);
    }
    if (negative) { text[--at] = '-'; }
    return {text.data() + at, text.size() - at};
}

std::optional<Money> parse_money(std::string_view text, Currency currency) {
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
    return Money{units, currency};
}

}  // namespace mutua
