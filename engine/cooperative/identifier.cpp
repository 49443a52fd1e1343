#include "engine/cooperative/identifier.hpp"

#include "engine/cooperative/check_digits.hpp"
#include "engine/cooperative/code_lists.hpp"
#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::cooperative {

namespace {

int number_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits) { value = value * 10 + (c - '0'); }
    return value;
}

/// Whether "YYMMDD" can be a day of birth in that century, not after `today`. A month or day of 00
/// is unknown; bis numbers carry the month plus 20 or 40.
bool can_be_born(std::string_view six_digits, int century, Date today) {
    const int year = century + number_of(six_digits.substr(0, 2));
    const int raw_month = number_of(six_digits.substr(2, 2));
    const int day = number_of(six_digits.substr(4, 2));
    const int month = raw_month % 20;
    if (raw_month >= 60 || month > 12 || day > 31) { return false; }
    const Date earliest{date::year{year}, date::month{static_cast<unsigned>(std::max(month, 1))},
                        date::day{static_cast<unsigned>(std::max(day, 1))}};
    return (month == 0 || day == 0 || earliest.ok()) && earliest <= today;
}

bool passes_enterprise_check(std::string_view ten_digits) {
    return 97 - remainder_of(ten_digits.substr(0, 8), 97) == number_of(ten_digits.substr(8));
}

/// Belgian accounts carry a second check inside: the first ten digits mod 97, 0 becomes 97.
bool passes_belgian_account_check(std::string_view twelve_digits) {
    const int rest = remainder_of(twelve_digits.substr(0, 10), 97);
    return (rest == 0 ? 97 : rest) == number_of(twelve_digits.substr(10));
}

bool is_plain(char c) { return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z'); }

/// The value behind the colon, checked as far as its scheme is known to us. Values keep their case:
/// a receiver is found by exactly the text that it registered.
std::optional<std::string> participant(std::string_view scheme, std::string_view value) {
    if (scheme == "0208") {
        const auto number = parse_enterprise_number(value);
        return number ? std::optional{number->text()} : std::nullopt;
    }
    if (scheme == "9925" || scheme == "9930" || scheme == "9957") {
        const auto number = parse_vat_number(value);
        const std::string_view country = scheme == "9925" ? "BE" : scheme == "9930" ? "DE" : "FR";
        if (!number || !number->text().starts_with(country)) { return std::nullopt; }
        return number->text();
    }
    const bool allowed =
        !value.empty() && value.size() <= 50 && std::all_of(value.begin(), value.end(), [](char c) {
            return is_plain(c) || c == '-' || c == '.' || c == '_' || c == ':';
        });
    return allowed ? std::optional{std::string{value}} : std::nullopt;
}

}  // namespace

std::optional<NationalNumber> parse_national_number(std::string_view text, Date today) {
    std::string digits = compact(text);
    if (digits.size() != 11 || !all_digits(digits)) { return std::nullopt; }
    const std::string_view nine = std::string_view{digits}.substr(0, 9);
    const std::string_view born = nine.substr(0, 6);
    const int check = number_of(std::string_view{digits}.substr(9));
    if (nine.substr(6) == "000") { return std::nullopt; }
    const bool before_2000 = 97 - remainder_of(nine, 97) == check && can_be_born(born, 1900, today);
    const bool from_2000 =
        97 - remainder_of("2" + std::string{nine}, 97) == check && can_be_born(born, 2000, today);
    if (!before_2000 && !from_2000) { return std::nullopt; }
    return NationalNumber::trusted(std::move(digits));
}

std::optional<Birth> birth_told_by(const NationalNumber& number) {
    const std::string_view digits = number.text();
    if (digits.size() != 11 || !all_digits(digits)) { return std::nullopt; }
    const std::string nine{digits.substr(0, 9)};
    const int check = number_of(digits.substr(9));
    const bool before_2000 = 97 - remainder_of(nine, 97) == check;
    if (!before_2000 && 97 - remainder_of("2" + nine, 97) != check) { return std::nullopt; }
    Birth told;
    told.year = (before_2000 ? 1900 : 2000) + number_of(digits.substr(0, 2));
    const int month = number_of(digits.substr(2, 2));
    const Date day{date::year{told.year}, date::month{static_cast<unsigned>(month % 20)},
                   date::day{static_cast<unsigned>(number_of(digits.substr(4, 2)))}};
    if (day.ok()) { told.day = day; }
    const bool hides_sex = month >= 20 && month < 40;
    const bool is_odd = number_of(digits.substr(6, 3)) % 2 == 1;
    if (!hides_sex) { told.sex = is_odd ? Sex::male : Sex::female; }
    return told;
}

std::optional<EnterpriseNumber> parse_enterprise_number(std::string_view text) {
    std::string digits = compact(text);
    if (digits.starts_with("BE")) { digits.erase(0, 2); }
    if (digits.size() == 9 && all_digits(digits)) { digits.insert(0, 1, '0'); }
    if (digits.size() != 10 || !all_digits(digits)) { return std::nullopt; }
    if (digits[0] > '1' || !passes_enterprise_check(digits)) { return std::nullopt; }
    return EnterpriseNumber::trusted(std::move(digits));
}

std::optional<Iban> parse_iban(std::string_view text) {
    std::string iban = compact(text);
    if (iban.size() < 15 || iban.size() > 34) { return std::nullopt; }
    if (!is_upper(iban[0]) || !is_upper(iban[1])) { return std::nullopt; }
    if (!is_digit(iban[2]) || !is_digit(iban[3])) { return std::nullopt; }
    const std::string_view view = iban;
    const auto length = iban_length(view.substr(0, 2));
    if (!length && !is_country(view.substr(0, 2))) { return std::nullopt; }
    if (length && *length != iban.size()) { return std::nullopt; }
    if (remainder_97(iban.substr(4) + iban.substr(0, 4)) != 1) { return std::nullopt; }
    const bool belgian = view.starts_with("BE");
    if (belgian && !all_digits(view.substr(4))) { return std::nullopt; }
    if (belgian && !passes_belgian_account_check(view.substr(4))) { return std::nullopt; }
    return Iban::trusted(std::move(iban));
}

std::optional<Bic> parse_bic(std::string_view text) {
    std::string bic = compact(text);
    if (bic.size() != 8 && bic.size() != 11) { return std::nullopt; }
    const std::string_view country = std::string_view{bic}.substr(4, 2);
    const bool allowed =
        std::all_of(bic.begin(), bic.end(), [](char c) { return is_digit(c) || is_upper(c); });
    if (!allowed || !(is_country(country) || country == "XK")) { return std::nullopt; }
    return Bic::trusted(std::move(bic));
}

std::optional<EmployerNumber> parse_employer_number(std::string_view text) {
    std::string digits = compact(text);
    if (digits.size() < 3 || digits.size() > 10 || !all_digits(digits)) { return std::nullopt; }
    const std::string_view view = digits;
    const std::string hundredfold = std::string{view.substr(0, digits.size() - 2)} + "00";
    const int difference = 96 - remainder_of(hundredfold, 97);
    if ((difference == 0 ? 97 : difference) != number_of(view.substr(digits.size() - 2))) {
        return std::nullopt;
    }
    return EmployerNumber::trusted(std::move(digits));
}

std::optional<PeppolId> parse_peppol_id(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon != 4 || !is_address_scheme(text.substr(0, 4))) { return std::nullopt; }
    const auto value = participant(text.substr(0, 4), text.substr(5));
    if (!value) { return std::nullopt; }
    return PeppolId::trusted(std::string{text.substr(0, 5)} + *value);
}

std::optional<Email> parse_email(std::string_view text) {
    const std::size_t at = text.find('@');
    if (text.size() > 254 || at == std::string_view::npos || at == 0 || at > 64) {
        return std::nullopt;
    }
    const bool bad = std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == ',' || c == ';' ||
               c == '<' || c == '>' || c == '"' || c == '(' || c == ')' || c == '\\';
    });
    const std::string_view domain = text.substr(at + 1);
    if (bad || domain.find('@') != std::string_view::npos) { return std::nullopt; }
    const std::size_t dot = domain.find('.');
    if (dot == std::string_view::npos || dot == 0 || domain.ends_with('.')) { return std::nullopt; }
    if (text.find("..") != std::string_view::npos || text[0] == '.' || text[at - 1] == '.') {
        return std::nullopt;
    }
    return Email::trusted(std::string{text});
}

std::string structured_communication(std::string_view ten_digits) {
    require(ten_digits.size() == 10 && all_digits(ten_digits),
            "a structured communication is made of ten digits");
    const int rest = remainder_of(ten_digits, 97);
    const int check = rest == 0 ? 97 : rest;
    const std::string digits =
        std::string{ten_digits} + (check < 10 ? "0" : "") + std::to_string(check);
    return "+++" + digits.substr(0, 3) + "/" + digits.substr(3, 4) + "/" + digits.substr(7) + "+++";
}

std::string redacted(std::string_view text) {
    const std::string_view shown = text.size() > 8 ? text.substr(text.size() - 4) : "";
    return "…" + std::string{shown};
}

}  // namespace mutua::cooperative
