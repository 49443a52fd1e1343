#include "engine/cooperative/check_digits.hpp"
#include "engine/cooperative/code_lists.hpp"
#include "engine/cooperative/identifier.hpp"

#include <algorithm>
#include <iterator>

namespace mutua::cooperative {

namespace {

using Check = bool (*)(std::string_view number);

bool austrian(std::string_view number) {
    int sum = 0;
    for (std::size_t i = 1; i < 8; ++i) {
        const int value = (number[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return (96 - sum) % 10 == number[8] - '0';
}

bool belgian(std::string_view number) { return parse_enterprise_number(number).has_value(); }

bool danish(std::string_view number) { return weighted_sum(number, "27654321") % 11 == 0; }

bool finnish(std::string_view number) { return weighted_sum(number, "79A58421") % 11 == 0; }

/// Two characters, then the company's SIREN; the key is computed when it is written in digits.
/// Monaco's numbers (000…) have a SIREN outside the Luhn check.
bool french(std::string_view number) {
    const std::string_view siren = number.substr(2);
    if (!siren.starts_with("000") && !passes_luhn(siren)) { return false; }
    if (!all_digits(number.substr(0, 2))) { return true; }
    return (12 + 3 * remainder_of(siren, 97)) % 97 == (number[0] - '0') * 10 + (number[1] - '0');
}

bool german(std::string_view number) { return number[0] != '0' && passes_mod_11_10(number); }

bool greek(std::string_view number) {
    int sum = 0;
    for (std::size_t i = 0; i < 8; ++i) { sum = (sum + (number[i] - '0')) * 2; }
    return sum % 11 % 10 == number[8] - '0';
}

/// Seven digits, a check letter, and since 2013 one more letter that counts nine times.
bool irish(std::string_view number) {
    if (!is_digit(number[1])) { return true; }
    int sum = weighted_sum(number, "8765432");
    if (number.size() == 9) { sum += 9 * (number[8] - 'A' + 1); }
    return std::string_view{"WABCDEFGHIJKLMNOPQRSTUV"}[static_cast<std::size_t>(sum % 23)] ==
           number[7];
}

bool luhn(std::string_view number) { return passes_luhn(number); }

bool luxembourgish(std::string_view number) {
    return remainder_of(number.substr(0, 6), 89) == (number[6] - '0') * 10 + (number[7] - '0');
}

/// Companies: the nine digits mod 11; one-man businesses since 2020: the whole text mod 97.
bool dutch(std::string_view number) {
    const int rest = weighted_sum(number, "98765432") % 11;
    return rest == number[8] - '0' || remainder_97("NL" + std::string{number}) == 1;
}

bool polish(std::string_view number) {
    return weighted_sum(number, "657234567") % 11 == number[9] - '0';
}

bool portuguese(std::string_view number) {
    const int check = 11 - weighted_sum(number, "98765432") % 11;
    return (check > 9 ? 0 : check) == number[8] - '0';
}

/// A person's number is followed by a letter that its remainder names; companies' are not checked.
bool spanish(std::string_view number) {
    if (!all_digits(number.substr(0, 8))) { return true; }
    const int rest = remainder_of(number.substr(0, 8), 23);
    return std::string_view{"TRWAGMYFPDXBNJZSQVHLCKE"}[static_cast<std::size_t>(rest)] == number[8];
}

bool swedish(std::string_view number) { return passes_luhn(number.substr(0, 10)); }

/// How the numbers of a country look after the prefix: 9 a digit, A a letter, * either, and
/// everything else itself. Several patterns are alternatives.
struct Form {
    std::string_view country;
    std::string_view patterns;
    Check check;
};

constexpr Form forms[] = {
    {"AT", "U99999999", austrian},
    {"BE", "9999999999", belgian},
    {"BG", "999999999 9999999999", nullptr},
    {"CY", "99999999A", nullptr},
    {"CZ", "99999999 999999999 9999999999", nullptr},
    {"DE", "999999999", german},
    {"DK", "99999999", danish},
    {"EE", "999999999", nullptr},
    {"EL", "999999999", greek},
    {"ES", "*9999999*", spanish},
    {"FI", "99999999", finnish},
    {"FR", "**999999999", french},
    {"HR", "99999999999", nullptr},
    {"HU", "99999999", nullptr},
    {"IE", "9999999A 9999999AA 9A99999A", irish},
    {"IT", "99999999999", luhn},
    {"LT", "999999999 999999999999", nullptr},
    {"LU", "99999999", luxembourgish},
    {"LV", "99999999999", nullptr},
    {"MT", "99999999", nullptr},
    {"NL", "999999999B99", dutch},
    {"PL", "9999999999", polish},
    {"PT", "999999999", portuguese},
    {"RO", "99 999 9999 99999 999999 9999999 99999999 999999999 9999999999", nullptr},
    {"SE", "999999999999", swedish},
    {"SI", "99999999", nullptr},
    {"SK", "9999999999", nullptr},
    {"XI", "999999999 999999999999", nullptr},
};

bool has_form(std::string_view text, std::string_view pattern) {
    return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                      [](char c, char form) {
                          if (form == '9') { return is_digit(c); }
                          if (form == 'A') { return is_upper(c); }
                          return form == '*' ? is_digit(c) || is_upper(c) : c == form;
                      });
}

bool has_one_form(std::string_view text, std::string_view patterns) {
    while (!patterns.empty()) {
        const std::size_t blank = std::min(patterns.find(' '), patterns.size());
        if (has_form(text, patterns.substr(0, blank))) { return true; }
        patterns.remove_prefix(std::min(blank + 1, patterns.size()));
    }
    return false;
}

/// A number from outside the Union: we know no more than that it is letters and digits.
bool is_foreign(std::string_view country, std::string_view number) {
    return is_country(country) && country != "GR" && number.size() >= 2 && number.size() <= 15 &&
           std::any_of(number.begin(), number.end(), is_digit) &&
           std::all_of(number.begin(), number.end(),
                       [](char c) { return is_digit(c) || is_upper(c); });
}

}  // namespace

std::optional<VatNumber> parse_vat_number(std::string_view text) {
    std::string vat = compact(text);
    if (vat.size() < 4) { return std::nullopt; }
    const std::string_view country = std::string_view{vat}.substr(0, 2);
    const std::string_view number = std::string_view{vat}.substr(2);
    const auto* form = std::find_if(std::begin(forms), std::end(forms),
                                    [&](const Form& row) { return row.country == country; });
    const bool valid = form == std::end(forms)
                           ? is_foreign(country, number)
                           : has_one_form(number, form->patterns) &&
                                 (form->check == nullptr || form->check(number));
    return valid ? std::optional{VatNumber::trusted(std::move(vat))} : std::nullopt;
}

}  // namespace mutua::cooperative
