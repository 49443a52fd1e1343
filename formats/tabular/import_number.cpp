#include "formats/tabular/import_number.hpp"

#include "engine/cooperative/check_digits.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

using cooperative::all_digits;
using cooperative::is_digit;

constexpr std::size_t most_digits = 12;

/// The text with every kind of blank between digits turned into one character.
std::string with_plain_blanks(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        if (rest.starts_with("\xC2\xA0")) {
            plain += ' ';
            i += 1;
        } else if (rest.starts_with("\xE2\x80\xAF")) {
            plain += ' ';
            i += 2;
        } else {
            plain += rest.front();
        }
    }
    return plain;
}

/// "1.234.567" with its group sign: one to three digits, then groups of three.
bool is_grouped(std::string_view whole, char sign) {
    const std::size_t first = whole.find(sign);
    if (first == std::string_view::npos) { return all_digits(whole); }
    if (first == 0 || first > 3 || whole.front() == '0') { return false; }
    for (std::size_t at = first; at < whole.size(); at += 4) {
        if (whole[at] != sign || at + 4 > whole.size()) { return false; }
        if (!all_digits(whole.substr(at + 1, 3))) { return false; }
    }
    return all_digits(whole.substr(0, first));
}

std::string without(std::string_view text, char sign) {
    std::string kept{text};
    kept.erase(std::remove(kept.begin(), kept.end(), sign), kept.end());
    return kept;
}

NumberReading faulty(NumberFault fault) {
    NumberReading reading;
    reading.fault = fault;
    return reading;
}

/// Digits before and after the decimal sign, both without signs.
NumberReading combined(std::string_view whole, std::string_view decimals, bool negative) {
    if (!all_digits(whole)) { return faulty(NumberFault::unreadable); }
    const std::size_t last = decimals.find_last_not_of('0');
    const std::string_view significant =
        decimals.substr(0, last == std::string_view::npos ? 0 : last + 1);
    if (significant.size() > 2) { return faulty(NumberFault::too_many_decimals); }
    const std::size_t zeros = std::min(whole.find_first_not_of('0'), whole.size() - 1);
    if (whole.size() - zeros > most_digits) { return faulty(NumberFault::too_large); }
    NumberReading reading;
    for (const char c : whole.substr(zeros)) {
        reading.hundredths = reading.hundredths * 10 + (c - '0');
    }
    for (std::size_t i = 0; i < 2; ++i) {
        const int digit = i < significant.size() ? significant[i] - '0' : 0;
        reading.hundredths = reading.hundredths * 10 + digit;
    }
    if (negative) { reading.hundredths = -reading.hundredths; }
    return reading;
}

NumberReading ambiguous(std::string_view whole, std::string_view decimals, bool negative) {
    const std::string sign = negative ? "-" : "";
    NumberReading reading = faulty(NumberFault::two_readings);
    reading.grouped_reading = sign + std::string{whole} + std::string{decimals};
    reading.decimal_reading = sign + std::string{whole} + "." + std::string{decimals};
    return reading;
}

/// One kind of sign stands in the text, once: group or decimals?
NumberReading single_sign(std::string_view whole, std::string_view behind, bool negative) {
    if (!all_digits(whole) || !all_digits(behind)) { return faulty(NumberFault::unreadable); }
    const bool could_be_group = behind.size() == 3 && whole.size() <= 3 && whole.front() != '0';
    if (could_be_group) { return ambiguous(whole, behind, negative); }
    return combined(whole, behind, negative);
}

}  // namespace

NumberReading read_hundredths(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) { text.remove_prefix(1); }
    std::string plain = with_plain_blanks(text);
    const bool blanks = plain.find(' ') != std::string_view::npos;
    const std::size_t sign = plain.find_last_of(".,");
    if (blanks) {
        const std::string whole = plain.substr(0, sign);
        if (!is_grouped(whole, ' ')) { return faulty(NumberFault::unreadable); }
        const std::string decimals = sign == std::string_view::npos ? "" : plain.substr(sign + 1);
        if (sign != std::string_view::npos && !all_digits(decimals)) {
            return faulty(NumberFault::unreadable);
        }
        return combined(without(whole, ' '), decimals, negative);
    }
    if (sign == std::string_view::npos) { return combined(plain, {}, negative); }
    const std::string whole = plain.substr(0, sign);
    const std::string behind = plain.substr(sign + 1);
    const char other = plain[sign] == '.' ? ',' : '.';
    if (whole.find(plain[sign]) !=
        std::string_view::npos) {  // The same sign again: all of them are groups.
        if (plain.find(other) != std::string_view::npos || !is_grouped(plain, plain[sign])) {
            return faulty(NumberFault::unreadable);
        }
        return combined(without(plain, plain[sign]), {}, negative);
    }
    if (whole.find(other) == std::string_view::npos) {
        return single_sign(whole, behind, negative);
    }
    if (!is_grouped(whole, other) || !all_digits(behind)) {
        return faulty(NumberFault::unreadable);
    }
    return combined(without(whole, other), behind, negative);
}

}  // namespace mutua::tabular
